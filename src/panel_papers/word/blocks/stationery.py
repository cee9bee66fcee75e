"""The headers and footers of a page that is turned: what is at its right end goes along."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import cast

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.part import XmlPart
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.parfmt import CT_TabStop
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Twips
from docx.text.parfmt import ParagraphFormat

from panel_papers.word.elements import Element, element
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.xml import (
    attribute,
    children,
    every,
    is_a,
    paragraphs,
    remove,
    set_attribute,
)

References = Mapping[tuple[str, str], str]
"""By element (`w:headerReference`, `w:footerReference`) and type, the relation to its part."""

_KINDS = ("w:headerReference", "w:footerReference")
_SECTIONS_BEFORE = "preceding::w:sectPr[not(ancestor::w:sectPrChange)]"
_SLACK = 20  # twips, a point: a stop at the margin may be a little beyond it
_NAMES_OF_PARAGRAPHS = ("paraId", "textId")  # no two paragraphs may have the same


def references(section: Element) -> References:
    """Return what is at the head and foot of a section's pages.

    What a section does not say, it has from the one before it (ISO 29500-1, 17.10.2 and 17.10.5).
    """
    found: dict[tuple[str, str], str] = {}
    before = cast("list[Element]", section.xpath(_SECTIONS_BEFORE))
    for each in (*before, section):
        for kind in _KINDS:
            for reference in children(each, kind):
                page = attribute(reference, "w:type") or "default"
                found[kind, page] = attribute(reference, "r:id")
    return found


def refer(section: Element, to: References) -> None:
    """Give a section's pages these headers and footers, and none of its own or from before it."""
    for kind in _KINDS:
        for reference in children(section, kind):
            remove(reference)
    for index, ((kind, page), relation) in enumerate(to.items()):
        reference = element(kind, type=page)
        set_attribute(reference, "r:id", relation)
        section.insert(index, reference)


def widened(
    document: Document, styles: HouseStyles, of: References, narrow: int, wide: int
) -> References:
    """Return headers and footers for a page whose text is `wide` twips, and not `narrow`, across.

    What has tabs is copied, and its tab stops are as far across the page as they were before.
    """
    found: dict[tuple[str, str], str] = {}
    for (kind, page), relation in of.items():
        part = cast("XmlPart", document.part.related_parts[relation])
        found[kind, page] = relation
        if any(is_a(tab.getparent(), "w:r") for tab in every(part.element, "w:tab")):
            copied, found[kind, page] = _copied(document, kind, part)
            for paragraph in paragraphs(copied):
                _move_stops(paragraph, styles, narrow, wide)
    return found


def _copied(document: Document, kind: str, part: XmlPart) -> tuple[Element, str]:
    """Return the root of a copy of a header or footer, and the relation that leads to it."""
    owner = document.part
    add = owner.add_header_part if kind == "w:headerReference" else owner.add_footer_part
    new, name = cast("Callable[[], tuple[XmlPart, str]]", add)()
    root = new._element = copy.deepcopy(part.element)
    for each in part.rels.values():
        target = each.target_ref if each.is_external else each.target_part
        new.rels.add_relationship(each.reltype, target, each.rId, each.is_external)
    for each in every(root):
        for attribute_name in list(each.attrib):
            if str(attribute_name).endswith(_NAMES_OF_PARAGRAPHS):
                del each.attrib[attribute_name]
    return root, name


def _move_stops(paragraph: CT_P, styles: HouseStyles, narrow: int, wide: int) -> None:
    """Move a paragraph's tab stops, its own and its style's, with the width of the text."""
    inherited: dict[int, CT_TabStop] = {}
    for style in reversed(styles.lineage(styles.by_id(paragraph.style))):
        _take_over(inherited, style)
    own = dict[int, CT_TabStop]()
    cleared = _take_over(own, paragraph)
    stops = ParagraphFormat(paragraph).tab_stops
    for at, stop in inherited.items():
        if at not in cleared and 0 < at <= narrow + _SLACK:
            stops.add_tab_stop(Twips(at), WD_TAB_ALIGNMENT.CLEAR)
            stops.add_tab_stop(Twips(round(at * wide / narrow)), stop.val, stop.leader)
    for at, stop in own.items():
        if 0 < at <= narrow + _SLACK:
            stop.pos = Twips(round(at * wide / narrow))


def _take_over(stops: dict[int, CT_TabStop], owner: BaseOxmlElement) -> set[int]:
    """Add an owner's stops to those that it inherits, in twips; return those that it takes out."""
    cleared = set()
    for stop in owner.xpath("w:pPr/w:tabs/w:tab"):
        at = round(stop.pos.twips)
        if stop.val == WD_TAB_ALIGNMENT.CLEAR:
            stops.pop(at, None)
            cleared.add(at)
        else:
            stops[at] = stop
    return cleared
