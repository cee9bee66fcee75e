"""How text in a template looks: through its styles, its fonts, its colours."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.oxml.ns import qn

from panel_papers.core import BLACK, HIGHLIGHTS, WHITE, Colour, as_colour
from panel_papers.word import Element, attribute, child, children, value_at, within

_DEFAULT_SIZE = 10.0  # points, where nothing says a size (ISO 29500-1, 17.3.2.38)


class Formats:
    """Looks up how the text of one document looks."""

    def __init__(self, document: Document) -> None:
        self._root = document.styles.element
        self._styles = {attribute(s, "w:styleId"): s for s in children(self._root, "w:style")}
        defaults = (
            s
            for s in self._styles.values()
            if attribute(s, "w:default") in {"1", "true"} and attribute(s, "w:type") == "paragraph"
        )
        self._default = attribute(next(defaults, None), "w:styleId")

    def has(self, style_id: str) -> bool:
        """Say whether there is a style of this id."""
        return style_id in self._styles

    def style_name(self, style_id: str) -> str:
        """Return a style's name in small letters, as Word shows it."""
        return value_at(self._styles.get(style_id), "w:name").casefold()

    def styles(self) -> Iterator[Element]:
        """Yield every style that Word offers to its users."""
        for style in self._styles.values():
            if not is_on(child(style, "w:semiHidden")):
                yield style

    @property
    def default_run(self) -> Element | None:
        """The run properties that hold where no style says otherwise."""
        return child(self._root, "w:docDefaults", "w:rPrDefault", "w:rPr")

    def style_of(self, paragraph: Element) -> str:
        """Return the id of a paragraph's style."""
        return value_at(paragraph, "w:pPr", "w:pStyle") or self._default

    def chain(self, style_id: str) -> Iterator[Element]:
        """Yield a style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = value_at(self._styles[style_id], "w:basedOn")

    def run_properties(self, run: Element) -> Iterator[Element | None]:
        """Yield what sets the look of a run, the nearest first (ISO 29500-1, 17.7.2)."""
        paragraph = within(run, "w:p")
        yield child(run, "w:rPr")
        for style in self.chain(value_at(run, "w:rPr", "w:rStyle")):
            yield child(style, "w:rPr")
        for style in self.chain("" if paragraph is None else self.style_of(paragraph)):
            yield child(style, "w:rPr")
        for style in self._of_table(run):
            yield child(style, "w:rPr")
        yield self.default_run

    def grounds(self, run: Element) -> Iterator[Element | None]:
        """Yield what sets the colour behind a run, the nearest first."""
        paragraph, cell = within(run, "w:p"), within(run, "w:tc")
        yield child(run, "w:rPr")
        yield child(paragraph, "w:pPr")
        for style in self.chain("" if paragraph is None else self.style_of(paragraph)):
            yield child(style, "w:pPr")
        yield child(cell, "w:tcPr")
        for style in self._of_table(run):
            yield child(style, "w:tcPr")

    def _of_table(self, run: Element) -> Iterator[Element]:
        """Yield the table's style, before it what it says of a header row or first column."""
        cell, row = within(run, "w:tc"), within(run, "w:tr")
        table = None if cell is None else within(cell, "w:tbl")
        if cell is None or row is None or table is None:
            return
        chain = list(self.chain(value_at(table, "w:tblPr", "w:tblStyle")))
        look = child(table, "w:tblPr", "w:tblLook")
        parts = [("firstRow", 0x20, table.find(qn("w:tr")) is row)]
        parts += [("firstColumn", 0x80, row.find(qn("w:tc")) is cell)]
        for name, bit, here in parts:
            if here and looks(look, name, bit):
                kind = name.replace("firstColumn", "firstCol")
                for style in chain:
                    found = children(style, "w:tblStylePr")
                    yield from (e for e in found if attribute(e, "w:type") == kind)
        yield from chain

    def is_bold(self, run: Element) -> bool:
        """Say whether a run is bold, by itself or by its styles."""
        for properties in self.run_properties(run):
            switch = child(properties, "w:b")
            if switch is not None:
                return is_on(switch)
        return False

    def is_large(self, run: Element) -> bool:
        """Say whether a run counts as large text (WCAG 2.2: 18 points, or 14 in bold)."""
        sizes = (value_at(p, "w:sz") for p in self.run_properties(run))
        size = next((int(s) / 2 for s in sizes if s.isdecimal()), _DEFAULT_SIZE)
        return size >= 18 or (size >= 14 and self.is_bold(run))

    def colour(self, run: Element) -> Colour | None:
        """Return the colour of a run; None where Word chooses it or the theme sets it."""
        for properties in self.run_properties(run):
            if child(properties, "w:color") is not None:
                return as_colour(value_at(properties, "w:color"))
        return None

    def ground(self, run: Element) -> Colour | None:
        """Return the colour behind a run, white where nothing says another; None for a pattern."""
        marked = HIGHLIGHTS.get(value_at(run, "w:rPr", "w:highlight"))
        if marked is not None:
            return marked
        for properties in self.grounds(run):
            shade = child(properties, "w:shd")
            kind, fill = attribute(shade, "w:val"), as_colour(attribute(shade, "w:fill"))
            if kind == "solid":  # then the pattern's own colour covers all, black where automatic
                return as_colour(attribute(shade, "w:color")) or BLACK
            if kind not in {"", "clear", "nil"}:
                return None
            if fill is not None:
                return fill
        return WHITE


def looks(look: Element | None, name: str, bit: int) -> bool:
    """Say whether a table's look (`w:tblLook`) sets a part apart, such as its first row."""
    said = attribute(look, f"w:{name}")
    if said:
        return said in {"1", "true", "on"}
    mask = attribute(look, "w:val")
    return bool(mask) and bool(int(mask, 16) & bit)


def is_on(switch: Element | None) -> bool:
    """Say whether a switch such as `w:b` is there and on."""
    return switch is not None and attribute(switch, "w:val") not in {"0", "false", "off"}
