"""A figure with its value: as it was taken, and as it prints."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from panel_papers.content.figures.fields import FigureEntry
from panel_papers.content.figures.formats import RATIO, Format
from panel_papers.content.figures.quantities import Quantity
from panel_papers.core import FigureSource, Period


class Calculated(Struct, frozen=True):
    """A figure's value and unit, how it prints, and where it comes from.

    `counted_in` is 1,000 where it prints in the thousands of its column without saying so.
    `unsigned` is how it prints without its sign, which is `sign`: 1, 0 or -1, as rounded.
    """

    name: str
    entry: FigureEntry
    value: Fraction
    unit: str
    printed: str
    formula: str
    sources: tuple[FigureSource, ...]
    period: Period | None
    compared: tuple[Period, ...]
    quantity: Quantity
    brackets: bool = False
    counted_in: int = 1
    unsigned: str = ""
    sign: int = 0

    @property
    def value_in_unit(self) -> Fraction:
        """The value in its unit: 94.1 for a ratio of 0.941 that prints as “94.1%”."""
        is_share = self.quantity.unit == RATIO and self.unit == "%"
        return self.value * 100 if is_share else self.value


class Taken(Struct, frozen=True):
    """A value as it was taken, before it is printed.

    `scale` is what 1 stands for in the column that it comes from, in which it prints unless its
    format says pounds or millions; `unsaid` that its unit is in the heading only. `shown` is how
    the file prints the one cell that it is, `brackets` that it has brackets below zero.
    """

    quantity: Quantity
    formula: str
    sources: tuple[FigureSource, ...] = ()
    period: Period | None = None
    compared: tuple[Period, ...] = ()
    scale: int = 1
    unsaid: bool = False
    brackets: bool = False
    shown: Format | None = None

    @property
    def value(self) -> Fraction:
        """The number of its quantity."""
        return self.quantity.value

    @property
    def unit(self) -> str:
        """The unit of its quantity: “£”, “%”, none, or what a year or a ratio has."""
        return self.quantity.unit
