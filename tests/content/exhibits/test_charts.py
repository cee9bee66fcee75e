"""Charts from data: what they say in words, and that the same data gives the same picture."""

from __future__ import annotations

import struct
import zlib
from decimal import Decimal
from itertools import pairwise

import pytest

from panel_papers.core.values import Exhibit, Picture, Table

from .conftest import OFFICERS, Show, chart

KINDS = {
    "bar": ("series: {Officers: officers}",),
    "line": ("series: {Officers: officers}",),
    "stacked-bar": ("series: {Officers: officers}",),
    "trend": ("series: {Met: met}", "target: 90%"),
    "area": ("series: {Officers: officers}",),
    "pie": ("series: {Officers: officers}",),
}
WORDS = {
    "bar": (
        "Bar chart: Officers in post. The axes show Officers against year, for 4 points from 2020 "
        "to 2023. Officers: 3,100 in 2020; 3,300 in 2021; 3,451 in 2022; 3,755 in 2023. It rises "
        "at every step."
    ),
    "line": (
        "Line chart: Officers in post. The axes show Officers against year, for 4 points from "
        "2020 to 2023. Officers: 3,100 in 2020; 3,300 in 2021; 3,451 in 2022; 3,755 in 2023. It "
        "rises at every step."
    ),
    "stacked-bar": (
        "Stacked bar chart: Officers in post. The axes show Officers against year, for 4 points "
        "from 2020 to 2023. Officers: 3,100 in 2020; 3,300 in 2021; 3,451 in 2022; 3,755 in 2023. "
        "It rises at every step."
    ),
    "area": (
        "Area chart: Officers in post. The axes show Officers against year, for 4 points from 2020 "
        "to 2023. Officers: 3,100 in 2020; 3,300 in 2021; 3,451 in 2022; 3,755 in 2023. It rises "
        "at every step."
    ),
    "pie": (
        "Pie chart: Officers in post. Officers by year: 2020, 3,100 (23%); 2021, 3,300 (24%); "
        "2022, 3,451 (25%); 2023, 3,755 (28%)."
    ),
    "trend": (
        "Trend chart: Officers in post. The axes show Met against year, for 4 points from 2020 to "
        "2023. Met: 81.0% in 2020; 88.0% in 2021; 90.2% in 2022; 91.9% in 2023. It rises at every "
        "step. The target is 90%; the last value, 91.9%, is above it."
    ),
}


def exhibit(shown) -> Exhibit:
    assert shown.problems == ()
    (found,) = shown.paper.sections[0].prose.exhibits
    return found


def picture(shown) -> Picture:
    content = exhibit(shown).content
    assert isinstance(content, Picture)
    return content


def chunks(png: bytes) -> dict[bytes, bytes]:
    found, at = {}, 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        found[kind] = png[at + 8 : at + 8 + length]
        at += 12 + length
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_alternative_text_is_drawn_from_the_data(show: Show, kind: str):
    assert picture(show(chart(*KINDS[kind], kind=kind))).alternative_text == WORDS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_picture_is_the_same_bytes_each_time_and_fills_the_column_in_print(show: Show, kind: str):
    data = picture(show(chart(*KINDS[kind], kind=kind))).data
    assert data == picture(show(chart(*KINDS[kind], kind=kind))).data
    found = chunks(data)
    assert set(found) == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}, "no date, no program's name"
    width, _, depth, colours = struct.unpack(">IIBB", found[b"IHDR"][:10])
    assert (depth, colours) == (8, 2), "without transparency"
    per_metre, _, unit = struct.unpack(">IIB", found[b"pHYs"])
    assert (unit, per_metre) == (1, 11811), "300 dots an inch"
    assert width == pytest.approx(9026 / 1440 * 300, abs=1)


def test_one_cell_changed_changes_words_and_picture(show: Show):
    before = picture(show(chart("series: officers")))
    data = {"data/officers.csv": OFFICERS.replace("3755", "3200")}
    after = picture(show(chart("series: officers"), data))
    assert after.alternative_text == before.alternative_text.replace(
        "3,755 in 2023. It rises at every step.",
        "3,200 in 2023. It rises and falls, and ends higher than it began.",
    )
    assert after.data != before.data


def test_many_values_are_told_by_their_ends_and_extremes(show: Show):
    rows = "".join(f"{2000 + n},Example,{value}\n" for n, value in enumerate([5, 9, 2, 7] * 6))
    shown = show(chart("series: n", kind="line"), {"data/officers.csv": f"year,force,n\n{rows}"})
    assert picture(shown).alternative_text == (
        "Line chart: Officers in post. The axes show n against year, for 24 points from 2000 to "
        "2023. n: first 5 in 2000; last 7 in 2023; lowest 2 in 2002, 2006, 2010 and 3 more; "
        "highest 9 in 2001, 2005, 2009 and 3 more. It rises and falls, and ends higher than it "
        "began."
    )


def test_up_to_twenty_values_are_heard_and_of_more_a_table_comes_unasked(show: Show):
    def made(count: int, *more: str) -> Exhibit:
        rows = "".join(f"Service {n},Example,{7 * n % 23}\n" for n in range(count))
        return exhibit(
            show(chart("series: Spend", *more), {"data/officers.csv": f"year,force,Spend\n{rows}"})
        )

    ten = made(10)
    assert isinstance(ten.content, Picture)
    assert ten.content.alternative_text.endswith(
        "Spend: Service 0, 0; Service 1, 7; Service 2, 14; Service 3, 21; Service 4, 5; "
        "Service 5, 12; Service 6, 19; Service 7, 3; Service 8, 10; Service 9, 17."
    )
    assert ten.data is None
    assert made(20).data is None
    assert len(made(21).data.rows) == 21
    assert made(21, "data_table: no").data is None
    own = "alternative_text: Spending differs between services"
    assert len(made(10, own).data.rows) == 10, "the author's own words do not give the values"
    assert made(3, f"{own}, 0 and 7 and 14.").data is None


def test_a_scale_is_said_once_beside_the_axis(show: Show):
    from panel_papers.content.exhibits.axis import value_title
    from panel_papers.content.exhibits.chart import Chart, Series
    from panel_papers.content.figures.formats import read_format

    def title(heading: str | None, example: str) -> str:
        series = Series("n", (Decimal(10**6), Decimal(2 * 10**6)), ("", ""))
        shown = read_format(example)
        assert shown is not None
        return value_title(
            Chart("bar", "", "", heading, ("A", "B"), (), False, (series,), None, shown)
        )

    assert title("Budget", "£86m") == "Budget (£ million)"
    assert title(None, "£1.5m") == "£ million"
    assert title("Staff", "86k") == "Staff (thousand)"
    assert title("Spending", "£1.5 billion") == "Spending (£ billion)"
    assert title("Milk", "£86m") == "Milk (£ million)"
    for said in ("Budget, £m", "Budget (£ million)", "Millions of pounds"):
        assert title(said, "£86m") == said
    assert title("Budget (£000)", "£86k") == "Budget (£000)"
    assert title("Budget", "£86") == "Budget"


def test_a_pie_is_told_by_its_parts_their_values_and_shares(show: Show):
    data = {"data/officers.csv": "year,force,n\nCars,Example,2\nVans,Example,1\nBikes,Example,0\n"}
    text = picture(show(chart("series: {Vehicles: n}", "x_title: kind", kind="pie"), data))
    assert text.alternative_text == (
        "Pie chart: Officers in post. Vehicles by kind: Cars, 2 (67%); Vans, 1 (33%); "
        "Bikes, 0 (0%)."
    )


def test_gaps_are_told_and_never_drawn_as_nil(show: Show):
    data = {"data/officers.csv": OFFICERS.replace("3300", "")}
    gap = picture(show(chart("series: officers"), data))
    assert "There is no number for 2021." in gap.alternative_text
    zero = picture(
        show(chart("series: officers"), {"data/officers.csv": OFFICERS.replace("3300", "0")})
    )
    assert "0 in 2021" in zero.alternative_text
    assert gap.data != zero.data


def test_categories_are_told_without_a_direction(show: Show):
    data = {"data/officers.csv": "year,force,n\nCars,Example,-3%\nVans,Example,8%\n"}
    text = picture(show(chart("series: {Change: n}"), data)).alternative_text
    assert text == (
        "Bar chart: Officers in post. The axes show Change against year, for 2 categories. "
        "Change: Cars, -3%; Vans, 8%."
    )


def test_stacks_are_told_with_their_totals(show: Show):
    data = {"data/officers.csv": "year,force,a,b\n2022,Example,1,2\n2023,Example,3,4\n"}
    text = picture(show(chart("series: {A: a, B: b}", kind="stacked-bar"), data)).alternative_text
    assert text.endswith("Totals: 3 in 2022; 7 in 2023.")


def test_own_alternative_text_stands_instead(show: Show):
    shown = show(chart("series: officers", "alternative_text: It grows."))
    assert picture(shown).alternative_text == "It grows."


def test_data_table_has_the_points_and_the_values_as_the_chart_prints_them(show: Show):
    shown = show(chart("series: {Officers: officers}", "x_title: Year", "data_table: yes"))
    table = exhibit(shown).data
    assert isinstance(table, Table)
    assert table.header == ("Year", "Officers")
    assert table.rows == (
        ("2020", "3,100"),
        ("2021", "3,300"),
        ("2022", "3,451"),
        ("2023", "3,755"),
    )
    assert exhibit(show(chart("series: officers"))).data is None


def test_dollars_are_no_mathematics_and_tall_names_are_drawn(show: Show):
    rows = "".join(
        f"A cost of $x_{n}$ for everything that is in it,Example,{n}\n" for n in range(9)
    )
    shown = show(chart("series: n"), {"data/officers.csv": f"year,force,n\n{rows}"})
    width, height = struct.unpack(">II", chunks(picture(shown).data)[b"IHDR"][:8])
    assert height > width / 2, "across, as the names do not fit below"


def test_pictures_are_whole(show: Show):
    data = chunks(picture(show(chart("series: officers"))).data)
    width, height = struct.unpack(">II", data[b"IHDR"][:8])
    assert len(zlib.decompress(data[b"IDAT"])) == height * (1 + 3 * width)


def test_axis_of_bars_begins_at_nil_and_that_of_lines_says_where(show: Show):
    from panel_papers.content.exhibits.axis import tick_texts, value_ticks
    from panel_papers.content.exhibits.chart import Chart, Series
    from panel_papers.content.figures.formats import Format

    def ticks(kind: str, *values: str, scale: int = 1) -> list[str]:
        series = Series("n", tuple(map(Decimal, values)), values)
        names = tuple(map(str, range(len(values))))
        made = Chart(
            kind, "", "", None, names, (), True, (series,), None, Format(scale=scale, currency="£")
        )
        found = value_ticks(made)
        assert len({round(b - a, 9) for a, b in pairwise(found)}) == 1
        return tick_texts(made, found)

    assert ticks("bar", "3100", "3755") == ["£0", "£1,000", "£2,000", "£3,000", "£4,000"]
    assert ticks("line", "3100", "3755") == ["£3,000", "£3,200", "£3,400", "£3,600", "£3,800"]
    assert ticks("line", "100", "3755") == ["£0", "£1,000", "£2,000", "£3,000", "£4,000"]
    assert ticks("bar", "-2", "3") == ["-£2", "-£1", "£0", "£1", "£2", "£3"]
    assert ticks("bar", "-5", "-3") == ["-£5", "-£4", "-£3", "-£2", "-£1", "£0"]
    assert ticks("bar", "0", "0") == ["£0", "£1"]
    assert ticks("bar", "0.02", "0.05") == ["£0.00", "£0.01", "£0.02", "£0.03", "£0.04", "£0.05"]
    assert ticks("bar", "1500000", "400000", scale=10**6) == ["0.0", "0.5", "1.0", "1.5"]
    assert ticks("line", "7", "7") == ["£5", "£6", "£7", "£8", "£9"]
