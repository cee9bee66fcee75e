"""Pictures, text boxes and other drawings in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panel_papers.tagging.elements import Element, Leaf, Paint, where
from panel_papers.tagging.refusal import Refused
from panel_papers.tagging.wordxml import MC, VML, A, R, W, XmlElement, local

if TYPE_CHECKING:
    from panel_papers.tagging.inlines import Inlines

_TEXT_BOX = W + "txbxContent"
_DRAWN_ELSEWHERE = {"chart": "a chart", "diagram": "a diagram"}


def read(inlines: Inlines, drawing: XmlElement, owner: Element) -> None:
    """Read one drawing of a run.

    Raises Refused for charts, diagrams, drawn shapes that mean something, and VML pictures.
    """
    if local(drawing) == "AlternateContent":
        choice = drawing.find(MC + "Choice")
        for inner in () if choice is None else choice:
            read(inlines, inner, owner)
        return
    if local(drawing) in {"pict", "object"}:
        _old_style(inlines, drawing)
        return
    for data in drawing.iter(A + "graphicData"):
        kind = data.get("uri", "").rpartition("/")[2]
        if kind in _DRAWN_ELSEWHERE:
            raise Refused(f"{_DRAWN_ELSEWHERE[kind]} cannot be tagged", where(inlines.block))
    boxes = [b for b in drawing.iter(_TEXT_BOX) if not _inside(b, _TEXT_BOX, drawing)]
    pictures = [
        b for b in drawing.iter(A + "blip") if b.get(R + "embed") and not _inside(b, _TEXT_BOX, drawing)
    ]
    for box in boxes:
        _text_box(inlines, box)
    if pictures:
        _pictures(inlines, drawing, pictures, owner)
    elif not boxes and _described(drawing) and not _decorative(drawing):
        raise Refused("a drawn shape cannot be tagged", where(inlines.block))


def _old_style(inlines: Inlines, drawing: XmlElement) -> None:
    """Refuse VML that holds something to read; a drawn rule holds nothing."""
    if any(True for _ in drawing.iter(VML + "imagedata", VML + "textpath", _TEXT_BOX)):
        raise Refused("a picture or text box of the old kind (VML)", where(inlines.block))


def _text_box(inlines: Inlines, box: XmlElement) -> None:
    reader = inlines.reader
    division = Element("Div")
    inlines.beside(division)
    outer, reader.fields = reader.fields, []
    reader.blocks(box, division, reader.new_flow())
    reader.fields = outer


def _pictures(
    inlines: Inlines, drawing: XmlElement, pictures: list[XmlElement], owner: Element
) -> None:
    """Make one figure of a drawing's pictures, or furniture of decorative ones."""
    properties = _properties(drawing)
    figure = owner.add("Figure")
    if _decorative(drawing):
        figure.furniture = ""
    elif properties is not None:
        figure.alt = properties.get("descr") or properties.get("title") or None
    if figure.alt is None and figure.furniture is None:
        inlines.reader.remarks.append(f"a picture has no alternative text: {where(inlines.block)}")
    for blip in pictures:
        leaf = Leaf(Paint.PICTURE, figure, None, inlines.flow, inlines.reader.part, [blip])
        inlines.reader.leaf(leaf)


def _properties(drawing: XmlElement) -> XmlElement | None:
    return next((e for e in drawing.iter() if local(e) == "docPr"), None)


def _described(drawing: XmlElement) -> bool:
    properties = _properties(drawing)
    return properties is not None and bool(properties.get("descr") or properties.get("title"))


def _decorative(drawing: XmlElement) -> bool:
    marks = (e for e in drawing.iter() if local(e) == "decorative")
    return any(mark.get("val") in {"1", "true"} for mark in marks)


def _inside(element: XmlElement, tag: str, top: XmlElement) -> bool:
    """Return whether an element stands in one with a tag, below `top`."""
    for outer in element.iterancestors():
        if outer is top:
            return False
        if outer.tag == tag:
            return True
    return False
