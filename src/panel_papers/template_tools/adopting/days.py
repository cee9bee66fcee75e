"""Days, weekdays and times as reports print them, and the days on which a file was printed."""

from __future__ import annotations

import re

_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b\\.?)"
)
_WEEKDAY = (
    "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\\b\\.?)"
)
_NUMBER = r"\d{1,2}\s{0,1}(?:st|nd|rd|th)?"
_IN_WORDS = (
    rf"(?:{_NUMBER}\s{{0,3}}(?:of\s{{1,3}})?{_MONTHS},?\s{{0,3}}\d{{4}}"
    rf"|{_MONTHS}\s{{1,3}}{_NUMBER},?\s{{1,3}}\d{{4}})"
)
_IN_DIGITS = (
    r"(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}-\d{1,2}-\d{4}"
    r"|\d{4}-\d{2}-\d{2})"
)
DAY = re.compile(
    rf"(?<![\w/.-])(?:{_WEEKDAY},?\s{{0,3}}(?:the\s{{1,3}})?)?(?:{_IN_WORDS}|{_IN_DIGITS})"
    rf"(?![\w/-])(?:,?\s{{0,3}}\(?{_WEEKDAY}\)?(?!\w))?",
    re.IGNORECASE,
)
"""A day with its year, and its weekday before or behind it."""
ALONE = re.compile(rf"^\s{{0,9}}{_WEEKDAY},?\s{{0,9}}$")
"""A weekday that is all that a line says."""
NO_YEAR = re.compile(
    rf"(?<!\w)(?:{_WEEKDAY}(?!\w)(?:,?\s{{1,3}}(?:the\s{{1,3}})?{_NUMBER}\s{{1,3}}{_MONTHS})?"
    rf"|{_NUMBER}\s{{1,3}}{_MONTHS})(?!\w)"
)
"""A weekday or a day that names no year."""
TIME = re.compile(
    r"(?<![\w.:])\d{1,2}(?:[.:]\d{2})?\s{0,2}(?:[ap]m\b|[ap]\.m\.|noon\b|midnight\b)"
    r"|(?<![\w.:/])\d{1,2}:\d{2}(?![\w:])",
    re.IGNORECASE,
)
"""A time of the day."""

SAVED = "{{ saved }}"
"""What replaces, while a header is read, a field of Word that prints when a file was saved."""
_FIELD = r"\{\{ (?:date|saved) \}\}"
_STAMP_WORDS = (
    r"(?:date\s{1,3})?(?:last\s{1,3})?(?:print(?:ed)?|saved|updated|modified|edited|revised|amended"
    r"|created|generated|produced|issued|published|dispatched|despatched|exported)"
    r"|(?:print|issue|publication|creation|save)\s{1,3}date"
    r"|date\s{1,3}of\s{1,3}(?:issue|publication|despatch|dispatch|printing)|as\s{1,3}(?:at|of)"
)
_BY = r"(?:\s{1,3}by(?:\s{1,3}[\w.’'-]{1,30}){1,4}?)?"
_WHEN = (
    rf"(?:{_FIELD}|{DAY.pattern})(?:[\s,]{{0,3}}(?:at\s{{1,3}})?(?:{_FIELD}|{TIME.pattern})){{0,2}}"
)
_BETWEEN = r"[\s|•·–—-]{0,8}"
STAMP = re.compile(
    rf"{_BETWEEN}(?P<said>\b(?:{_STAMP_WORDS})\b{_BY}(?:\s{{1,3}}(?:on|at|date))?[\s:]{{0,4}}{_WHEN}"
    rf"|\{{\{{ saved \}}\}}(?:[\s,]{{0,3}}(?:at\s{{1,3}})?(?:{_FIELD}|{TIME.pattern})){{0,2}})",
    re.IGNORECASE,
)
"""When a file was printed, saved or published, with the separator before: “| Saved 1 May 2025”."""
