"""Names beside the right end of lines and areas, apart from each other and from the axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from msgspec import Struct

from panel_papers.content.exhibits.chart import Chart
from panel_papers.content.exhibits.look import END_WIDTH, LINE_HEIGHT, TEXT
from panel_papers.content.exhibits.measuring import text_width, wrapped
from panel_papers.content.exhibits.plotting import face

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# From the left edge of the name: to its middle, the line would cross its neighbours.
_LEADER = {"arrowstyle": "-", "linewidth": 0.8, "relpos": (0, 0.5), "shrinkA": 2, "shrinkB": 4}


class End(Struct, frozen=True):
    """The end of a line: its value, its place on the axis, its name and its colour."""

    value: float
    x: float
    name: str
    colour: str

    @property
    def lines(self) -> list[str]:
        """The lines of its name."""
        return wrapped(self.name, END_WIDTH)

    @property
    def size(self) -> float:
        """The inches that the name takes from top to bottom."""
        return (len(self.lines) + 0.15) * LINE_HEIGHT


def ends_width(ends: Sequence[End]) -> float:
    """Return the inches that the widest of the names takes."""
    return max((text_width(line) for end in ends for line in end.lines), default=0.0)


def ends_height(ends: Sequence[End]) -> float:
    """Return the inches that all names take, one below the other."""
    return sum(end.size for end in ends)


def name_ends(
    axes: Axes, chart: Chart, ends: Sequence[End], limits: tuple[float, float], tall: float
) -> None:
    """Write each name at the right of its end, in an axis that is `tall` inches high."""
    unit = (limits[1] - limits[0]) / tall
    at = apart([end.value for end in ends], [end.size * unit for end in ends], limits)
    span = (chart.positions[-1] - chart.positions[0]) or 1.0
    right = chart.positions[-1] + 0.045 * span
    for end, y in zip(ends, at, strict=True):
        moved = abs(y - end.value) > unit * LINE_HEIGHT / 4 or end.x != chart.positions[-1]
        axes.annotate(
            "\n".join(end.lines),
            (end.x, end.value),
            (right, y),
            va="center",
            ha="left",
            fontproperties=face(),
            color=TEXT,
            arrowprops={**_LEADER, "color": end.colour} if moved else None,
            annotation_clip=False,
        )


def apart(
    wanted: Sequence[float], sizes: Sequence[float], limits: tuple[float, float]
) -> list[float]:
    """Return centres near those wanted at which names do not touch, in the same order.

    All of them are within the limits, as far as these have room for them.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    offsets = [0.0]
    for low, high in pairwise(order):
        offsets.append(offsets[-1] + (sizes[low] + sizes[high]) / 2)
    # Where names would touch they share the space between them: the mean of what they want.
    groups: list[list[float]] = []
    for index, offset in zip(order, offsets, strict=True):
        groups.append([wanted[index] - offset])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    shifts = [fmean(group) for group in groups for _ in group]
    found = list(wanted)
    edge = limits[0]
    for index, offset, shift in zip(order, offsets, shifts, strict=True):
        found[index] = max(offset + shift, edge + sizes[index] / 2)
        edge = found[index] + sizes[index] / 2
    edge = max(limits[1], limits[0] + sum(sizes))
    for index in reversed(order):
        found[index] = min(found[index], edge - sizes[index] / 2)
        edge = found[index] - sizes[index] / 2
    return found
