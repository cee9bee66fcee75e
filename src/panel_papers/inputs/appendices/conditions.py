"""What conditional formats make of a cell's colours (ECMA-376 part 1, 18.3.1.10).

Rules with a plain comparison are evaluated. Of any other that would hide its cell it is said that
it may; of one that fills its cell it is assumed that it does, so that nothing is left out for it.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from panel_papers.core import BLACK, WHITE, Colour, is_alike
from panel_papers.inputs.appendices.sheet_colours import SheetColours

if TYPE_CHECKING:
    from openpyxl.cell import Cell  # type: ignore[import-untyped]  # has no stubs
    from openpyxl.formatting.rule import Rule  # type: ignore[import-untyped]  # as above
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

_PAINTS = ("colorScale", "dataBar", "iconSet")


class Outcome(Enum):
    """What a cell's rules come to."""

    NOTHING = auto()
    HIDES = auto()
    UNCERTAIN = auto()
    SHOWS = auto()
    """A rule gives the cell a ground on which it may be seen."""


class Conditions:
    """The conditional formats of a sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self._formats = [
            ([each.bounds for each in area.cells.ranges], _in_order(area.rules))
            for area in sheet.conditional_formatting
        ]

    def outcome(
        self, cell: Cell, colours: SheetColours, letters: Colour | None, ground: Colour | None
    ) -> Outcome:
        """Return what the rules make of a cell whose own colours are `letters` on `ground`."""
        found = Outcome.NOTHING
        for areas, rules in self._formats:
            if not any(
                left <= cell.column <= right and top <= cell.row <= bottom
                for left, top, right, bottom in areas
            ):
                continue
            for rule in rules:
                outcome = _outcome(rule, cell.value, colours, letters, ground)
                if outcome in (Outcome.HIDES, Outcome.SHOWS):
                    return outcome
                found = outcome if outcome is Outcome.UNCERTAIN else found
        return found


def _in_order(rules: list[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda each: each.priority or 0)


def _outcome(
    rule: Rule, value: object, colours: SheetColours, letters: Colour | None, ground: Colour | None
) -> Outcome:
    if rule.type in _PAINTS:
        return Outcome.SHOWS
    style = rule.dxf
    applies = _applies(rule, value)
    if style is None or applies is False:
        return Outcome.NOTHING
    font = None if style.font is None else style.font.color
    front = letters if font is None else colours.of(font, BLACK)
    fills = style.fill is not None and style.fill.patternType != "none"
    behind = colours.of(style.fill.bgColor or style.fill.fgColor, WHITE) if fills else ground
    if front is not None and behind is not None and is_alike(front, behind):
        if not fills and font is None:
            return Outcome.NOTHING
        return Outcome.HIDES if applies else Outcome.UNCERTAIN
    return Outcome.SHOWS if fills else Outcome.NOTHING


_SURE = {"containsBlanks": False, "notContainsBlanks": True}  # the cell holds something


def _applies(rule: Rule, value: object) -> bool | None:
    """Say whether a rule applies to a value; None where that is not known here."""
    match rule.type:
        case "containsText" if isinstance(rule.text, str):
            return rule.text.lower() in str(value).lower()
        case "expression" if list(rule.formula) in (["TRUE"], ["1"]):
            return True
        case "cellIs":
            limits = [_constant(each) for each in rule.formula]
            if limits and None not in limits:
                return _compared(value, str(rule.operator), limits)
    return _SURE.get(rule.type)


def _constant(formula: str) -> float | str | None:
    if len(formula) > 1 and formula[0] == formula[-1] == '"':
        return formula[1:-1].lower()
    try:
        return float(formula)
    except ValueError:
        return None


def _compared(value: object, operator: str, limits: list[float | str | None]) -> bool | None:
    own: object = value.lower() if isinstance(value, str) else value
    first, last = limits[0], limits[-1]
    if operator in ("equal", "notEqual"):
        return (own == first) is (operator == "equal")
    if isinstance(own, bool) or not isinstance(own, int | float):
        return None
    if not isinstance(first, float) or not isinstance(last, float):
        return None
    return {
        "greaterThan": own > first,
        "greaterThanOrEqual": own >= first,
        "lessThan": own < first,
        "lessThanOrEqual": own <= first,
        "between": first <= own <= last,
        "notBetween": not first <= own <= last,
    }.get(operator)
