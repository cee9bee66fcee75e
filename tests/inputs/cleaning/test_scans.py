"""Which pages are pictures of text, and what is said of them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from panel_papers.core.problems import InputsError, Place
from panel_papers.inputs.cleaning.scans import _settled, ocr_pdf, picture_pages

from . import pdf_features as make

SUPPLIED = Path(__file__).parent.parent / "supplied_pdfs"
CASES = ("scan", "curves", "brochure")
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


WHOLE = b"q 595 0 0 842 0 0 cm /Im Do Q "
LINE = b"BT /F1 9 Tf 30 20 Td (Scanned by OfficeScan 3) Tj ET "
TEXT = b"BT /F1 9 Tf 30 700 Td 11 TL (%s) Tj ET " % (b"The panel notes the report. " * 6)


def pages_of(*contents: bytes) -> tuple[int, ...]:
    """The pictures among pages of these contents, each of which can paint one image."""
    pdf = Pdf.new()
    for content in contents:
        page_of(pdf, content, Im=image(pdf))
    return picture_pages(make.saved(pdf))


@pytest.mark.parametrize(
    ("content", "is_picture"),
    [
        (WHOLE, True),
        (WHOLE + LINE, True),
        (WHOLE + TEXT, False),
        (WHOLE + b"BT 3 Tr /F1 9 Tf [(recognised)] TJ ET", False),
        (b"q 300 0 0 200 0 0 cm /Im Do Q " + LINE, False),
        (b"q 90 0 0 90 0 0 cm /Im Do Q", True),
        (b"/Im Do", False),
        (b"q 595 0 0 421 0 0 cm /Im Do Q q 595 0 0 421 0 421 cm /Im Do Q" + LINE, True),
        (b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q", True),
        (b"/Artifact BMC " + WHOLE + b"EMC " + LINE, False),
        (b"/Artifact BMC " + WHOLE + b"EMC", True),
        (b"/Span <</ActualText (a Tj b)>> BDC " + WHOLE + b"EMC", True),
        (b"0 0 m 9 9 l S", False),
        (b"", False),
        (b" ".join(b"72 %d m 500 %d l S" % (y, y) for y in range(100, 800, 20)), False),
        (b"20 20 555 802 re S 30 30 535 782 re S", False),
    ],
)
def test_page_is_a_picture_by_its_area_and_its_letters(content, is_picture):
    assert pages_of(content) == ((1,) if is_picture else ())


def test_pages_of_a_supplied_scan_and_of_a_brochure():
    supplied = {name: (SUPPLIED / f"{name}.pdf").read_bytes() for name in CASES}
    assert {name: picture_pages(data) for name, data in supplied.items()} == {
        "scan": (1,),
        "curves": (1,),
        "brochure": (1,),
    }


def outlines(letters: int) -> bytes:
    """Letters as outlines: little curved shapes in rows."""
    shape = b"%d %d m %d %d %d %d %d %d c %d %d l %d %d l %d %d l %d %d l h f"
    return b"\n".join(
        shape % (x, y, x, y + 8, x + 4, y + 8, x + 5, y, x + 4, y, x + 3, y + 4, x + 2, y, x + 1, y)
        for x, y in ((72 + 7 * (n % 60), 700 - 14 * (n // 60)) for n in range(letters))
    )


def test_words_drawn_as_outlines_are_a_picture_also_beside_a_page_number():
    number = b"BT /F1 9 Tf 290 20 Td (Page 3 of 9) Tj ET "
    assert pages_of(outlines(200), number + outlines(200), number + outlines(8), TEXT) == (1, 2)


def test_drawing_beside_its_words_is_no_picture():
    assert pages_of(TEXT + outlines(150)) == ()


def test_picture_in_a_form_counts_where_the_form_puts_it():
    pdf = Pdf.new()
    for content in (b"q 595 0 0 842 0 0 cm /Fm Do Q", b"q 9 0 0 9 0 0 cm /Fm Do Q"):
        inner = form(pdf, b"/Im Do", Im=image(pdf))
        inner.BBox = Array([0, 0, 1, 1])
        page_of(pdf, content + b" " + LINE, Fm=inner)
    assert picture_pages(make.saved(pdf)) == (1,)


def test_picture_with_an_alternative_text_is_no_scan():
    pdf = Pdf.new()
    page = page_of(pdf, b"/Figure <</MCID 0>> BDC " + WHOLE + b"EMC", Im=image(pdf))
    assert picture_pages(make.saved(pdf)) == (1,)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    figure = pdf.make_indirect(Dictionary(S=Name.Figure, P=tree, Pg=page, K=0))
    tree.K, pdf.Root.StructTreeRoot = figure, tree
    assert picture_pages(make.saved(pdf)) == (1,)
    figure.Alt = String("A map of Essex")
    assert picture_pages(make.saved(pdf)) == ()


def test_names_drawn_by_lot_are_settled():
    made = []
    for word in ("OCR-xyz", "OCR-abc"):
        pdf = Pdf.new()
        page_of(pdf, f"/{word} Do".encode(), **{word: form(pdf, b"BT (words) Tj ET")})
        pdf.docinfo["/CreationDate"] = word
        made.append(_settled(make.saved(pdf)))
    assert made[0] == made[1]
    assert picture_pages(made[0]) == ()


def test_forms_in_a_circle_end():
    pdf = Pdf.new()
    inner = pdf.make_indirect(form(pdf, b"/Fm Do q 595 0 0 842 0 0 cm /Im Do Q", Im=image(pdf)))
    inner.Resources.XObject.Fm, inner.BBox = inner, Array([0, 0, 595, 842])
    page_of(pdf, b"/Fm Do", Fm=inner)
    assert picture_pages(make.saved(pdf)) == (1,)


@pytest.mark.skipif(
    importlib.util.find_spec("ocrmypdf") is not None, reason="the extra “ocr” is installed"
)
def test_without_the_extra_the_fault_names_the_pages_and_says_how():
    with pytest.raises(InputsError) as error:
        ocr_pdf(b"", (2, 3), PLACE)
    (problem,) = error.value.problems
    assert (problem.code, str(problem.place)) == ("scanned", f"{PLACE.file}, pages 2, 3")
    assert "“ocrmypdf --redo-ocr accounts.pdf accounts-ocr.pdf”" in str(problem.hint)
    assert "“pip install ocrmypdf”, and Tesseract" in str(problem.hint)
    assert "“alt: {2: what page 2 shows}”" in str(problem.hint)
