"""`{{ figures.NAME }}` in cells of CSV and workbook appendices, and on the cover sheet."""

from __future__ import annotations

import io

import openpyxl
import pytest

from panel_papers.content.hand_typed import typed_numbers
from panel_papers.content.passages import passages_of
from panel_papers.core.model import FromTemplate, Lateness, PdfFile
from panel_papers.core.problems import Level
from panel_papers.core.values import Table

from .conftest import PAPER, Folder

TOTAL = "{{ figures.total }}"
APPENDICES = "appendices:\n  - {title: Costs, file: a.csv}\n  - {title: Posts, file: b.xlsx}\n"


def supplied(folder: Folder, cells: list[list[object]], listed: str = APPENDICES) -> Folder:
    """The folder with the same cells as CSV and, below a title, as a workbook."""
    book = openpyxl.Workbook()
    book.active.title = "Posts"
    for row in [["Posts of the force"], [], *cells]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    lines = [",".join(f'"{cell}"' for cell in row) for row in cells]
    folder.write(paper_dot_yaml=PAPER + listed, a_dot_csv="\n".join(lines) + "\n")
    (folder.path / "b.xlsx").write_bytes(stream.getvalue())
    return folder


def tables(paper) -> list[Table]:
    contents = [each.content for each in paper.appendices]
    return [each.fields["body"] for each in contents if isinstance(each, FromTemplate)]


CELLS: list[list[object]] = [
    ["Service", f"Of {TOTAL}", "Share"],
    ["Before", TOTAL, "55%"],
    ["During", "405", f"{TOTAL} of {{{{figures.total}}}}, not 7"],
]


def test_a_cell_prints_its_figures_and_is_listed_with_line_or_sheet(folder: Folder):
    paper, problems = supplied(folder, CELLS).read()
    assert [p.code for p in problems] == ["title-above-table"]
    for table in tables(paper):
        assert table.header == ("Service", "Of 905", "Share")
        assert table.rows == (("Before", "905", "55%"), ("During", "405", "905 of 905, not 7"))
        assert table.numeric == (False, True, False), "a figure is a number like the others"
    (figure,) = paper.figures
    assert [str(each).removeprefix(f"{folder.path.as_posix()}/") for each in figure.uses] == [
        *("a.csv:1, column 2", "a.csv:2, column 2", "a.csv:3, column 3", "a.csv:3, column 3"),
        "b.xlsx, sheet “Posts”, cell B3",
        "b.xlsx, sheet “Posts”, cell B4",
        *("b.xlsx, sheet “Posts”, cell C5", "b.xlsx, sheet “Posts”, cell C5"),
    ]


def test_the_checks_see_which_part_of_a_cell_is_a_figure(folder: Folder):
    paper, _ = supplied(folder, CELLS).read()
    cells = [each for each in passages_of(paper) if each.figures]
    assert [[(f.start, f.end, f.name) for f in each.figures] for each in cells[:3]] == [
        [(3, 6, "total")],
        [(0, 3, "total")],
        [(0, 3, "total"), (7, 10, "total")],
    ]
    assert str(cells[2].place(9)).endswith("a.csv:3, column 3")
    assert list(typed_numbers(cells)) == [], "a file of its own, which nobody types into the paper"


@pytest.mark.parametrize(
    ("typed", "code", "hint"),
    [
        ("{{ figures.totl }}", "unknown-figure", "write “total” if you mean that"),
        ("{{ figures.total + 1 }}", "bad-figure-tag", "define what"),
        ("{{ figures.total | upper }}", "bad-figure-tag", "| direction("),
    ],
)
def test_an_unknown_name_is_an_error_at_its_cell(folder: Folder, typed, code, hint):
    _, problems = supplied(folder, [["A", "B"], ["x", typed], ["y", "2"]]).read()
    errors = [each for each in problems if each.level is Level.ERROR]
    assert [(each.code, hint in (each.hint or "")) for each in errors] == [(code, True)] * 2
    assert str(errors[0].place).endswith("a.csv:2, column 2")
    assert str(errors[1].place).endswith("b.xlsx, sheet “Posts”, cell B4")


def test_nothing_else_in_a_cell_is_looked_up(folder: Folder):
    typed = "{{ 7*7 }} {% if x %} {{ sum }} {{ config }}"
    paper, problems = supplied(folder, [["A", "B"], ["x", typed], ["y", f"\\{TOTAL}"]]).read()
    assert [p.code for p in problems] == ["title-above-table"]
    assert [table.rows for table in tables(paper)] == [(("x", typed), ("y", TOTAL))] * 2
    assert paper.figures == ()


def test_a_draft_marks_the_gap_of_a_cell(folder: Folder):
    cells: list[list[object]] = [["A", "B"], ["x", "{{ figures.none }}"], ["y", "2"]]
    paper, problems = supplied(folder, cells).read(draft=True)
    assert [p.level for p in problems if p.code == "unknown-figure"] == [Level.WARNING] * 2
    assert [table.rows[0][1] for table in tables(paper)] == ["[[figures.none missing]]"] * 2


@pytest.mark.parametrize(
    ("first", "named"), [("Roads in {{ figures.total }} places", True), (TOTAL, False)]
)
def test_a_column_of_figures_names_no_rows(folder: Folder, first, named):
    cells: list[list[object]] = [["A", "B", "C", "D"], [first, "1", "2", "3"], ["Parks", *"456"]]
    paper, _ = supplied(folder, cells).read()
    assert [table.row_headers for table in tables(paper)] == [named] * 2


@pytest.mark.parametrize(("heading", "warned"), [("Budget", True), ("Budget (£000)", False)])
def test_a_figure_in_thousands_says_so_in_its_cell_or_heading(folder: Folder, heading, warned):
    folder.write(
        data__t_dot_csv="Line,Budget £000\nNet,52345\n",
        figures_dot_yaml="figures:\n  b: {source: data/t.csv, column: Budget £000}\n",
    )
    cells: list[list[object]] = [["Line", heading], ["Net", "{{ figures.b }}"]]
    _, problems = supplied(folder, cells).read()
    assert ["scale-not-said" in {p.code for p in problems}] == [warned]


def test_every_free_text_of_the_cover_prints_figures(folder: Folder):
    text = f"'Of {TOTAL}'"
    folder.write(
        paper_dot_yaml=PAPER.replace("A title", text)
        .replace("A panel", text)
        .replace("An officer", text)
        .replace("Noting", text)
        .replace("A team", text)
        .replace("Policy,", f"{text},")
        + f"short_title: {text}\ndivisions_affected: {text}\n"
        f"late: {{urgency: {text}, lateness: {text}}}\n"
    )
    paper, problems = folder.read()
    assert problems == ()
    assert {
        *(paper.title, paper.short_title, paper.report_to, paper.author, paper.report_for),
        *(paper.enquiries_to.name, paper.enquiries_to.role, paper.divisions_affected),
    } == {"Of 905"}
    assert paper.late == Lateness("Of 905", "Of 905")


def test_an_unknown_name_on_the_cover_is_an_error_with_its_line(folder: Folder):
    folder.write(
        paper_dot_yaml=f"{PAPER}late: {{urgency: Soon, lateness: '{{{{ figures.totl }}}}'}}\n"
    )
    _, problems = folder.read()
    assert [(p.code, p.place.line, p.hint) for p in problems] == [
        ("unknown-figure", 8, "write “total” if you mean that")
    ]


def test_the_description_of_a_scanned_page_prints_figures(folder: Folder, blank_pdf: bytes):
    (folder.path / "c.pdf").write_bytes(blank_pdf)
    listed = f"appendices:\n  - {{title: Map, file: c.pdf, alt: 'Map of {TOTAL}'}}\n"
    folder.write(paper_dot_yaml=PAPER + listed)
    content = folder.read()[0].appendices[0].content
    assert isinstance(content, PdfFile)
    assert content.alternative_text == "Map of 905"
