"""The bars of a chart: side by side or stacked, upright or across, with their values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from panel_papers.content.exhibits.axis import tick_texts, value_ticks
from panel_papers.content.exhibits.chart import Chart, Series
from panel_papers.content.exhibits.look import (
    HEIGHT,
    LINE_HEIGHT,
    NAME_WIDTH,
    PAGE,
    STROKES,
    TEXT,
    TICK_ROOM,
    WIDTH,
    Stroke,
)
from panel_papers.content.exhibits.measuring import longest_word, text_width, wrapped
from panel_papers.content.exhibits.plotting import face, filled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

_GROUP = 0.74  # of the room of a point: its bars
_MOST_STACKS_WITH_VALUES = 10
_BETWEEN_NAMES = 0.1  # inches
_NO_DATA = "no data"
_AXIS_HEIGHT = HEIGHT - 1.0  # inches, without the axis below and the title above
_KEY_SIGN = 0.5  # inches, of the sign before a name in the key


class Layout(Struct, frozen=True):
    """Where the bars of each point are along the axis of names.

    `across` says that the bars are horizontal; positions and sizes are then in lines of text, so
    that a name of three lines has the room of three. `names` are the lines of each name.
    """

    across: bool
    centres: tuple[float, ...]
    length: float
    group: float
    names: tuple[tuple[str, ...], ...]

    @property
    def names_width(self) -> float:
        """The inches that the widest line of the names takes."""
        return max(text_width(line) for name in self.names for line in name)


def layout_of(chart: Chart) -> Layout:
    """Return upright bars where all names fit below them in two lines, else horizontal ones."""
    count, slot = len(chart.labels), _slot(chart)
    bars = len(chart.series) if not chart.is_stacked else 1
    below = [wrapped(label, slot - _BETWEEN_NAMES) for label in chart.labels]
    if all(
        len(lines) <= 2 and longest_word(label) <= slot - _BETWEEN_NAMES
        for lines, label in zip(below, chart.labels, strict=True)
    ):
        # One bar or two would be as wide as half a page.
        group = _GROUP * min(1.0, count * (bars + 1) / 6)
        centres = tuple(map(float, range(count)))
        names = tuple(map(tuple, below))
        return Layout(across=False, centres=centres, length=count, group=group, names=names)
    beside = [tuple(wrapped(label, NAME_WIDTH)) for label in chart.labels]
    rows = [max(len(lines), 1.15 * bars) + 0.7 for lines in beside]
    ends = [0.0, *accumulate(rows)]
    centres = tuple(end - row / 2 for end, row in zip(ends[1:], rows, strict=True))
    return Layout(
        across=True, centres=centres, length=ends[-1], group=1.15 * bars, names=tuple(beside)
    )


def height_of(chart: Chart, layout: Layout, titles: int) -> float:
    """Return the inches of the whole picture, whose titles take that many lines."""
    key = len(key_rows(chart)) * 0.25
    if layout.across:
        return 0.6 + (layout.length + titles) * LINE_HEIGHT + key
    return HEIGHT + max(0, titles - 2) * LINE_HEIGHT + max(0.0, key - 0.25)


def limits(chart: Chart, layout: Layout) -> tuple[float, float]:
    """Return the ends of the axis of values: its outer ticks, with room for the values written.

    Without it the value of a bar below 0 would be written over the names of the points.
    """
    ticks = value_ticks(chart)
    low, high = ticks[0], ticks[-1]
    if chart.is_stacked or not _writes_values(chart, layout):
        return low, high
    long = WIDTH - layout.names_width - 2 * TICK_ROOM if layout.across else _AXIS_HEIGHT
    lowest, highest = low, high
    for series in chart.series:
        for value, text in zip(series.values, drawn_texts(chart, series), strict=True):
            if layout.across:
                size = text_width(text) + 0.1
            else:
                size = 0.2 if value is not None else text_width(_NO_DATA) + 0.1
            room = size * (high - low) / max(long - 2 * size, 1.0)
            end = 0.0 if value is None else chart.drawn(value)
            lowest = min(lowest, end - room) if end < 0 else lowest
            highest = max(highest, end + room) if end >= 0 else highest
    return lowest, highest


def fitting_ticks(
    layout: Layout, ticks: Sequence[float], texts: Sequence[str], limits: tuple[float, float]
) -> list[int]:
    """Return the ticks below horizontal bars whose numbers have room side by side, 0 among them."""
    plot = WIDTH - layout.names_width - 2 * TICK_ROOM
    apart = (ticks[1] - ticks[0]) / (limits[1] - limits[0]) * plot
    step = math.ceil((max(map(text_width, texts)) + 0.15) / apart)
    zero = min(range(len(ticks)), key=lambda index: abs(ticks[index]))
    return [index for index in range(len(ticks)) if (index - zero) % step == 0]


def drawn_texts(chart: Chart, series: Series) -> list[str]:
    """Return the texts that are written at the bars of a series, in their order."""
    return [_NO_DATA if value is None else chart.text(value) for value in series.values]


def draw_bars(figure: Figure, axes: Axes, chart: Chart, layout: Layout) -> None:
    """Draw all bars, and a key above them where there is more than one series."""
    stacked, count = chart.is_stacked, len(chart.series)
    thick = layout.group if stacked else layout.group / count
    below = [0.0] * len(chart.labels)
    for number, (series, stroke) in enumerate(zip(chart.series, STROKES, strict=False)):
        shift = 0.0 if stacked else (number - (count - 1) / 2) * thick
        at = [centre + shift for centre in layout.centres]
        row = _Row(axes, chart, series, stroke, layout, at, tuple(below), thick)
        row.draw()
        if not stacked:
            row.write_values_at_ends()
            continue
        if len(chart.labels) <= _MOST_STACKS_WITH_VALUES:
            row.write_values_inside()
        below = [start + value for start, value in zip(below, row.values, strict=True)]
    _names(axes, layout)
    if count > 1:
        figure.legend(
            [_swatch(stroke) for stroke in STROKES[:count]],
            ["\n".join(wrapped(series.name, WIDTH - 1)) for series in chart.series],
            loc="outside upper left",
            ncols=-(-count // len(key_rows(chart))),
            frameon=False,
            prop=face(),
            labelcolor=TEXT,
            handlelength=1.8,
            handleheight=1.1,
            borderaxespad=0.2,
        )


def _swatch(stroke: Stroke) -> Patch:
    from matplotlib.patches import Patch  # noqa: PLC0415 - heavy

    return Patch(
        facecolor=stroke.colour, hatch=stroke.hatch, edgecolor=stroke.hatch_colour, linewidth=0
    )


def key_rows(chart: Chart) -> Sequence[int]:
    """Return the rows of the key: as few as hold the names, all as wide as the widest."""
    count = len(chart.series)
    if count < 2:
        return ()
    widest = max(text_width(series.name) for series in chart.series) + _KEY_SIGN
    columns = min(count, max(1, int((WIDTH - 0.2) / widest)))
    return range(-(-count // columns))


class _Row(Struct, frozen=True):
    """The bars of one series: their centres, from where they rise, and how thick they are."""

    axes: Axes
    chart: Chart
    series: Series
    stroke: Stroke
    layout: Layout
    at: Sequence[float]
    below: Sequence[float]
    thick: float

    @property
    def values(self) -> list[float]:
        return [0.0 if v is None else self.chart.drawn(v) for v in self.series.values]

    def draw(self) -> None:
        """Draw colour and hatch, and over them the white gap to the neighbours."""
        for look in filled(self.stroke):
            self._bars(**look)
        self._bars(facecolor="none", edgecolor=PAGE, linewidth=1.2)

    def _bars(self, **look: Any) -> None:  # noqa: ANN401 - matplotlib's own words for a look
        if self.layout.across:
            self.axes.barh(self.at, self.values, self.thick, left=self.below, **look)
        else:
            self.axes.bar(self.at, self.values, self.thick, bottom=self.below, **look)

    def write_values_at_ends(self) -> None:
        """Print each value at the end of its bar, where all of them fit; “no data” at a gap."""
        across, all_fit = self.layout.across, _writes_values(self.chart, self.layout)
        texts = drawn_texts(self.chart, self.series)
        for at, value, known, text in zip(
            self.at, self.values, self.series.values, texts, strict=True
        ):
            if known is not None and not all_fit:
                continue
            away, negative = (-3 if value < 0 else 3), value < 0
            self.axes.annotate(
                text,
                self._point(value, at),
                (away, 0) if across else (0, away),
                textcoords="offset points",
                ha=("right" if negative else "left") if across else "center",
                va="center" if across else ("top" if negative else "bottom"),
                rotation=90 if known is None and not across else 0,
                fontproperties=face(),
                color=TEXT,
                bbox={"facecolor": PAGE, "edgecolor": "none", "pad": 0.8},
            )

    def write_values_inside(self) -> None:
        """Print each value within its part of the stack, where the part is large enough."""
        across = self.layout.across
        long = WIDTH - self.layout.names_width - 3 * TICK_ROOM if across else _AXIS_HEIGHT - 0.1
        inch = value_ticks(self.chart)[-1] / long
        texts = drawn_texts(self.chart, self.series)
        for at, value, start, text in zip(self.at, self.values, self.below, texts, strict=True):
            width = text_width(text) + 0.1
            if value < inch * (width if across else 0.22):
                continue
            if not across and width > self.thick * _slot(self.chart):
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
        return (value, at) if self.layout.across else (at, value)


def _slot(chart: Chart) -> float:
    """Return the inches that each point of upright bars has."""
    ticks = tick_texts(chart, value_ticks(chart))
    plot = WIDTH - max(map(text_width, ticks)) - TICK_ROOM
    return plot / len(chart.labels)


def _writes_values(chart: Chart, layout: Layout) -> bool:
    """Return whether there is room for every value at its bar."""
    if layout.across:
        return True
    count = len(chart.series)
    texts = [text for series in chart.series for text in drawn_texts(chart, series)]
    widest = max((text_width(text) for text in texts if text != _NO_DATA), default=0.0)
    # Values of neighbours may use the space between two groups of bars, but for a gap.
    room = _slot(chart) * (layout.group / count if count > 1 else 1.0)
    return widest + 0.04 <= room


def _names(axes: Axes, layout: Layout) -> None:
    names = ["\n".join(lines) for lines in layout.names]
    if layout.across:
        axes.set_yticks(layout.centres, names, fontproperties=face())
        axes.set_ylim(layout.length, 0)  # the first one on top
        return
    axes.set_xticks(layout.centres, names, fontproperties=face())
    axes.set_xlim(-0.5, len(names) - 0.5)
