"""Pieces of text that LibreOffice paints apart are heard apart, and no word is cut in two."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pdfminer.high_level import extract_text
from pikepdf import Array, Dictionary, Name

from panel_papers.pdf.engines.libreoffice_blanks import paint_blanks

MAP = b"1 beginbfchar <20> <0020> endbfchar 1 beginbfrange <21> <7e> <0021> endbfrange"


def painted(*pieces: tuple[str, float, float]) -> pikepdf.Pdf:
    """A page with a paragraph of these pieces, each in a mark of its own at its place."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name.Sans,
        FirstChar=32,
        Widths=Array([500] * 95),
        ToUnicode=pdf.make_stream(MAP),
    )
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    content = ""
    for number, (text, x, y) in enumerate(pieces):
        literal = text.replace("(", "\\(")
        content += f"/P <</MCID {number}>> BDC BT {x} {y} Td /F1 10 Tf ({literal}) Tj ET EMC\n"
    page.Contents = pdf.make_stream(content.encode())
    paragraph = Dictionary(S=Name.P, Pg=page, K=Array(list(range(len(pieces)))))
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(paragraph))
    )
    return pdf


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([("1.", 0, 100), ("Purpose", 30, 100)], "1. Purpose"),
        ([("Report title:", 0, 100), ("Sample", 0, 80)], "Report title: Sample"),
        ([("See ", 0, 100), ("this", 20, 100)], "See this"),
        ([("See (", 0, 100), ("this", 25, 100)], "See (this"),
        ([("well-", 0, 100), ("known", 0, 80)], "well-known"),
    ],
)
def test_a_blank_is_painted_where_one_is_seen(pieces, words: str):
    pdf = painted(*pieces)
    paint_blanks(pdf)
    content = pdf.pages[0].Contents.read_bytes()
    shown = [s for s in pikepdf.parse_content_stream(pdf.pages[0]) if str(s.operator) == "Tj"]
    assert "".join(str(each.operands[0]) for each in shown) == words, content
    out = io.BytesIO()
    pdf.save(out)
    assert extract_text(out)
