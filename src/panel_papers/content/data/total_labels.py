"""What the label of a row says of it: a total for sure, probably, or perhaps."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

_SURE = re.compile(
    r"(?:grand |overall |running )?totals?(?: \(.*\))?:?"
    r"|(?:overall|sum|summe|all|everything|whole (?:council|authority)|grand tot\.?|tot\.?|Σ"
    r"|cyfanswm|is-?gyfanswm|cyfanswm terfynol):?"
    r"|all (?:services|directorates|departments|portfolios|divisions|funds|budgets|programmes"
    r"|schemes|cost cent(?:re|er)s|expenditure|income|costs)(?: \(.*\))?:?",
    re.IGNORECASE,
)
# “Sub-total”, “Sub total Place”, “Place subtotal”, “Sub–total:”, “SUB TOT”
_SUB = re.compile(r"\bsub[\s_\u2010-\u2015-]*tot(?:als?)?\b", re.IGNORECASE)
# “Net expenditure”, “Net revenue budget”, “Net cost of services”: what is left of the rows above
_NET = re.compile(
    r"(?:total )?net (?:(?:revenue|service|services|operating|direct|controllable|council|general"
    r"|fund|cost of|current|service area|departmental|directorate|portfolio) )*"
    r"(?:expenditure|budget(?: requirement)?|costs?(?: of services)?|spend(?:ing)?|position|total"
    r"|requirement|outturn|services|surplus|deficit|income|(?:under|over)spend|assets|liabilities"
    r"|variance)(?: \(.*\))?:?",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"\b(?:sub[\s-]?)?totals?\b|^(?:net|gross|overall|all|combined|sum of|council|aggregate)\b"
    r"|cyfanswm|\bnet (?:cost|expenditure|budget|position|total|spend)\b"
    r"|^(?:full |whole )?year(?: total)?$|^(?:ytd|year[ -]to[ -]date|full[ -]year)\b"
    r"|^(?:balance )?(?:carried forward|c/f(?:wd)?)\b|^clos(?:ing|e)\b|^balance (?:as )?at\b",
    re.IGNORECASE,
)
_SUSPECT = re.compile(r"(?:grand |sub[\s-]?)?totals?\b.*|.*\btotals?|all [a-z]+", re.IGNORECASE)
_GROSS = re.compile(r"(?:total )?gross\b", re.IGNORECASE)
_INCOME = re.compile(r"income|receipts?\b|fees|charges|grants?\b|incwm", re.IGNORECASE)


class Sound(Struct, frozen=True):
    """What a label sounds like: a total for sure, probably, or perhaps.

    `net` is a total that may be a difference, such as gross expenditure less income.
    """

    sure: bool
    likely: bool
    suspect: bool
    net: bool = False


@lru_cache(maxsize=20_000)  # the rows of a long table say the same again and again
def sound_of(label: str) -> Sound:
    """Return what a label sounds like."""
    label = label.strip()
    net = bool(_NET.fullmatch(label))
    sure = bool(_SURE.fullmatch(label) or _SUB.search(label))
    likely = sure or net or bool(_LIKELY.search(label))
    return Sound(sure, likely, net or bool(_SUSPECT.fullmatch(label)), net and not sure)


def is_gross(label: str) -> bool:
    """Say whether a label begins with “Gross”."""
    return bool(_GROSS.match(label))


def is_income(label: str) -> bool:
    """Say whether a label is about income: fees, charges, grants."""
    return bool(_INCOME.search(label))
