"""Pictures of a Word document that are in the file and that its readers do not see."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Pt
from PIL import Image

from panel_papers.core.problems import Level
from panel_papers.inputs.cleaning.word import clean_docx

from .test_docx import DRAWN, PLACE

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'


def with_picture(
    effect: str = "",
    size: tuple[float, float] = (80, 40),
    pixels: tuple[int, int] = (80, 40),
    shape: str = "",
) -> bytes:
    document: Document = docx.Document()
    out = io.BytesIO()
    Image.linear_gradient("L").resize(pixels).convert("RGB").save(out, "PNG")
    out.seek(0)
    paragraph = document.add_paragraph()
    inline = paragraph.add_run().add_picture(out, Pt(size[0]), Pt(size[1]))._inline
    inline.docPr.set("descr", "A depot")
    if effect:
        inline.find(".//{*}blip").append(parse_xml(effect.replace("/>", f" {A}/>", 1)))
    if shape:
        paragraph._p.append(parse_xml(shape))
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def box(fill: str, words: str = "", size: tuple[int, int] = (40, 10)) -> str:
    text = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" if words else ""
    text = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if words else ""
    across, down = (12_700 * each for each in size)
    return (
        f"<w:r {W} {DRAWN} {WPS}><w:drawing><wp:anchor distT='0' distB='0' distL='0' distR='0' "
        "simplePos='0' relativeHeight='9' behindDoc='0' locked='0' layoutInCell='1' "
        "allowOverlap='1'><wp:simplePos x='0' y='0'/><wp:positionH relativeFrom='column'>"
        "<wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom='paragraph'>"
        f"<wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx='{across}' cy='{down}'/>"
        "<wp:wrapNone/><wp:docPr id='77' name='Box' descr='A box'/><a:graphic><a:graphicData "
        "uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
        "<wps:cNvSpPr/><wps:spPr><a:prstGeom prst='rect'><a:avLst/></a:prstGeom><a:solidFill>"
        f"<a:srgbClr val='{fill}'/></a:solidFill></wps:spPr>{text}<wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def errors(data: bytes) -> list[str]:
    return [p.code for p in clean_docx(data, PLACE).problems if p.level is Level.ERROR]


DUOTONE = '<a:duotone {}><a:srgbClr val="{}"/><a:srgbClr val="FFFFFF"/></a:duotone>'
CHANGE = (
    '<a:clrChange {}><a:clrFrom><a:srgbClr val="000000"/></a:clrFrom><a:clrTo>'
    '<a:srgbClr val="FFFFFF">{}</a:srgbClr></a:clrTo></a:clrChange>'
)
HIDING = {
    "white by brightness": '<a:lum bright="100000"/>',
    "black by brightness": '<a:lum bright="-95%"/>',
    "grey by contrast": '<a:lum contrast="-100000"/>',
    "transparent": '<a:alphaModFix amt="0"/>',
    "nearly transparent": '<a:alphaModFix amt="4000"/>',
    "all white of two colours": '<a:biLevel thresh="0"/>',
    "all black of two colours": '<a:biLevel thresh="100000"/>',
    "two colours that are one": DUOTONE.format(A, "FEFEFE"),
    "its colour made that of the paper": CHANGE.format(A, ""),
}
SEEN = {
    "washout": '<a:lum bright="70000" contrast="-70000"/>',
    "grey": "<a:grayscl/>",
    "half transparent": '<a:alphaModFix amt="50000"/>',
    "black and white": '<a:biLevel thresh="50000"/>',
    "blue": DUOTONE.format(A, "1F4E79"),
    "colour made clear": CHANGE.format(A, '<a:alpha val="0"/>'),
}


@pytest.mark.parametrize("effect", HIDING)
def test_picture_that_an_effect_hides_is_an_error(effect: str):
    assert errors(with_picture(HIDING[effect])) == ["invisible-picture"]


@pytest.mark.parametrize("effect", SEEN)
def test_picture_with_another_look_is_none(effect: str):
    assert errors(with_picture(SEEN[effect])) == []


@pytest.mark.parametrize(
    ("size", "pixels"), [((1, 40), (80, 40)), ((40, 1), (80, 40)), ((1, 1), (80, 40))]
)
def test_picture_squeezed_to_a_hair_is_an_error(size: tuple[int, int], pixels: tuple[int, int]):
    assert errors(with_picture(size=size, pixels=pixels)) == ["invisible-picture"]


@pytest.mark.parametrize(
    ("size", "pixels"), [((400, 1.5), (800, 3)), ((2, 2), (8, 8)), ((1, 300), (2, 600))]
)
def test_drawn_line_and_point_are_none(size: tuple[float, float], pixels: tuple[int, int]):
    assert errors(with_picture(size=size, pixels=pixels)) == []


@pytest.mark.parametrize(
    "shape",
    [box("000000"), box("FFFFFF"), box("808080"), box("FF0000", size=(80, 40))],
    ids=["black bar", "white bar", "grey bar", "red box over all"],
)
def test_shape_over_a_part_of_a_picture_is_an_error(shape: str):
    assert errors(with_picture(shape=shape)) == ["covered-picture"]


@pytest.mark.parametrize(
    "shape", [box("FFFFFF", "North"), box("FF0000")], ids=["label", "bright mark"]
)
def test_label_and_bright_mark_on_a_picture_are_none(shape: str):
    assert errors(with_picture(shape=shape)) == []
