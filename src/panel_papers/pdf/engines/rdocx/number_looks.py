"""The look of list and heading numbers: what Word gives them from the paragraph's style.

Word sets a number in the look of its paragraph, and what the list level says comes on top (ECMA-376
part 1, 17.9.24). rdocx 0.16.3 takes the level alone, so that the number of a bold heading comes out
plain. Here the level says what the style says, where all its paragraphs have the same style.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from panel_papers.pdf.tagging.styles import Styles
from panel_papers.pdf.tagging.wordxml import W, XmlElement, value, whole

_LOOK = ("rFonts", "b", "i", "color", "sz")  # in the schema's order (17.3.2.28)


def write_number_looks(
    numbering: XmlElement | None, styles: XmlElement | None, stories: Iterable[XmlElement]
) -> None:
    """Write the style's look into the levels of the numbering part, in place."""
    if numbering is None:
        return
    known = Styles(styles)
    path = f"{W}docDefaults/{W}rPrDefault/{W}rPr"
    defaults = None if styles is None else styles.find(path)
    definitions = {
        num.get(W + "numId", ""): value(num, "abstractNumId") or ""
        for num in numbering.iter(W + "num")
    }
    users: dict[tuple[str, int], set[str | None]] = {}
    for paragraph in (p for story in stories for p in story.iter(W + "p")):
        properties = known.paragraph_property(paragraph, "numPr")
        definition = definitions.get(value(properties, "numId") or "")
        if definition is not None:
            level = whole(value(properties, "ilvl"))
            users.setdefault((definition, level), set()).add(known.of_paragraph(paragraph))
    for (definition, level), named in users.items():
        if len(named) == 1:
            looks = list(_look(known, *named, defaults=defaults))
            for element in _levels(numbering, definition, level):
                _write(element, looks)


def _look(
    styles: Styles, style: str | None, *, defaults: XmlElement | None
) -> Iterator[XmlElement]:
    """Yield what a style, those it is based on, or else the document say of the look of runs."""
    for name in _LOOK:
        found = (each.find(f"{W}rPr/{W}{name}") for each in styles.chain(style))
        nearest = next((each for each in found if each is not None), None)
        if nearest is None and defaults is not None:
            nearest = defaults.find(f"{W}{name}")
        if nearest is not None:
            yield nearest


def _levels(numbering: XmlElement, definition: str, level: int) -> Iterator[XmlElement]:
    """Yield a level's elements: of the definition, and of the lists that override it."""
    for holder in numbering.iter(W + "abstractNum", W + "num"):
        own = holder.get(W + "abstractNumId") or value(holder, "abstractNumId")
        if own == definition:
            yield from (e for e in holder.iter(W + "lvl") if whole(e.get(W + "ilvl")) == level)


def _write(level: XmlElement, looks: Sequence[XmlElement]) -> None:
    properties = level.find(W + "rPr")
    if properties is None:
        properties = etree.SubElement(level, W + "rPr")
    for look in looks:
        if properties.find(str(look.tag)) is None:
            place = sum(1 for e in properties if _order(e) < _order(look))
            properties.insert(place, copy.deepcopy(look))


def _order(element: XmlElement) -> int:
    name = etree.QName(element).localname
    return _LOOK.index(name) if name in _LOOK else len(_LOOK)
