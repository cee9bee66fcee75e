"""New elements of Word's XML, and their places in the schema's order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.run import CT_R
from lxml import etree

Element = etree._Element
"""Any element of a document: python-docx has classes of its own for some, not for all."""

# What may follow `w:pBdr` in `w:pPr`, and `w:rtl` in `w:rPr` (ISO 29500-1, 17.3.1.26, 17.3.2.28).
_AFTER_BORDERS = (
    *("shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"),
    *("topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid"),
    *("spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc"),
    *("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle"),
    *("rPr", "sectPr", "pPrChange"),
)
_AFTER_LANGUAGE = ("eastAsianLayout", "specVanish", "oMath")
_AFTER_RTL = ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")


def element(tag: str, children: Iterable[Element] = (), **attributes: str | int) -> Element:
    """Return a new element such as `w:ind` with attributes of the `w:` namespace."""
    values = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    new = OxmlElement(tag, values)
    new.extend(children)
    return new


def run_properties() -> CT_RPr:
    """Return empty run properties (`w:rPr`)."""
    return cast(CT_RPr, OxmlElement("w:rPr"))


def empty_run() -> CT_R:
    """Return a run (`w:r`) with nothing in it."""
    return cast(CT_R, OxmlElement("w:r"))


def put(parent: Element, child: Element, followers: Iterable[str]) -> None:
    """Insert a child in the schema's order: before the first that `followers` names."""
    names = frozenset(followers)
    for other in parent:
        if etree.QName(other).localname in names:
            other.addprevious(child)
            return
    parent.append(child)


def put_borders(properties: Element, borders: Element) -> None:
    """Set a paragraph's borders (`w:pBdr`) in place of the ones it has."""
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    put(properties, borders, _AFTER_BORDERS)


def keep_with_next(properties: Element) -> None:
    """Keep a paragraph of these properties on one page with what follows (`w:keepNext`)."""
    if properties.find(qn("w:keepNext")) is None:
        style = properties.find(qn("w:pStyle"))
        properties.insert(0 if style is None else 1, element("w:keepNext"))


def put_right_to_left(properties: Element) -> None:
    """Mark run properties as right-to-left (`w:rtl`)."""
    if properties.find(qn("w:rtl")) is None:
        put(properties, element("w:rtl"), _AFTER_RTL)


def put_language(properties: Element, language: str) -> None:
    """Mark run properties as being in a language, a BCP 47 tag (`w:lang`)."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    put(properties, element("w:lang", val=language), _AFTER_LANGUAGE)


def text_of(parent: Element) -> str:
    """Return the text under an element: what its `w:t` hold, without tabs and breaks."""
    return "".join(str(text) for text in parent.itertext(qn("w:t")))
