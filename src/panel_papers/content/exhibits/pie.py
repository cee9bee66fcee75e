"""The parts of a pie, each with its name and its number beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from panel_papers.content.exhibits.chart import Chart
from panel_papers.content.exhibits.ends import apart
from panel_papers.content.exhibits.look import LINE_HEIGHT, PAGE, PARTS, TEXT, WIDTH
from panel_papers.content.exhibits.measuring import wrapped
from panel_papers.content.exhibits.plotting import face, filled
from panel_papers.content.exhibits.shares import share_texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_RADIUS = 1.15  # inches
_ELBOW = 1.3  # inches from the centre: where the lines to the names turn
_NAMES_AT = 1.45
_NAME_WIDTH = WIDTH / 2 - _NAMES_AT - 0.1
_LEAST = 3.0  # inches of height


def height_of(chart: Chart) -> float:
    """Return the inches of the picture: all names on one side have room."""
    sides = {True: 0.0, False: 0.0}
    for middle, lines in zip(_middles(chart), _names(chart), strict=True):
        sides[math.sin(middle) >= 0] += (len(lines) + 0.4) * LINE_HEIGHT
    return max(_LEAST, *(tall + 0.3 for tall in sides.values()))


def draw_pie(axes: Axes, chart: Chart) -> None:
    """Draw the parts clockwise from the top, in the order of the data, in inches."""
    half = height_of(chart) / 2
    axes.set_axis_off()
    axes.set_aspect("equal")
    values = [chart.drawn(value or 0) for value in chart.series[0].values]
    shape: dict[str, Any] = {"radius": _RADIUS, "startangle": 90, "counterclock": False}
    layers = [filled(part) for part in PARTS[: len(values)]]
    for number in (0, 1):
        wedges: Any = axes.pie(values, frame=True, **shape)[0]
        for wedge, looks in zip(wedges, layers, strict=True):
            wedge.set(**(looks[number] if number < len(looks) else {"visible": False}))
    for colour, width in ((PAGE, 2.6), (TEXT, 0.8)):
        for wedge in axes.pie(values, frame=True, **shape)[0]:
            wedge.set(facecolor="none", edgecolor=colour, linewidth=width)
    axes.set_xlim(-WIDTH / 2, WIDTH / 2)
    axes.set_ylim(-half, half)
    _write_names(axes, chart, half)


def _write_names(axes: Axes, chart: Chart, half: float) -> None:
    middles, names = _middles(chart), _names(chart)
    for right in (True, False):
        chosen = [i for i, middle in enumerate(middles) if (math.sin(middle) >= 0) is right]
        sizes = [(len(names[i]) + 0.4) * LINE_HEIGHT for i in chosen]
        wanted = [_ELBOW * math.cos(middles[i]) for i in chosen]
        side = 1 if right else -1
        for i, y in zip(chosen, apart(wanted, sizes, (0.1 - half, half - 0.1)), strict=True):
            x, top = _RADIUS * math.sin(middles[i]), _RADIUS * math.cos(middles[i])
            axes.plot(
                [x, side * _ELBOW, side * (_NAMES_AT - 0.04)],
                [top, y, y],
                color=TEXT,
                linewidth=0.8,
            )
            axes.text(
                side * _NAMES_AT,
                y,
                "\n".join(names[i]),
                ha="left" if right else "right",
                va="center",
                fontproperties=face(),
                color=TEXT,
            )


def _middles(chart: Chart) -> list[float]:
    """Return the angle of the middle of each part, clockwise from the top."""
    values = [chart.drawn(value or 0) for value in chart.series[0].values]
    whole, start, middles = sum(values), 0.0, []
    for value in values:
        middles.append((start + value / 2) / whole * 2 * math.pi)
        start += value
    return middles


def _names(chart: Chart) -> list[list[str]]:
    """Return the lines beside each part: its name, then its value and its share."""
    texts = [
        f"{text} ({share})" if share else text
        for text, share in zip(chart.series[0].texts, share_texts(chart), strict=True)
    ]
    return [
        wrapped(label, _NAME_WIDTH) + wrapped(text, _NAME_WIDTH)
        for label, text in zip(chart.labels, texts, strict=True)
    ]
