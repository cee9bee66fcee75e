"""Words of headers and footers that belong to one report: left out where false, or listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.template_tools.adopting.days import NO_YEAR, SAVED, STAMP, TIME
from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.template_tools.adopting.words import find_span, pieces, replace_span
from panel_papers.word import Element, children, every, own_text, remove

_NAME = r"[A-Z][\w’'.-]{0,30}(?:\s{1,3}[A-Z][\w’'.-]{0,30}){0,3}"
_WHO = (
    r"(?:report\s{1,3}|lead\s{1,3}|contact\s{1,3}|responsible\s{1,3}|case\s{1,3})?"
    r"(?:author|officer|owner)s?|(?:prepared|written|produced|drafted|report)\s{1,3}by"
    r"|contact|enquiries(?:\s{1,3}to)?|clerk"
)
_OF_ONE = (
    re.compile(rf"\b(?i:{_WHO})\s{{0,3}}[:–-]\s{{0,3}}{_NAME}"),
    re.compile(rf"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)\b\.?\s{{1,3}}{_NAME}"),
    re.compile(r"\b[\w-]{1,30}\.[\w-]{1,30}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,5}"),
    re.compile(
        r"\b(?i:our\s{1,3})?(?i:ref(?:erence)?)\b(?:\s{1,3}(?i:no|number)\b)?[\s.:]{0,4}"
        r"(?=[\w/.-]{0,30}\d)[\w/.-]{1,40}"
    ),
    re.compile(
        r"(?<![\w/@])(?=[\w/-]{0,30}\d)[A-Z]{1,8}\d{0,8}(?:[/][A-Z0-9-]{1,10}){1,5}(?![\w/])"
        r"(?:\s{1,3}v(?:ersion)?\s{0,2}\d{1,3}(?:\.\d{1,3})?\b)?"
    ),
    re.compile(r"(?<!\w)(?i:v(?:ersion)?)[\s.]{0,2}\d{1,3}(?:\.\d{1,3}){0,2}\b"),
    re.compile(
        r"\b(?i:(?:agenda\s{1,3})?item)(?:\s{1,3}(?i:no|number)\b\.?)?[\s:]{0,3}\d{1,3}\w?\b"
    ),
    NO_YEAR,
    TIME,
)
"""Persons, addresses, reference numbers, versions, items, weekdays and times."""


def drop_stamps(paragraph: Element, where: str, findings: Findings) -> None:
    """Leave out when the file was printed or saved: that is no day of a meeting."""
    span = find_span(paragraph, STAMP)
    while span is not None:
        found = STAMP.fullmatch(own_text(paragraph)[slice(*span)])
        said = "" if found is None else found["said"]
        said = said.replace(SAVED, "[date]").replace("{{ date }}", "[date]")
        findings.leave(
            where,
            f"“{said}” was left out, as it is about the file and not about the meeting",
            "type it into the header or footer of house.docx if every paper has it",
        )
        replace_span(paragraph, span, "")
        span = find_span(paragraph, STAMP)
        if not own_text(paragraph).strip():
            _drop_if_empty(paragraph)


def _drop_if_empty(paragraph: Element) -> None:
    """Take away a line that prints nothing more, where its header or cell has another."""
    holder = paragraph.getparent()
    more = every(paragraph, "w:drawing", "w:pict", "w:fldChar", "w:fldSimple")
    if holder is not None and not more and len(children(holder, "w:p")) > 1:
        remove(paragraph)


def list_words_of_one(paragraph: Element, where: str, findings: Findings) -> None:
    """List what every paper will print though it looks like one report's: a name, a reference."""
    for _, piece in pieces(paragraph):
        for words in _words_of_one(piece):
            findings.leave(
                where,
                f"“{words}” is printed in every paper",
                "delete it in house.docx if it belongs to one report or one meeting",
            )


def _words_of_one(text: str) -> Iterator[str]:
    listed: list[tuple[int, int]] = []
    for pattern in _OF_ONE:
        for found in pattern.finditer(text):
            if not any(start < found.end() and found.start() < end for start, end in listed):
                listed.append(found.span())
                yield " ".join(found[0].split())
