"""New elements of Word's XML, and their places in the schema's order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement

# What may follow `w:pBdr` in `w:pPr`, and `w:rtl` in `w:rPr` (ISO 29500-1, 17.3.1.26, 17.3.2.28).
_AFTER_BORDERS = (
    *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct"),
    *("w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd"),
    *("w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents"),
    *("w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap"),
    *("w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)
_AFTER_RTL = ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath")


def element(
    tag: str, children: Iterable[BaseOxmlElement] = (), **attributes: str | int
) -> BaseOxmlElement:
    """Return a new element such as `w:ind` with attributes of the `w:` namespace."""
    values = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    new = cast(BaseOxmlElement, OxmlElement(tag, values))
    new.extend(children)
    return new


def run_properties() -> CT_RPr:
    """Return empty run properties (`w:rPr`)."""
    return cast(CT_RPr, OxmlElement("w:rPr"))


def empty_run() -> CT_R:
    """Return a run (`w:r`) with nothing in it."""
    return cast(CT_R, OxmlElement("w:r"))


def put_borders(properties: BaseOxmlElement, borders: BaseOxmlElement) -> None:
    """Set a paragraph's borders (`w:pBdr`) in place of the ones it has."""
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    properties.insert_element_before(borders, *_AFTER_BORDERS)


def put_right_to_left(properties: BaseOxmlElement) -> None:
    """Mark run properties as right-to-left (`w:rtl`)."""
    if properties.find(qn("w:rtl")) is None:
        properties.insert_element_before(element("w:rtl"), *_AFTER_RTL)


def text_of(parent: BaseOxmlElement) -> str:
    """Return the text under an element: what its `w:t` hold, without tabs and breaks."""
    return "".join(str(text) for text in parent.itertext(qn("w:t")))
