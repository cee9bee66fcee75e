"""The numbers that somebody typed into the words of a paper, where a figure could be.

Dates, years, times, ages, numbers of lists, paragraphs, sections and appendices, and numbers that
are part of a name (“Schedule 12A”, “COVID-19”, “A12”) are none: they measure nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from panel_papers.content.passage import Kind, Passage
from panel_papers.core import MONTHS

_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_REFERENCES = (
    "appendi(?:x|ces)|annex(?:es)?|paragraphs?|paras?\\.?|(?:sub-?)?sections?|schedules?|chapters?"
    "|pages?|pp?\\.|tables?|figures?|charts?|parts?|regulations?|articles?|clauses?|rules?|items?"
    "|recommendations?|objectives?|priorit(?:y|ies)|phases?|stages?|steps?|levels?|tiers?|grades?"
    "|bands?|class(?:es)?|categor(?:y|ies)|zones?|wards?|rounds?|waves?|versions?|nos?\\.?"
    "|numbers?|minutes?|questions?|options?|quarters?|years?|footnotes?|notes?|orders?|standards?"
    "|iso|bs|no\\.|ref\\.?|outcomes?|actions?|theme|pillar"
)
_NO_MEASURE = re.compile(
    "|".join(
        [
            r"https?://\S+|www\.\S+|(?<!\S)[^\s@]+@[^\s@]+\.[^\s@]+",
            r"\b(?:19|20)\d{2}\s?[-–/]\s?(?:(?:19|20)\d{2}|\d{2})\b",
            r"(?<![£€$\d,.])\b(?:19|20)\d{2}\b(?![,.]\d|\s?%)",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?\s(?:of\s)?(?:{_MONTH})\b",
            r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b",
            r"\b\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm)\b|\b\d{1,2}:\d{2}\b|\b24/7\b",
            rf"\b(?:{_REFERENCES})\s?\(?\d+(?:\.\d+)*[A-Za-z]?\)?"
            r"(?:\(\w+\))*(?:\s?(?:,|and|to|or|[-–])\s?\d+(?:\.\d+)*[A-Za-z]?\b(?:\(\w+\))*)*",
            r"\b\d+[- ](?:months?|weeks?|days?|years?)\s(?:to|ending|ended|up\sto|period)\b",
            r"\b\d+-(?:month|year|week|day|hour|minute|page|point|mile)s?\b",
            r"\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b|\+44[\d ()]+",
            r"\b(?:999|101|111|112)\b(?=\s(?:call|service|emergency|number|system))",
            r"\b(?:call|dial|ring|calling|dialling|via|on)\s(?:999|101|111|112)\b",
            r"\b\d+(?:st|nd|rd|th)\b",
            r"[^\W\d_][-–]\d+|[^\W\d_]\d[\w.]*(?:\(\w+\))*|\b\d+[A-Za-z]+\d\w*",
            r"\b\d+(?:\.\d+){2,}\b|^\(?\d+(?:\.\d+)+\s|^\d+\.\s|^\(?\d+\)\s",
            r"\baged?\s\d+(?:\s?(?:to|and|or|-|–)\s?\d+)?\b",
            r"\b\d+(?:\s?(?:-|–|to|and)\s?\d+)?[- ]years?[- ]olds?\b",
            r"\b(?:under|over)[- ]\d+s\b",
        ]
    ),
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.,])(?:(?<=[\s(\[“‘])[-−+](?=[£€$]?\d))?(?P<currency>[£€$])?"
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<tail>\s?%|\s(?:per\scent|percent|million|billion|thousand)\b|(?:bn|m|k)\b)?(?!\w)"
)


class TypedNumber(Struct, frozen=True):
    """A number in a passage: its text, where it begins and ends, and its unit: “£”, “%” or none."""

    passage: Passage
    text: str
    start: int
    end: int
    unit: str


def typed_numbers(passages: Iterable[Passage]) -> Iterator[TypedNumber]:
    """Yield the numbers that were typed by hand, in the order in which they are read.

    Code, and tables that come from a file of their own, are passed over.
    """
    for passage in passages:
        if passage.kind is Kind.CODE or passage.start.file.lower().endswith((".csv", ".xlsx")):
            continue
        for number in numbers_in(passage):
            figures = passage.figures
            if not any(each.start < number.end and number.start < each.end for each in figures):
                yield number


def numbers_in(passage: Passage) -> Iterator[TypedNumber]:
    """Yield the numbers of a passage that measure something, figures among them."""
    for start, end, unit in _spans(passage.text):
        yield TypedNumber(passage, passage.text[start:end], start, end, unit)


@lru_cache(maxsize=1024)  # a check and the register go through the same passages
def _spans(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return where each number of a text begins and ends, and its unit."""
    found = []
    for number in _NUMBER.finditer(_NO_MEASURE.sub(lambda each: "x" * len(each[0]), text)):
        tail = (number["tail"] or "").strip()
        unit = number["currency"] or ("%" if tail in ("%", "per cent", "percent") else "")
        found.append((number.start(), number.end(), unit))
    return tuple(found)
