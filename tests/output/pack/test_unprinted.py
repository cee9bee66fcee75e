"""Characters that LibreOffice prints as empty boxes, or not at all, are found in its PDF."""

from __future__ import annotations

import io
import zipfile

import docx
import pikepdf
import pytest

from panel_papers.core import FONTS
from panel_papers.output.pack.missing_glyphs import unprinted
from panel_papers.pdf.engines import ENGINES, WordDocument
from panel_papers.pdf.engines.paragraphs import paragraphs

NOWHERE = "\U0010fffd"  # for private use, and no font uses it
ENGINE = "\U0001f692"


def word(*paragraphs: str, footer: str = "") -> bytes:
    document, data = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.sections[0].footer.paragraphs[0].text = footer
    document.save(data)
    return data.getvalue()


@pytest.fixture(scope="module")
def converted():
    libreoffice = ENGINES["libreoffice"](None)
    yield lambda data: libreoffice.convert([WordDocument("a.docx", data)])[0]
    libreoffice.close()


@pytest.mark.libreoffice
def test_boxes_are_found_wherever_they_stand(converted):
    data = word(f"One {NOWHERE} here", "and \U0010fff0\U0010fff1 there", footer="\U0010fff2")
    assert unprinted(data, converted(data)) == f"{NOWHERE}\U0010fff0\U0010fff1\U0010fff2"


@pytest.mark.libreoffice
def test_what_fonts_have_is_not_told(converted):
    data = word("ŵ ✓ ☐ → ≤ € – ½ ‑\u00a0 Ω ж", "A\u0301 x\u0333 e\u200b\u00ad", "“Costs”\t1")
    assert unprinted(data, converted(data)) == ""


@pytest.mark.libreoffice
def test_joined_characters_are_found_though_nothing_of_them_is_printed(converted):
    data = word(f"A {NOWHERE}\u200d\U0010fff0 B")
    assert unprinted(data, converted(data)) == f"\U0010fff0{NOWHERE}"


@pytest.mark.parametrize("actual", [None, "\U0001f692\u4e2d"])
@pytest.mark.parametrize("shown", ["<00000024> Tj", "[<0000> 120 <0024>] TJ"])
def test_box_of_a_composite_font_is_found(actual, shown):
    names = "2 beginbfchar <0000> <2713> <0024> <0041> endbfchar"
    pdf = pdf_with("/Type0", names, shown, actual)
    assert unprinted(word("A ✓"), pdf) == "✓" + (actual or "")


@pytest.mark.parametrize(
    ("said", "lost"), [("<2713>", "\U0001f692"), ("<D83DDE92>", ""), (None, "")]
)
def test_rare_character_that_the_pdf_does_not_say_is_lost(said, lost):
    names = f"1 beginbfchar <0024> {said} endbfchar" if said else ""
    pdf = pdf_with("/Type0", names, "<0024> Tj", None)
    assert unprinted(word(f"A ŵ {ENGINE}\ufe0f", "\uf0b7"), pdf) == lost


def test_pdf_that_cannot_be_read_is_not_judged():
    assert unprinted(word(ENGINE), b"no PDF") == ""


def test_word_file_that_is_damaged_has_no_paragraphs():
    assert list(paragraphs(word("One", footer="Two"))) == ["One", "Two"]
    assert list(paragraphs(b"no Word file")) == []
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/document.xml", "<not-closed>")
    assert list(paragraphs(data.getvalue())) == []


def pdf_with(subtype: str, names: str, shown: str, actual: str | None) -> bytes:
    """A page that shows a string in one of the shipped fonts; `names` are of its ToUnicode."""
    data = io.BytesIO()
    with pikepdf.new() as pdf:
        file = pdf.make_stream((FONTS / "LiberationSans-Regular.ttf").read_bytes())
        descriptor = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontFile2=file)
        inner = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name(subtype),
            DescendantFonts=[pdf.make_indirect(inner)],
            ToUnicode=pdf.make_stream(names.encode()),
        )
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(Font={"/F1": pdf.make_indirect(font)})
        text = f"/F1 12 Tf {shown}"
        if actual is not None:
            properties = pikepdf.Dictionary(ActualText=actual).unparse().decode()
            text = f"/Span {properties} BDC {text} EMC"
        page.Contents = pdf.make_stream(f"BT /Span <</MCID 0>> BDC {text} EMC ET".encode())
        pdf.save(data)
    return data.getvalue()
