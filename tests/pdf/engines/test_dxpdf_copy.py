"""What dxpdf would leave out or hang elsewhere is said to it in a way that it paints right."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from pdfminer.high_level import extract_text
from PIL import Image

from panel_papers.pdf.engines import WordDocument
from panel_papers.pdf.engines.dxpdf import Dxpdf
from panel_papers.pdf.engines.dxpdf_copy import dxpdf_copy
from panel_papers.pdf.engines.dxpdf_gaps import gap
from panel_papers.pdf.preparation import prepared

CONTROL = (
    f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent><w:r><w:t>in a control</w:t></w:r>"
    "</w:sdtContent></w:sdt>"
)
SHAPE = (
    f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
    '<v:shape id="{id}">{inside}</v:shape></w:pict></w:r>'
)


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def logo() -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", (120, 40), (200, 0, 0)).save(data, "PNG")
    data.seek(0)
    return data


def positions(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    header = document.sections[0].header._element
    return [
        *document.element.body.xpath(".//w:position/@w:val"),
        *header.xpath(".//w:position/@w:val"),
    ]


@pytest.mark.parametrize("place", ["body", "header"])
def test_content_control_in_a_line_is_painted(place: str):
    document = docx.Document()
    document.add_paragraph("Body")
    header = document.sections[0].header.paragraphs[0]
    (document.paragraphs[0] if place == "body" else header)._p.append(parse_xml(CONTROL))
    (pdf,) = Dxpdf().convert([WordDocument("a.docx", prepared(saved(document)))])
    assert "in a control" in extract_text(io.BytesIO(pdf))


def test_text_beside_a_tall_picture_is_lowered_to_its_foot():
    document = docx.Document()
    paragraph = document.sections[0].header.paragraphs[0]
    run = paragraph.add_run("Essex ")
    run.font.size = docx.shared.Pt(10)
    paragraph.add_run().add_picture(logo(), Cm(3))
    copy = dxpdf_copy(saved(document))
    (lowered,) = positions(copy)
    assert int(lowered) == round(2 * (Cm(1).pt - 9))  # dxpdf takes more than 0 for down
    header = docx.Document(io.BytesIO(copy)).sections[0].header.paragraphs[0]._p
    (line,) = header.xpath("w:pPr/w:spacing/@w:line")
    assert int(line) == round(20 * (Cm(1).pt + 2.2))


@pytest.mark.parametrize("beside", ["", "word " * 100, "above it\n"])
def test_picture_with_no_words_in_its_line_or_several_lines_of_them_is_left(beside: str):
    document = docx.Document()
    paragraph = document.add_paragraph(beside)
    paragraph.add_run().add_picture(logo(), Cm(3))
    data = saved(document)
    assert dxpdf_copy(data) is data


def test_raised_text_is_raised():
    document = docx.Document()
    run = document.add_paragraph("x").add_run("2")
    position = parse_xml(f'<w:position {nsdecls("w")} w:val="6"/>')
    run._r.get_or_add_rPr().append(position)
    assert positions(dxpdf_copy(saved(document))) == ["-6"]


def test_document_without_such_things_is_not_touched():
    document = docx.Document()
    document.add_paragraph("plain")
    data = saved(document)
    assert dxpdf_copy(data) is data


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (
            SHAPE.format(id="PowerPlusWaterMarkObject1", inside='<v:textpath string="SECRET"/>'),
            "watermark or WordArt (“SECRET”)",
        ),
        (
            SHAPE.format(id="WordPictureWatermark9", inside="<v:imagedata/>"),
            "picture as its watermark",
        ),
        (SHAPE.format(id="line", inside=""), None),
    ],
)
def test_watermark_is_a_gap(shape: str, said: str | None):
    document = docx.Document()
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(shape))
    found = gap(saved(document))
    assert (found is None) if said is None else re.search(re.escape(said), found or "")
