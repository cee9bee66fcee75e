"""The contract of a kind of chart: each is drawn in a way of its own, and has words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from matplotlib.patches import Wedge
from msgspec.structs import replace

from panel_papers.content.exhibits import drawing
from panel_papers.content.exhibits.chart import Chart, Series, Target
from panel_papers.content.exhibits.chart_kinds import CHART_KINDS
from panel_papers.content.exhibits.plotting import plotting
from panel_papers.content.exhibits.words import alternative_text
from panel_papers.content.figures.formats import Format


def made(kind: str) -> Chart:
    known = CHART_KINDS.get(kind)
    series = [
        Series("Roads", (Decimal(4), Decimal(6), Decimal(5)), ("4", "6", "5")),
        Series("Parks", (Decimal(2), Decimal(1), Decimal(3)), ("2", "1", "3")),
    ]
    return Chart(
        kind=kind,
        caption="Spending",
        x_title="Year",
        y_title="Pounds",
        labels=("2021", "2022", "2023"),
        positions=(0.0, 1.0, 2.0),
        ordered=True,
        series=tuple(series[:1] if known and known.one_series else series),
        target=Target(Decimal(5), "5") if known and known.target else None,
        format=Format(),
    )


def test_each_kind_is_drawn_in_a_way_of_its_own():
    assert list(drawing.DRAWINGS) == list(CHART_KINDS)
    drawn = {drawing.draw(made(kind)).png for kind in CHART_KINDS}
    assert len(drawn) == len(CHART_KINDS) >= 6


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_each_kind_is_drawn_as_what_it_is(kind: str):
    known = CHART_KINDS[kind]
    with plotting() as figure_class:
        axes = drawing._figure(figure_class, made(kind)).axes[0]
        assert bool(axes.containers) is known.bars
        assert any(isinstance(each, Wedge) for each in axes.patches) is known.parts
        assert bool(axes.collections) is (known.line and known.stacked)  # the filled areas
        assert any(len(line.get_xdata()) == 3 for line in axes.lines) is (known.line or known.parts)


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_each_kind_is_named_in_its_words(kind: str):
    words = alternative_text(made(kind))
    assert words.startswith(f"{CHART_KINDS[kind].said}: Spending. ")
    assert "4" in words


def test_a_kind_without_a_drawing_is_an_error():
    with pytest.raises(KeyError, match="radar"):
        drawing.draw(made("radar"))


@pytest.mark.parametrize(("target", "said"), [(4, "is above"), (5, "meets"), (6, "is below")])
def test_a_trend_says_how_it_compares_to_its_target(target: int, said: str):
    chart = replace(made("trend"), target=Target(Decimal(target), str(target)))
    assert alternative_text(chart).endswith(
        f"The target is {target}; the last value, 5, {said} it."
    )
