"""Page numbers that a supplied PDF prints itself are noted; other numbers are not."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from panel_papers.output.pack.printed_numbers import printed_numbers_note


def printed(*texts: str, y: int = 30) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        for text in texts:
            page = pdf.add_blank_page(page_size=(595, 842)).obj
            page.Resources = Dictionary(Font=Dictionary(F1=font))
            words = (
                f"BT /F1 10 Tf 72 400 Td (Body 5 of 9) Tj ET BT /F1 10 Tf 72 {y} Td ({text}) Tj ET"
            )
            page.Contents = pdf.make_stream(words.encode("latin-1"))
        pdf.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["Page 1 of 2", "Page 2 of 2"], "Page 1 of 2"),
        (["Strategy 2024 Page 4"], "Page 4"),
        (["1", "2", "3"], "1"),
        (["- 1 -", "- 2 -"], "- 1 -"),
        (["", "2", "3"], "2"),
        (["1 | Page", "2 | Page"], "1 | Page"),
    ],
)
@pytest.mark.parametrize("y", [30, 810])
def test_own_numbers_are_noted_with_their_page(texts: list[str], said: str, y: int):
    (note,) = printed_numbers_note(printed(*texts, y=y), 7)
    page = 7 + next(index for index, text in enumerate(texts) if text)
    assert note == (
        f"its pages print page numbers of their own, such as “{said}” on page {page} of the pack"
    )


@pytest.mark.parametrize(
    "texts",
    [
        ["300", "12", "7"],
        ["2024", "2024", "2024"],
        ["1"],
        ["Version 1", "Version 2"],
        ["Page 7", "Page 8"],
        ["See the pages 1 and 2", "Total 5"],
    ],
    ids=["totals", "a year", "one bare number", "versions", "those of the pack", "words"],
)
def test_other_numbers_are_not(texts: list[str]):
    assert printed_numbers_note(printed(*texts), 7) == ()


def test_no_pdf_is_no_note():
    assert printed_numbers_note(b"no PDF", 1) == ()
