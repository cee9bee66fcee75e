"""Which way a number above zero goes: over or under the budget, up or down.

Known by the formula of a figure (“forecast - budget”), by its label (“budget less forecast”) or
by its aggregate (“change”); unknown of any other.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panel_papers.content.figures.calculated import Calculated

_PLAN = re.compile(r"budget|target|plan(?:ned)?\b|allocation|profile|cyllideb", re.IGNORECASE)
_REAL = re.compile(
    r"forecast|actual|out-?turn|spen[dt]|spending|expenditure|projected|gwariant", re.IGNORECASE
)
_INCOME = re.compile(
    r"\b(?:income|fees?|charges|receipts|grants?|revenues?|sales|precept|incwm)\b", re.IGNORECASE
)
_LESS = re.compile(
    r"(?P<first>\b(?:budget|target|plan|forecast|actuals?|out-?turn|spend(?:ing)?|spent"
    r"|expenditure)\b)(?: \w+){0,2} (?:less|minus|-|−|–) (?:the )?(?:\w+ )?"
    r"(?P<second>\b(?:budget|target|plan|forecast|actuals?|out-?turn|spend(?:ing)?|spent"
    r"|expenditure)\b)",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:over-?sp(?:end|ends|ent|ending)|over (?:the )?(?:budget|target)"
    r"|above (?:the )?(?:budget|target)|over)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:under-?sp(?:end|ends|ent|ending)|under (?:the )?(?:budget|target)"
    r"|below (?:the )?(?:budget|target)|under)\b",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:increased?|increases|rises?|risen|rose|grew|growth|higher|more|greater|up)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:decreased?|decreases|reductions?|reduced|falls?|fallen|fell|drop(?:ped)?|decline[ds]?"
    r"|lower|less|fewer|smaller|down|cuts?)\b",
    re.IGNORECASE,
)


class Sense(Enum):
    """Which way a number above zero goes, and the words that say so."""

    OVER = "over the budget"
    UNDER = "under the budget"
    UP = "up"
    DOWN = "down"

    @property
    def opposite(self) -> Sense:
        """What a number below zero then says."""
        return _OPPOSITE[self]

    def contradicts(self, other: Sense) -> bool:
        """Say whether two are about one thing, over or under, up or down, and opposite."""
        return self.opposite is other

    @property
    def is_more(self) -> bool:
        """Whether it says that there is more than before, or than planned."""
        return self in {Sense.OVER, Sense.UP}


_OPPOSITE = {
    Sense.OVER: Sense.UNDER,
    Sense.UNDER: Sense.OVER,
    Sense.UP: Sense.DOWN,
    Sense.DOWN: Sense.UP,
}


def sense_of_words(words: str) -> Sense | None:
    """Return what words such as “an underspend” or “fell” say; None where they say both or none."""
    found = [
        sense
        for sense, rule in (
            (Sense.OVER, _OVER),
            (Sense.UNDER, _UNDER),
            (Sense.UP, _UP),
            (Sense.DOWN, _DOWN),
        )
        if rule.search(words)
    ]
    return found[0] if len({each.is_more for each in found}) == 1 else None


def sense_of(name: str, values: Mapping[str, Calculated]) -> Sense | None:
    """Return which way a figure above zero goes, or None where nothing says it.

    Of income it is not known: where less comes in than in the budget, some call it an overspend.
    """
    if name not in values or _INCOME.search(_words(name, values)):
        return None
    entry = values[name].entry
    if found := _LESS.search(entry.label or ""):
        return _of_difference(found["first"], found["second"])
    if entry.aggregate in ("change", "percentage_change"):
        return Sense.UP
    if entry.formula is None:
        return None
    return _of_node(ast.parse(entry.formula.strip(), mode="eval").body, values)


def _of_node(node: ast.expr, values: Mapping[str, Calculated]) -> Sense | None:
    match node:
        case ast.BinOp(left=ast.Name(id=left), op=ast.Sub(), right=ast.Name(id=right)):
            first, second = (_words(each, values) for each in (left, right))
            if _INCOME.search(f"{first} {second}"):
                return None
            return _of_difference(first, second)
        case ast.BinOp(left=left, op=ast.Div(), right=ast.Name()):
            return _of_node(left, values)
        case ast.Name(id=name):
            return sense_of(name, values)
    return None


def _words(name: str, values: Mapping[str, Calculated]) -> str:
    """Return the words by which a figure is called."""
    said = name.replace("_", " ")
    if name not in values:
        return said
    entry = values[name].entry
    kept = (value for choices in (entry.filter or {}).values() for value in choices)
    return " ".join([said, entry.column or "", entry.label or "", *kept])


def _of_difference(first: str, second: str) -> Sense | None:
    plan, real = (bool(rule.search(first)) for rule in (_PLAN, _REAL))
    other_plan, other_real = (bool(rule.search(second)) for rule in (_PLAN, _REAL))
    if real and not plan and other_plan and not other_real:
        return Sense.OVER
    if plan and not real and other_real and not other_plan:
        return Sense.UNDER
    return None
