"""A style sheet under work: styles by id and by name, and where each inherits from."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator

from panel_papers.word import (
    Element,
    attribute,
    child,
    children,
    element,
    put,
    remove,
    value_at,
)

_BEFORE_PARAGRAPH = ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
_BEFORE_RUN = ("tblPr", "trPr", "tcPr", "tblStylePr")
_RUN_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
    *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden"),
    *("color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect"),
    *("bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
)
_PARAGRAPH_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap"),
    *("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd"),
    *("snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap"),
    *("jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId"),
)


class Sheet:
    """The styles below `root` (`w:styles`); what is added to `root` by `add` is known at once."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.by_id: dict[str, Element] = {}
        self._by_key: dict[tuple[str, str], Element] = {}
        for style in children(root, "w:style"):
            self._know(style)

    def _know(self, style: Element) -> None:
        self.by_id[attribute(style, "w:styleId")] = style
        self._by_key.setdefault(key_of(style), style)
        if attribute(style, "w:default") in {"1", "true", "on"}:
            self._by_key.setdefault((key_of(style)[0], ""), style)

    def add(self, style: Element) -> None:
        """Add a style at the end."""
        self.root.append(style)
        self._know(style)

    def named(self, kind: str, name: str) -> Element | None:
        """Return the style of a kind by its name, in any case as in Word."""
        return self._by_key.get((kind, name.casefold()))

    def paragraph(self, name: str) -> Element | None:
        """Return a paragraph style by its name."""
        return self.named("paragraph", name)

    @property
    def normal(self) -> Element | None:
        """The style of paragraphs that name none."""
        return self._by_key.get(("paragraph", ""), self.paragraph("normal"))

    def of(self, paragraph: Element) -> Element | None:
        """Return the style of a paragraph."""
        return self.by_id.get(value_at(paragraph, "w:pPr", "w:pStyle"), self.normal)

    def lineage(self, style: Element | None) -> Iterator[Element]:
        """Yield a style and those that it is based on, nearest first."""
        seen: set[int] = set()
        while style is not None and id(style) not in seen:
            seen.add(id(style))
            yield style
            style = self.by_id.get(value_at(style, "w:basedOn"))

    def says(self, style: Element | None, holder: str, name: str) -> Element | None:
        """Return what a style or its ancestors say of a property, such as `w:rPr`, `w:sz`."""
        found = (child(each, holder, name) for each in self.lineage(style))
        defaults = "w:rPrDefault" if holder == "w:rPr" else "w:pPrDefault"
        default = child(self.root, "w:docDefaults", defaults, holder, name)
        return next((each for each in found if each is not None), default)


def key_of(style: Element) -> tuple[str, str]:
    """Return what makes two styles one: their kind and their name."""
    kind = attribute(style, "w:type") or "paragraph"
    return kind, value_at(style, "w:name").casefold()


def set_property(owner: Element, holder: str, new: Element) -> None:
    """Give a style or run properties a property in place of its own, in the schema's order."""
    properties = child(owner, holder)
    if properties is None:
        properties = element(holder)
        put(owner, properties, _BEFORE_PARAGRAPH if holder == "w:pPr" else _BEFORE_RUN)
    order = _RUN_ORDER if holder == "w:rPr" else _PARAGRAPH_ORDER
    name = str(new.tag).rpartition("}")[2]
    drop_properties(properties, [f"w:{name}"])
    put(properties, copy.deepcopy(new), (*order[order.index(name) + 1 :], "rPrChange", "pPrChange"))


def drop_properties(properties: Element | None, names: Iterable[str]) -> None:
    """Take properties away."""
    for name in names:
        for old in children(properties, name):
            remove(old)
