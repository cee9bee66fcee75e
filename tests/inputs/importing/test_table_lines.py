"""Captions and sources of tables: taken as what they are, never as numbered paragraphs."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE

from .conftest import NUMBERED, imported, texts

TABLE = "|  |  |\n| --- | --- |\n|  |  |\n"


def _styled(document: Document, text: str, style: str) -> None:
    if style not in {each.name for each in document.styles}:
        document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph(text, style=style)


def _costs(document: Document) -> None:
    document.add_heading("Costs", 1)
    document.add_paragraph("1.1 First.")
    _styled(document, "Table 1: What it costs", "Caption")
    document.add_table(2, 2)
    _styled(document, "Numbers are rounded.", "Source Line")
    _styled(document, "Source: the ledger.", "Source Line")
    document.add_paragraph("1.2 Second.")
    document.add_table(2, 2)
    _styled(document, "TABLE 2 Who pays", "Caption")
    document.add_paragraph("1.3 Third.")


def test_captions_and_sources_count_as_no_paragraphs() -> None:
    found = imported(_costs, NUMBERED)
    assert texts(found)["costs"] == (
        f"First.\n\nTable 1: What it costs\n\n{TABLE}\nNumbers are rounded.\\\n"
        f"Source: the ledger.\n\nSecond.\n\nTable 2: Who pays\n\n{TABLE}\nThird.\n"
    )
    assert [each for each in found.left if "costs" in each] == []


def test_captions_and_notes_that_are_no_table_s_are_listed() -> None:
    def make(document: Document) -> None:
        document.add_heading("Costs", 1)
        document.add_paragraph("1.1 First.")
        _styled(document, "Table 1: What it costs", "Caption")
        document.add_paragraph("1.3 Third.")
        document.add_table(2, 2)
        _styled(document, "Numbers are rounded.", "Source Line")

    assert [each for each in imported(make, NUMBERED).left if "no number" in each] == [
        "Paragraphs of costs that have no number in the report are printed with one: “Table 1: "
        "What it costs” as 1.2; “Numbers are rounded.” as 1.4."
    ]


def test_lists_in_cells_keep_their_bullets_and_numbers() -> None:
    def make(document: Document) -> None:
        document.add_heading("Costs", 1)
        cells = document.add_table(3, 2).columns[1].cells
        for text in ("cheap", "quick"):
            cells[1].add_paragraph(text, style="List Bullet")
        cells[1]._tc.remove(cells[1].paragraphs[0]._p)
        cells[2].text = "Then:"
        for text in ("first", "second"):
            cells[2].add_paragraph(text, style="List Number")

    found = imported(make)
    assert texts(found)["costs"] == (
        "|  |  |\n| --- | --- |\n|  | - cheap<br>- quick |\n|  | Then:<br>1. first<br>2. second |\n"
    )
    assert [each for each in found.left if "list" in each] == []


def test_a_list_in_a_cell_that_cannot_be_one_is_kept_as_lines_and_listed() -> None:
    def make(document: Document) -> None:
        document.add_heading("Costs", 1)
        cells = document.add_table(3, 1).columns[0].cells
        cells[1].add_paragraph("alone", style="List Bullet")
        cells[2].add_paragraph("outer", style="List Bullet")
        cells[2].add_paragraph("inner", style="List Bullet 2")

    found = imported(make)
    assert texts(found)["costs"] == "|  |\n| --- |\n| - alone |\n| - outer<br>- inner |\n"
    assert [each[:52] for each in found.left if "list" in each] == [
        "old.docx, table 1, row 2, under the heading “Costs”:",
        "old.docx, table 1, row 3, under the heading “Costs”:",
    ]
