"""No name or number of a chart covers another, the axis or the edge: matplotlib measures them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from panel_papers.content.exhibits.chart import Chart, Series, Target
from panel_papers.content.exhibits.drawing import _figure
from panel_papers.content.exhibits.plotting import plotting
from panel_papers.content.figures.formats import read_format

LONG = (
    "Adult social care and public health commissioning",
    "Children and families including looked-after children",
)
YEARS = tuple(f"20{n}/{n + 1}" for n in range(14, 26))
QUARTERS = tuple(
    f"Quarter {q} of the year 20{y}/{y + 1}" for y in (23, 24, 25) for q in (1, 2, 3, 4)
)


def made(
    kind: str, labels: Sequence[str], example: str, *columns: Sequence[float | None], **more: object
) -> Chart:
    shown = read_format(example)
    assert shown is not None
    names = ("Roads", "Waste collection and recycling", "Parks", "Housing benefit overpayments")
    series = tuple(
        Series(
            name,
            tuple(None if v is None else Decimal(str(v)) for v in values),
            tuple("" if v is None else shown.printed(Fraction(str(v))) for v in values),
        )
        for name, values in zip(names, columns, strict=False)
    )
    lines = kind in {"line", "trend", "area"}
    at = tuple(map(float, range(len(labels))))
    target = Target(Decimal(90), "90%") if kind == "trend" else None
    chart = Chart(kind, "", "Service", "Budget", tuple(labels), at, lines, series, target, shown)
    return Chart(**{name: more.get(name, getattr(chart, name)) for name in chart.__struct_fields__})


NAMES = [*LONG, *(f"Service {n}" for n in range(18))]
CASES = {
    "long names": made("bar", NAMES, "3,755", range(1, 21)),
    "names of one word": made("bar", ["A" * 60, "B", "C"], "3,755", [1, 2, 3]),
    "below 0": made("bar", ["Roads", "Parks", "Waste"], "-3.5", [-4, 5, -2.5]),
    "below 0, across": made("bar", NAMES[:5], "£3,755", [-3000, 1, -2500, 0, None], [1] * 5),
    "all below 0": made("bar", NAMES[:4], "£3,755", [-3000, -1, -2500, -8]),
    "great numbers": made("bar", YEARS, "£3,755", [12_345_678 + n for n in range(12)]),
    "gaps": made("bar", ["A", "B", "C"], "3.5", [1, None, 3], [None, 5, 5], [2, 5, 0]),
    "four in a key": made("bar", ["A", "B"], "905", [1, 2], [3, 4], [5, 6], [7, 8]),
    "stack": made("stacked-bar", NAMES, "£1.5m", [2e6 * n for n in range(20)], [1e6] * 20),
    "ends at 0": made("line", YEARS, "3,755", [1e9] * 12, [2500] * 12, [14] * 12, [2] * 12),
    "four lines of most unlike sizes": made(
        "line",
        ["2021", "2022", "2024"],
        "3,755",
        *([10**9, 11 * 10**8, 9 * 10**8], [2_500_000, 2_600_000, 2_700_000]),
        *([12, 13, 14], [0, 1, 2]),
        positions=(2021.0, 2022.0, 2024.0),
    ),
    "ends at the top": made("line", YEARS, "3,755", [99] * 12, [98] * 12, [100] * 12, [0] * 12),
    "uneven years": made(
        "line", ["2001", "2002", "2003", "2020"], "905", [1, 2, 3, 4], positions=(1, 2, 3, 20.0)
    ),
    "quarters and a target": made("trend", QUARTERS, "5.9%", [80 + n for n in range(12)]),
    "on the target": made("trend", ["2021", "2022"], "5.9%", [90, 90]),
    "area": made("area", YEARS, "£1.5m", [3e6] * 12, [1e4] * 12, [2e4] * 12, [5e3] * 12),
    "pie of small parts": made("pie", ["A", LONG[0], LONG[1], "D", "E"], "905", [970, 9, 8, 7, 6]),
    "pie of two": made("pie", ["Yes", "No"], "5.9%", [50, 50]),
    "long titles": made("bar", ["A", "B"], "£86m", [1e6, 2e6], y_title="Spending " * 20),
}


def boxes(chart: Chart) -> tuple[list[tuple[str, Bbox]], Bbox, Bbox]:
    """Return each printed text with its box, the box of the axes, and that of the picture."""
    with plotting() as figure_class:
        figure = _figure(figure_class, chart)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        texts = [
            (text.get_text(), Text.get_window_extent(text, canvas.get_renderer()))
            for text in figure.findobj(Text)
            if text.get_text().strip() and text.get_visible()
        ]
        (axes,) = figure.axes
        return texts, axes.get_window_extent(), figure.bbox


@pytest.mark.parametrize("name", CASES)
def test_nothing_that_is_printed_covers_anything(name: str):
    chart = CASES[name]
    texts, axes, page = boxes(chart)
    assert len(texts) > len(chart.series)
    for (one, box), (other, next_box) in combinations(texts, 2):
        assert not box.padded(-1).overlaps(next_box.padded(-1)), (one, other)
    for text, box in texts:
        assert page.x0 <= box.x0, text
        assert box.x1 <= page.x1 + 1, text
        assert page.y0 <= box.y0, text
        assert box.y1 <= page.y1 + 1, text
    if chart.kind in {"line", "trend", "area"}:
        ends = [box for _, box in texts if box.x0 > axes.x1]
        assert len(ends) == len(chart.series) + (chart.target is not None)
        assert all(box.y0 >= axes.y0 - 2 for box in ends), "on the axis"


def test_every_name_of_generated_charts_can_be_read():
    chance = random.Random(17)
    words = [
        "care",
        "roads",
        "housing",
        "and",
        "of",
        "environmental",
        "benefits",
        "administration",
        "the",
        "tax",
    ]
    for _ in range(8):
        names = [
            f"{n} " + " ".join(chance.choices(words, k=chance.randint(1, 8)))
            for n in range(chance.randint(2, 20))
        ]
        values = [chance.randint(-(10**6), 10**6) for _ in names]
        chart = made("bar", names, "£3,755", values)
        texts, _, _ = boxes(chart)
        printed = " ".join(" ".join(text.split()) for text, _ in texts)
        assert [name for name in names if name not in printed] == []
        for (one, box), (other, next_box) in combinations(texts, 2):
            assert not box.padded(-1).overlaps(next_box.padded(-1)), (one, other)
