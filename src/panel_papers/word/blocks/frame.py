"""What surrounds a block of prose, and the paragraph properties that it gives the block."""

from __future__ import annotations

from collections.abc import Mapping

from docx.oxml.text.paragraph import CT_P
from msgspec import Struct

from panel_papers.core import Exhibit
from panel_papers.word.blocks.hosts import Host, continue_style, style_properties
from panel_papers.word.blocks.inline import Line
from panel_papers.word.elements import Element, element
from panel_papers.word.house_styles import HouseStyles


class Frame(Struct, frozen=True):
    """What surrounds a block: its line, its host, and the list or quotation that it is in.

    `exhibits` are those that are in the place of fences, by the fences' lines.
    """

    line: Line
    host: Host
    width: int
    depth: int
    marker: CT_P
    exhibits: Mapping[int, Exhibit]
    beside_tables: Mapping[int, str]
    """Which paragraphs are the captions or sources of tables, by their first lines, from 0."""
    in_item: bool = False
    in_quote: bool = False

    def properties(self, styles: HouseStyles) -> Element:
        """Return the properties of a paragraph here."""
        if self.in_quote:
            return self.indented("Quote", styles)
        if self.depth:
            return style_properties(styles.paragraph(continue_style(self.depth)))
        return self.host.paragraph_properties()

    def indented(self, name: str, styles: HouseStyles) -> Element:
        """Return the properties of a style that in a list is under the item's text."""
        style = styles.paragraph(name)
        properties = style_properties(style)
        indent = self.item_indent(styles)
        if indent:
            properties.append(element("w:ind", left=indent + styles.indent(style)))
        return properties

    def item_indent(self, styles: HouseStyles) -> int:
        """Return how far in, in twips, the text of the list item is; 0 outside lists."""
        if not self.depth:
            return 0
        return styles.indent(styles.paragraph(continue_style(self.depth)))
