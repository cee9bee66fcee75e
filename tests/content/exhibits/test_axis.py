"""Where the axis of values begins: at 0 for what is read by its size, else where it says so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from panel_papers.content.exhibits.axis import value_ticks, value_title
from panel_papers.content.exhibits.chart import Chart, Series
from panel_papers.content.figures.formats import Format


def made(kind: str, *values: int) -> Chart:
    series = Series("Roads", tuple(map(Decimal, values)), tuple(map(str, values)))
    labels = tuple(map(str, range(len(values))))
    at = tuple(map(float, range(len(values))))
    return Chart(kind, "", "Year", "Pounds", labels, at, True, (series,), None, Format())


@pytest.mark.parametrize(
    ("kind", "values", "start"),
    [
        ("line", (50, 100), 0),
        ("line", (30, 100), 0),
        ("line", (51, 100), 50),
        ("line", (95, 100), 95),
        ("line", (-5, 100), -50),
        ("trend", (95, 100), 95),
        ("bar", (95, 100), 0),
        ("stacked-bar", (95, 100), 0),
        ("area", (95, 100), 0),
    ],
)
def test_axis_begins_at_0_unless_a_line_lies_in_its_upper_half(kind, values, start):
    chart = made(kind, *values)
    assert value_ticks(chart)[0] == start
    assert ("axis begins at" in value_title(chart)) is (start > 0)
