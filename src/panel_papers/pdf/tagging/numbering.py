"""Which list a paragraph is an item of, and how deep."""

from __future__ import annotations

from msgspec import Struct

from panel_papers.pdf.tagging.styles import Styles
from panel_papers.pdf.tagging.wordxml import W, XmlElement, value, whole


class ListLevel(Struct, frozen=True):
    """A level of a numbering: its format in Word's word, its left indent in twips, its label."""

    number_format: str
    indent: int
    labelled: bool


class ListItem(Struct, frozen=True):
    """A paragraph's place in the lists: which numbering, which level, how far indented.

    `labelled` is False where the level's label is empty. `style_indent` is the indent (`w:ind`) of
    the style that makes the paragraph an item, which overrules the level's.
    """

    numbering: str
    level: int
    indent: int
    number_format: str
    labelled: bool
    style_indent: XmlElement | None = None


class Numberings:
    """The numbering part; an absent part holds no lists."""

    def __init__(self, root: XmlElement | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[tuple[str, int], ListLevel] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        if root is None:
            return
        definitions = {e.get(W + "abstractNumId"): e for e in root.iter(W + "abstractNum")}
        shared = {value(e, "styleLink"): e for e in definitions.values() if value(e, "styleLink")}
        for numbering in root.iter(W + "num"):
            definition = definitions.get(value(numbering, "abstractNumId"))
            if definition is not None and value(definition, "numStyleLink"):
                definition = shared.get(value(definition, "numStyleLink"), definition)
            levels = [] if definition is None else list(definition.iter(W + "lvl"))
            for level in [*levels, *numbering.iter(W + "lvl")]:
                self._remember(numbering.get(W + "numId", ""), level)

    def _remember(self, numbering: str, level: XmlElement) -> None:
        depth = whole(level.get(W + "ilvl"))
        self._levels[numbering, depth] = ListLevel(
            value(level, "numFmt") or "decimal",
            _left(level.find(f"{W}pPr/{W}ind")) or 0,
            bool((value(level, "lvlText") or "").strip()),
        )
        style = value(level, "pStyle")
        if style:
            self._by_style[numbering, style] = depth

    def item(self, paragraph: XmlElement) -> ListItem | None:
        """Return a paragraph's place in its list, None for a paragraph in no list."""
        properties = self._styles.paragraph_property(paragraph, "numPr")
        numbering = value(properties, "numId")
        if numbering is None or properties is None:
            return None
        own = paragraph.find(f"{W}pPr/{W}numPr") is not None
        level = whole(value(properties, "ilvl"))
        style = self._styles.of_paragraph(paragraph) or ""
        if not own:
            level = self._by_style.get((numbering, style), level)
        found = self._levels.get((numbering, level))
        if found is None or found.number_format == "none":
            return None
        indent = self._indent(paragraph, own=own)
        return ListItem(
            numbering,
            level,
            found.indent if indent is None else indent,
            found.number_format,
            found.labelled,
            None if own else self._style_indent(paragraph),
        )

    def _indent(self, paragraph: XmlElement, *, own: bool) -> int | None:
        """Return the indent that overrules the level's: the paragraph's, or a list style's."""
        direct = _left(paragraph.find(f"{W}pPr/{W}ind"))
        return direct if direct is not None or own else _left(self._style_indent(paragraph))

    def _style_indent(self, paragraph: XmlElement) -> XmlElement | None:
        for style in self._styles.chain(self._styles.of_paragraph(paragraph)):
            indent = style.find(f"{W}pPr/{W}ind")
            if _left(indent) is not None:
                return indent
            if style.find(f"{W}pPr/{W}numPr") is not None:
                return None
        return None


def _left(indent: XmlElement | None) -> int | None:
    if indent is None:
        return None
    for name in indent.attrib:
        if isinstance(name, str) and name in {W + "left", W + "start"}:
            return whole(indent.get(name))
    return None
