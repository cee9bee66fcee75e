"""The target of a trend, in the unit and the scale of the data."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from panel_papers.content.data.cells import Meaning, meaning
from panel_papers.content.exhibits.asking import ChartAsk, Said
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.figures.fitting import is_ratio_or_percent
from panel_papers.core import Problem

_NEAR = 3  # times
_FAR = 1000  # times as large, or as small, as every number of the data


class Target(Struct, frozen=True):
    """The value to reach, and how it prints."""

    value: Decimal
    text: str


def read_target(
    ask: ChartAsk, columns: Sequence[ChosenColumn]
) -> tuple[Target | None, list[Problem]]:
    """Return the target in the scale of the data, and what is wrong with it."""
    said = ask.target
    if said is None:
        return None, []
    meant = meaning(said.text)
    if not isinstance(meant, Meaning) or not isinstance(meant.value, Decimal):
        found, wanted = f"The target “{said.text}” is no number", "a number such as 90% or 3,755"
        return None, [Problem("not-a-number", said.place, found, wanted)]
    cells = [c for column in columns for c in column.cells if isinstance(c.value, Decimal)]
    unit = next((cell.full_unit for cell in cells if cell.full_unit), "")
    scale = next((cell.scale for cell in cells if cell.scale > 1), 1)
    if meant.unit not in {"", unit}:
        found = f"The target “{said.text}” is in another unit than the data"
        return None, [
            Problem(
                "units-differ",
                said.place,
                found,
                "",
                "write the number after “target:” in the unit of the data, such as “90%” "
                "for percentages",
            )
        ]
    value = meant.value
    if unit == "%" and not meant.unit and is_ratio_or_percent(Fraction(value)):
        hint = f"write “target: {_plain(value * 100)}%”, or “target: {_plain(value)}%”"
        return None, [_other_scale(said, "a percentage, as the data are", hint)]
    if meant.unit not in ("", "%"):
        value = value / scale  # “£4m” beside a column in £000
    values = [abs(cell.value) for cell in cells if isinstance(cell.value, Decimal) and cell.value]
    far = values and value and not min(values) / _FAR < abs(value) < max(values) * _FAR
    if far or _fits_in(values, value, 100 if unit == "%" else 1 if meant.unit else scale):
        hint = "write the target in full, such as £4m or 3,755, or in the scale of its column"
        return None, [_other_scale(said, "a number of the size of the data", hint)]
    text = said.text
    if unit == "%" and not meant.unit:
        text = f"{text}%"
    return Target(value, text), []


def _fits_in(values: Sequence[Decimal], target: Decimal, scale: int) -> bool:
    """Say whether a target is near the data when it is divided by `scale`, and far as it is.

    It is 925000 beside 900 in £000, or 90 beside 0.94 below “Met %”.
    """
    if scale == 1 or not values or abs(target) < max(values) * scale / _NEAR:
        return False
    return min(values) / _NEAR <= abs(target) / scale <= max(values) * _NEAR


def _other_scale(said: Said, wanted: str, hint: str) -> Problem:
    found = f"The target “{said.text}” does not fit the scale of the data"
    return Problem("target-scale", said.place, found, wanted, hint)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
