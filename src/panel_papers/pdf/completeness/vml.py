"""VML drawings, as older versions of Word wrote them: pictures, shapes, WordArt, text boxes."""

from __future__ import annotations

import re

from panel_papers.pdf.completeness.drawings import VECTORS, Scale, read_box
from panel_papers.pdf.completeness.findings import Kind
from panel_papers.pdf.completeness.model import Thing, shortened
from panel_papers.pdf.completeness.ooxml import MC, Element, O, R, V, W
from panel_papers.pdf.completeness.story import Around, Reading, choice

_SHAPES = frozenset(
    f"{V}{name}"
    for name in ["shape", "rect", "oval", "line", "roundrect", "polyline", "arc", "curve", "image"]
)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "px": 0.75, "pc": 12.0, "": 0.75}
_OFF = ("f", "false", "0")


def read_vml(
    reading: Reading, parent: Element, around: Around, after: int, scale: Scale | None = None
) -> None:
    """Read a `w:pict`, a `w:object` or a group of VML shapes anchored in the line of index `after`.

    `scale` is how a group sizes the numbers without unit of what it holds; None outside groups.
    """
    for child in parent:
        if child.tag in _SHAPES:
            _shape(reading, child, around, after, scale)
        elif child.tag == f"{V}group":
            style = _style(child)
            if style.get("visibility") != "hidden":
                read_vml(reading, child, around, after, _scale(child, style, scale))
        elif child.tag == f"{MC}AlternateContent" and (chosen := choice(child)) is not None:
            read_vml(reading, chosen, around, after, scale)


def _shape(
    reading: Reading, shape: Element, around: Around, after: int, scale: Scale | None
) -> None:
    style = _style(shape)
    if style.get("visibility") == "hidden":
        return
    width, height = _size(shape, style, scale)
    angle = _number(style.get("rotation", "0").removesuffix("fd"))
    if style.get("rotation", "").endswith("fd"):  # in 65,536ths of a degree
        angle /= 65536
    thing = Thing(
        Kind.DRAWING,
        shortened(shape.get("alt", "")),
        reading.place(around),
        width=width,
        height=height,
        angle=angle % 360,
        after=after,
        floating=style.get("position") == "absolute",
        vector=True,
        section=reading.section,
    )
    box = shape.find(f"{V}textbox/{W}txbxContent")
    art = shape.find(f"{V}textpath")
    picture = shape.find(f"{V}imagedata")
    if shape.get(f"{O}hr") in ("t", "true"):
        thing.kind = Kind.RULE
    elif art is not None and (art.get("string") or "").strip():
        thing.kind = Kind.WATERMARK
        thing.name = shortened(art.get("string") or "")
    elif picture is not None:
        target = reading.part.target(picture.get(f"{R}id") or picture.get(f"{O}relid"))
        if target is None:
            return
        thing.kind = Kind.PICTURE
        thing.vector = target.lower().endswith(VECTORS)
        thing.cropped = any("crop" in str(name) for name in picture.attrib)
    elif box is not None or not _drawn(shape):
        thing.kind = Kind.WORDS
    if thing.kind is not Kind.WORDS:
        reading.flow.things.append(thing)
    if box is not None:
        holder = shape.find(f"{V}textbox")
        layout = _style(holder) if holder is not None else {}
        upright = 0
        if "vertical" in layout.get("layout-flow", ""):
            upright = 90 if layout.get("mso-layout-flow-alt") == "bottom-to-top" else -90
        read_box(reading, box, around, upright)


def _style(element: Element) -> dict[str, str]:
    """Return the CSS of an element's `style` attribute."""
    pairs = (each.partition(":") for each in (element.get("style") or "").split(";"))
    return {name.strip().lower(): text.strip() for name, _, text in pairs}


def _size(shape: Element, style: dict[str, str], scale: Scale | None) -> tuple[float, float]:
    if shape.tag == f"{V}line":
        start, end = (_pair(shape.get(name, "")) for name in ("from", "to"))
        return abs(end[0] - start[0]), abs(end[1] - start[1])
    x, y = (scale.x, scale.y) if scale is not None else (0.0, 0.0)
    return _length(style.get("width", ""), x), _length(style.get("height", ""), y)


def _pair(text: str) -> tuple[float, float]:
    first, _, second = text.partition(",")
    return _length(first, 0), _length(second, 0)


def _scale(group: Element, style: dict[str, str], outer: Scale | None) -> Scale:
    """Return the points that a unit of a group's own coordinates takes."""
    across, _, down = (group.get("coordsize") or "1000,1000").partition(",")
    width, height = _size(group, style, outer)
    return Scale(width / (_number(across) or 1000), height / (_number(down) or 1000))


def _length(text: str, unit: float) -> float:
    """Return a length in points; `unit` is what a number without unit counts in, 0 for pixels."""
    found = re.match(r"\s*(-?[\d.]+)\s*([a-z]*)", text)
    if found is None:
        return 0
    if not found[2] and unit:
        return _number(found[1]) * unit
    return _number(found[1]) * _POINTS.get(found[2], 1.0)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0


def _drawn(shape: Element) -> bool:
    """Return whether a shape has an outline, or a fill other than white."""
    stroked = shape.get("stroked") not in _OFF
    filled = shape.get("filled") not in _OFF and shape.get("fillcolor", "white").split()[0] not in (
        "white",
        "#fff",
        "#ffffff",
        "window",
    )
    return stroked or (filled and shape.tag != f"{V}line")
