"""A section's Word file opened: through the gate of all supplied files, and cleaned."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from panel_papers.core import InputsError, Level, Place, Problem
from panel_papers.inputs.appendices.supplied import Supplied
from panel_papers.inputs.appendices.word_file import read_word
from panel_papers.inputs.cleaning.word import clean_docx
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package, open_package
from panel_papers.inputs.cleaning.word.stories import Story, main_part, stories, text_of
from panel_papers.inputs.word_sections.problems import Findings

# The first is an error here; the others are found in the text itself, as in Markdown.
_FOUND_ELSEWHERE = frozenset({"word-comments", "leftover-note", "own-page-references"})
_SEEN = "in Word, make it visible, or delete it"


def opened(supplied: Supplied, findings: Findings) -> Package:
    """Return the cleaned package of a section's file; raises InputsError where it has to stop.

    Comments and hidden words are added to the findings.
    """
    read_word(supplied)
    package = open_package(supplied.data, supplied.place)
    texts = stories(package) if main_part(package) in package.parts else []  # else it is refused
    for story in texts:
        for mark in story.root.iter(n("w:commentReference")):
            findings.add("section-comments", story.where(mark))
    try:
        cleaned = clean_docx(supplied.data, supplied.place)
    except InputsError as error:
        raise InputsError([*findings.problems, *error.problems]) from error
    findings.problems += _told(cleaned.problems)
    package = open_package(cleaned.data, supplied.place)
    _report_headers(stories(package), findings)
    return package


def _told(problems: Sequence[Problem]) -> list[Problem]:
    """Return what cleaning found, worded for a text: what nobody sees in it would be printed."""
    return [
        replace(each, hint=_SEEN, acceptable=False)
        if each.acceptable and each.level is Level.ERROR
        else each
        for each in problems
        if each.code not in _FOUND_ELSEWHERE
    ]


def _report_headers(texts: Sequence[Story], findings: Findings) -> None:
    for story in texts:
        if story.place not in ("in a header", "in a footer"):
            continue
        if any(text_of(each).strip() for each in story.root.iter(n("w:p"))):
            findings.add("word-header-footer", "")


def placed(place: Place, where: str) -> Place:
    """Return a place of a file in words."""
    return Place(place.file, where=where or None)
