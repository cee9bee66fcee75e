"""The kinds of chart: what each is called, and what the rest of the program must know of it.

A new kind is one line here and its drawing in `drawing.py`; `tests/content/exhibits/
test_chart_kinds.py` builds a chart of every kind.
"""

from __future__ import annotations

from msgspec import Struct

__all__ = ["BARS", "CHART_KINDS", "LINES", "PARTS", "STACKED", "ChartKind"]


class ChartKind(Struct, frozen=True):
    """What is true of all charts of one kind.

    `said` is what a reader calls the kind. Its values are `bars`, whose length is read from 0; or
    the points of a `line`, each after the one before; or `parts` of one whole, without axes. Series
    that are `stacked` lie upon each other. Where a chart has one series only, `one_series` says
    what is expected, and `of_more` which kind shows more. With `target`, it needs a target.
    """

    said: str
    bars: bool = False
    line: bool = False
    parts: bool = False
    stacked: bool = False
    one_series: str | None = None
    of_more: str = "bar"
    target: bool = False

    @property
    def of_a_whole(self) -> bool:
        """Whether the values add up to something that the chart shows: a total is no part of it."""
        return self.stacked or self.parts


CHART_KINDS = {
    "bar": ChartKind("Bar chart", bars=True),
    "line": ChartKind("Line chart", line=True),
    "stacked-bar": ChartKind("Stacked bar chart", bars=True, stacked=True),
    "trend": ChartKind(
        "Trend chart",
        line=True,
        one_series="one series and its target",
        of_more="line",
        target=True,
    ),
    "area": ChartKind("Area chart", line=True, stacked=True),
    "pie": ChartKind(
        "Pie chart",
        parts=True,
        one_series="one series, the parts of one whole",
        of_more="stacked-bar",
    ),
}
"""The kinds by the name that authors write."""

BARS = frozenset(name for name, kind in CHART_KINDS.items() if kind.bars)
LINES = frozenset(name for name, kind in CHART_KINDS.items() if kind.line)
PARTS = frozenset(name for name, kind in CHART_KINDS.items() if kind.parts)
STACKED = frozenset(name for name, kind in CHART_KINDS.items() if kind.stacked)
