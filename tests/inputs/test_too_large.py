"""What is too large to print is refused by its measures, and what people write is not."""

import io
import zipfile

import openpyxl
import pytest

from panel_papers.core.printed_tables import table_too_large
from panel_papers.core.problems import Place
from panel_papers.inputs import text as texts

from .conftest import TYPES, WORD


def word(body, **more):
    """A Word file whose members are not packed, so that what repeats is no bomb."""
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    members = {"[Content_Types].xml": TYPES, "word/document.xml": document}
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        for name, text in (
            members | {f"word/{name}.xml": text for name, text in more.items()}
        ).items():
            archive.writestr(name, text)
    return out.getvalue()


def table(rows, columns, grid=0):
    cells = "<w:tc><w:p/></w:tc>" * columns
    grids = "<w:gridCol/>" * grid
    return f"<w:tbl><w:tblGrid>{grids}</w:tblGrid>" + f"<w:tr>{cells}</w:tr>" * rows + "</w:tbl>"


def runs(count, text="a "):
    return "<w:p>" + f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' * count + "</w:p>"


PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
TOO_LARGE_WORD = {
    "columns of cells": (table(1, 64), "table-too-large", "64 columns"),
    "columns of a grid": (table(1, 1, grid=64), "table-too-large", "64 columns"),
    "rows": (table(2_501, 1), "table-too-large", "2,501 rows"),
    "cells": (table(1_000, 13), "table-too-large", "1,000 rows and 13 columns"),
    "runs": (runs(5_001), "document-too-large", "5,001 pieces"),
    "pages": (
        PAGE * 1_001,
        "document-too-large",
        "The document has 1,001 page and section breaks",
    ),
    "a word": (runs(101, "a" * 100), "endless-word", "10,100 characters"),
}


@pytest.mark.parametrize("kind", TOO_LARGE_WORD)
def test_word_document_larger_than_any_is_refused(folder, kind):
    body, code, measure = TOO_LARGE_WORD[kind]
    folder.appendix("a.docx", word(body))
    fault = folder.fault()
    assert (fault.code, fault.place.file.endswith("a.docx")) == (code, True)
    assert measure in fault.found


def test_word_document_of_900_pages_with_large_tables_is_read(folder):
    pages = (PAGE + runs(100)) * 900
    folder.appendix("a.docx", word(pages + table(1_000, 12, grid=63) + table(2_500, 4)))
    assert folder.read().problems == ()


def test_file_with_too_large_a_table_in_its_notes_is_refused(folder):
    notes = f'<w:footnotes xmlns:w="{WORD}"><w:footnote>{table(1, 64)}</w:footnote></w:footnotes>'
    folder.appendix("a.docx", word("", footnotes=notes))
    assert folder.fault().code == "table-too-large"


def workbook(rows, columns):
    book = openpyxl.Workbook()
    for row in range(rows):
        book.active.append([f"Area {n}" if row == 0 else row for n in range(columns)])
    book.save(out := io.BytesIO())
    return out.getvalue()


@pytest.mark.parametrize(("rows", "columns"), [(2_501, 2), (1_000, 13)])
def test_table_too_large_to_print_is_refused(folder, rows, columns):
    lines = [",".join(f"Area {n}" for n in range(columns))] + [",".join("1" * columns)] * (rows - 1)
    folder.appendix("a.csv", "\n".join(lines))
    fault = folder.fault()
    assert fault.code == "table-too-large"
    assert fault.found.startswith(
        f"This table is too large to print: {rows:,} rows and {columns:,} columns"
    )
    (folder.path / "a.csv").unlink()
    folder.appendix("a.xlsx", workbook(rows, columns))
    assert folder.fault().code == "table-too-large"
    assert folder.fault().place.where == "sheet “Sheet”"


def test_range_of_a_large_sheet_is_printed(folder):
    folder.appendix("a.xlsx", workbook(20_000, 2), "    range: A1:B40\n")
    (content,) = [each.content for each in folder.read().paper.appendices]
    assert len(content.fields["body"].rows) == 39


def test_table_of_2500_rows_and_12000_cells_can_be_printed():
    place = Place("a.csv")
    assert table_too_large(2_500, 4, place) is None
    assert table_too_large(1_500, 8, place) is None


@pytest.mark.parametrize(
    ("name", "size"), [("a.md", 2_000_001), ("a.yaml", 2_000_001), ("a.csv", 50_000_001)]
)
def test_text_that_is_too_large_is_not_read(folder, name, size):
    folder.appendix(name, "a")
    with (folder.path / name).open("r+b") as file:
        file.truncate(size)
    fault = folder.fault()
    assert fault.code == "file-too-large"
    assert "pictures" not in fault.hint


def test_file_of_nothing_but_control_characters_is_not_counted_to_its_end(folder, monkeypatch):
    made = []
    original = texts.unprintable_problem
    monkeypatch.setattr(
        texts, "unprintable_problem", lambda *given: made.append(1) or original(*given)
    )
    folder.appendix("a.csv", "a,b\n" + "\x00" * 100_000)
    assert folder.faults()[-1].found.endswith("there are at least 980 more like it in this file")
    assert len(made) == 1_000


@pytest.mark.parametrize("key", ["title", "short_title", "author", "language", "nation"])
def test_value_of_thousands_of_letters_is_refused_at_its_place(folder, key):
    said = "The cat sat. " * 400
    good = folder.path / "paper.yaml"
    kept = [line for line in good.read_text().splitlines() if not line.startswith(f"{key}:")]
    folder.write("paper.yaml", "\n".join([*kept, f"{key}: “{said}”"]))
    fault = folder.fault()
    assert (fault.code, fault.place.line) == ("value-too-long", len(kept) + 1)
    assert len(fault.found) < 100


def test_long_reason_is_read(folder):
    folder.add(f"late: {{urgency: {'The matter is urgent. ' * 200}, lateness: b}}\n")
    assert folder.read().paper.late.urgency.startswith("The matter")
