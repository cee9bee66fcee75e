"""What a run’s own properties and its styles say (ECMA-376 part 1, 17.7.2 and 17.7.3)."""

from __future__ import annotations

from collections.abc import Container, Iterator

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import XmlElement, ancestors_until, is_on, local, n

_DEEPEST = 20  # styles based on styles
# Where a table style sets other properties, and the switch of `w:tblLook` for it.
_EDGES = {"firstRow": 0x20, "lastRow": 0x40, "firstCol": 0x80, "lastCol": 0x100}
_SWITCHES = {"firstCol": "firstColumn", "lastCol": "lastColumn"}


class Styles:
    """A document's styles and defaults.

    Of a table style, what it sets for the whole table, for the first and last row and for the
    first and last column is known; its bands are not.
    """

    def __init__(self, parts: WordParts) -> None:
        root = parts.tree(parts.related("styles"))
        self._styles: dict[str, XmlElement] = {}
        self._default: dict[str, str] = {}
        self._defaults: XmlElement | None = None
        self._sets: dict[str, dict[str | None, str]] = {}
        self._found: dict[tuple[str | None, str], XmlElement | None] = {}
        if root is None:
            return
        self._defaults = root.find(f"{n('w:docDefaults')}/{n('w:rPrDefault')}/{n('w:rPr')}")
        for style in root.findall(n("w:style")):
            name = style.get(n("w:styleId"), "")
            self._styles[name] = style
            if style.get(n("w:default")) in ("1", "true", "on"):
                self._default[style.get(n("w:type"), "")] = name

    def mention(self, *names: str) -> bool:
        """Return whether any style or default sets one of the run properties."""
        return any(self._default_of(name) is not None or self._saying(name) for name in names)

    def may_set(self, run: XmlElement, *names: str) -> bool:
        """Return whether a run's styles may set one of the properties; quick for most."""
        for name in names:
            saying = self._saying(name)
            if self._default_of(name) is not None or "table" in saying.values():
                return True
            if saying and _named(run, "w:rPr", "w:rStyle") in saying:
                return True
            if "paragraph" in saying.values():
                paragraph = next(run.iterancestors(n("w:p")), None)
                style = None if paragraph is None else _named(paragraph, "w:pPr", "w:pStyle")
                if (style or self._default.get("paragraph")) in saying:
                    return True
        return False

    def _default_of(self, name: str) -> XmlElement | None:
        return None if self._defaults is None else self._defaults.find(n(f"w:{name}"))

    def _saying(self, name: str) -> dict[str | None, str]:
        """Return the kinds of the styles that set a property, or inherit it, by their names."""
        if name not in self._sets:
            self._sets[name] = {
                identifier: style.get(n("w:type"), "")
                for identifier, style in self._styles.items()
                if self._in_style(identifier, f".//w:{name}") is not None
            }
        return self._sets[name]

    def mention_font(self, fonts: Container[str]) -> bool:
        """Return whether any style or default sets one of the fonts, by names in small letters."""
        found = [self._defaults] if self._defaults is not None else []
        return any(
            (each.get(n("w:ascii")) or "").lower() in fonts
            for element in (*found, *self._styles.values())
            for each in element.iter(n("w:rFonts"))
        )

    def toggle(self, run: XmlElement, name: str) -> bool:
        """Return whether a toggle property is on for a run (17.7.3).

        The run's own property decides; else one that is on in one of the three kinds of style
        undoes another, and the document's default switches on in any case.
        """
        own = _own(run, name)
        if own is not None:
            return is_on(own)
        if is_on(self._default_of(name)):
            return True
        return bool(sum(is_on(found) for found in self._by_style(run, name)) % 2)

    def value(self, run: XmlElement, name: str) -> XmlElement | None:
        """Return a property that is no toggle: the run's own, or the nearest style's."""
        own = _own(run, name)
        if own is not None:
            return own
        found = next((each for each in self._by_style(run, name) if each is not None), None)
        return self._default_of(name) if found is None else found

    def by_style(self, run: XmlElement, name: str) -> bool:
        """Return whether a style or the document's default sets the property for a run."""
        return self._default_of(name) is not None or any(
            e is not None for e in self._by_style(run, name)
        )

    def _by_style(self, run: XmlElement, name: str) -> Iterator[XmlElement | None]:
        """Yield what the character, paragraph and table styles say of a property."""
        yield self._in_style(_named(run, "w:rPr", "w:rStyle"), f"w:rPr/w:{name}")
        around = list(ancestors_until(run))
        paragraph = next((each for each in around if local(each) == "p"), None)
        if paragraph is not None:
            style = _named(paragraph, "w:pPr", "w:pStyle") or self._default.get("paragraph")
            yield self._in_style(style, f"w:rPr/w:{name}")
        yield self._in_table_style(around, name)

    def _in_table_style(self, around: list[XmlElement], name: str) -> XmlElement | None:
        cell, row, table = (
            next((each for each in around if local(each) == kind), None)
            for kind in ("tc", "tr", "tbl")
        )
        if cell is None or row is None or table is None:
            return None
        style = _named(table, "w:tblPr", "w:tblStyle") or self._default.get("table")
        if self._in_style(style, f".//w:{name}") is None:
            return None  # a table's edges take long to find
        for edge in _edges(table, row, cell):
            found = self._in_style(style, f"w:tblStylePr[@w:type='{edge}']/w:rPr/w:{name}")
            if found is not None:
                return found
        return self._in_style(style, f"w:rPr/w:{name}")

    def _in_style(self, style: str | None, path: str) -> XmlElement | None:
        """Return what a style, or one that it is based on, says; looked up once a style."""
        if style is None:
            return None
        key = style, path
        if key not in self._found:
            self._found[key] = self._looked_up(style, path)
        return self._found[key]

    def _looked_up(self, style: str | None, path: str) -> XmlElement | None:
        space = {"w": n("w:x")[1:-2]}
        for _ in range(_DEEPEST):
            element = self._styles.get(style or "")
            if element is None:
                return None
            found = element.find(path, space)
            if found is not None:
                return found
            based_on = element.find(n("w:basedOn"))
            style = None if based_on is None else based_on.get(n("w:val"))
        return None


def _own(run: XmlElement, name: str) -> XmlElement | None:
    return run.find(f"{n('w:rPr')}/{n(f'w:{name}')}")


def _named(element: XmlElement, properties: str, style: str) -> str | None:
    found = element.find(f"{n(properties)}/{n(style)}")
    return None if found is None else found.get(n("w:val"))


def _edges(table: XmlElement, row: XmlElement, cell: XmlElement) -> Iterator[str]:
    """Yield the edges of a table that a cell is at, and that the table's look takes into account.

    A column's properties come before a row's, as in Word (17.7.6).
    """
    look = table.find(f"{n('w:tblPr')}/{n('w:tblLook')}")
    if look is None:
        return
    try:
        bits = int(look.get(n("w:val"), "0"), 16)
    except ValueError:
        bits = 0
    rows, cells = table.findall(n("w:tr")), row.findall(n("w:tc"))
    at = {
        "firstCol": bool(cells) and cell is cells[0],
        "lastCol": bool(cells) and cell is cells[-1],
        "firstRow": bool(rows) and row is rows[0],
        "lastRow": bool(rows) and row is rows[-1],
    }
    for edge, is_here in at.items():
        switch = look.get(n(f"w:{_SWITCHES.get(edge, edge)}"))
        is_used = bool(bits & _EDGES[edge]) if switch is None else switch in ("1", "true", "on")
        if is_here and is_used:
            yield edge
