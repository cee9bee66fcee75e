"""The review copy: a paper's Word documents with each problem as a comment at its place."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from panel_papers.content import Passage
from panel_papers.core import Problem, sentence
from panel_papers.word import define_comment_styles, to_bytes

_AUTHOR, _INITIALS = "Panel Papers", "PP"


def review_copies(
    name: str,
    documents: Mapping[int, bytes],
    passages: Sequence[Passage],
    problems: Sequence[Problem],
) -> dict[str, bytes]:
    """Return the report, and each appendix of which something is reported, with comments.

    `documents` holds the Word documents of the paper `name`: 0 the report, n appendix n. A problem
    is put to the paragraph that it was found in; one that has none, such as one of paper.yaml,
    to the first paragraph of the report. The bytes depend on nothing else.
    """
    told: dict[int, list[tuple[Passage | None, Problem]]] = defaultdict(list)
    for problem in problems:
        passage = next((each for each in passages if each.holds(problem.place)), None)
        part = passage.part if passage is not None else _part_of(problem)
        told[part if part in documents else 0].append((passage, problem))
    return {
        _file_name(name, part): _commented(data, told[part], passages)
        for part, data in sorted(documents.items())
        if part == 0 or told[part]
    }


def _file_name(name: str, part: int) -> str:
    document = f"appendix-{part}" if part else "report"
    return f"{name}-{document}-review.docx"


def _part_of(problem: Problem) -> int:
    """Return the appendix whose own Word document a problem's place names, or 0."""
    stem = problem.place.file.rpartition("/")[2].removesuffix(".docx").removesuffix("-draft")
    number = stem.rpartition("-appendix-")[2]
    return int(number) if number.isdigit() else 0


def _commented(
    data: bytes,
    told: Sequence[tuple[Passage | None, Problem]],
    passages: Sequence[Passage],
) -> bytes:
    document = docx.Document(io.BytesIO(data))
    paragraphs = [each for each in _paragraphs(document) if each.text.strip()]
    for passage, problem in told:
        found = _printed(passage, passages, paragraphs) if passage is not None else None
        paragraph = found or (paragraphs[0] if paragraphs else document.add_paragraph(" "))
        _comment(document, paragraph, _words(problem, placed=found is not None))
    define_comment_styles(document)
    return to_bytes(document)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield every paragraph of the body, those of tables and text boxes too, in their order."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document._body)


def _printed(
    passage: Passage, passages: Sequence[Passage], paragraphs: Sequence[Paragraph]
) -> Paragraph | None:
    """Return the paragraph that prints a passage; of several alike, the one that comes as late."""
    alike = [p for p in passages if p.part == passage.part and _same(p.text, passage.text)]
    printed = [p for p in paragraphs if _same(p.text, passage.text)]
    if not printed:  # the template may print more on the same line: “Chapter 1: …”
        wanted = _plain(passage.text)
        printed = [p for p in paragraphs if wanted in _plain(p.text)]
    return printed[min(alike.index(passage), len(printed) - 1)] if printed else None


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _comment(document: Document, paragraph: Paragraph, text: str) -> None:
    runs = paragraph.runs or [paragraph.add_run()]
    comment = document.add_comment(
        [runs[0], runs[-1]], text=text, author=_AUTHOR, initials=_INITIALS
    )
    comment._comment_elm.attrib.pop(qn("w:date"), "")


def _words(problem: Problem, *, placed: bool) -> str:
    where = "" if placed else f"{problem.place}: "
    lines = [f"{problem.level.capitalize()}: {where}{sentence(problem.found)}"]
    if problem.wanted:
        lines.append(f"Expected: {problem.wanted}")
    if problem.hint:
        lines.append(f"Fix: {problem.hint}")
    return "\n".join([*lines, f"[{problem.code}]"])
