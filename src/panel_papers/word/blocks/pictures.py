"""A supplied picture as Word holds it: in line with the text, no wider than it, with its words."""

from __future__ import annotations

import copy
import io

from docx.document import Document
from docx.oxml.text.paragraph import CT_P
from docx.shared import Emu, Twips
from docx.text.run import Run

from panel_papers.core import Picture
from panel_papers.word.blocks.tables import text_width
from panel_papers.word.elements import element as element_of
from panel_papers.word.xml import Element, as_run, child, every

_KEPT_FREE = Emu(2 * 360_000)  # 2 cm of the height, for the appendix’s title
_A4_HEIGHT = Emu(10_692_000)
_MARGIN = Emu(914_400)


def picture_paragraph(document: Document, picture: Picture, host: CT_P) -> Element:
    """Return a paragraph in the look of `host` with the picture and its alternative text.

    The picture is made smaller where it is wider than the host's column or higher than a page.
    """
    look = child(host, "w:pPr")
    properties = element_of("w:pPr") if look is None else copy.deepcopy(look)
    return picture_block(document, picture, properties, text_width(host))


def picture_block(
    document: Document, picture: Picture, properties: Element, width_in_twips: int
) -> Element:
    """Return a paragraph of these properties with the picture and its alternative text.

    The picture is made smaller where it is wider than the column or higher than a page.
    """
    run = picture_run(document, picture, width_in_twips)
    paragraph = element_of("w:p")
    paragraph.extend([properties, run] if len(properties) else [run])
    return paragraph


def picture_run(document: Document, picture: Picture, width_in_twips: int) -> Element:
    """Return a run with the picture and its alternative text, no wider than that."""
    run = element_of("w:r")
    shape = Run(as_run(run), document).add_picture(io.BytesIO(picture.data))
    width, height = Twips(width_in_twips), _text_height(document)
    scale = min(1.0, width / shape.width, height / shape.height)
    shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
    inline = shape._inline
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # LibreOffice takes silence for an eighth of an inch, and moves it
    name = f"Picture {inline.docPr.get('id')}"
    inline.docPr.set("descr", picture.alternative_text)
    for named in (inline.docPr, *every(inline, "pic:cNvPr")):
        named.set("name", name)
    return run


def _text_height(document: Document) -> int:
    section = document.sections[0]
    height = section.page_height or _A4_HEIGHT
    top, bottom = section.top_margin or _MARGIN, section.bottom_margin or _MARGIN
    return height - top - bottom - _KEPT_FREE
