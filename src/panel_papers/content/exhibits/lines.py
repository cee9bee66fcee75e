"""The lines and areas of a chart, each named at its end, and the target of a trend."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from panel_papers.content.exhibits.axis import tick_texts, value_ticks
from panel_papers.content.exhibits.chart import Chart, Series
from panel_papers.content.exhibits.ends import End, ends_height, ends_width, name_ends
from panel_papers.content.exhibits.look import (
    AXIS,
    HEIGHT,
    LINE_HEIGHT,
    PAGE,
    STROKES,
    TEXT,
    TICK_ROOM,
    WIDTH,
)
from panel_papers.content.exhibits.measuring import text_width, wrapped
from panel_papers.content.exhibits.plotting import face, filled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_MARKERS = 30
_ROUND_THE_PLOT = 0.9  # inches, of the axis below and the title above
_POINT_NAME = 1.3  # inches, of the widest name of a point


def plot_height(chart: Chart) -> float:
    """Return the inches from the axis to the top: all names at the ends have room."""
    return max(HEIGHT - _ROUND_THE_PLOT, ends_height(_ends(chart)) + 0.1)


def height_of(chart: Chart, titles: int) -> float:
    """Return the inches of the whole picture, whose titles take that many lines."""
    names = max(len(wrapped(label, _POINT_NAME)) for label in chart.labels)
    more = max(0, titles - 2) + names - 1
    return plot_height(chart) + _ROUND_THE_PLOT + more * LINE_HEIGHT


def draw_lines(axes: Axes, chart: Chart) -> None:
    """Draw each series with gaps where numbers are missing, named at its right end."""
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
    if chart.target is not None:
        height = chart.drawn(chart.target.value)
        axes.axhline(height, color=TEXT, linewidth=1.2, linestyle=(0, (6, 3)))
    _finish(axes, chart)


def draw_small_line(axes: Axes, chart: Chart) -> None:
    """Draw the one line of a row of a table, between its lowest and its highest value."""
    (series,), (stroke, *_) = chart.series, STROKES
    values = [float("nan") if v is None else chart.drawn(v) for v in series.values]
    known = [index for index, value in enumerate(series.values) if value is not None]
    look: dict[str, Any] = {"color": stroke.colour, "clip_on": False}
    axes.plot(chart.positions, values, linewidth=1.2, **look)
    alone = sorted({*_lone_points(series), known[-1]} - {known[0]} | {known[-1]})
    axes.plot(
        [chart.positions[i] for i in alone],
        [values[i] for i in alone],
        linestyle="none",
        marker="o",
        markersize=3,
        **look,
    )
    axes.set_xlim(chart.positions[0], chart.positions[-1])


def draw_areas(axes: Axes, chart: Chart) -> None:
    """Draw the series as areas that lie upon each other, from the first one up."""
    below = [0.0] * len(chart.labels)
    for series, stroke in zip(chart.series, STROKES, strict=False):
        top = [start + chart.drawn(v or 0) for start, v in zip(below, series.values, strict=True)]
        for look in filled(stroke):
            axes.fill_between(chart.positions, below, top, **look)
        axes.plot(chart.positions, top, color=PAGE, linewidth=1.2)
        below = top
    _finish(axes, chart)


def _finish(axes: Axes, chart: Chart) -> None:
    ticks = value_ticks(chart)
    name_ends(axes, chart, _ends(chart), (ticks[0], ticks[-1]), plot_height(chart))
    _name_points(axes, chart)


def _ends(chart: Chart) -> list[End]:
    """Return the ends of all lines; of an area, the middle of its last height."""
    ends, below = [], 0.0
    for series, stroke in zip(chart.series, STROKES, strict=False):
        last = max(i for i, value in enumerate(series.values) if value is not None)
        number = series.values[last] or 0
        text = chart.text(number)
        name = text if len(chart.series) == 1 else f"{series.name}, {text}"
        value = chart.drawn(number)
        if chart.is_stacked:
            value, below = below + value / 2, below + value
        ends.append(End(value, chart.positions[last], name, stroke.colour))
    if chart.target is not None:
        height = chart.drawn(chart.target.value)
        ends.append(End(height, chart.positions[-1], f"Target {chart.target.text}", TEXT))
    return ends


def _lone_points(series: Series) -> list[int]:
    """Return the points that no line would show: those between two gaps, and both ends."""
    known = [value is not None for value in (None, *series.values, None)]
    lone = {i for i in range(len(series.values)) if known[i + 1] and not known[i] | known[i + 2]}
    shown = [i for i, value in enumerate(series.values) if value is not None]
    return sorted(lone | {shown[0], shown[-1]})


def _name_points(axes: Axes, chart: Chart) -> None:
    """Name as many points below the axis as fit, evenly, counted back from the last."""
    names = [wrapped(label, _POINT_NAME) for label in chart.labels]
    shown = _fitting(chart, [max(map(text_width, lines)) for lines in names])
    axes.set_xticks(
        [chart.positions[i] for i in shown],
        ["\n".join(names[i]) for i in shown],
        fontproperties=face(),
    )
    axes.tick_params(axis="x", length=4)
    span = (chart.positions[-1] - chart.positions[0]) or 1.0
    axes.set_xlim(chart.positions[0] - 0.02 * span, chart.positions[-1] + 0.02 * span)
    axes.spines["bottom"].set_color(AXIS)


def _fitting(chart: Chart, widths: Sequence[float]) -> list[int]:
    """Return the points whose names have room: every one, or every second, third and so on."""
    left = max(map(text_width, tick_texts(chart, value_ticks(chart))))
    plot = WIDTH - left - ends_width(_ends(chart)) - 2 * TICK_ROOM
    span = (chart.positions[-1] - chart.positions[0]) or 1.0
    at = [(place - chart.positions[0]) / (1.04 * span) * plot for place in chart.positions]
    last = len(at) - 1
    for step in range(1, len(at) + 1):
        shown = list(range(last, -1, -step))[::-1]
        if _are_apart(shown, at, widths):
            return shown
    return [last]


def _are_apart(shown: Sequence[int], at: Sequence[float], widths: Sequence[float]) -> bool:
    return all(
        at[high] - at[low] >= (widths[high] + widths[low]) / 2 + 0.12
        for low, high in pairwise(shown)
    )
