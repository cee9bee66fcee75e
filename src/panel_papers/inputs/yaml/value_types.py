"""The kinds of value that paper.yaml holds: each checks its text and returns its plain form."""

from __future__ import annotations

import re
from calendar import day_name, monthrange
from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import urlsplit

from panel_papers.core import MONTHS, PLAIN_NAME, AlternativeText, did_you_mean
from panel_papers.inputs.names import fault_in_name
from panel_papers.inputs.yaml.document import Tree
from panel_papers.inputs.yaml.schema import (
    ANY_TEXT,
    JsonSchema,
    ValueFault,
    short,
    text_of,
    text_or_names,
)

# HTML Living Standard, “valid email address”, with at least one dot after the @.
_ADDRESS = (
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_EMAIL = re.compile(_ADDRESS)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# RFC 5646 section 2.1, without the private and grandfathered tags.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
)

SAYS_NONE = re.compile(
    r"[(\[]?\s*(?:none|nil|n/?a|no|not applicable|[-–—]|there (?:are|were) none"
    r"|none (?:used|applicable)|no background papers)\s*[)\].]?",
    re.IGNORECASE,
)
"""What people type for an empty list, as the printed report has it."""


def one_line(text: str) -> str:
    """Return text whose line breaks, as a folded value has them, are spaces."""
    return re.sub(r"(?<![ \t])[ \t]*\n\s*", " ", text.strip())


_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SLASHES = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]((?:20)?[0-9]{2})")
_WEEKDAY = (
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|s|sday|nesday|rs|rsday|urday)?\.?,?\s+(?:the\s+)?)?"
)
_DAY, _YEAR = r"([0-9]{1,2})(?:st|nd|rd|th)?", r"([0-9]{4})"
_IN_WORDS = re.compile(rf"{_WEEKDAY}{_DAY}(?:\s+of)?\s+([A-Za-z]+)\.?,?\s+{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}([A-Za-z]+)\.?\s+{_DAY},?\s+{_YEAR}", re.IGNORECASE)


def as_date(text: str) -> date:
    """Return the date of “2024-03-14”, “14 March 2024”, “Thu 14 Mar 2024” or “14/03/24”.

    In digits the day comes first, as in the United Kingdom; a weekday before it has to be the
    right one.
    """
    wanted = "a date such as 2024-03-14 or 14 March 2024"
    text = one_line(text)
    weekday = None
    if typed := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in typed.groups())
    elif typed := _SLASHES.fullmatch(text):
        day, month, year = (int(part) for part in typed.groups())
        year += 2000 if year < 100 else 0
    elif (typed := _IN_WORDS.fullmatch(text)) and (month := _month(typed[3])):
        weekday, day, year = typed[1], int(typed[2]), int(typed[4])
    elif (typed := _MONTH_FIRST.fullmatch(text)) and (month := _month(typed[2])):
        weekday, day, year = typed[1], int(typed[3]), int(typed[4])
    else:
        raise ValueFault(
            "bad-date", f"“{text}” is not a date that can be read", wanted, _date_hint(text)
        )
    try:
        found = date(year, month, day)
    except ValueError:
        name = f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else f"The date “{text}”"
        if not 1 <= month <= 12 and 1 <= day <= 12 and month <= monthrange(year, day)[1]:
            hint = f"write the month in the middle: {year:04}-{day:02}-{month:02}"
        else:
            hint = "write the day of the meeting as in a calendar: no month has more than 31 days"
        raise ValueFault("no-such-date", f"{name} does not exist", wanted, hint) from None
    right = day_name[found.weekday()]
    if weekday and not right.startswith(weekday.capitalize()):
        hint = f"either write “{right}” as the day of the week, or write the date that is right"
        raise ValueFault("no-such-date", f"“{text}” is wrong: that date is a {right}", wanted, hint)
    return found


def _month(name: str) -> int:
    """Return the number of a month that is named in full or by its first letters; 0 for none."""
    name = name.casefold()
    for number, month in enumerate(MONTHS, 1):
        if name in {month.casefold(), month[:3].casefold()} or (name == "sept" and number == 9):
            return number
    return 0


def _date_hint(text: str) -> str:
    """Return how to write what was probably meant."""
    numbers = re.fullmatch(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})", text)
    if not numbers:
        return "write the day, the month in full and the year: 14 March 2024"
    first, second, year = (int(part) for part in numbers.groups())
    possible = [
        f"{year:04}-{month:02}-{day:02} for {day} {MONTHS[month - 1]} {year}"
        for day, month in dict.fromkeys([(first, second), (second, first)])
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    return f"write {' or '.join(possible)}" if possible else "write it as 2024-03-14"


def email(text: str) -> str:
    """Return an email address that has the shape of one."""
    if not _EMAIL.fullmatch(text):
        found = f"“{text}” is not an email address"
        hint = "write the whole address, with “@”, or delete this line"
        raise ValueFault("bad-email", found, "an address such as officer@example.org", hint)
    return text


_COPY = "open the page in a browser, and copy its whole address from there"


def web_address(text: str) -> str:
    """Return an address that a published link may lead to."""
    wanted = "an address that begins with https://, http:// or mailto:"
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        raise ValueFault("bad-url", f"“{text}” is not a web address", wanted, _COPY) from None
    if re.search(r"[\s<>\"]", text):
        raise ValueFault(
            "bad-url", f"The address “{text}” has a space or quotation mark", wanted, _COPY
        )
    if parts.scheme in ("http", "https"):
        if not host:
            raise ValueFault("bad-url", f"The address “{text}” names no website", wanted, _COPY)
    elif parts.scheme == "mailto":
        if not _EMAIL.fullmatch(parts.path):
            found = f"“{text}” is not an email address after “mailto:”"
            raise ValueFault("bad-url", found, wanted, "write it as mailto:officer@example.org")
    else:
        plain = re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/.*)?", text)
        raise ValueFault(
            "bad-url",
            f"“{text}” is not a web address",
            wanted,
            f"write “https://{text}” if you mean that" if plain else _COPY,
        )
    return text


def language(text: str) -> str:
    """Return a BCP 47 language tag in its usual spelling."""
    if not _LANGUAGE.fullmatch(text):
        hint = "write en-GB for British English, cy-GB for Welsh"
        found = f"“{text}” is not the code of a language"
        raise ValueFault("bad-language", found, "a language tag such as en-GB", hint)
    return text


def is_safe_name(text: str) -> bool:
    """Return whether a name can be a file's name everywhere: `legal-implications`."""
    return bool(_NAME.fullmatch(text)) and len(text) <= 100 and not fault_in_name(text)


def safe_name(text: str) -> str:
    """Return a name that can be a file's name everywhere."""
    if not is_safe_name(text):
        likely = re.sub(r"[^a-z0-9]+", "-", text.lower().removesuffix(".md")).strip("-")
        wanted = "small letters, digits and hyphens, beginning with a letter, 100 at most"
        hint = f"write “{likely}” if you mean that" if is_safe_name(likely) else None
        raise ValueFault("bad-name", f"The name “{text}” cannot be used for a file", wanted, hint)
    return text


def reference_name(text: str) -> str:
    """Return the name of a reference."""
    if not PLAIN_NAME.fullmatch(text):
        raise ValueFault(
            "bad-reference-name",
            f"“{text}” cannot be the name of a reference",
            "letters, digits and hyphens, beginning with a letter",
            "write a name such as “budget”, and “{{ ref.budget }}” in the text",
        )
    return text


def as_row_number(typed: str) -> int:
    """Return the number of a row of a sheet, or raise ValueFault."""
    text = one_line(typed)
    if not re.fullmatch(r"[1-9][0-9]{0,6}", text):
        found = f"“{text}” is not the number of a row"
        hint = "write the number that Excel shows at the left of the row with the headings of the "
        hint += "columns, such as “header_row: 3”"
        raise ValueFault("bad-row-number", found, "a whole number such as 3", hint)
    return int(text)


def as_page_number(text: str) -> int:
    """Return a page number of a published pack."""
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text.strip()):
        found = f"“{text}” is not a page number"
        raise ValueFault("bad-number", found, "a whole number from 1 to 99999")
    return int(text)


def as_alternative_text(tree: Tree) -> AlternativeText:
    """Return the words for a picture, or those for the pages of a PDF (`{1: …, 4: …}`)."""
    if isinstance(tree, str):
        return one_line(short(tree))
    wanted = "a text, or page numbers each with a text: {1: The town hall, 4: A map of …}"
    found: dict[int, str] = {}
    for page, text in tree.items() if isinstance(tree, dict) else ():
        if not re.fullmatch(r"[1-9][0-9]{0,4}", page):
            found_text = f"“{page}” is not a page number"
            raise ValueFault("bad-alternative-text", found_text, wanted)
        if not isinstance(text, str) or not text.strip():
            found_text = f"The alternative text of page {page} is missing"
            raise ValueFault("bad-alternative-text", found_text, wanted)
        found[int(page)] = one_line(short(text))
    if not found:
        raise ValueFault("bad-alternative-text", "The alternative text (“alt”) is empty", wanted)
    return found


def as_choice(text: str) -> bool:
    """Return what “yes” or “no” means."""
    meant = {"yes": True, "true": True, "no": False, "false": False}.get(text.strip().lower())
    if meant is None:
        raise ValueFault("bad-choice", f"“{text}” is neither yes nor no", "", "write yes or no")
    return meant


def one_of(*words: str) -> Callable[[str], str]:
    """Return what checks that a text is one of a few words."""

    def check(text: str) -> str:
        word = text.lower()
        if word not in words:
            raise ValueFault(
                "bad-choice",
                f"“{text}” cannot be written here",
                " or ".join(words),
                did_you_mean(word, words),
            )
        return word

    return check


def like(pattern: str, *types: str) -> JsonSchema:
    """Return JSON Schema of texts of a pattern, with spaces around it or not."""
    kinds = ["string", *types] if types else "string"
    return {"type": kinds, "pattern": rf"^\s*(?:{pattern})\s*$"}


def whole_number(most: int) -> JsonSchema:
    """Return JSON Schema of a whole number from 1, in quotation marks or not."""
    return {**like("[0-9]+", "integer"), "minimum": 1, "maximum": most}


def words(*offered: str, also: Iterable[object] = ()) -> JsonSchema:
    """Return JSON Schema of a few words in small letters or capitals, which editors offer."""
    either = "|".join("".join(f"[{c.upper()}{c}]" for c in word) for word in offered)
    return {"anyOf": [{"enum": [*offered, *also]}, like(either)]}


_WEB = "(?:[Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:).*|#?"  # “#” is only warned of
_DAY = (
    "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}"
    "|([A-Za-z]+,?\\s+)?[0-9]{1,2}(st|nd|rd|th)?(\\s+of)?\\s+[A-Za-z]+\\.?,?\\s+[0-9]{4}"
)
_PAGES: JsonSchema = {
    "patternProperties": {"^[1-9][0-9]{0,4}$": ANY_TEXT},
    "additionalProperties": False,
    "minProperties": 1,
}

LINE = text_of(one_line)
ALTERNATIVE = text_or_names(as_alternative_text, names=_PAGES)
DATE = text_of(as_date, schema=like(_DAY))
EMAIL = text_of(one_line, email, schema=like(_ADDRESS))
WEB_ADDRESS = text_of(one_line, web_address, schema=like(_WEB))
LANGUAGE = text_of(one_line, language, schema=like(_LANGUAGE.pattern))
SAFE_NAME_SCHEMA = like(_NAME.pattern)
REFERENCE_NAME = text_of(one_line, reference_name, schema=like(PLAIN_NAME.pattern))
SAFE_NAME = text_of(one_line, safe_name, schema=SAFE_NAME_SCHEMA)
PAGE_NUMBER = text_of(as_page_number, schema=whole_number(99_999))
ROW_NUMBER = text_of(as_row_number, schema=whole_number(9_999_999))
CHOICE = text_of(as_choice, schema=words("yes", "no", "true", "false", also=(True, False)))
ANNOTATIONS = text_of(one_line, one_of("print", "remove"), schema=words("print", "remove"))
SIGNATURE = text_of(one_line, one_of("print"), schema=words("print"))
