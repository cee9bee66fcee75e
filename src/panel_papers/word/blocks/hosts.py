"""The host: the template's paragraph in whose place the blocks of a piece of prose come."""

from __future__ import annotations

import copy

from docx.oxml.styles import CT_Style
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.paragraph import CT_P

from panel_papers.word.blocks.tables import gap_paragraph
from panel_papers.word.elements import Element, element
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.numbering import Numbering, host_level, own_numbers
from panel_papers.word.xml import qn

_ONCE = ("w:pageBreakBefore", "w:numPr", "w:sectPr", "w:pPrChange")


class Host:
    """What a host paragraph passes on to the blocks that take its place.

    `look` holds the run properties of the marker's run. `depth` is 0, or for a host in a list the
    depth of that list from 1.
    """

    def __init__(self, paragraph: CT_P, styles: HouseStyles, numbering: Numbering) -> None:
        self._paragraph = paragraph
        self._styles = styles
        marker = next((r for r in paragraph.iter(qn("w:r")) if r.find(qn("w:t")) is not None), None)
        look = None if marker is None else marker.find(qn("w:rPr"))
        self.look: CT_RPr | None = copy.deepcopy(look) if isinstance(look, CT_RPr) else None
        style = styles.by_id(paragraph.style)
        numbers = own_numbers(paragraph) or numbering.numbers_of(style)
        in_list = numbers is not None and numbers.num_id != 0 and not _is_heading(style)
        self.depth = host_level(style, numbers) if numbers is not None and in_list else 0

    def paragraph_properties(self) -> Element:
        """Return a copy of the host's paragraph properties, for a body paragraph after the first.

        A page break, a list number and a section break are set once, not once a paragraph. (In a
        list the further paragraphs have a style of their own: `continue_style`.)
        """
        properties = self._own_properties()
        for tag in _ONCE:
            for child in properties.findall(qn(tag)):
                properties.remove(child)
        return properties

    def settle(self, elements: list[Element]) -> list[Element]:
        """Return the blocks with what the host has once.

        Its number and page break go to the first block, if that is a body paragraph; the end of
        its section to the last paragraph, as that is where a section ends; its bookmarks go round
        all.
        """
        own = self._own_properties()
        section = own.find(qn("w:sectPr"))
        if section is not None:
            own.remove(section)
            if not elements or elements[-1].tag != qn("w:p"):
                elements = [*elements, gap_paragraph()]
            _properties_of(elements[-1]).append(section)
        starts = self._paragraph.findall(qn("w:bookmarkStart"))
        ends = self._paragraph.findall(qn("w:bookmarkEnd"))
        if starts or ends:
            paragraphs = [each for element in elements for each in element.iter(qn("w:p"))]
            for position, start in enumerate(starts if paragraphs else (), 1):
                _properties_of(paragraphs[0])
                paragraphs[0].insert(position, copy.deepcopy(start))
            for end in ends if paragraphs else ():
                paragraphs[-1].append(copy.deepcopy(end))
        return elements

    def first_properties(self) -> Element:
        """Return the paragraph properties of the first block: all but the section's end."""
        properties = self._own_properties()
        for tag in ("w:sectPr", "w:pPrChange"):
            for child in properties.findall(qn(tag)):
                properties.remove(child)
        return properties

    def _own_properties(self) -> Element:
        own = self._paragraph.pPr
        return element("w:pPr") if own is None else copy.deepcopy(own)


def continue_style(depth: int) -> str:
    """Return the style of a list item's further paragraphs."""
    return "List Continue" if depth == 1 else f"List Continue {depth}"


def style_properties(style: CT_Style | None) -> Element:
    """Return `w:pPr` that names the style."""
    properties = element("w:pPr")
    if style is not None:
        properties.append(element("w:pStyle", val=style.get(qn("w:styleId"), "")))
    return properties


def _properties_of(paragraph: Element) -> Element:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = element("w:pPr")
        paragraph.insert(0, properties)
    return properties


def _is_heading(style: CT_Style | None) -> bool:
    return style is not None and (style.name_val or "").casefold().startswith("heading")
