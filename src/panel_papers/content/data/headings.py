"""What the heading of a column says of its numbers: “Budget (£000)”, “Met %”, “Year”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from panel_papers.content.data.scale_words import (
    AMOUNT,
    BARE_CURRENCY,
    PART_OF,
    TURNED,
    UNCLEAR,
    currency_of,
    size_of,
)

_AMOUNT = re.compile(AMOUNT, re.IGNORECASE)
_TURNED = re.compile(TURNED, re.IGNORECASE)
_CURRENCY = re.compile(BARE_CURRENCY, re.IGNORECASE)
_COUNTED = re.compile(
    r"(?<![\w,.])(?<!per )(?<!every )(?<!over )(?:in )?(?:(?P<k>[’'‘]?000[’']?s?|thousands)"
    r"|(?P<m>millions)|(?P<bn>billions))(?![\w,.])",
    re.IGNORECASE,
)
# “Budget (k)”, “Income (m)”, “Reserves k”: beside “Length (m)” and “Pupils (M)”
_LETTER = re.compile(
    r"(?:\((?P<k>k|thousand)\)|\((?P<m>m|mn|million)\)|\((?P<bn>bn|billion)\)"
    r"|(?<=[a-z]\s)(?:(?P<k2>k|thousand)|(?P<m2>m|mn|million)|(?P<bn2>bn|billion)))\s*$",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:budgets?|spend(?:ing)?|spent|expenditure|costs?|income|forecasts?|outturn|actuals?"
    r"|variances?|under-?spends?|over-?spends?|grants?|reserves?|capital|revenue|savings?"
    r"|funding|balances?|debts?|borrowing|receipts?|payments?|pressures?|gross|net|fees|charges"
    r"|value|price|turnover|surplus|deficit|loans?|investments?|contracts?|precept|levy"
    r"|allocation|provision|commitments?|profiled?|approved|gwariant|cyllideb|incwm)\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"\b(?:lengths?|widths?|heights?|depths?|distances?|area|kerbs?|metres?|per|males?|pupils)\b",
    re.IGNORECASE,
)
# “(p)” is provisional in “Outturn (p)”
_PENCE = re.compile(
    r"\bpence\b|\bp ?/ ?kwh\b|\bp per \w|\b(?:fees?|prices?|fares?|tariffs?|rates?|charges?"
    r"|unit cost|postage) (?:in )?\(?p\)?$",
    re.IGNORECASE,
)
_METRES = re.compile(r"\((?:m|metres?)\)|\bmetres?\b|\bheight|\bdepth|\blength", re.IGNORECASE)
_PERCENT = re.compile(r"(?<!\d)(?<!\d )%|\bper ?cent(?:age)?\b(?! points?)", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:financial |calendar |fiscal |municipal |target |base |start |end |academic |school )*"
    r"(?:years?|fy)(?: ending| ended| to| of .*)?|blwyddyn",
    re.IGNORECASE,
)
_UNIT = re.compile(r"%|per ?cent|[£€$]|[’'‘]?000s?", re.IGNORECASE)


class Heading(Struct, frozen=True):
    """The unit of a column's numbers by its heading, and what 1 in it stands for.

    `says_scale` is true where the heading speaks of scale at all: “£” is pounds, not thousands.
    `unclear` is what looks like a scale, and may mean more than one thing.
    """

    unit: str = ""
    scale: int = 1
    says_scale: bool = False
    is_year: bool = False
    unclear: str = ""


@lru_cache(maxsize=1024)
def read_heading(name: str) -> Heading:
    """Return what a heading says of the numbers below it."""
    name = name.replace("_", " ")
    if part := PART_OF.search(name):
        return Heading(says_scale=True, unclear=part[0])
    return _with_unit(name) or _without_unit(name)


def _with_unit(name: str) -> Heading | None:
    """Return what a heading with a unit says."""
    amounts = [*_AMOUNT.finditer(name), *_TURNED.finditer(name)]
    if amounts:
        said = {(currency_of(found["currency"]), size_of(found)) for found in amounts}
        unit, scale = said.pop()
        unclear = " and ".join(found[0].strip(" ()") for found in amounts) if said else ""
        return Heading(unit, scale, says_scale=True, unclear=unclear)
    if found := UNCLEAR.search(name):
        return Heading(currency_of(found[0].strip("x×* ")), says_scale=True, unclear=found[0])
    if found := _CURRENCY.search(name):
        return Heading(currency_of(found["currency"] or found["code"]), says_scale=True)
    unit = "%" if _PERCENT.search(name) else "p" if _PENCE.search(name) else ""
    return Heading(unit) if unit else None


def _without_unit(name: str) -> Heading:
    """Return what a heading without a unit says: a scale alone, or years."""
    if found := _COUNTED.search(name):
        return Heading("", size_of(found), says_scale=True)
    if is_money(name) and (scale := _letter(name)):
        return Heading("", scale, says_scale=True)
    return Heading(is_year=bool(_YEAR.fullmatch(name.strip())))


def is_money(name: str) -> bool:
    """Say whether a heading speaks of money: “Budget”, “Variance”."""
    return bool(_MONEY.search(name)) and not _LENGTH.search(name)


def is_length(name: str) -> bool:
    """Say whether a heading speaks of what is counted in metres, or of men: “Length”, “Male”."""
    return bool(_LENGTH.search(name) or _METRES.search(name))


def _letter(name: str) -> int:
    """Return the scale that a letter at the end of a heading says, or 0."""
    found = _LETTER.search(name)
    if found is None:
        return 0
    if found["bn"] or found["bn2"]:
        return 10**9
    return 10**6 if found["m"] or found["m2"] else 10**3


def units_below(texts: Sequence[str]) -> bool:
    """Say whether the row below the headings says the units of the columns: “£000”, “%”."""
    said = [text.strip() for text in texts[1:] if text.strip()]
    first = texts[0].strip().casefold().rstrip(":").strip("()") if texts else ""
    units = bool(said) and all(_is_unit(text) for text in said)
    return units and first in {"", "unit", "units"}


def _is_unit(text: str) -> bool:
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    return any(rule.fullmatch(bare) for rule in (_UNIT, _AMOUNT, _TURNED, _COUNTED))
