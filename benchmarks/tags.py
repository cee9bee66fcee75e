"""Our tags beside LibreOffice's for the same documents, character by character.

    python benchmarks/tags.py [--details]

Each part of the project's papers (contents page, report, appendices) is made by both engines. The
characters are read in the order of the tags, by pdfminer, each with the chain of elements that it
stands in. Printed are: whether both say the same characters in the same order; the share of them
in the same kind of element, which means that the innermost elements agree after the role map,
spans without a meaning left out; the share whose surroundings agree as well (list, table, header
or data cell, contents, quotation); and each kind of difference.

LibreOffice's PDFs are taken as this package makes them: with `pdf/engines/libreoffice_tags.py`.
"""

from __future__ import annotations

import io
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from panel_papers.pdf.engines import WordDocument

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "pdf" / "tagging")]

PAPERS = ("march-2024", "first-term-scorecard")
# Elements that only group, or that have no meaning of their own.
GROUPS = frozenset({"Document", "Part", "Sect", "Div", "NonStruct", "Span"})
AROUND = frozenset({"L", "LI", "LBody", "Table", "TR", "TH", "TD", "TOC", "TOCI", "BlockQuote"})
Said = list[tuple[str, tuple[str, ...]]]


def documents() -> Iterator[tuple[str, WordDocument]]:
    """Yield the Word documents of the papers as they go into the packs."""
    from panel_papers.inputs import read_paper
    from panel_papers.output.pack.pack import _entries
    from panel_papers.output.pack.parts import pieces_of
    from panel_papers.pdf.engines import WordDocument
    from panel_papers.word.documents import Templates, write_contents, write_documents

    templates = Templates(ROOT / "templates" / "word")
    for name in PAPERS:
        paper = read_paper(ROOT / "inputs" / name).paper
        pieces = pieces_of(paper, write_documents(paper, templates), lambda appendix: b"")
        # Two pages each: their real numbers do not matter here.
        contents = write_contents(
            paper, _entries(paper.pack, pieces, [1] + [2] * len(pieces)), templates
        )
        yield f"{name}: contents", WordDocument("contents.docx", contents, title="Contents")
        for piece in pieces:
            yield f"{name}: {piece.title[:40]}", piece.content


def said(pdf: bytes) -> Said:
    """Return each character that is not blank, with its chain of elements, in the tags' order."""
    from tagread import marks_of

    marks = marks_of(pdf)
    found: Said = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root.StructTreeRoot
        roles = {str(k): str(v) for k, v in root.get("/RoleMap", {}).items()}
        pages = {page.objgen: number for number, page in enumerate(opened.pages)}

        def walk(element: pikepdf.Object, chain: tuple[str, ...], default: int | None) -> None:
            role = str(element.S)
            while roles.get(role, role) != role:
                role = roles[role]
            chain += (role[1:],)
            page = pages[element.Pg.objgen] if "/Pg" in element else default
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int) or kid.get("/Type") == "/MCR":
                    at = page if isinstance(kid, int) else pages[kid.Pg.objgen]
                    mark = kid if isinstance(kid, int) else int(kid.MCID)
                    found.extend((c, chain) for c in plain(marks[at].text.get(mark, "")))
                elif "/S" in kid:
                    walk(kid, chain, page)

        for kid in root.K:
            walk(kid, (), None)
    return found


def plain(text: str) -> str:
    """Return a text without blanks, all bullets as one."""
    shown = unicodedata.normalize("NFKC", text)
    return "".join("•" if c in "\uf0b7●·" else c for c in shown if not c.isspace())


def kinds(chain: tuple[str, ...]) -> tuple[str, str]:
    """Return what a character stands in: the innermost element that means something, and where."""
    inner = [role for role in chain if role not in GROUPS]
    around = [role for role in inner[:-1] if role in AROUND]
    return inner[-1] if inner else "nothing", " > ".join(around)


def main(*, details: bool) -> int:
    """Print the comparison; 1 where the characters differ."""
    from panel_papers.output.pack.rendering import render
    from panel_papers.pdf.engines import choose_engine

    everything = list(documents())
    words = [document for _, document in everything]
    ours = render(choose_engine("embedded"), words)
    theirs = render(choose_engine("libreoffice"), words)
    same, total, alike, around = True, 0, 0, 0
    differences: Counter[str] = Counter()
    samples: dict[str, str] = {}
    for (name, _), mine, other in zip(everything, ours, theirs, strict=True):
        if mine.untagged is not None:
            raise SystemExit(f"{name} is not tagged: {mine.untagged}")
        a, b = said(mine.pdf), said(other.pdf)
        agrees = [c for c, _ in a] == [c for c, _ in b]
        print(f"{name}: {len(a)} characters, sequence {'the same' if agrees else 'NOT the same'}")
        same &= agrees
        for (character, chain), (_, twin) in zip(a, b, strict=True) if agrees else ():
            (k, outer), (m, other_outer) = kinds(chain), kinds(twin)
            total += 1
            alike += k == m
            around += (k, outer) == (m, other_outer)
            if (k, outer) != (m, other_outer):
                what = f"ours {k} in {outer or 'the text'}"
                what += f"; LibreOffice {m} in {other_outer or 'the text'}"
                differences[what] += 1
                samples[what] = (samples.get(what, "") + character)[:60]
    print(f"same sequence of characters: {'yes' if same else 'NO'}")
    print(f"same kind of element: {alike} of {total} = {100 * alike / total:.2f} %")
    print(f"and in the same surroundings: {around} of {total} = {100 * around / total:.2f} %")
    for what, count in differences.most_common():
        print(f"  {count:5}  {what}" + (f"  “{samples[what]}”" if details else ""))
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main(details="--details" in sys.argv))
