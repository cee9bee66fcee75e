"""A supplied picture as Word holds it: in line with the text, no wider than it, with its words."""

from __future__ import annotations

import copy
import io

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Emu
from docx.text.run import Run
from lxml import etree

from panel_papers.model import Picture

_KEPT_FREE = Emu(2 * 360_000)  # 2 cm of the height, for the appendix’s title


def picture_paragraph(document: Document, picture: Picture, host: etree._Element) -> etree._Element:
    """Return a paragraph in the look of `host` with the picture and its alternative text."""
    paragraph = OxmlElement("w:p")
    if host.pPr is not None:
        paragraph.append(copy.deepcopy(host.pPr))
    run = OxmlElement("w:r")
    paragraph.append(run)
    section = document.sections[0]
    room = (
        section.page_width - section.left_margin - section.right_margin,
        section.page_height - section.top_margin - section.bottom_margin - _KEPT_FREE,
    )
    shape = Run(run, document).add_picture(io.BytesIO(picture.data))
    scale = min(1.0, room[0] / shape.width, room[1] / shape.height)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
    properties = shape._inline.docPr  # noqa: SLF001 - python-docx has no alternative text
    properties.set("descr", picture.alternative_text)
    properties.set("name", f"Picture {properties.get('id')}")
    for inner in shape._inline.iter(qn("pic:cNvPr")):  # noqa: SLF001
        inner.set("name", properties.get("name"))
    return paragraph
