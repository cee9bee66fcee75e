"""What a report has that its paper has not is listed, with the line that it is missing from."""

from __future__ import annotations

import io

import pytest
from docx.document import Document
from PIL import Image

from panel_papers.inputs.importing.leftovers import words_left

from .conftest import imported, texts

CASES = {
    "a line that is there comes after one with the same word": (
        ["Old roof", "The roof"],
        ["The roof"],
        ["“Old roof” (not placed: Old roof)"],
    ),
    "the words of a line are those of several texts": (
        ["2.1 The roof leaks", "The roof"],
        ["The roof leaks", "2.1"],
        ["“The roof” (not placed: The roof)"],
    ),
    "a line is there once and was there twice": (
        ["The roof", "The roof"],
        ["The roof"],
        ["“The roof” (not placed: The roof)"],
    ),
    "a line was changed": (["The old roof"], ["The roof"], ["“The old roof” (not placed: old)"]),
    "all is there": (["The roof leaks."], ["leaks", "The roof"], []),
}


@pytest.mark.parametrize("case", CASES)
def test_words_without_a_place_are_those_of_the_line_that_is_missing(case: str) -> None:
    paragraphs, placed, left = CASES[case]
    assert [each.lower() for each in words_left(paragraphs, placed)] == [
        each.lower() for each in left
    ]


def picture() -> io.BytesIO:
    Image.new("RGB", (40, 40), "green").save(packed := io.BytesIO(), "PNG")
    packed.seek(0)
    return packed


def test_pictures_in_a_line_or_a_cell_are_listed_as_left_out() -> None:
    def make(document: Document) -> None:
        document.add_heading("Costs", 1)
        document.add_paragraph("See ").add_run().add_picture(picture())
        table = document.add_table(2, 2)
        for cell in table._cells:
            cell.text = "x"
        table.cell(1, 1).paragraphs[0].add_run().add_picture(picture())

    left = [each for each in imported(make).left if "picture" in each]
    assert left == [
        "old.docx, paragraph 1, under the heading “Costs”: A picture is in one paragraph with "
        "text, and was left out; in Word, cut the picture and paste it into an empty paragraph of "
        "its own, above or below that text.",
        "old.docx, table 1, row 2, under the heading “Costs”: A picture is inside a cell of a "
        "table, and was left out; in Word, cut the picture and paste it into an empty paragraph of "
        "its own, outside the table.",
    ]


def test_a_picture_on_the_cover_sheet_is_listed_with_where_its_file_is() -> None:
    def make(document: Document) -> None:
        document.add_picture(picture())
        document.add_paragraph("Report to: Roof Committee")
        document.add_heading("Costs", 1)
        document.add_paragraph("None.")

    found = imported(make)
    assert texts(found) == {"costs": "None.\n"}
    assert "pictures/picture-1.png" in found.files
    assert [each for each in found.left if "picture" in each] == [
        "old.docx, paragraph 1: A picture on the cover sheet or in a closing list is printed "
        "nowhere; its file is in “pictures”."
    ]
