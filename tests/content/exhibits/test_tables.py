"""Tables from data: which rows and columns, how they print, and what else they hold."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from panel_papers.content.exhibits import show_exhibits
from panel_papers.content.passages import passages_of
from panel_papers.core.model import InputFile
from panel_papers.core.problems import Place
from panel_papers.core.values import Exhibit, Table
from panel_papers.inputs import FigureFiles

from .conftest import FOLDER, OFFICERS, Show, chart, paper_with, table

DATA = Place(f"{FOLDER}/data/officers.csv")
FENCE = Place(f"{FOLDER}/context.md", 3)


def exhibits(shown) -> tuple[Exhibit, ...]:
    assert shown.problems == ()
    return shown.paper.sections[0].prose.exhibits


def test_table_holds_the_columns_asked_for_under_their_headings_in_their_format(show: Show):
    shown = show(
        table(
            "columns: {Force: force, Officers: officers, Year: year}",
            "formats: {officers: '3,755'}",
            "filter: {year: [2022, 2023], force: Example}",
            "source_line: Workforce statistics",
        )
    )
    rows = (("Example", "3,451", "2022"), ("Example", "3,755", "2023"))
    content = Table(("Force", "Officers", "Year"), rows, (False, True, True), DATA)
    assert exhibits(shown) == (
        Exhibit(3, "Officers in post", content, "Workforce statistics", None, FENCE),
    )


def test_table_without_choice_holds_all_as_the_file_shows_it(show: Show):
    (exhibit,) = exhibits(show(table()))
    assert isinstance(exhibit.content, Table)
    assert exhibit.content.header == ("year", "force", "officers", "change", "met")
    assert exhibit.content.rows[2] == ("2022", "Example", "3451", "-4.6%", "90.2%")
    assert exhibit.content.rows[4] == ("2023", "Elsewhere", "3010", "", "")
    assert exhibit.content.numeric == (True, False, True, True, True)


def test_formats_divide_and_round_as_the_example_does(show: Show):
    data = {"data/officers.csv": "item,cost\nCars,£1250000\nVans,£86.5m\n"}
    (exhibit,) = exhibits(show(table("formats: {cost: £86.1m}"), data))
    assert isinstance(exhibit.content, Table)
    assert exhibit.content.rows == (("Cars", "£1.3m"), ("Vans", "£86.5m"))


def test_a_filter_takes_a_number_in_any_spelling(show: Show):
    (exhibit,) = exhibits(show(table("filter: {officers: '3,755'}")))
    assert isinstance(exhibit.content, Table)
    assert [row[0] for row in exhibit.content.rows] == ["2023"]


def test_files_used_are_among_those_of_the_paper_and_others_are_not(show: Show):
    data = {"data/officers.csv": OFFICERS, "data/other.csv": OFFICERS}
    shown = show(table(), data)
    assert shown.paper.files == (InputFile("data/officers.csv", OFFICERS.encode()),)


def test_other_fences_stay_code(show: Show):
    for info in ("", "yaml", "tables", "table of things", "python table"):
        shown = show(f"```{info}\nsource: nowhere\n```\n")
        assert (shown.paper.sections[0].prose.exhibits, shown.problems) == ((), ())


def test_tildes_make_a_table_as_backticks_do(show: Show):
    markdown = table().replace("```", "~~~~")
    assert "~~~~table" in markdown
    assert len(exhibits(show(markdown))) == 1


def test_words_of_a_table_are_passages_whose_numbers_come_from_the_data(show: Show):
    markdown = table("columns: [year]", "filter: {force: Elsewhere}", "source_line: The force")
    shown = show(markdown)
    told = [
        (p.kind.value, p.text, p.place().file.rpartition("/")[2]) for p in passages_of(shown.paper)
    ]
    assert told == [
        ("paragraph", "Some text.", "context.md"),
        ("caption", "Officers in post", "context.md"),
        ("caption", "The force", "context.md"),
        ("header cell", "year", "officers.csv"),
        ("cell", "2023", "officers.csv"),
    ]


def test_captions_print_figures(show: Show):
    paper = paper_with(table("source_line: Since {{ figures.start }}"))
    prose = replace(paper.sections[0].prose, figures=(("start", "2020"),))
    paper = replace(paper, sections=(replace(paper.sections[0], prose=prose),))
    shown = show_exhibits(paper, FigureFiles(FOLDER, {"data/officers.csv": OFFICERS.encode()}))
    assert exhibits(shown)[0].source_line == "Since 2020"


WIDE = "service,2022,2023,2024\nRoads,1,2,3\nParks,4,5,6\n"


@pytest.mark.parametrize(
    ("line", "data", "named"),
    [
        ((), WIDE, True),
        (("row_headers: no",), WIDE, False),
        ((), "cost,a,b,c\n1,2,3,4\n", False),
        (("row_headers: yes",), "cost,a,b,c\n1,2,3,4\n", True),
        (("row_headers: yes",), "a,b\nRoads,2\n", True),
    ],
)
def test_a_first_column_of_names_is_the_rows_headings(show: Show, line, data: str, named: bool):
    (exhibit,) = exhibits(show(table(*line), {"data/officers.csv": data}))
    assert isinstance(exhibit.content, Table)
    assert exhibit.content.row_headers is named


def test_row_headers_are_said_with_yes_or_no_and_for_tables_only(show: Show):
    first, *_ = show(table("row_headers: first")).problems
    found = "“row_headers” is “first”, which is neither yes nor no"
    assert (first.code, first.found) == ("bad-choice", found)
    first, *_ = show(chart("series: officers", "row_headers: yes")).problems
    assert first.code == "unknown-key"
    assert first.hint == "“row_headers” is for tables: begin the block with “```table”"


def test_rows_of_totals_are_known_by_their_names_and_numbers(show: Show):
    def totals(**rows: int | str) -> tuple[int, ...]:
        data = "".join(f"{name},{number}\n" for name, number in rows.items())
        ((made),) = exhibits(show(table(), {"data/officers.csv": f"Service,Budget\n{data}"}))
        assert isinstance(made.content, Table)
        return made.content.totals

    assert totals(Roads=1, Parks=2, Total=3) == (2,)
    parts = {"A": 1, "B": 2, "Sub-total": 3, "C": 4, "D": 5, "Subtotal: C and D": 9}
    assert totals(**parts, **{"Grand total": 12}) == (2, 5, 6)
    assert totals(**{"Total pay bill": 8, "Totally other": 3, "Totaliser": 4}) == ()
    assert totals(Roads="50%", Parks="60%", Total="55%") == (2,)  # its name alone says so


def test_a_sparkline_is_a_last_column_whose_lines_say_each_value(show: Show):
    data = "Service,2022,2023,2024\nRoads,3100,3300,3451\nParks,5,,3\n"
    more = ('columns: [Service, "2024"]', 'formats: {"2024": "3,755"}')
    line = 'sparkline: {Since 2022: ["2022", "2023", "2024"]}'
    (made,) = exhibits(show(table(*more, line), {"data/officers.csv": data}))
    content = made.content
    assert isinstance(content, Table)
    assert content.header == ("Service", "2024", "Since 2022")
    assert content.rows == (("Roads", "3,451", ""), ("Parks", "3", ""))
    assert content.numeric == (False, True, False)
    assert [(row, column, each.alternative_text) for row, column, each in content.pictures] == [
        (0, 2, "Roads: 3,100 in 2022; 3,300 in 2023; 3,451 in 2024. It rises at every step."),
        (1, 2, "Parks: 5 in 2022; 3 in 2024. It falls at every step. There is no number for 2023."),
    ]
    assert all(each.outlines for _, _, each in content.pictures)


def test_a_sparkline_never_runs_back_in_time(show: Show):
    data = "Service,2024,2023,2022\nRoads,3100,3300,3451\n"
    lines = ("columns: [Service]", 'sparkline: {Trend: ["2024", "2023", "2022"]}')
    shown = show(table(*lines), {"data/officers.csv": data})
    (problem,) = shown.problems
    assert problem.code == "points-not-in-order"
    assert problem.hint == "write “sparkline: {Trend: [2022, 2023, 2024]}”"
    ordered = table(lines[0], 'sparkline: {Trend: ["2022", "2023", "2024"]}')
    (made,) = exhibits(show(ordered, {"data/officers.csv": data}))
    assert isinstance(made.content, Table)
    ((_, _, picture),) = made.content.pictures
    assert picture.alternative_text.endswith("It falls at every step.")


def test_each_word_of_a_cell_is_at_the_place_of_its_cell_in_the_file(show: Show):
    data = 'Service,Note\n"Parks, CFR",50 CR\nRoads,7\n"Old\nbridges",NNX\n'
    shown = show("```table\nsource: data/b.csv\ncaption: Notes\n```\n", {"data/b.csv": data})
    file = f"{FOLDER}/data/b.csv"
    cells = [each for each in passages_of(shown.paper) if each.kind in {"cell", "header cell"}]
    assert [(each.text, each.place(len(each.text) - 1)) for each in cells] == [
        ("Service", Place(file)),
        ("Note", Place(file)),
        ("Parks, CFR", Place(file, 2, 1)),
        ("50 CR", Place(file, 2, 14)),
        ("Roads", Place(file, 3, 1)),
        ("7", Place(file)),
        ("Old\nbridges", Place(file, 4, 1)),
        ("NNX", Place(file, 5, 10)),
    ]
