"""A copy of a template with each problem as a Word comment at its place."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from panel_papers.core import OutputsError, Place, Problem, TemplatesError, sentence
from panel_papers.inputs import COPY_ENDING
from panel_papers.template_tools.check.leftovers import AUTHOR, MARK, comments_of, is_ours
from panel_papers.word import (
    Element,
    Story,
    Templates,
    attribute,
    define_comment_styles,
    every,
    remove,
    stories,
    to_bytes,
    where,
    where_table,
    within,
)

_INITIALS = "PP"
_ANCHORS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")


def annotated(data: bytes, problems: Sequence[Problem]) -> bytes:
    """Return the template with each problem as a comment at its place.

    Comments of ours that it has already go. Word has no comments in headers, footers, notes and
    text boxes: such a problem is placed at the text box's paragraph, or at the beginning, with its
    place in words. The bytes depend on nothing else. `checking` ignores the comments, and what is
    filled from the copy has none.
    """
    document = docx.Document(io.BytesIO(data))
    _take_ours_out(document)
    found = _paragraphs(document)
    first = next(iter(every(document.element.body, "w:p")), None)
    for problem in problems:
        paragraph = found.get(problem.place.where or "")
        text = _words(problem, placed=paragraph is not None)
        if paragraph is None:
            paragraph = document.add_paragraph()._p if first is None else first
        _comment(document, Paragraph(paragraph, document._body), text)  # type: ignore[arg-type]
    define_comment_styles(document)
    return to_bytes(document)


def write_copies(problems: Sequence[Problem], folder: Path | None) -> list[Path]:
    """Write a copy with comments of each template that has problems, and return their paths.

    A copy goes beside its template, or in `folder`; a template that cannot be opened gets none.
    Raises OutputsError where a copy cannot be written.
    """
    written = []
    for file in dict.fromkeys(problem.place.file for problem in problems):
        path = Path(file)
        try:
            template = Templates(path.parent).to_check(path.stem)
        except TemplatesError:
            continue
        copy = (path.parent if folder is None else folder) / copy_name(path)
        own = [problem for problem in problems if problem.place.file == file]
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(annotated(template.data, own))
        except OSError as error:
            raise OutputsError([_unwritten(copy, error)]) from error
        written.append(copy)
    return written


def copy_name(path: Path) -> str:
    """Return the name of a template's copy with comments."""
    return f"{path.stem.removesuffix(COPY_ENDING)}{COPY_ENDING}.docx"


def _unwritten(copy: Path, error: OSError) -> Problem:
    return Problem(
        "copy-not-written",
        Place(copy.as_posix()),
        f"The copy of the template could not be written: {error.strerror}",
        "",
        "close the copy in Word, and run the command again",
    )


def _take_ours_out(document: Document) -> None:
    ours = {number for number, comment in comments_of(document).items() if is_ours(comment)}
    for comment in comments_of(document).values():
        if is_ours(comment):
            remove(comment)
    for anchor in every(document.element.body, *_ANCHORS):
        if attribute(anchor, "w:id") not in ours:
            continue
        run = anchor.getparent()
        remove(anchor)
        if run is not None and run.tag == qn("w:r") and all(e.tag == qn("w:rPr") for e in run):
            remove(run)


def _paragraphs(document: Document) -> Mapping[str, Element]:
    """Return the paragraph of the body for each place that is found; notes go to their marks."""
    found: dict[str, Element] = {}
    for story in stories(document):
        if story.name is None:
            for paragraph in every(story.root, "w:p"):
                found.setdefault(where(paragraph, story), _outermost(paragraph))
            for table in every(story.root, "w:tbl"):
                first = next(iter(every(table, "w:p")), None)
                if first is not None:
                    found.setdefault(where_table(table, story), _outermost(first))
        elif story.numbers:
            _add_notes(story, document, found)
    return found


def _add_notes(story: Story, document: Document, found: dict[str, Element]) -> None:
    kind = (story.name or "").removesuffix("s")
    for mark in every(document.element.body, f"w:{kind}Reference"):
        paragraph = within(mark, "w:p")
        notes = (n for n in story.root if attribute(n, "w:id") == attribute(mark, "w:id"))
        for inner in (p for note in notes for p in every(note, "w:p")):
            if paragraph is not None:
                found.setdefault(where(inner, story), _outermost(paragraph))


def _outermost(paragraph: Element) -> Element:
    return next(reversed(list(paragraph.iterancestors(qn("w:p")))), paragraph)


def _comment(document: Document, paragraph: Paragraph, text: str) -> None:
    runs = paragraph.runs or [paragraph.add_run()]
    comment = document.add_comment([runs[0], runs[-1]], text, author=AUTHOR, initials=_INITIALS)
    comment._comment_elm.attrib.pop(qn("w:date"), "")


def _words(problem: Problem, *, placed: bool) -> str:
    there = f"{problem.place.where}: " if problem.place.where and not placed else ""
    lines = [f"{problem.level.capitalize()}: {there}{sentence(problem.found)}"]
    if problem.wanted:
        lines.append(f"Expected: {problem.wanted}")
    if problem.hint:
        lines.append(f"Fix: {problem.hint}")
    return "\n".join([*lines, f"{MARK}{problem.code}]"])
