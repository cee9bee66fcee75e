"""Totals of tables of text: each with its place in the file, as its editor sees it."""

from __future__ import annotations

from msgspec.structs import replace

from panel_papers.content.exhibits.text_tables import text_tables
from panel_papers.core.model import Appendix, FromTemplate, Paper, Section
from panel_papers.core.problems import Level, Place
from panel_papers.core.values import AddsUp, Prose, Table

from .conftest import paper_with

SHEET = Place("inputs/june-2024/posts.xlsx", where="sheet “Posts”, cell B4")
HEADER = ("Team", "Posts", "Share")


def with_table(*rows: tuple[str, ...]) -> Paper:
    """A paper whose first appendix is a table that begins in B4, with row 6 left out."""
    lines = (4, 5, 7, 8, 9)[: len(rows) + 1]
    body = Table(
        HEADER, rows, (False, True, True), SHEET, True, lines=lines, letters=("B", "C", "E")
    )
    content = FromTemplate("appendix", {"body": body})
    return replace(paper_with("Text."), appendices=(Appendix(1, "Posts", content, SHEET),))


def test_a_wrong_total_of_a_workbook_is_told_at_its_cell():
    paper = with_table(("A", "10", "60%"), ("B", "20", "40%"), ("Total", "400", "100%"))
    (table,) = text_tables(paper)
    (problem,) = table.problems
    assert str(problem.place) == "inputs/june-2024/posts.xlsx, sheet “Posts”, cell C8"
    assert problem.level is Level.ERROR
    assert problem.found == (
        "“Total” of “Posts” is 400 (C8), but the 2 rows (C5 to C7) make 30: a difference of 370"
    )
    assert table.sums == (AddsUp("Total", ("Share",), "rows 5 to 7", "100%", is_whole=True),)
    assert (table.name, table.part) == ("the table", 1)


def test_two_columns_of_one_heading_are_two():
    rows = (("A", "1", "2"), ("B", "2", "2"), ("Total", "3", "5"))
    paper = with_table(*rows)
    body = replace(paper.appendices[0].content.fields["body"], header=("Team", "Posts", "Posts"))
    content = FromTemplate("appendix", {"body": body})
    paper = replace(paper, appendices=(Appendix(1, "Posts", content, SHEET),))
    (table,) = text_tables(paper)
    assert ["(E8)" in each.found for each in table.problems] == [True]
    assert [each.parts for each in table.sums] == ["rows 5 to 7"]


def test_what_figures_print_is_added_up():
    markdown = "| A | N |\n|---|---|\n| x | {{ figures.n }} |\n| y | 2 |\n| Total | 7 |\n"
    place = Place("inputs/june-2024/context.md", 1, 1)
    for printed, holds in (("5", True), ("6", False)):
        prose = Prose(markdown, place, (("n", printed),))
        paper = replace(paper_with(""), sections=(Section("context", prose),))
        (table,) = text_tables(paper)
        assert (bool(table.sums), bool(table.problems)) == (holds, not holds)
        assert table.name == "the table in context.md, line 1,"


def test_a_paper_without_totals_has_nothing_to_say():
    assert text_tables(paper_with("| A | B |\n|---|---|\n| x | 1 |\n| y | 2 |\n")) == ()
    assert text_tables(with_table(("A", "10", "60%"), ("B", "20", "40%"))) == ()
