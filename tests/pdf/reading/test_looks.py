"""What a page of a supplied PDF shows, where its letters are none that Unicode has."""

import io

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from panel_papers.pdf.reading.looks import looks_of

UTF_8 = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Utf8 def /CMapType 1 def
4 begincodespacerange
<00> <7F> <C080> <DFBF> <E08080> <EFBFBF> <F0808080> <F7BFBFBF>
endcodespacerange
2 begincidrange <41> <5A> 1 <F0A8A780> <F0A8A7BF> 100 endcidrange
endcmap CMapName currentdict /CMap defineresource pop end end"""
"""Codes of up to four bytes: PDFium takes one that nothing explains for a character's number."""


@pytest.fixture(scope="module")
def odd_letters():
    pdf = Pdf.new()
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.Helvetica,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.Helvetica,
        Encoding=pdf.make_stream(UTF_8, Type=Name.CMap, CMapName=Name.Utf8),
        DescendantFonts=Array([pdf.make_indirect(inner)]),
    )
    page = pdf.add_blank_page(page_size=(300, 200)).obj
    page.Resources = Dictionary(Font=Dictionary(F=font))
    page.Contents = pdf.make_stream(b"BT /F 12 Tf 20 100 Td <4142F0A8A780> Tj ET")
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def test_letter_beyond_unicode_is_a_letter(odd_letters):
    assert looks_of(odd_letters, [1])[1].characters == 3
