"""Every fault of a table or chart is told at its line and column, all of them together."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from panel_papers.content.data import read_data
from panel_papers.content.exhibits import refuse_restricted
from panel_papers.core.model import Appendix, FromTemplate, Restriction
from panel_papers.core.problems import InputsError, Level, Place, Problem
from panel_papers.core.values import Prose

from .conftest import FOLDER, OFFICERS, Show, chart, paper_with, table

CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    # what: Markdown, then each fault's code and place
    "unknown name": (table("colums: [year]"), [("unknown-key", "context.md:6:1")]),
    "a chart's name in a table": (table("kind: bar"), [("unknown-key", "context.md:6:1")]),
    "no caption": (
        "```table\nsource: data/officers.csv\n```\n",
        [("missing-field", "context.md:1")],
    ),
    "empty caption": (
        "```table\nsource: data/officers.csv\ncaption:\n```\n",
        [("missing-field", "context.md:3:1")],
    ),
    "nothing": ("```chart\n```\n", [("exhibit-empty", "context.md:1")]),
    "no YAML": ("```table\nsource: [data\n```\n", [("yaml-syntax", "context.md:2:9")]),
    "a list": ("x\n\n```table\n- a\n```\n", [("yaml-not-a-mapping", "context.md:4:1")]),
    "unknown file": (
        table().replace("officers.csv", "oficers.csv"),
        [("unknown-data-file", "context.md:4:9")],
    ),
    "a file beside the folder": (
        table().replace("data/officers.csv", "paper.yaml"),
        [("unknown-data-file", "context.md:4:9")],
    ),
    "a path out of the paper": (
        table().replace("data/officers.csv", "../data/officers.csv"),
        [("path-leaves-folder", "context.md:4:9")],
    ),
    "an absolute path": (
        table().replace("data/officers.csv", "/etc/passwd"),
        [("path-leaves-folder", "context.md:4:9")],
    ),
    "a sheet of a CSV": (table("sheet: One"), [("no-such-sheet", "context.md:4:9")]),
    "unknown columns": (
        table("columns: {Year: yaer, Force: force, N: number}", "filter: {forse: Example}"),
        [
            ("unknown-column", "context.md:6:17"),
            ("unknown-column", "context.md:6:40"),
            ("unknown-column", "context.md:7:10"),
        ],
    ),
    "a column twice": (
        table("columns: [year, force, year]"),
        [("duplicate-column", "context.md:6:24")],
    ),
    "a format of nothing": (
        table("columns: [force]", "formats: {year: 2024}"),
        [("unknown-column", "context.md:7:11")],
    ),
    "a name with a space": (
        table("columns: [force]", "name: two words"),
        [("bad-reference-name", "context.md:7:7")],
    ),
    "no format": (table("formats: {year: lots}"), [("bad-format", "context.md:6:17")]),
    "a format for text": (
        table("columns: [force]", "filter: {year: 2020}", "formats: {force: '3,755'}"),
        [("not-a-number", "data/officers.csv:2:6")],
    ),
    "a format in which all is nil": (
        table("formats: {officers: 86m}"),
        [("bad-format", "data/officers.csv:2:14")],
    ),
    "a filter that lets nothing through": (
        table("filter: {force: Exampel}"),
        [("empty-filter", "context.md:6:17")],
    ),
    "an empty filter": (table("filter: {force: }"), [("missing-field", "context.md:6:10")]),
    "a filter that is text": (table("filter: Example"), [("wrong-kind", "context.md:6:9")]),
    "a list as caption": (
        table().replace("Officers in post", "[a, b]"),
        [("wrong-kind", "context.md:5:10")],
    ),
    "unknown kind": (
        chart("series: officers", kind="bars"),
        [("unknown-chart-kind", "context.md:6:7")],
    ),
    "a pie of shares that make no whole": (
        chart("series: met", kind="pie"),
        [("not-a-whole", "context.md:9:9")],
    ),
    "a pie of two series": (
        chart("series: [officers, met]", kind="pie"),
        [("too-many-series", "context.md:9:10"), ("units-differ", "data/officers.csv:2:24")],
    ),
    "a pie with a part below 0": (
        chart("series: change", kind="pie"),
        [("negative-in-stack", "data/officers.csv:4:19")],
    ),
    "an area with a gap": (
        chart("series: change", "filter: {officers: [3755, 3010]}", kind="area"),
        [
            ("duplicate-point", "data/officers.csv:6:1"),
            ("gap-in-stack", "data/officers.csv:6:21"),
        ],
    ),
    "no series": (chart(), [("missing-field", "context.md:3")]),
    "text as series": (
        chart("series: force"),
        [("not-a-number", f"data/officers.csv:{line}:6") for line in (2, 3, 4, 5)],
    ),
    "a trend without target": (
        chart("series: met", kind="trend"),
        [("missing-field", "context.md:3")],
    ),
    "a trend of two": (
        chart("series: [met, change]", "target: 90%", kind="trend"),
        [("too-many-series", "context.md:9:10")],
    ),
    "a target that is no number": (
        chart("series: met", "target: high", kind="trend"),
        [("not-a-number", "context.md:10:9")],
    ),
    "a target of another unit": (
        chart("series: met", "target: £90", kind="trend"),
        [("units-differ", "context.md:10:9")],
    ),
    "a target in bars": (
        chart("series: met", "target: 90%"),
        [("target-here", "context.md:10:9")],
    ),
    "series of two units": (
        chart("series: [officers, met]"),
        [("units-differ", "data/officers.csv:2:24")],
    ),
    "no numbers below nil in a stack": (
        chart("series: change", kind="stacked-bar"),
        [("negative-in-stack", "data/officers.csv:4:19")],
    ),
    "no gaps in a stack": (
        chart("series: change", "filter: {force: Elsewhere}", kind="stacked-bar"),
        [("not-a-number", "context.md:8:9"), ("gap-in-stack", "data/officers.csv:6:21")],
    ),
    "one point": (
        chart("series: officers", "filter: {force: Elsewhere}", kind="line"),
        [("one-point", "context.md:7:4")],
    ),
    "a year twice": (
        chart("series: officers", "filter: {year: 2023}"),
        [("duplicate-point", "data/officers.csv:6:1")],
    ),
    "no yes and no no": (
        chart("series: officers", "data_table: perhaps"),
        [("bad-choice", "context.md:10:13")],
    ),
    "words as format": (
        chart("series: officers", "formats: {officers: twenty}"),
        [("bad-format", "context.md:10:21")],
    ),
    "letters that cannot be drawn": (
        chart("series: {Officers 👮: officers}"),
        [("chart-glyph", "context.md:3")],
    ),
    "a line through one column": (
        table("columns: [force]", "sparkline: {Trend: officers}"),
        [("one-point", "context.md:7:13")],
    ),
    "a line through text": (
        table("columns: [year]", "sparkline: {Trend: [officers, force]}", "filter: {year: 2020}"),
        [("not-a-number", "data/officers.csv:2:6")],
    ),
    "a line through two units": (
        table("columns: [year]", "sparkline: {T: [officers, met]}", "filter: {year: 2020}"),
        [("units-differ", "data/officers.csv:2:24")],
    ),
    "a line through columns that are not there": (
        table("columns: [year]", "sparkline: {T: [officers, med]}"),
        [("unknown-column", "context.md:7:27")],
    ),
    "a line under the heading of another column": (
        table("columns: [year]", "sparkline: {year: [officers, change]}", "filter: {year: 2020}"),
        [("duplicate-column", "context.md:7:13"), ("units-differ", "data/officers.csv:2:19")],
    ),
    "a line beside rows that print otherwise": (
        table(
            "columns: [officers]", "formats: {officers: '3,755.0'}", "sparkline: {T: [change, met]}"
        ),
        [("sparkline-rows", "context.md:8:13"), ("not-a-number", "data/officers.csv:6:21")],
    ),
    "a line through nothing": (
        table("columns: [force]", "sparkline: {T: [change, met]}"),
        [("not-a-number", "data/officers.csv:6:21")],
    ),
    "in a list": (
        "- item\n\n  ```table\n  source: data/officers.csv\n  caption: x\n  ```\n",
        [("exhibit-inside", "context.md:3")],
    ),
    "in a quotation": (
        "> ```table\n> source: data/officers.csv\n> caption: x\n> ```\n",
        [("exhibit-inside", "context.md:1")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_fault_is_told_at_its_place(show: Show, case: str):
    markdown, wanted = CASES[case]
    shown = show(markdown)
    assert [(p.code, str(p.place).removeprefix(f"{FOLDER}/")) for p in shown.problems] == wanted
    assert {p.level for p in shown.problems} == {Level.ERROR}
    assert shown.paper.sections[0].prose.exhibits == ()


def test_a_fault_says_what_was_found_and_wanted_and_a_hint(show: Show):
    shown = show(table("columns: [yaer]", "sorce: x"))
    file = f"{FOLDER}/context.md"
    names = (
        "source, sheet, header_row, range, caption, formats, filter, source_line, name, columns, "
        "row_headers, sparkline, rag, mark, join, pivot, sort, top, gaps, total"
    )
    assert shown.problems == (
        Problem(
            "unknown-key",
            Place(file, 7, 1),
            "“sorce:” is not a setting of a table",
            f"one of {names}",
            "write “source” if you mean that",
        ),
    )
    shown = show(table("columns: [yaer]"))
    assert shown.problems == (
        Problem(
            "unknown-column",
            Place(file, 6, 11),
            "“data/officers.csv” has no column “yaer”",
            "one of its columns: year, force, officers, change, met",
            "write “year” if you mean that",
        ),
    )


def test_text_where_a_number_is_wanted_names_its_cell(show: Show):
    data = {"data/officers.csv": OFFICERS.replace("3300", "about 3300")}
    (problem,) = show(chart("series: officers"), data).problems
    assert problem == Problem(
        "not-a-number",
        Place(f"{FOLDER}/data/officers.csv", 3, 14),
        "“about 3300” in the column “officers” (cell C3) is not a number (for the block "
        "“```chart” at "
        f"{FOLDER}/context.md:3)",
        "a number: “series” names the column for a bar chart",
    )


def test_a_fault_of_a_whole_file_is_told_once_in_the_words_that_figures_tell_it(show: Show):
    data = {"data/officers.csv": "In £000, net\n" + OFFICERS}
    file = f"{FOLDER}/data/officers.csv"
    with pytest.raises(InputsError) as caught:
        read_data(data["data/officers.csv"].encode(), "data/officers.csv", Place(file))
    shown = show(table() + chart("series: officers"), data)
    assert shown.problems == caught.value.problems
    assert [(p.place, p.found) for p in shown.problems] == [
        (Place(file, 1, 1), "The first row has 2 cells, and all other rows have 5")
    ]


def test_faults_of_all_exhibits_are_told_together_and_the_good_one_is_shown(show: Show):
    markdown = table("filter: {force: Nobody}") + table("columns: [no]") + table()
    shown = show(markdown)
    assert [p.code for p in shown.problems] == ["empty-filter", "unknown-column"]
    assert len(shown.paper.sections[0].prose.exhibits) == 1


def test_too_many_bars_and_series_are_refused(show: Show):
    rows = "".join(f"Place {n},Example,{n},1,2,3,4\n" for n in range(60))
    data = {"data/officers.csv": f"year,force,a,b,c,d,e\n{rows}"}
    shown = show(chart("series: [a, b, c, d, e]"), data)
    assert [p.code for p in shown.problems] == ["too-many-series", "too-many-categories"]


def test_a_pie_shows_up_to_five_parts_and_no_total(show: Show):
    def problems(rows: str) -> list[tuple[str, str | None]]:
        data = {"data/officers.csv": f"year,force,n\n{rows}"}
        return [(p.code, p.hint) for p in show(chart("series: n", kind="pie"), data).problems]

    six = "".join(f"Part {n},Example,{n}\n" for n in range(1, 7))
    assert problems(six) == [
        (
            "too-many-categories",
            "write “kind: bar” in the block; or add the smallest parts up in the file, as “Other”",
        )
    ]
    five = six.replace("Part 6,Example,6\n", "")
    assert problems(five) == []
    assert problems(five.replace("Part 5,Example,5", "Total,Example,10")) == [
        ("total-in-pie", "name the other rows in the block: “filter: {year: [A, B]}”")
    ]
    assert problems(five.replace("Part 5", "Totals of each part"))[0][0] == "total-in-pie"
    assert problems(five.replace("Part 5", "Totally other")) == []
    assert problems(five.split("\n")[0] + "\n")[0][0] == "one-point"
    assert problems("A,Example,0\nB,Example,0\n")[0][0] == "not-a-whole"
    assert problems("A,Example,33.3%\nB,Example,33.3%\nC,Example,33.3%\n") == []
    for rest, codes in ((47, ["not-a-whole"]), (48, []), (52, []), (53, ["not-a-whole"])):
        assert [code for code, _ in problems(f"A,Example,50%\nB,Example,{rest}%\n")] == codes


def test_a_table_is_advised_for_very_many_bars(show: Show):
    def advice(count: int) -> list[tuple[str, Level]]:
        rows = "".join(f"Place {n},Example,{n}\n" for n in range(count))
        shown = show(chart("series: n"), {"data/officers.csv": f"year,force,n\n{rows}"})
        assert len(shown.paper.sections[0].prose.exhibits) == 1, "advice does not stop it"
        return [(p.code, p.level) for p in shown.problems]

    assert advice(25) == []
    assert advice(40) == [("table-instead", Level.SUGGESTION)]


def test_a_point_needs_a_name(show: Show):
    data = {"data/officers.csv": OFFICERS.replace("2021,", ",")}
    (problem,) = show(chart("series: officers"), data).problems
    assert (problem.code, str(problem.place)) == (
        "point-without-name",
        f"{FOLDER}/data/officers.csv:3:1",
    )


def test_a_line_does_not_go_backwards(show: Show):
    data = {"data/officers.csv": "year,force,officers\n10,Example,5\n5,Example,6\n"}
    (problem,) = show(chart("series: officers", kind="line"), data).problems
    assert (problem.code, problem.found) == (
        "points-not-in-order",
        "“5” (cell A3) comes after “10” in a line chart (for the block “```chart” at "
        f"{FOLDER}/context.md:3)",
    )
    assert problem.place == Place(f"{FOLDER}/data/officers.csv", 3, 1)


def test_a_restricted_appendix_may_not_ask_for_data():
    paper = paper_with("x")
    body = Prose(table(), Place(f"{FOLDER}/appendices/secret.md", 1, 1))
    secret = Appendix(
        1,
        "Tenders",
        FromTemplate("appendix", {"body": body}),
        body.place,
        Restriction((3,), "prices", "Tenders"),
    )
    with pytest.raises(InputsError) as fault:
        refuse_restricted(replace(paper, appendices=(secret,)))
    assert [(p.code, str(p.place)) for p in fault.value.problems] == [
        ("exhibit-restricted", f"{FOLDER}/appendices/secret.md:3")
    ]
    refuse_restricted(replace(paper, appendices=(replace(secret, restriction=None),)))


FAULTS_ELSEWHERE = (
    "test_counted_once.py",
    "test_right_numbers.py",
    "test_rag.py",
    "test_finance_tables.py",
    "test_file_totals.py",
    "test_pictures.py",
    "test_printed_scales.py",
)


def test_every_fault_has_its_case():
    source = Path(__file__).parents[3] / "src" / "panel_papers" / "content" / "exhibits"
    codes = set()
    for module in source.glob("*.py"):
        text = module.read_text(encoding="utf-8")
        for part in text.split("Problem(")[1:]:
            code = part.strip().split('"')[1:2]
            codes |= {each for each in code if part.strip().startswith('"')}
    told = Path(__file__).read_text(encoding="utf-8")
    for other in FAULTS_ELSEWHERE:
        told += Path(__file__).with_name(other).read_text(encoding="utf-8")
    assert len(codes) > 20
    assert [code for code in sorted(codes) if f'"{code}"' not in told] == []
