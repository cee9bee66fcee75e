"""The styles of a Word document, as what they set of a run (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from panel_papers.inputs.cleaning.word.names import is_on, n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import part_of, style_of, styles
from panel_papers.inputs.cleaning.word.table_parts import Grid

_DEEPEST = 20  # styles based on styles


class Styles:
    """The styles by id, and the defaults of the document."""

    def __init__(self, package: Package) -> None:
        self._known = {str(style.get(n("w:styleId"))): style for style in styles(package)}
        self._defaults = {
            str(style.get(n("w:type"))): name
            for name, style in self._known.items()
            if style.get(n("w:default")) is not None and is_on(style.get(n("w:default")))
        }
        name = part_of(package, "styles")
        root = package.tree(name) if name else None
        path = f"{n('w:docDefaults')}/{n('w:rPrDefault')}/{n('w:rPr')}"
        self.document: etree._Element | None = None if root is None else root.find(path)
        self._chains: dict[str, tuple[etree._Element, ...]] = {}
        self._paragraph: tuple[etree._Element | None, str | None] = None, None
        self._grids: dict[etree._Element, Grid] = {}

    def chain(self, name: str | None) -> tuple[etree._Element, ...]:
        """Return a style and those it is based on, the nearest first."""
        if not name:
            return ()
        if name not in self._chains:
            found: list[etree._Element] = []
            following: str | None = name
            while following in self._known and len(found) < _DEEPEST:
                found.append(self._known[following])
                following = value_of(found[-1], "w:basedOn")
            self._chains[name] = tuple(found)
        return self._chains[name]

    def of_character(self, run: etree._Element) -> tuple[etree._Element, ...]:
        """Return the character style of a run."""
        return self.chain(value_of(run, "w:rPr", "w:rStyle"))

    def of_paragraph(self, paragraph: etree._Element | None) -> tuple[etree._Element, ...]:
        """Return the style of a paragraph, or the default one."""
        if paragraph is None:
            return self.chain(self._defaults.get("paragraph"))
        if self._paragraph[0] is not paragraph:  # each run of it asks, and it may hold thousands
            self._paragraph = paragraph, style_of(paragraph)
        return self.chain(self._paragraph[1] or self._defaults.get("paragraph"))

    def of_table(self, table: etree._Element | None) -> tuple[etree._Element, ...]:
        """Return the style of a table, or the default one."""
        if table is None:
            return ()
        return self.chain(value_of(table, "w:tblPr", "w:tblStyle") or self._defaults.get("table"))

    def of_cell(self, cell: etree._Element | None) -> Iterator[etree._Element]:
        """Yield what a table's style says of a cell, the most specific part first."""
        table = None if cell is None else next(cell.iterancestors(n("w:tbl")), None)
        if cell is None or table is None:
            return
        chain = self.of_table(table)
        if any(style.find(n("w:tblStylePr")) is not None for style in chain):
            if table not in self._grids:
                self._grids[table] = Grid(table)
            for part in self._grids[table].parts_of(cell, chain):
                for style in chain:
                    for each in style.iterchildren(n("w:tblStylePr")):
                        if each.get(n("w:type")) == part:
                            yield each
        yield from chain


def child_of(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return what a path of children leads to."""
    for name in names:
        element = None if element is None else element.find(n(name))
    return element


def value_of(element: etree._Element | None, *names: str) -> str | None:
    """Return the value of what a path of children leads to."""
    found = child_of(element, *names)
    return None if found is None else found.get(n("w:val"))


def paragraph_of(run: etree._Element) -> etree._Element | None:
    """Return the paragraph around a run."""
    return next(run.iterancestors(n("w:p")), None)


def cell_of(run: etree._Element) -> etree._Element | None:
    """Return the table cell around a run; None where a text box lies between."""
    for holder in run.iterancestors(n("w:tc"), n("w:txbxContent")):
        return holder if holder.tag == n("w:tc") else None
    return None


def is_fallback(element: etree._Element) -> bool:
    """Say whether an element is the copy of a drawing for old programs."""
    return any(True for _ in element.iterancestors(n("mc:Fallback")))
