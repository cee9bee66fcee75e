"""A chart drawn as wide as the text: in pixels for Word, in outlines for PDF and web page."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from panel_papers.content.exhibits import bars, lines, pie
from panel_papers.content.exhibits.axis import tick_texts, value_ticks, value_title
from panel_papers.content.exhibits.chart import Chart
from panel_papers.content.exhibits.look import (
    AXIS,
    DOTS_PER_INCH,
    GRID,
    PAGE,
    SMALL_HEIGHT,
    SMALL_WIDTH,
    TEXT,
    WIDTH,
)
from panel_papers.content.exhibits.measuring import wrapped
from panel_papers.content.exhibits.plotting import face, plotting
from panel_papers.content.exhibits.vector import svg_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Drawn(Struct, frozen=True):
    """A chart as a PNG, as SVG, and as a PDF of one page; letters of the two are outlines."""

    png: bytes
    svg: bytes
    pdf: bytes


def draw(chart: Chart) -> Drawn:
    """Return the chart in both forms; the same chart gives the same bytes."""
    with plotting() as figure_class:
        figure = _figure(figure_class, chart)
        png = _png(figure)
        figure.set_layout_engine("none")  # what is placed stays, for the outlines
        return Drawn(png, svg_of(figure), _pdf(figure))


def draw_small(chart: Chart) -> Drawn:
    """Return the line of a row of a table, as high as a line of text, its last point marked."""
    with plotting() as figure_class:
        figure = figure_class(
            figsize=(SMALL_WIDTH, SMALL_HEIGHT), dpi=DOTS_PER_INCH, facecolor=PAGE
        )
        axes = figure.add_axes((0.03, 0.14, 0.94, 0.72))
        axes.set_axis_off()
        lines.draw_small_line(axes, chart)
        return Drawn(_png(figure), svg_of(figure), _pdf(figure))


def _figure(figure_class: type[Figure], chart: Chart) -> Figure:
    """Return the picture; a kind of chart without a drawing is an error, not a line."""
    return DRAWINGS[chart.kind](figure_class, chart)


def _of_parts(figure_class: type[Figure], chart: Chart) -> Figure:
    figure = _blank(figure_class, pie.height_of(chart))
    figure.set_layout_engine("none")
    pie.draw_pie(figure.add_axes((0, 0, 1, 1)), chart)
    return figure


def _of_bars(figure_class: type[Figure], chart: Chart) -> Figure:
    return _on_axes(figure_class, chart, bars.layout_of(chart))


def _of_lines(figure_class: type[Figure], chart: Chart) -> Figure:
    return _on_axes(figure_class, chart, None, lines.draw_lines)


def _of_areas(figure_class: type[Figure], chart: Chart) -> Figure:
    return _on_axes(figure_class, chart, None, lines.draw_areas)


DRAWINGS: dict[str, Callable[[type[Figure], Chart], Figure]] = {
    "bar": _of_bars,
    "line": _of_lines,
    "stacked-bar": _of_bars,
    "trend": _of_lines,
    "area": _of_areas,
    "pie": _of_parts,
}
"""How each of the kinds of `chart_kinds.py` is drawn."""


def _blank(figure_class: type[Figure], height: float) -> Figure:
    return figure_class(
        figsize=(WIDTH, height), dpi=DOTS_PER_INCH, facecolor=PAGE, layout="constrained"
    )


def _on_axes(
    figure_class: type[Figure],
    chart: Chart,
    layout: bars.Layout | None,
    draw_series: Callable[[Axes, Chart], None] = lines.draw_lines,
) -> Figure:
    """Return a picture with two axes: bars where there is a `layout`, else what is drawn."""
    across = layout is not None and layout.across
    title = wrapped(value_title(chart), WIDTH - 0.1)
    narrow = layout.names_width if layout and across else WIDTH
    x_title = wrapped(chart.x_title, max(narrow, 1.2) - 0.1)
    titles = len(title) + len(x_title)
    height = bars.height_of(chart, layout, titles) if layout else lines.height_of(chart, titles)
    figure = _blank(figure_class, height)
    axes = figure.add_subplot()
    _lay_out(axes, across=across)
    if layout:
        bars.draw_bars(figure, axes, chart, layout)
    else:
        draw_series(axes, chart)
    _value_axis(axes, chart, layout)
    _titles(axes, "\n".join(title), "\n".join(x_title), across=across)
    return figure


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


def _pdf(figure: Figure) -> bytes:
    """Return a PDF without text, date or program name.

    An effect makes matplotlib draw letters as outlines: what the chart says is in the alternative
    text, and words on the page that the document's text does not have would look like a mistake.
    """
    from matplotlib.patheffects import Normal  # noqa: PLC0415 - heavy
    from matplotlib.text import Text  # noqa: PLC0415 - heavy

    for text in figure.findobj(Text):
        text.set_path_effects([Normal()])
    stream = io.BytesIO()
    nothing = dict.fromkeys(("Creator", "Producer", "CreationDate"))
    figure.savefig(stream, format="pdf", metadata=nothing)
    return stream.getvalue()


def _lay_out(axes: Axes, *, across: bool) -> None:
    for side in ("top", "right", "bottom" if across else "left"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(AXIS)
    axes.tick_params(axis="both", color=AXIS, labelcolor=TEXT, length=0, pad=5)
    axes.grid(visible=True, axis="x" if across else "y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def _value_axis(axes: Axes, chart: Chart, layout: bars.Layout | None) -> None:
    """Set the ticks of the values, at round numbers that print in the chart's format."""
    ticks = value_ticks(chart)
    texts = tick_texts(chart, ticks)
    limits = bars.limits(chart, layout) if layout else (ticks[0], ticks[-1])
    if layout and layout.across:
        axes.set_xlim(*limits)
        shown = bars.fitting_ticks(layout, ticks, texts, limits)
        axes.set_xticks([ticks[i] for i in shown], [texts[i] for i in shown], fontproperties=face())
    else:
        axes.set_ylim(*limits)
        axes.set_yticks(ticks, texts, fontproperties=face())
    if layout and ticks[0] < 0:
        line: Any = axes.axvline if layout.across else axes.axhline
        line(0, color=AXIS, linewidth=0.8)


def _titles(axes: Axes, values: str, points: str, *, across: bool) -> None:
    look: dict[str, Any] = {"fontproperties": face(), "color": TEXT}
    if across:
        axes.set_xlabel(values, **look)
        axes.set_title(points, loc="left", x=0, pad=8, **look, ha="right")
    else:
        axes.set_xlabel(points, **look)
        axes.set_title(values, loc="left", x=0, pad=8, **look)
