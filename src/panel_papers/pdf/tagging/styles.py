"""What Word's styles say of a paragraph, a run and a table, through their chains."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.pdf.tagging.wordxml import W, XmlElement, value, whole


class Styles:
    """The styles part; an absent part says nothing of anything."""

    def __init__(self, root: XmlElement | None) -> None:
        self._styles: dict[str, XmlElement] = {}
        self._default: str | None = None
        self._last: tuple[XmlElement | None, str | None] = None, None
        self._known: dict[tuple[str | None, str, str], XmlElement | None] = {}
        self._document = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        for style in () if root is None else root.iter(W + "style"):
            identifier = style.get(W + "styleId", "")
            self._styles[identifier] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true"}:
                self._default = identifier

    def name(self, identifier: str | None) -> str:
        """Return a style's name in lower case; Word's own styles keep theirs in every language."""
        return (value(self._styles.get(identifier or ""), "name") or "").lower()

    def of_paragraph(self, paragraph: XmlElement) -> str | None:
        """Return the identifier of a paragraph's style: its own or the default one.

        Asked many times of one paragraph before the next: the last answer is kept.
        """
        if paragraph is not self._last[0]:
            self._last = paragraph, value(paragraph, "pPr/pStyle") or self._default
        return self._last[1]

    def chain(self, identifier: str | None) -> Iterator[XmlElement]:
        """Yield a style and those it is based on; a style based on itself ends the chain."""
        seen: set[str] = set()
        while identifier in self._styles and identifier not in seen:
            seen.add(identifier)
            style = self._styles[identifier]
            yield style
            identifier = value(style, "basedOn")

    def paragraph_property(self, paragraph: XmlElement, name: str) -> XmlElement | None:
        """Return a paragraph property: the paragraph's own, or the nearest style's."""
        own = paragraph.find(f"{W}pPr/{W}{name}")
        if own is not None:
            return own
        return self._inherited(self.of_paragraph(paragraph), "pPr", name)

    def run_property(self, run: XmlElement, paragraph: XmlElement, name: str) -> XmlElement | None:
        """Return a run property: the run's own, its style's, the paragraph style's, the default."""
        own = run.find(W + "rPr")
        found = None if own is None else own.find(W + name)
        if found is not None:
            return found
        named = None if own is None else value(own, "rStyle")
        for first in (named, self.of_paragraph(paragraph)):
            found = self._inherited(first, "rPr", name)
            if found is not None:
                return found
        return None if self._document is None else self._document.find(W + name)

    def _inherited(self, style: str | None, holder: str, name: str) -> XmlElement | None:
        """Return a property that a style or one it is based on has; asked again and again."""
        key = style, holder, name
        if key not in self._known:
            path = f"{W}{holder}/{W}{name}"
            found = (one.find(path) for one in self.chain(style))
            self._known[key] = next((one for one in found if one is not None), None)
        return self._known[key]

    def heading_level(self, paragraph: XmlElement) -> int | None:
        """Return a heading's level from 1 to 9, None for a paragraph that is no heading."""
        outline = self.paragraph_property(paragraph, "outlineLvl")
        level = 9 if outline is None else whole(outline.get(W + "val"), 9)
        return level + 1 if level < 9 else None

    def table_parts(self, table: XmlElement) -> set[str]:
        """Return which parts of a table its style sets apart: “firstRow”, “firstCol” and so on."""
        return {
            part.get(W + "type", "")
            for style in self.chain(value(table, "tblPr/tblStyle"))
            for part in style.iter(W + "tblStylePr")
        }
