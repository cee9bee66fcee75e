"""Typed captions and sources of tables: in their styles, and on the page of their table."""

from __future__ import annotations

from collections.abc import Sequence

from panel_papers.word.blocks.hosts import style_properties
from panel_papers.word.blocks.landscape import Turning
from panel_papers.word.elements import Element, keep_with_next
from panel_papers.word.house_styles import HouseStyles

_STYLES = {"caption": "Caption", "source": "Source Line"}


class TableLines:
    """Writes the lines beside tables, and turns wide tables together with theirs."""

    def __init__(self, styles: HouseStyles, turning: Turning) -> None:
        self._styles, self._turning = styles, turning
        self._lines = set[Element]()
        self._wide: list[list[Element]] = []

    def properties(self, kind: str | None) -> Element | None:
        """Return the properties of a “caption”, kept with its table, or of a “source”.

        None for other paragraphs, and where the house has no style for it.
        """
        style = self._styles.optional("paragraph", _STYLES[kind]) if kind else None
        if style is None:
            return None
        properties = style_properties(style)
        if kind == "caption":
            keep_with_next(properties)
        return properties

    def add(self, line: Element) -> Element:
        """Note a caption or a source; return it."""
        self._lines.add(line)
        return line

    def holds(self, block: Element) -> bool:
        """Say whether a block is such a caption or source."""
        return block in self._lines

    def turn(self, table: Element) -> None:
        """Give a table a landscape page; `settle` puts its lines there too."""
        self._wide.append([table])
        self._turning.add(self._wide[-1])

    def settle(self, blocks: Sequence[Element]) -> None:
        """Put the lines beside the wide tables among these blocks on the tables' pages."""
        at = {block: index for index, block in enumerate(blocks)}
        for group in self._wide:
            index = at.get(group[0])
            if index is None:
                continue
            if index and blocks[index - 1] in self._lines:
                group.insert(0, blocks[index - 1])
            if index + 1 < len(blocks) and blocks[index + 1] in self._lines:
                group.append(blocks[index + 1])
        self._wide.clear()
