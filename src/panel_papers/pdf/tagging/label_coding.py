"""The coded copy's list labels: each gets a numbering of its own, in the label's colour.

rdocx takes a label's colour from the list level. A numbering of its own, on the same definition,
counts on where the others stopped (as in Word; dxpdf begins again), so the labels say the same in
both copies.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from panel_papers.pdf.tagging.elements import Leaf, Paint
from panel_papers.pdf.tagging.package import WordPackage
from panel_papers.pdf.tagging.wordxml import W, XmlElement, local, value, whole

# What the schema wants before a paragraph's numbering and before its indent (17.3.1.26).
_BEFORE_NUMBERING = frozenset(
    ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"]
)
_BEFORE_INDENT = _BEFORE_NUMBERING | frozenset(
    [
        "numPr",
        "suppressLineNumbers",
        "pBdr",
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "bidi",
        "adjustRightInd",
        "snapToGrid",
        "spacing",
    ]
)
_OVERRIDE = W + "lvlOverride"


def code_labels(package: WordPackage, leaves: Sequence[Leaf], colours: dict[Leaf, str]) -> None:
    """Give each list label's paragraph a numbering of its own, in the colour of its code."""
    parts = package.related("numbering")
    root = package.tree(parts[0]) if parts else None
    if root is None:
        return
    numberings = _Numberings(root)
    for leaf in leaves:
        if leaf.paint is Paint.LABEL and leaf.item is not None:
            numbering, level = leaf.item.numbering, leaf.item.level
            new = numberings.add(numbering, level, colours[leaf])
            if new is not None:
                _number(leaf.holders[0], new, level, leaf.item.style_indent)


class _Numberings:
    """The numbering part of the coded copy."""

    def __init__(self, root: XmlElement) -> None:
        self._root = root
        self._definitions = {e.get(W + "abstractNumId"): e for e in root.iter(W + "abstractNum")}
        self._shared = {
            value(e, "styleLink"): e for e in self._definitions.values() if value(e, "styleLink")
        }
        self._known = {e.get(W + "numId", ""): e for e in root.iter(W + "num")}
        self._next = max(map(whole, self._known), default=0) + 1
        self._begun: set[tuple[str, int]] = set()

    def add(self, numbering: str, level: int, colour: str) -> str | None:
        """Add a numbering that continues another, one level of it coloured; return its number."""
        source = self._known.get(numbering)
        found = None if source is None else self._level(source, level)
        if source is None or found is None:
            return None
        new = etree.Element(W + "num")
        new.set(W + "numId", str(self._next))
        self._next += 1
        etree.SubElement(new, W + "abstractNumId").set(
            W + "val", value(source, "abstractNumId") or ""
        )
        for override in source.findall(_OVERRIDE):
            if whole(override.get(W + "ilvl")) != level and override.find(W + "lvl") is not None:
                other = etree.SubElement(new, _OVERRIDE)
                other.set(W + "ilvl", override.get(W + "ilvl", ""))
                other.append(_unlinked(override.find(W + "lvl")))
        own = etree.SubElement(new, _OVERRIDE)
        own.set(W + "ilvl", str(level))
        start = self._start(source, level)
        if start is not None:
            own.append(copy.deepcopy(start))
        own.append(_coloured(found, colour))
        after = self._root.find(W + "numIdMacAtCleanup")
        self._root.insert(len(self._root) if after is None else self._root.index(after), new)
        return new.get(W + "numId")

    def _level(self, source: XmlElement, level: int) -> XmlElement | None:
        for override in source.findall(_OVERRIDE):
            if whole(override.get(W + "ilvl")) == level and override.find(W + "lvl") is not None:
                return override.find(W + "lvl")
        definition = self._definitions.get(value(source, "abstractNumId"))
        if definition is not None and value(definition, "numStyleLink"):
            definition = self._shared.get(value(definition, "numStyleLink"), definition)
        levels = () if definition is None else definition.findall(W + "lvl")
        return next((e for e in levels if whole(e.get(W + "ilvl")) == level), None)

    def _start(self, source: XmlElement, level: int) -> XmlElement | None:
        """Return where a numbering begins again, for the first item that has it."""
        key = source.get(W + "numId", ""), level
        if key in self._begun:
            return None
        self._begun.add(key)
        for override in source.findall(_OVERRIDE):
            if whole(override.get(W + "ilvl")) == level:
                return override.find(W + "startOverride")
        return None


def _unlinked(level: XmlElement | None) -> XmlElement:
    """Return a copy of a level that no style points to."""
    assert level is not None  # noqa: S101 - the callers looked
    found = copy.deepcopy(level)
    for style in found.findall(W + "pStyle"):
        found.remove(style)
    return found


def _coloured(level: XmlElement, colour: str) -> XmlElement:
    found = _unlinked(level)
    properties = found.find(W + "rPr")
    if properties is None:
        properties = etree.SubElement(found, W + "rPr")
    for child in properties.findall(W + "color"):
        properties.remove(child)
    etree.SubElement(properties, W + "color").set(W + "val", colour)
    return found


def _number(paragraph: XmlElement, numbering: str, level: int, indent: XmlElement | None) -> None:
    """Write a numbering on a paragraph itself; what its style said of the indent stays so."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(W + "numPr"):
        properties.remove(old)
    numbered = etree.Element(W + "numPr")
    etree.SubElement(numbered, W + "ilvl").set(W + "val", str(level))
    etree.SubElement(numbered, W + "numId").set(W + "val", numbering)
    _insert(properties, numbered, _BEFORE_NUMBERING)
    if indent is not None and properties.find(W + "ind") is None:
        _insert(properties, copy.deepcopy(indent), _BEFORE_INDENT)


def _insert(properties: XmlElement, element: XmlElement, before: frozenset[str]) -> None:
    place = sum(1 for child in properties if local(child) in before)
    properties.insert(place, element)
