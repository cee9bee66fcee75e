"""One box around all blocks that take the place of a paragraph with a line above and below."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from itertools import groupby

from docx.oxml.text.paragraph import CT_P

from panel_papers.word.elements import Element, element, put_borders
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.xml import qn

_SIDES = ("top", "left", "bottom", "right")


def box_together(elements: Sequence[Element], host: CT_P, styles: HouseStyles) -> None:
    """Give the first paragraph the host's line above, the last its line below, others neither.

    Word draws a box around each paragraph whose indents or borders differ from its neighbour's, so
    that a list within a notice would fall out of it. Paragraphs that have borders of their own, and
    tables, are outside; a single paragraph is a box as it is.
    """
    box = _borders(host, styles)
    if not {"top", "bottom"} & box.keys():
        return
    for boxed, group in groupby(elements, lambda each: _belongs(each, box, styles)):
        paragraphs = list(group)
        if not boxed or len(paragraphs) == 1:
            continue
        for paragraph in paragraphs:
            lines = dict(box)
            if paragraph is not paragraphs[0]:
                lines["top"] = element("w:top", val="nil")
            if paragraph is not paragraphs[-1]:
                lines["bottom"] = element("w:bottom", val="nil")
            properties = _properties_of(paragraph)
            put_borders(
                properties,
                element("w:pBdr", [copy.deepcopy(lines[side]) for side in _SIDES if side in lines]),
            )


def _borders(paragraph: Element, styles: HouseStyles) -> dict[str, Element]:
    """Return the borders that a paragraph shows, its own before its style's, by their sides."""
    owners = [paragraph]
    if isinstance(paragraph, CT_P):
        owners += styles.lineage(styles.by_id(paragraph.style))
    found: dict[str, Element] = {}
    for owner in owners:
        for border in owner.iterfind(f"{qn('w:pPr')}/{qn('w:pBdr')}/*"):
            found.setdefault(border.tag.rpartition("}")[2], border)
    return {side: b for side, b in found.items() if b.get(qn("w:val")) not in ("nil", "none")}


def _belongs(block: Element, box: dict[str, Element], styles: HouseStyles) -> bool:
    if not isinstance(block, CT_P):
        return False
    own = _borders(block, styles)
    return not own or {side: dict(b.attrib) for side, b in own.items()} == {
        side: dict(b.attrib) for side, b in box.items()
    }


def _properties_of(paragraph: Element) -> Element:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = element("w:pPr")
        paragraph.insert(0, properties)
    return properties
