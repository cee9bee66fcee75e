"""A paragraph's content as words, tags and other pieces that can be compared one by one."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct

from panel_papers.template_tools.diff.tracked import Marker, is_picture, same
from panel_papers.word import (
    Element,
    attribute,
    child,
    children,
    element,
    every,
    find_tags,
    is_a,
    text_of,
)

_WORD = re.compile(r"\w+(?:[’'-]\w+)*|\s+|.", re.DOTALL)
_THROUGH = ("w:smartTag", "w:customXml", "w:dir", "w:bdo")
_SILENT = ("w:rPr", "w:lastRenderedPageBreak", "w:commentReference", "w:annotationRef")


class Token(Struct, frozen=True, eq=False):
    """A piece of a paragraph: what it is compared by, and the runs that print it.

    `whole` is the element to keep where nothing changed, if that is more than the runs; `link` an
    empty `w:hyperlink` to put around them.
    """

    key: str
    runs: tuple[Element, ...]
    whole: Element | None = None
    link: Element | None = None

    @property
    def is_blank(self) -> bool:
        """Whether the piece is white space."""
        return not self.key.strip()


class _Atom(Struct, frozen=True, eq=False):
    """One letter of a text with the look it has, or something that is not text."""

    letter: str
    look: Element | None = None
    token: Token | None = None


def tokens(paragraph: Element) -> list[Token]:
    """Return the pieces of a paragraph in order; a template's tag is one piece."""
    found: list[Token] = []
    for is_text, group in groupby(_atoms(paragraph), lambda atom: atom.token is None):
        atoms = list(group)
        if not is_text:
            found += [atom.token for atom in atoms if atom.token is not None]
            continue
        for start, end in _words("".join(atom.letter for atom in atoms)):
            word = atoms[start:end]
            found.append(Token("".join(atom.letter for atom in word), tuple(_runs(word))))
    return found


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each word, each blank and each tag of a text begins and ends."""
    done = 0
    for tag in find_tags(text):
        yield from (word.span() for word in _WORD.finditer(text, done, tag.start()))
        yield tag.span()
        done = tag.end()
    yield from (word.span() for word in _WORD.finditer(text, done))


def kept(pieces: Sequence[Token]) -> list[Element]:
    """Return pieces as elements of a paragraph, unmarked."""
    out: list[Element] = []
    for piece in pieces:
        out += [copy.deepcopy(piece.whole)] if piece.whole is not None else _copies(piece)
    return _joined(out)


def inserted(pieces: Sequence[Token], marker: Marker) -> list[Element]:
    """Return pieces as insertions; a link stays one, with the insertion inside."""
    out: list[Element] = []
    for linked, group in groupby(pieces, lambda piece: piece.link):
        runs = _joined([run for piece in group for run in _copies(piece)])
        mark = marker.inserted(runs)
        if linked is None:
            out.append(mark)
        else:
            link = copy.deepcopy(linked)
            link.append(mark)
            out.append(link)
    return out


def deleted(pieces: Sequence[Token], marker: Marker) -> list[Element]:
    """Return pieces as one deletion."""
    return [marker.deleted(_joined([run for piece in pieces for run in _copies(piece)]))]


def _copies(piece: Token) -> list[Element]:
    return [copy.deepcopy(run) for run in piece.runs]


def _atoms(holder: Element) -> Iterator[_Atom]:
    field: list[Element] = []  # the runs of a complex field, from its begin to its end
    depth = 0
    for held in _content(holder):
        if not is_a(held, "w:r"):
            token = _other(held)
            if token is not None:
                yield _Atom("", token=token)
            continue
        marks = [attribute(mark, "w:fldCharType") for mark in every(held, "w:fldChar")]
        depth += marks.count("begin")
        if depth:
            field.append(held)
            depth = max(0, depth - marks.count("end"))
            if not depth:
                yield _Atom("", token=Token(_field_key(field), tuple(field)))
                field = []
            continue
        yield from _of_run(held)
    for run in field:  # a field without an end
        yield from _of_run(run)


def _content(holder: Element) -> Iterator[Element]:
    """Yield runs, links, fields and formulas, out of what only groups them."""
    for held in holder:
        if is_a(held, "w:sdt"):
            for content in children(held, "w:sdtContent"):
                yield from _content(content)
        elif is_a(held, *_THROUGH):
            yield from _content(held)
        else:
            yield held


def _of_run(run: Element) -> Iterator[_Atom]:
    look = child(run, "w:rPr")
    for held in run:
        if is_a(held, "w:t"):
            yield from (_Atom(letter, look) for letter in held.text or "")
        elif not is_a(held, *_SILENT):
            yield _Atom("", token=Token(_key(held), (_run(held, look),)))


def _other(held: Element) -> Token | None:
    if is_a(held, "w:hyperlink"):
        link = copy.deepcopy(held)
        for inner in list(link):
            link.remove(inner)
        runs = tuple(copy.deepcopy(run) for run in every(held, "w:r"))
        return Token(f"\0link {text_of(held)}", runs, held, link)
    if is_a(held, "w:fldSimple"):
        return Token(f"\0field {attribute(held, 'w:instr')}", tuple(_complex(held)), held)
    if str(held.tag).endswith(("}oMath", "}oMathPara")):
        words = "".join(str(text) for text in held.itertext())
        return Token(f"\0formula {words}", tuple(_runs([_Atom(each) for each in words])), held)
    return None


def _complex(simple: Element) -> list[Element]:
    """Return a simple field as runs: only runs can be inserted or deleted."""

    def mark(kind: str) -> Element:
        return element("w:r", [element("w:fldChar", fldCharType=kind)])

    code = element("w:instrText")
    code.text = attribute(simple, "w:instr")
    result = [copy.deepcopy(run) for run in every(simple, "w:r")]
    return [mark("begin"), element("w:r", [code]), mark("separate"), *result, mark("end")]


def _field_key(runs: Sequence[Element]) -> str:
    codes = [code.text or "" for run in runs for code in every(run, "w:instrText")]
    return "\0field " + " ".join("".join(codes).split())


def _key(held: Element) -> str:
    if is_a(held, "w:tab"):
        return "\t"
    if is_a(held, "w:br", "w:cr") and attribute(held, "w:type") in {"", "textWrapping"}:
        return "\n"
    name = etree.QName(held).localname
    if is_picture(held):
        said = [each.get("descr") or each.get("name") or "" for each in every(held, "wp:docPr")]
        return f"\0picture {' '.join(said)} {text_of(held)}"
    return f"\0{name} " + " ".join(str(value) for value in held.attrib.values())


def _runs(atoms: Sequence[_Atom]) -> Iterator[Element]:
    for _, group in groupby(atoms, lambda atom: id(atom.look)):
        same_look = list(group)
        text = element("w:t")
        text.text = "".join(atom.letter for atom in same_look)
        text.set(qn("xml:space"), "preserve")
        yield _run(text, same_look[0].look)


def _run(held: Element, look: Element | None) -> Element:
    run = element("w:r", [] if look is None else [copy.deepcopy(look)])
    run.append(copy.deepcopy(held))
    return run


def _joined(elements: Sequence[Element]) -> list[Element]:
    """Return the elements with runs of one look that only hold text made into one."""
    out: list[Element] = []
    for each in elements:
        last = out[-1] if out else None
        if last is not None and _is_text(last) and _is_text(each) and _same_look(last, each):
            text = last[-1]
            text.text = (text.text or "") + (each[-1].text or "")
            text.set(qn("xml:space"), "preserve")
        else:
            out.append(each)
    return out


def _is_text(each: Element) -> bool:
    held = [e for e in each if not is_a(e, "w:rPr")]
    return is_a(each, "w:r") and len(held) == 1 and is_a(held[0], "w:t")


def _same_look(one: Element, other: Element) -> bool:
    looks = child(one, "w:rPr"), child(other, "w:rPr")
    if looks[0] is None or looks[1] is None:
        return looks[0] is looks[1]
    return same(looks[0], looks[1])
