"""The kinds of value that paper.yaml holds: each checks its text and returns its plain form."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from panel_papers.dates import MONTHS
from panel_papers.inputs.names import fault_in_name

# HTML Living Standard, “valid email address”, with at least one dot after the @.
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# RFC 5646 section 2.1, without the private and grandfathered tags.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
)


def fault(code: str, found: str, wanted: str, hint: str | None = None) -> PydanticCustomError:
    """Return the error that a validator raises; its details become a Problem with a place."""
    details = {"found": found, "wanted": wanted, "hint": hint}
    return PydanticCustomError("fault", "a fault in a value", {"code": code, **details})


def one_line(text: str) -> str:
    """Return text whose line breaks, as a folded value has them, are spaces."""
    return re.sub(r"[ \t]*\n\s*", " ", text.strip())


def as_date(text: object) -> object:
    """Return the date of “2024-03-14” or “14 March 2024”."""
    if not isinstance(text, str):
        return text
    wanted = "a date such as 2024-03-14 or 14 March 2024"
    text = one_line(text)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text)
    words = re.fullmatch(r"([0-9]{1,2})\s+([A-Za-z]+)\s+([0-9]{4})", text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif words and words[2].capitalize() in MONTHS:
        day, year = int(words[1]), int(words[3])
        month = MONTHS.index(words[2].capitalize()) + 1
    else:
        raise fault("bad-date", f"“{text}”", wanted, _date_hint(text))
    try:
        return date(year, month, day)
    except ValueError:
        name = f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else f"“{text}”"
        if not 1 <= month <= 12 and 1 <= day <= 12:
            hint = f"the month stands in the middle: {year:04}-{day:02}-{month:02}?"
        else:
            hint = "look in a calendar for the day of the meeting"
        raise fault("no-such-date", f"{name} does not exist", wanted, hint) from None


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
        raise fault("bad-email", f"“{text}”", "an email address such as officer@example.org")
    return text


def web_address(text: str) -> str:
    """Return an address that a published link may lead to."""
    wanted = "an address that begins with https://, http:// or mailto:"
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        raise fault("bad-url", f"“{text}”", wanted) from None
    if re.search(r"[\s<>\"]", text):
        raise fault("bad-url", f"“{text}”, with a space or quotation mark", wanted)
    if parts.scheme in ("http", "https"):
        if not host:
            raise fault("bad-url", f"“{text}”, which names no site", wanted)
    elif parts.scheme == "mailto":
        if not _EMAIL.fullmatch(parts.path):
            raise fault("bad-url", f"“{text}”", wanted, "mailto:officer@example.org")
    else:
        plain = re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/.*)?", text)
        raise fault(
            "bad-url", f"“{text}”", wanted, f"did you mean “https://{text}”?" if plain else None
        )
    return text


def language(text: str) -> str:
    """Return a BCP 47 language tag in its usual spelling."""
    if not _LANGUAGE.fullmatch(text):
        hint = "en-GB is British English, cy-GB Welsh"
        raise fault("bad-language", f"“{text}”", "a language tag such as en-GB", hint)
    return text


def is_safe_name(text: str) -> bool:
    """Return whether a name can be a file's name everywhere: `legal-implications`."""
    return bool(_NAME.fullmatch(text)) and len(text) <= 100 and not fault_in_name(text)


def safe_name(text: str) -> str:
    """Return a name that can be a file's name everywhere."""
    if not is_safe_name(text):
        likely = re.sub(r"[^a-z0-9]+", "-", text.lower().removesuffix(".md")).strip("-")
        wanted = "small letters, digits and hyphens, beginning with a letter, 100 at most"
        hint = f"did you mean “{likely}”?" if is_safe_name(likely) else None
        raise fault("bad-name", f"“{text}”", wanted, hint)
    return text


def as_page_number(text: object) -> object:
    """Return a page number of a published pack."""
    if not isinstance(text, str):
        return text
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text.strip()):
        raise fault("bad-number", f"“{text}”", "a page number from 1 to 99999")
    return int(text)


def as_choice(text: object) -> object:
    """Return what “yes” or “no” means."""
    if not isinstance(text, str):
        return text
    meant = {"yes": True, "true": True, "no": False, "false": False}.get(text.strip().lower())
    if meant is None:
        raise fault("bad-choice", f"“{text}”", "yes or no")
    return meant


Line = Annotated[str, AfterValidator(one_line)]
Date = Annotated[date, BeforeValidator(as_date)]
Email = Annotated[Line, AfterValidator(email)]
WebAddress = Annotated[Line, AfterValidator(web_address)]
Language = Annotated[Line, AfterValidator(language)]
SafeName = Annotated[Line, AfterValidator(safe_name)]
PageNumber = Annotated[int, BeforeValidator(as_page_number)]
Choice = Annotated[bool, BeforeValidator(as_choice)]
