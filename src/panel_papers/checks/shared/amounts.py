"""Sums, numbers, dates, codes and addresses of a text, each by its value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal, InvalidOperation

from msgspec import Struct

from panel_papers.checks.public_words.lists import is_ordinary
from panel_papers.checks.public_words.lookalikes import in_latin
from panel_papers.core import MONTHS


class Amount(Struct, frozen=True):
    """Something that identifies: what it is, its value as compared, as typed, and where."""

    kind: str
    key: str
    typed: str
    at: int


_SPACES = "\u00a0\u2009\u202f "
_NUMBER = re.compile(
    rf"(?P<sign>[£$€]\s?)?(?<![\w.,/])(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)"
    r"|\d+)(?P<part>\.\d+)?"
    r"(?P<scale>\s?(?:million|billion|thousand|bn|mn|m|k)\b)?(?P<percent>\s?(?:%|per cent\b))?"
    r"(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
_SCALES = {"k": 3, "t": 3, "m": 6, "b": 9}
_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS)
_DATES = (
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})\.?,?\s+(?P<y>\d{{4}})\b",
        re.I,
    ),
    re.compile(
        rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.I
    ),
    re.compile(r"(?<![\w/.-])(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})(?![\w/-])"),
    re.compile(r"(?<![\w/.-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\w/-])"),
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
_CODE = re.compile(r"(?<![\w@])[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*(?![\w@])")
_PIECE = re.compile(r"[A-Za-z0-9]+")
_BETWEEN = re.compile(r"[\s./_\-\u2010-\u2015\u2212·]{1,3}")
_MOST_PIECES = 6
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
# Ofcom, National Telephone Numbering Plan: a 0 (or +44) and 9 or 10 digits more
_TELEPHONE = re.compile(
    r"(?<![\w£$€.,/-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)(?:[ ()-]{0,2}\d){9,10}(?!\d)"
)
_MEASURE = re.compile(
    r"\d+(?:st|nd|rd|th|s|km|kg|mph|kwh|mwh|kw|mw|cm|mm|m|m2|m3|g|t|p|k|bn|hrs?|am|pm|a|b|c|d|e|f)"
    r"|[a-z]\d{1,3}[a-z]?|q\d|co2|covid-?19|s\d+[a-z]*|\d+[a-z]{1,2}|\d+-[a-z]+|[a-z]+-\d{1,2}",
    re.IGNORECASE,
)
_YEARS = range(1800, 2100)


def amounts_in(text: str) -> Iterator[Amount]:
    """Yield each date, address, telephone number, code, sum and number; a place is used once."""
    taken: set[int] = set()
    for amount in (
        *_dates(text),
        *_plain("address", _MAIL, text),
        *_postcodes(text),
        *_telephones(text),
        *codes_in(text),
        *_numbers(text),
    ):
        span = range(amount.at, amount.at + len(amount.typed))
        if taken.isdisjoint(span):
            taken.update(span)
            if amount.key:
                yield amount


def _dates(text: str) -> Iterator[Amount]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            month = match["m"]
            names = [name[:3].casefold() for name in MONTHS]
            number = int(month) if month.isdecimal() else names.index(month[:3].casefold()) + 1
            key = f"{match['y']}-{number:02}-{int(match['d']):02}"
            yield Amount("date", key, match[0], match.start())


def _plain(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Amount]:
    for match in pattern.finditer(text):
        yield Amount(kind, match[0].casefold(), match[0], match.start())


def _postcodes(text: str) -> Iterator[Amount]:
    for match in _POSTCODE.finditer(text):
        yield Amount("postcode", "".join(match[0].split()).casefold(), match[0], match.start())


def _telephones(text: str) -> Iterator[Amount]:
    for match in _TELEPHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0]).removeprefix("44").lstrip("0")
        yield Amount("telephone number", digits, match[0], match.start())


def codes_in(text: str) -> Iterator[Amount]:
    """Yield each reference, of letters and digits: “88-ZQX-41”; not “14th”, “A12”."""
    for match in _CODE.finditer(in_latin(text).translate(_DASHES)):
        code, at = match[0], match.start()
        mixed = any(c.isalpha() for c in code) and any(c.isdigit() for c in code)
        if mixed and len(code) > 3 and not _MEASURE.fullmatch(code):
            typed = text[at : match.end()]
            yield Amount("reference", re.sub(r"\W", "", code).casefold(), typed, at)


def spaced_codes(text: str, keys: Collection[str]) -> Iterator[Amount]:
    """Yield each of these references that a text writes in pieces: “88 ZQX 41”, “PCQ 4471”.

    Of two pieces, one is a long number and the other no ordinary word: “Phase 1” is none, nor are
    “2027 Q3” and “Form 4471”.
    """
    pieces = list(_PIECE.finditer(in_latin(text)))
    for start, first in enumerate(pieces):
        held, end = [first[0].casefold()], first.end()
        for piece in pieces[start + 1 : start + _MOST_PIECES]:
            if not _BETWEEN.fullmatch(text, end, piece.start()):
                break
            held, end = [*held, piece[0].casefold()], piece.end()
            key = "".join(held)
            if key in keys and (len(held) > 2 or _is_code(held)):
                yield Amount("reference", key, text[first.start() : end], first.start())


def _is_code(pieces: Sequence[str]) -> bool:
    letters = [each for each in pieces if not each.isdecimal()]
    numbers = [each for each in pieces if each.isdecimal()]
    long = any(len(each) > 3 and int(each) not in _YEARS for each in numbers)
    return long and not any(map(is_ordinary, letters))


def _numbers(text: str) -> Iterator[Amount]:
    for match in _NUMBER.finditer(text):
        typed = match[0].strip()
        value = _value(match["digits"], match["part"], match["scale"])
        if value is None:
            continue
        sum_ = bool(match["sign"] or match["scale"])
        plain = f"{value.normalize():f}"
        kind = "sum" if sum_ else "number"
        # a number that identifies nothing still holds its place, with no key
        yield Amount(kind, plain if _tells(match, value, sum_=sum_) else "", typed, match.start())


def _tells(match: re.Match[str], value: Decimal, *, sum_: bool) -> bool:
    """Say whether a number identifies: a sum of three digits, another of four, a fine fraction."""
    fraction = len(match["part"] or ".") - 1
    if sum_:
        return value >= 100 or fraction >= 2
    if match["percent"]:
        return fraction >= 1
    grouped = bool(re.search(r"\D", match["digits"]))
    year = value == value.to_integral_value() and int(value) in _YEARS and not grouped
    return (value >= 1000 and not (year and not fraction)) or fraction >= 2


def _value(digits: str, part: str | None, scale: str | None) -> Decimal | None:
    try:
        value = Decimal(re.sub(r"\D", "", digits) + (part or ""))
    except InvalidOperation:
        return None
    if scale:
        value = value.scaleb(_SCALES[scale.strip()[0].casefold()])
    return value


def rounds_to(exact: str, rough: str) -> bool:
    """Say whether a sum with three digits that count is another one, rounded: 1.48 million."""
    digits = rough.strip("0").replace(".", "")
    try:
        small, large = Decimal(rough), Decimal(exact)
    except InvalidOperation:
        return False
    count = len(rough.rstrip("0").replace(".", "").lstrip("0"))
    if len(digits) < 3 or small < 10_000 or small == large:
        return False
    step = Decimal(10) ** (small.adjusted() - count + 1)
    return abs(large - small) * 2 <= step
