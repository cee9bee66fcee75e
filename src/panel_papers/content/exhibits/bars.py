"""The bars of a chart: side by side or stacked, upright or across, with their values."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from panel_papers.content.exhibits.axis import value_ticks
from panel_papers.content.exhibits.chart import Chart, Series, name_lines
from panel_papers.content.exhibits.look import (
    HEIGHT,
    LETTERS_AN_INCH,
    PAGE,
    STROKES,
    TEXT,
    WIDTH,
    Stroke,
)
from panel_papers.content.exhibits.plotting import face

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_GROUP = 0.74  # of the room of a point: its bars
_PLOT_WIDTH = WIDTH * 0.88  # inches, without the axis of values
_MOST_STACKS_WITH_VALUES = 10


def room_for_names(chart: Chart) -> int:
    """Return how many letters fit below each of the upright bars, in one line."""
    return int(_PLOT_WIDTH / len(chart.labels) * LETTERS_AN_INCH)


def draw_bars(figure: Figure, axes: Axes, chart: Chart, *, across: bool) -> None:
    """Draw all bars, and a key above them where there is more than one series."""
    stacked, count = chart.kind == "stacked-bar", len(chart.series)
    # One bar or two would be as wide as half a page.
    group = _GROUP if across else _GROUP * min(1.0, len(chart.labels) * (count + 1) / 6)
    thick = group if stacked else group / count
    below = [0.0] * len(chart.labels)
    swatches = []
    for number, (series, stroke) in enumerate(zip(chart.series, STROKES, strict=False)):
        shift = 0.0 if stacked else (number - (count - 1) / 2) * thick
        at = [position + shift for position in range(len(chart.labels))]
        row = _Row(axes, chart, series, stroke, across, at, tuple(below), thick)
        swatches.append(row.draw())
        if not stacked:
            row.write_values_at_ends()
            continue
        if len(chart.labels) <= _MOST_STACKS_WITH_VALUES:
            row.write_values_inside()
        below = [start + value for start, value in zip(below, row.values, strict=True)]
    _names(axes, chart, across=across)
    if count > 1:
        longest = max(len(series.name) for series in chart.series)
        figure.legend(
            swatches,
            [series.name for series in chart.series],
            loc="outside upper left",
            ncols=min(count, max(1, int(_PLOT_WIDTH * LETTERS_AN_INCH / (longest + 6)))),
            frameon=False,
            prop=face(),
            labelcolor=TEXT,
            handlelength=1.8,
            handleheight=1.1,
            borderaxespad=0.2,
        )


class _Row(Struct, frozen=True):
    """The bars of one series: where they stand, from where they rise, and how thick they are."""

    axes: Axes
    chart: Chart
    series: Series
    stroke: Stroke
    across: bool
    at: Sequence[float]
    below: Sequence[float]
    thick: float

    @property
    def values(self) -> list[float]:
        return [0.0 if v is None else self.chart.drawn(v) for v in self.series.values]

    def draw(self) -> Any:  # noqa: ANN401 - what matplotlib calls a container of bars
        """Draw colour and hatch, and over them the white gap to the neighbours."""
        drawn = self._bars(
            facecolor=self.stroke.colour,
            hatch=self.stroke.hatch,
            edgecolor=self.stroke.hatch_colour,
            linewidth=0,
        )
        self._bars(facecolor="none", edgecolor=PAGE, linewidth=1.2)
        return drawn

    def _bars(self, **look: Any) -> Any:  # noqa: ANN401 - matplotlib's own words for a look
        if self.across:
            return self.axes.barh(self.at, self.values, self.thick, left=self.below, **look)
        return self.axes.bar(self.at, self.values, self.thick, bottom=self.below, **look)

    def write_values_at_ends(self) -> None:
        """Print each value at the end of its bar, where all of them fit; “no data” at a gap."""
        room = _PLOT_WIDTH / len(self.chart.labels) * self.thick * LETTERS_AN_INCH
        longest = max(len(text) for series in self.chart.series for text in series.texts)
        for at, value, text in zip(self.at, self.values, self.series.texts, strict=True):
            if text and longest > room and not self.across:
                continue
            away, negative = (-3 if value < 0 else 3), value < 0
            self.axes.annotate(
                text or "no data",
                self._point(value, at),
                (away, 0) if self.across else (0, away),
                textcoords="offset points",
                ha=("right" if negative else "left") if self.across else "center",
                va="center" if self.across else ("top" if negative else "bottom"),
                rotation=0 if text or self.across else 90,
                fontproperties=face(),
                color=TEXT,
                bbox={"facecolor": PAGE, "edgecolor": "none", "pad": 0.8},
            )

    def write_values_inside(self) -> None:
        """Print each value within its part of the stack, where the part is large enough."""
        inch = value_ticks(self.chart)[-1] / (WIDTH * 0.6 if self.across else HEIGHT - 1.1)
        bars = zip(self.at, self.values, self.below, self.series.texts, strict=True)
        for at, value, start, text in bars:
            if value < inch * (len(text) / LETTERS_AN_INCH + 0.1 if self.across else 0.22):
                continue
            self.axes.annotate(
                text,
                self._point(start + value / 2, at),
                ha="center",
                va="center",
                fontproperties=face(),
                color=self.stroke.ink,
                bbox={"facecolor": self.stroke.colour, "edgecolor": "none", "pad": 1.5},
            )

    def _point(self, value: float, at: float) -> tuple[float, float]:
        return (value, at) if self.across else (at, value)


def _names(axes: Axes, chart: Chart, *, across: bool) -> None:
    at = range(len(chart.labels))
    if across:
        names = ["\n".join(name_lines(label)) for label in chart.labels]
        axes.set_yticks(at, names, fontproperties=face())
        axes.set_ylim(len(names) - 0.5, -0.5)  # the first one on top
        return
    room = room_for_names(chart)
    names = [
        "\n".join(textwrap.wrap(label, room, break_long_words=False)) for label in chart.labels
    ]
    axes.set_xticks(at, names, fontproperties=face())
    axes.set_xlim(-0.5, len(names) - 0.5)
