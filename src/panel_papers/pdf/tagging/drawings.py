"""What one drawing of a run holds: pictures, text boxes, a description."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from panel_papers.pdf.tagging.wordxml import (
    MC,
    VML,
    A,
    R,
    W,
    XmlElement,
    local,
)

_TEXT_BOX = W + "txbxContent"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_UNREADABLE = {"chart": "a chart", "diagram": "a diagram"}


class Drawing(Struct, frozen=True):
    """Pictures by their `a:blip` or `v:imagedata`, text boxes by their content, and a description.

    A floating drawing is painted where it is on the page, not among the words.
    `unreadable` names what cannot be matched with the engine's answer, “” where all can. `art` are
    the `v:textpath` of words drawn as pictures, such as a watermark, `charts` the `c:chart` of a
    drawing that holds nothing else.
    """

    pictures: tuple[XmlElement, ...] = ()
    boxes: tuple[XmlElement, ...] = ()
    description: str | None = None
    decorative: bool = False
    floating: bool = False
    unreadable: str = ""
    art: tuple[XmlElement, ...] = ()
    charts: tuple[XmlElement, ...] = ()


def read_drawing(xml: XmlElement) -> list[Drawing]:
    """Return the drawings of a `w:drawing`, `w:pict`, `w:object` or `mc:AlternateContent`."""
    if local(xml) == "AlternateContent":
        choice = xml.find(MC + "Choice")
        return [d for inner in (() if choice is None else choice) for d in read_drawing(inner)]
    if local(xml) in {"pict", "object"}:
        # A drawn rule holds nothing to read; a picture or a text box does.
        art = tuple(path for path in xml.iter(VML + "textpath") if path.get("string"))
        if art and next(xml.iter(_TEXT_BOX), None) is None:
            return [Drawing(art=art, unreadable="a text drawn as a picture (WordArt)")]
        holds = any(True for _ in xml.iter(_TEXT_BOX))
        if holds or local(xml) == "object":
            return [Drawing(unreadable="a text box or object of the old kind (VML)")]
        images = tuple(i for i in xml.iter(VML + "imagedata") if i.get(R + "id"))
        shapes = [image.getparent() for image in images]
        said = next((s.get("alt") for s in shapes if s is not None and s.get("alt")), None)
        return [Drawing(images, description=said, floating=_is_absolute(shapes))]
    if local(xml) != "drawing":
        return []
    boxes = tuple(box for box in xml.iter(_TEXT_BOX) if not _in_box(box, xml))
    blips = [blip for blip in xml.iter(A + "blip") if not _in_box(blip, xml)]
    pictures = tuple(blip for blip in blips if blip.get(R + "embed"))
    properties = next((e for e in xml.iter() if local(e) == "docPr"), None)
    description = None
    if properties is not None:
        description = properties.get("descr") or properties.get("title") or None
    marks = (e.get("val") for e in xml.iter() if local(e) == "decorative")
    decorative = any(mark in {"1", "true"} for mark in marks)
    unreadable = ""
    for data in xml.iter(A + "graphicData"):
        unreadable = unreadable or _UNREADABLE.get(data.get("uri", "").rpartition("/")[2], "")
    if len(pictures) < len(blips):
        unreadable = unreadable or "a picture that is kept outside the file"
    if description and not (decorative or pictures or boxes):
        unreadable = unreadable or "a drawn shape with a meaning"
    # LibreOffice paints the pictures of a group where its shapes are, behind the words.
    floating = any(local(e) == "anchor" for e in xml) or any(local(e) == "wgp" for e in xml.iter())
    charts = () if pictures or boxes else tuple(e for e in xml.iter(_CHART) if e.get(R + "id"))
    return [Drawing(pictures, boxes, description, decorative, floating, unreadable, charts=charts)]


def _is_absolute(shapes: Sequence[XmlElement | None]) -> bool:
    styles = (shape.get("style", "") for shape in shapes if shape is not None)
    return any("position:absolute" in style.replace(" ", "") for style in styles)


def _in_box(element: XmlElement, drawing: XmlElement) -> bool:
    """Return whether an element is in a text box of the drawing."""
    for outer in element.iterancestors():
        if outer is drawing:
            return False
        if outer.tag == _TEXT_BOX:
            return True
    return False
