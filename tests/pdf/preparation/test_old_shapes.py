"""Pictures and text boxes of the old kind (VML) as those of today."""

from __future__ import annotations

import pytest
from simpledocs import PARTS, document, everywhere, inside, para

from panel_papers.pdf.preparation import prepared

INLINE = "width:150pt;height:75pt"
FLOATING = (
    "position:absolute;margin-left:10pt;margin-top:1in;width:150pt;height:75pt;z-index:-1;"
    "mso-position-horizontal-relative:page;mso-position-vertical-relative:margin;"
    "mso-wrap-distance-left:9pt"
)


def old(style: str, inside: str = '<v:imagedata r:id="rIdPic"/>', more: str = "") -> str:
    return (
        f'<w:r><w:pict><v:shapetype id="t"/><v:shape id="s" style="{style}" alt="Old plan"{more}>'
        f"{inside}</v:shape></w:pict></w:r>"
    )


def box(content: str = para("Boxed"), attributes: str = "", textbox: str = "") -> str:
    inside = f"<v:textbox{textbox}><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return old(FLOATING, inside, attributes)


def new_picture(crop: str = "", xfrm: str = "") -> str:
    return (
        "<w:r><w:drawing>"
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1905000" cy="952500"/>'
        '<wp:docPr id="1" name="Picture 1" descr="Old plan"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="Picture 1"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="rIdPic"/>{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm{xfrm}><a:off x="0" y="0"/><a:ext cx="1905000" cy="952500"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def test_an_old_picture_keeps_its_size_and_alternative_text_in_every_part():
    result, simple = prepared(everywhere(para(old(INLINE)))), everywhere(para(new_picture()))
    assert inside(result, PARTS[0]).count('descr="Old plan"') == 2
    for part in PARTS[1:]:
        assert inside(result, part) == inside(simple, part)


def test_two_old_pictures_have_numbers_of_their_own():
    result = inside(prepared(document(para(old(INLINE), old(INLINE)))))
    assert [f'docPr id="{number}"' in result for number in (1, 2, 3)] == [True, True, False]


def test_a_floating_old_picture_floats_at_its_place():
    result = inside(prepared(document(para(old(FLOATING)))))
    assert (
        '<wp:anchor distT="0" distB="0" distL="114300" distR="0" simplePos="0" '
        'relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page">'
        '<wp:posOffset>127000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="margin">'
        '<wp:posOffset>914400</wp:posOffset></wp:positionV><wp:extent cx="1905000" cy="952500"/>'
        "<wp:wrapNone/>"
    ) in result


def test_an_aligned_old_picture_with_text_around_it():
    style = "position:absolute;width:1in;height:1in;mso-position-horizontal:right"
    there = '<v:imagedata r:id="rIdPic"/><w10:wrap type="tight"/>'
    result = inside(prepared(document(para(old(style, there)))))
    assert '<wp:positionH relativeFrom="column"><wp:align>right</wp:align></wp:positionH>' in result
    assert '<wp:wrapSquare wrapText="bothSides"/>' in result


def test_an_old_picture_that_is_cropped_and_turned_is_written_so():
    there = old(f"{INLINE};rotation:90", '<v:imagedata r:id="rIdPic" cropleft=".5" cropright="0"/>')
    result = inside(prepared(document(para(there))))
    assert 'r:embed="prepared1"' in result
    assert '<wp:extent cx="952500" cy="1905000"/>' in result


@pytest.mark.parametrize(
    "there",
    [
        old(INLINE, '<v:imagedata r:id="rIdPic" gain="19661f" blacklevel="22938f"/>'),  # watermark
        old(INLINE, '<v:imagedata r:id="rIdNone"/>'),
        old("width:150pt"),
        old("width:lots;height:75pt"),
        old(INLINE, '<v:imagedata r:id="rIdPic" cropleft="much"/>'),
        old("position:absolute;width:1in;height:1in;margin-left:50%"),
        f"<w:r><w:pict><v:group>{'<v:shape/>' * 2}</v:group></w:pict></w:r>",
        '<w:r><w:pict><v:rect style="width:0;height:1.5pt" o:hr="t"/></w:pict></w:r>',
        old(INLINE, '<v:textpath string="DRAFT"/>'),
        old(f"{INLINE};visibility:hidden"),
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing/></mc:Choice>"
        f"<mc:Fallback>{old(INLINE)[5:-6]}</mc:Fallback></mc:AlternateContent></w:r>",
    ],
)
def test_what_cannot_be_drawn_anew_exactly_stays(there: str):
    docx = document(para("a", there))
    assert prepared(docx) == docx


def test_a_text_box_is_drawn_anew_with_its_words_fill_and_edge():
    there = box(attributes=' fillcolor="#fc0 [1]" strokecolor="red" strokeweight="2pt"')
    result = inside(prepared(document(para("a", there))))
    assert (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1905000" cy="952500"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        '</a:prstGeom><a:solidFill><a:srgbClr val="FFCC00"/></a:solidFill><a:ln w="25400">'
        '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr><wps:txbx>'
        f"<w:txbxContent>{para('Boxed')}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="91440" tIns="45720" rIns="91440" bIns="45720"/></wps:wsp>'
    ) in result


def test_a_text_box_without_fill_and_edge_has_none_and_keeps_its_insets():
    there = box(
        attributes=' filled="f" stroked="f"',
        textbox=' style="mso-fit-shape-to-text:t" inset="1pt,2pt,,0"',
    )
    result = inside(prepared(document(para("a", there))))
    assert "</a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>" in result
    assert '<wps:bodyPr lIns="12700" tIns="25400" rIns="91440" bIns="0"><a:spAutoFit/>' in result


def test_a_text_box_in_a_note_stays_and_its_neighbours_are_drawn_anew():
    result = prepared(everywhere(para("a", box())))
    assert ["<v:textbox>" in inside(result, part) for part in PARTS] == [False, False, True]


@pytest.mark.parametrize(
    "there",
    [
        box(textbox=' style="layout-flow:vertical"'),
        box(content=""),
        box().replace("position:absolute", "rotation:45;position:absolute"),
    ],
)
def test_a_turned_or_empty_text_box_stays(there: str):
    docx = document(para("a", there))
    assert prepared(docx) == docx
