"""Which pages are pictures of text, and what is said of them."""

from __future__ import annotations

import importlib.util

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from panel_papers.core.problems import InputsError, Place
from panel_papers.inputs.cleaning.scans import _settled, is_scanned, ocr_pdf

from . import pdf_features as make

PLACE = Place("inputs/march-2024/appendices/accounts.pdf")


def image(pdf: Pdf) -> Stream:
    return Stream(
        pdf,
        b"\x80",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )


def page_of(pdf: Pdf, content: bytes, **objects: Stream) -> Dictionary:
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    named = {f"/{name}": value for name, value in objects.items()}
    page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(named))
    page.Contents = pdf.make_stream(content)
    return page


def form(pdf: Pdf, content: bytes, **objects: Stream) -> Stream:
    named = Dictionary({f"/{name}": value for name, value in objects.items()})
    return Stream(
        pdf,
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 9, 9]),
        Resources=Dictionary(XObject=named),
    )


def test_only_pages_with_a_picture_and_no_text_are_scans():
    pdf = Pdf.new()
    page_of(pdf, b"q 595 0 0 842 0 0 cm /Im Do Q", Im=image(pdf))
    page_of(pdf, b"/Im Do BT /F1 9 Tf (words) Tj ET", Im=image(pdf))
    page_of(pdf, b"/Im Do BT 3 Tr /F1 9 Tf [(recognised)] TJ ET", Im=image(pdf))
    page_of(pdf, b"0 0 m 9 9 l S")
    page_of(pdf, b"")
    page_of(pdf, b"/Fm Do", Fm=form(pdf, b"/Im Do", Im=image(pdf)))
    page_of(pdf, b"/Im Do /Fm Do", Im=image(pdf), Fm=form(pdf, b"BT (words) Tj ET"))
    page_of(pdf, b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")
    page_of(pdf, b"/Span <</ActualText (a Tj b)>> BDC /Im Do EMC", Im=image(pdf))
    assert is_scanned(make.saved(pdf)) == (1, 6, 8, 9)


def test_picture_with_an_alternative_text_is_no_scan():
    pdf = Pdf.new()
    page = page_of(pdf, b"/Figure <</MCID 0>> BDC /Im Do EMC", Im=image(pdf))
    assert is_scanned(make.saved(pdf)) == (1,)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    figure = pdf.make_indirect(Dictionary(S=Name.Figure, P=tree, Pg=page, K=0))
    tree.K, pdf.Root.StructTreeRoot = figure, tree
    assert is_scanned(make.saved(pdf)) == (1,)
    figure.Alt = String("A map of Essex")
    assert is_scanned(make.saved(pdf)) == ()


def test_names_drawn_by_lot_are_settled():
    made = []
    for word in ("OCR-xyz", "OCR-abc"):
        pdf = Pdf.new()
        page_of(pdf, f"/{word} Do".encode(), **{word: form(pdf, b"BT (words) Tj ET")})
        pdf.docinfo["/CreationDate"] = word
        made.append(_settled(make.saved(pdf)))
    assert made[0] == made[1]
    assert is_scanned(made[0]) == ()


def test_forms_in_a_circle_end():
    pdf = Pdf.new()
    inner = pdf.make_indirect(form(pdf, b"/Fm Do /Im Do", Im=image(pdf)))
    inner.Resources.XObject.Fm = inner
    page_of(pdf, b"/Fm Do", Fm=inner)
    assert is_scanned(make.saved(pdf)) == (1,)


@pytest.mark.skipif(
    importlib.util.find_spec("ocrmypdf") is not None, reason="the extra “ocr” is installed"
)
def test_without_the_extra_the_fault_names_the_pages_and_says_how():
    with pytest.raises(InputsError) as error:
        ocr_pdf(b"", (2, 3), PLACE)
    (problem,) = error.value.problems
    assert (problem.code, str(problem.place)) == ("scanned", f"{PLACE.file}, pages 2, 3")
    assert "pip install panel-papers[ocr]" in str(problem.hint)
    assert "Tesseract" in str(problem.hint)
