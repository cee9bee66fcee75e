"""The lines of a chart, each named at its end, and the target that a trend is held against."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from panel_papers.content.exhibits.axis import value_ticks
from panel_papers.content.exhibits.chart import Chart, Series
from panel_papers.content.exhibits.look import (
    AXIS,
    HEIGHT,
    LETTERS_AN_INCH,
    LINE_HEIGHT,
    STROKES,
    TEXT,
    WIDTH,
)
from panel_papers.content.exhibits.plotting import face

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_MARKERS = 30
_PLOT_HEIGHT = HEIGHT - 0.9  # inches, without the axis below and the title above


def draw_lines(axes: Axes, chart: Chart) -> None:
    """Draw each series with gaps where numbers are missing, named at its right end."""
    ends = []
    for series, stroke in zip(chart.series, STROKES, strict=False):
        values = [float("nan") if v is None else chart.drawn(v) for v in series.values]
        lone = len(chart.labels) > _MOST_MARKERS
        axes.plot(
            chart.positions,
            values,
            color=stroke.colour,
            linewidth=2,
            linestyle=stroke.dash,
            marker=stroke.marker,
            markersize=5.5,
            markevery=_lone_points(series) if lone else None,
            clip_on=False,
        )
        last = max(i for i, value in enumerate(series.values) if value is not None)
        named = series.texts[last] if len(chart.series) == 1 else f"{series.name}, "
        text = named if len(chart.series) == 1 else named + series.texts[last]
        ends.append((values[last], chart.positions[last], text, stroke.colour))
    if chart.target is not None:
        height = chart.drawn(chart.target.value)
        axes.axhline(height, color=TEXT, linewidth=1.2, linestyle=(0, (6, 3)))
        ends.append((height, chart.positions[-1], f"Target {chart.target.text}", TEXT))
    _name_ends(axes, chart, ends)
    _name_points(axes, chart)


def _lone_points(series: Series) -> list[int]:
    """Return the points that no line would show: those between two gaps, and both ends."""
    known = [value is not None for value in (None, *series.values, None)]
    lone = {i for i in range(len(series.values)) if known[i + 1] and not known[i] | known[i + 2]}
    shown = [i for i, value in enumerate(series.values) if value is not None]
    return sorted(lone | {shown[0], shown[-1]})


def _name_ends(axes: Axes, chart: Chart, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Write each name at the right of its line's end, names apart from each other."""
    ticks = value_ticks(chart)
    names = ["\n".join(textwrap.wrap(text, 20)) for _, _, text, _ in ends]
    unit = (ticks[-1] - ticks[0]) / _PLOT_HEIGHT * LINE_HEIGHT
    heights = [(name.count("\n") + 1.05) * unit for name in names]
    at = _apart([end[0] for end in ends], heights)
    span = (chart.positions[-1] - chart.positions[0]) or 1.0
    right = chart.positions[-1] + 0.035 * span
    for (value, x, _, colour), name, y in zip(ends, names, at, strict=True):
        axes.annotate(
            name,
            (x, value),
            (right, y),
            va="center",
            ha="left",
            fontproperties=face(),
            color=TEXT,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.8, "shrinkB": 4}
            if abs(y - value) > unit / 4 or x != chart.positions[-1]
            else None,
            annotation_clip=False,
        )


def _apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return heights near those wanted at which names do not touch, in the same order."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    found = list(wanted)
    for _ in range(50):
        moved = False
        for low, high in pairwise(order):
            least = (heights[low] + heights[high]) / 2
            lack = least - (found[high] - found[low])
            if lack > least * 1e-6:
                found[low] -= lack / 2
                found[high] += lack / 2
                moved = True
        if not moved:
            break
    return found


def _name_points(axes: Axes, chart: Chart) -> None:
    """Name as many points below the axis as fit, counted back from the last."""
    longest = max(map(len, chart.labels))
    room = max(1, int(WIDTH * 0.75 * LETTERS_AN_INCH / (longest + 2)))
    step = -(-len(chart.labels) // room)
    shown = list(range(len(chart.labels) - 1, -1, -step))[::-1]
    axes.set_xticks(
        [chart.positions[i] for i in shown],
        [chart.labels[i] for i in shown],
        fontproperties=face(),
    )
    axes.tick_params(axis="x", length=4)
    span = (chart.positions[-1] - chart.positions[0]) or 1.0
    axes.set_xlim(chart.positions[0] - 0.02 * span, chart.positions[-1] + 0.02 * span)
    axes.spines["bottom"].set_color(AXIS)
