"""The engine rdocx: our fonts alone, plain PDFs, and nothing lost without a word."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pikepdf
import pytest
import rdocx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from pdfminer.high_level import extract_text
from PIL import Image

from panel_papers.pdf.engines import ENGINES, WordDocument
from panel_papers.pdf.engines.dxpdf import FAMILIES
from panel_papers.pdf.engines.rdocx.engine import shipped_fonts
from panel_papers.pdf.engines.rdocx.font_names import font_names
from panel_papers.pdf.engines.rdocx.pdf import plain_content

SPACES = nsdecls("w", "r")


def convert(document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return ENGINES["rdocx"](None).convert([WordDocument("a.docx", data.getvalue())])[0]


def fonts(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {
            str(font.BaseFont)[1:] for page in opened.pages for font in page.Resources.Font.values()
        }


def test_a_page_of_a4_is_exact():
    document = docx.Document()
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    document.add_paragraph("Words")

    with pikepdf.open(io.BytesIO(convert(document))) as pdf:
        assert [round(float(v), 1) for v in pdf.pages[0].mediabox] == [0, 0, 595.3, 841.9]


@pytest.mark.parametrize(
    ("family", "face"), [*FAMILIES.items(), ("Gill Sans MT", "Liberation Sans")]
)
def test_each_family_gets_a_shipped_face_as_a_named_subset(family, face):
    document = docx.Document()
    run = document.add_paragraph().add_run("Words")
    run.font.name = family

    (name,) = fonts(convert(document))

    assert re.fullmatch("[A-Z]{6}[+].*", name)
    assert name[7:].removesuffix("-Regular") == face.replace(" ", "")


def test_a_sign_that_text_faces_lack_comes_from_our_symbols():
    document = docx.Document()
    document.add_paragraph("☑").runs[0].font.name = "Arial"

    assert {name[7:] for name in fonts(convert(document))} == {"PanelPapersSymbols"}


def test_the_plain_pdf_has_no_tags_and_no_marks():
    document = docx.Document()
    document.add_heading("Heading", 1)

    with pikepdf.open(io.BytesIO(convert(document))) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        operators = [str(i.operator) for i in pikepdf.parse_content_stream(pdf.pages[0])]

    assert "Tf" in operators
    assert not {"BDC", "BMC", "EMC"} & set(operators)


def test_brackets_and_escapes_in_strings_are_kept():
    content = rb"[(\000\() 0 (\000\)) 0.00000001 (\000a) 13 <005C>] TJ"

    assert plain_content(content) == b"[<002800290061> 13 <005C>] TJ"


def test_a_link_within_the_document_leads_to_its_bookmark():
    document = docx.Document()
    link = f'<w:p {SPACES}><w:hyperlink w:anchor="end"><w:r><w:t>Go</w:t></w:r></w:hyperlink></w:p>'
    end = (
        f'<w:p {SPACES}><w:pPr><w:pageBreakBefore/></w:pPr><w:bookmarkStart w:id="1" w:name="end"/>'
        '<w:r><w:t>There</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    )
    for xml in (end, link):
        document.element.body.insert(0, parse_xml(xml))

    with pikepdf.open(io.BytesIO(convert(document))) as pdf:
        (annotation,) = pdf.pages[0].Annots
        assert annotation.Dest == pikepdf.Name("/end")
        assert pdf.Root.Dests["/end"][0].objgen == pdf.pages[1].objgen
        assert not list(pdf.pages[1].get("/Annots", []))


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_pictures_that_rdocx_would_leave_out_are_painted(form):
    picture, document = io.BytesIO(), docx.Document()
    Image.new("RGB", (6, 4), (200, 30, 30)).save(picture, form)
    document.add_picture(picture)

    with pikepdf.open(io.BytesIO(convert(document))) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def test_words_in_wrappers_and_notes_in_letters_are_printed():
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f'<w:p {SPACES}><w:smartTag w:uri="u" w:element="e"><w:r><w:t>Chelmsford</w:t></w:r>'
            "</w:smartTag></w:p>"
        ),
    )

    assert "Chelmsford" in extract_text(io.BytesIO(convert(document)))


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<w:r><w:rPr><w:smallCaps/></w:rPr><w:t>x</w:t></w:r>", "small capitals"),
        ('<w:r><w:br w:type="column"/></w:r>', "breaks a column"),
        (
            '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
            "<w:txbxContent><w:p/></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
            "a text box of the old kind",
        ),
    ],
)
def test_what_would_be_lost_is_refused(problems, xml, said):
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {SPACES}>{xml}</w:p>"))

    ((code, _, found),) = problems(lambda: convert(document))

    assert code == "engine-document-unreadable"
    assert said in found


def test_no_inner_words_of_the_engine_are_told(problems):
    document = docx.Document()
    size = document.element.body.find(qn("w:sectPr")).find(qn("w:pgSz"))
    size.set(qn("w:w"), "99999999999999")

    ((_, _, found),) = problems(lambda: convert(document))

    assert "OXML" not in found
    assert "w:" not in found


def test_same_document_twice_gives_the_same_bytes():
    document = docx.Document()
    document.add_paragraph("Words")
    data = io.BytesIO()
    document.save(data)
    one = ENGINES["rdocx"](None).convert([WordDocument("a", data.getvalue())] * 2)

    assert one[0] == one[1]
    assert zipfile.is_zipfile(data)


THEME = {"asciiTheme": "minorHAnsi", "hAnsiTheme": "minorHAnsi", "cstheme": "minorBidi"}


@pytest.mark.parametrize(
    ("text", "language"), [("Ωμέγα", "el-GR"), ("שלום עולם", "he-IL"), ("日本語", "ja-JP")]
)
def test_fonts_that_a_theme_names_for_single_scripts_make_no_difference(text: str, language: str):
    """With them 36 families, and not 8, were handed to rdocx for each conversion."""
    document = docx.Document()
    run = document.add_paragraph().add_run(text)
    properties = run._r.get_or_add_rPr()
    theme = {**THEME, "eastAsiaTheme": "minorEastAsia"}
    fonts = {qn(f"w:{name}"): value for name, value in theme.items()}
    properties.insert(0, properties.makeelement(qn("w:rFonts"), fonts))
    spoken = dict.fromkeys((qn("w:val"), qn("w:bidi"), qn("w:eastAsia")), language)
    properties.append(properties.makeelement(qn("w:lang"), spoken))
    buffer = io.BytesIO()
    document.save(buffer)
    data = buffer.getvalue()
    with zipfile.ZipFile(buffer) as package:
        theme_part = package.read("word/theme/theme1.xml").decode()
    every = set(re.findall(r'script="\w+" typeface="([^"]+)"', theme_part))
    named = font_names(data)
    assert {"Calibri", "Cambria"} <= named
    assert len(every - named) > 20
    with_all, with_few = (
        bytes(rdocx.Document.from_bytes(data).to_pdf(fonts=shipped_fonts(names)))
        for names in (named | every, named)
    )
    assert with_all == with_few


def test_fonts_of_styles_that_nothing_uses_are_not_handed_over():
    """Courier New was, for a style of code that the report did not use: a fifth of its time."""
    document = docx.Document()
    for name, font in (("Unused", "Courier New"), ("Base", "Georgia"), ("Used", "Verdana")):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).font.name = font
    document.styles["Used"].base_style = document.styles["Base"]
    document.add_paragraph("Text", style="Used")

    def names() -> set[str]:
        buffer = io.BytesIO()
        document.save(buffer)
        return font_names(buffer.getvalue())

    assert {"Georgia", "Verdana"} <= names()
    assert "Courier New" not in names()
    document.sections[0].footer.paragraphs[0].style = document.styles["Unused"]
    assert {"Georgia", "Verdana", "Courier New"} <= names()
