"""A document with the house's styles and numbering, built here so that the tests stand alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P

from panel_papers.core.problems import Place
from panel_papers.core.values import Prose
from panel_papers.word.blocks.markdown import BlockWriter

W = nsdecls("w")
PLACE = Place("inputs/paper/context.md", 1)

Written = tuple[DocumentObject, BlockWriter]


@pytest.fixture(scope="session")
def house() -> Callable[[], DocumentObject]:
    """Return what makes an empty house document."""
    return _house


@pytest.fixture(scope="session")
def write() -> Callable[..., Written]:
    """Return what writes prose in place of a host paragraph: by default one of a new house."""

    def run(
        markdown: str,
        document: DocumentObject | None = None,
        host: CT_P | None = None,
        place: Place = PLACE,
    ) -> Written:
        document = document or _house()
        host = document.add_paragraph("marker")._p if host is None else host
        writer = BlockWriter(document)
        for block in writer.blocks(Prose(markdown, place), host):
            host.addprevious(block)
        host.getparent().remove(host)
        writer.finish()
        return document, writer

    return run


def _house() -> DocumentObject:
    """Return an empty A4 document with the styles that prose needs, and no footnotes."""
    document = Document()
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        styles.remove(style)
    for xml in _styles():
        styles.append(parse_xml(xml))
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for xml in _numbering():
        numbering.append(parse_xml(xml))
    page = document.sections[0]
    page.page_width, page.page_height = 11906 * 635, 16838 * 635
    page.left_margin = page.right_margin = 1440 * 635
    return document


def _paragraph_style(name: str, properties: str = "", run: str = "", style_id: str = "") -> str:
    style_id = style_id or name.replace(" ", "")
    default = ' w:default="1"' if name == "Normal" else ""
    based_on = "" if name == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style {W} w:type="paragraph"{default} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"{based_on}<w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _character_style(name: str, run: str) -> str:
    style_id = name.title().replace(" ", "")
    return (
        f'<w:style {W} w:type="character" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _styles() -> list[str]:
    arial = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="24"/>'
    mono = '<w:rFonts w:ascii="Liberation Mono" w:hAnsi="Liberation Mono"/>'
    bar = '<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="12436D"/></w:pBdr>'
    close, low = '<w:spacing w:after="80"/>', '<w:spacing w:before="60" w:after="60"/>'
    small, smaller = '<w:sz w:val="22"/>', '<w:sz w:val="20"/>'
    above = '<w:spacing w:before="240" w:after="80"/>'
    xml = [_paragraph_style("Normal", '<w:spacing w:after="160" w:line="320"/>', arial)]
    xml += [_paragraph_style(f"heading {n}", above, "<w:b/>", f"Heading{n}") for n in (1, 2, 3)]
    for level in (1, 2, 3):
        suffix = "" if level == 1 else f" {level}"
        for index, name in enumerate(("List Bullet", "List Number"), 1):
            numbers = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{index}"/></w:numPr>'
            xml.append(_paragraph_style(name + suffix, numbers + close))
        indent = f'<w:ind w:left="{357 * level}"/>'
        xml.append(_paragraph_style(f"List Continue{suffix}", close + indent))
    return [
        *xml,
        _paragraph_style("Caption", close),
        _paragraph_style("Source Line", "", smaller),
        _paragraph_style("Quote", bar + '<w:ind w:left="240"/>'),
        _paragraph_style("Code Block", "", mono),
        _paragraph_style("footnote text", '<w:spacing w:after="0"/>', smaller, "FootnoteText"),
        _paragraph_style("Table Text", low, small),
        _paragraph_style("Table Header", low, "<w:b/>" + small),
        _paragraph_style("Table Number", low + '<w:jc w:val="right"/>', small),
        _character_style("Hyperlink", '<w:color w:val="12436D"/><w:u w:val="single"/>'),
        _character_style("Strong", "<w:b/>"),
        _character_style("Emphasis", "<w:i/>"),
        _character_style("Code", mono),
        _character_style("footnote reference", '<w:vertAlign w:val="superscript"/>'),
        f'<w:style {W} w:type="table" w:styleId="HouseTable"><w:name w:val="House Table"/><w:tblPr>'
        '<w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="B1B4B6"/>'
        '</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="F3F2F1"/></w:tcPr></w:tblStylePr></w:style>',
    ]


def _numbering() -> list[str]:
    xml = []
    kinds = (("bullet", "ListBullet", "•"), ("decimal", "ListNumber", ""))
    for number, (kind, name, text) in enumerate(kinds, 1):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:pStyle w:val="{name}{"" if level == 0 else level + 1}"/>'
            f'<w:lvlText w:val="{text or f"%{level + 1}."}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{357 * (level + 1)}" w:hanging="357"/></w:pPr></w:lvl>'
            for level in range(3)
        )
        xml.append(
            f'<w:abstractNum {W} w:abstractNumId="{number * 10}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
    xml += [f'<w:num {W} w:numId="{n}"><w:abstractNumId w:val="{n * 10}"/></w:num>' for n in (1, 2)]
    return xml
