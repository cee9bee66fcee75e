"""A chart drawn as a PNG picture, in print resolution and as wide as the text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from panel_papers.content.exhibits.axis import tick_texts, value_ticks
from panel_papers.content.exhibits.bars import draw_bars, room_for_names
from panel_papers.content.exhibits.chart import Chart, name_lines
from panel_papers.content.exhibits.lines import draw_lines
from panel_papers.content.exhibits.look import (
    AXIS,
    DOTS_PER_INCH,
    GRID,
    HEIGHT,
    LINE_HEIGHT,
    PAGE,
    TEXT,
    WIDTH,
)
from panel_papers.content.exhibits.plotting import face, plotting

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def draw(chart: Chart) -> bytes:
    """Return the chart as a PNG; the same chart gives the same bytes."""
    across = chart.has_bars and not _fits_below(chart)
    with plotting() as figure_class:
        figure = figure_class(
            figsize=(WIDTH, _height(chart, across=across)),
            dpi=DOTS_PER_INCH,
            facecolor=PAGE,
            layout="constrained",
        )
        axes = figure.add_subplot()
        _lay_out(axes, across=across)
        if chart.has_bars:
            draw_bars(figure, axes, chart, across=across)
        else:
            draw_lines(axes, chart)
        _value_axis(axes, chart, across=across)
        _titles(axes, chart, across=across)
        return _png(figure)


def _png(figure: Figure) -> bytes:
    """Return the picture without transparency, date or program name.

    Of a picture with an alpha channel, LibreOffice makes two in the PDF.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - heavy
    from PIL import Image  # noqa: PLC0415 - comes with matplotlib

    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib types the public parts only
    stream = io.BytesIO()
    pixels = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # as above
    drawn = Image.frombytes("RGBA", canvas.get_width_height(), pixels)
    drawn.convert("RGB").save(stream, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH), optimize=True)
    return stream.getvalue()


def _fits_below(chart: Chart) -> bool:
    """Return whether the names of all points fit below upright bars, in two lines at most."""
    room = room_for_names(chart)
    return all(
        len(label) <= 2 * room and max(map(len, label.split()), default=0) < room
        for label in chart.labels
    )


def _height(chart: Chart, *, across: bool) -> float:
    if not across:
        return HEIGHT
    bars = len(chart.series) if chart.kind == "bar" else 1
    rows = [max(len(name_lines(label)), 1.15 * bars) + 0.7 for label in chart.labels]
    return 0.75 + sum(rows) * LINE_HEIGHT + (0.25 if len(chart.series) > 1 else 0)


def _lay_out(axes: Axes, *, across: bool) -> None:
    for side in ("top", "right", "bottom" if across else "left"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(AXIS)
    axes.tick_params(axis="both", color=AXIS, labelcolor=TEXT, length=0, pad=5)
    axes.grid(visible=True, axis="x" if across else "y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def _value_axis(axes: Axes, chart: Chart, *, across: bool) -> None:
    """Set the ticks of the values, at round numbers that print in the chart's format."""
    ticks = value_ticks(chart)
    texts = tick_texts(chart, ticks)
    if across:
        axes.set_xlim(ticks[0], ticks[-1])
        axes.set_xticks(ticks, texts, fontproperties=face())
    else:
        axes.set_ylim(ticks[0], ticks[-1])
        axes.set_yticks(ticks, texts, fontproperties=face())
    if chart.has_bars and ticks[0] < 0:
        line: Any = axes.axvline if across else axes.axhline
        line(0, color=AXIS, linewidth=0.8)


def _titles(axes: Axes, chart: Chart, *, across: bool) -> None:
    values = chart.y_title or ""
    start = value_ticks(chart)[0]
    if not chart.has_bars and start > 0:
        begins = f"axis begins at {tick_texts(chart, value_ticks(chart))[0]}"
        values = f"{values} ({begins})" if values else begins[0].upper() + begins[1:]
    look: dict[str, Any] = {"fontproperties": face(), "color": TEXT}
    if across:
        axes.set_xlabel(values, **look)
        axes.set_title(chart.x_title, loc="left", x=0, pad=8, **look, ha="right")
    else:
        axes.set_xlabel(chart.x_title, **look)
        axes.set_title(values, loc="left", x=0, pad=8, **look)
