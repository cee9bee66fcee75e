"""Shapes of the old kind (VML, ECMA-376 part 4, 19.1): their size and place, for DrawingML."""

from __future__ import annotations

import re

from lxml import etree

from panel_papers.pdf.preparation.xml import XmlElement, local, n

_EMU = {"pt": 12700, "in": 914400, "cm": 360000, "mm": 36000, "pc": 152400, "px": 9525, "": 9525}
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d+)?|-?\.\d+)(pt|in|cm|mm|pc|px|)")
_ACROSS = {"page": "page", "margin": "margin", "char": "character", "text": "column"}
_DOWN = {"page": "page", "margin": "margin", "line": "line", "text": "paragraph"}
_WRAPS = {"square": "wrapSquare", "topAndBottom": "wrapTopAndBottom", "none": "wrapNone"}
_MOST = 27_273_042_316_900  # the greatest coordinate of DrawingML (20.1.10.16)
_DRAWN = ("shape", "rect", "roundrect", "oval")


def drawn_pictures(root: XmlElement) -> list[XmlElement]:
    """Return the `w:pict` of a part, without the copies of drawings of today for old programs."""
    return [
        picture
        for picture in root.iter(n("w:pict"))
        if next(picture.iterancestors(n("mc:Fallback")), None) is None
    ]


def only_shape(picture: XmlElement) -> XmlElement | None:
    """Return the one shape of a `w:pict`; None for groups, several shapes, and drawn rules."""
    shapes = [child for child in picture if local(child) not in ("shapetype", "")]
    if len(shapes) != 1 or shapes[0].tag not in [n(f"v:{name}") for name in _DRAWN]:
        return None
    shape = shapes[0]
    if shape.get(n("o:hr")) is not None or "visibility:hidden" in shape.get("style", ""):
        return None
    return shape


def style_of(shape: XmlElement) -> dict[str, str]:
    """Return a shape's style as its properties."""
    pairs = (each.partition(":") for each in shape.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value.strip()}


def length(value: str | None) -> int | None:
    """Return a length in English metric units (914,400 an inch); None for what is none."""
    found = _LENGTH.fullmatch((value or "").strip().lower())
    return round(float(found[1]) * _EMU[found[2]]) if found else None


def degrees(value: str | None) -> float:
    """Return a turn in degrees; “fd” means 65,536ths of one (19.1.2.19, rotation)."""
    found = re.fullmatch(r"(-?\d{1,9}(?:\.\d+)?)(fd)?", (value or "").strip())
    if not found:
        return 0.0
    return float(found[1]) / (65536 if found[2] else 1)


def next_number(root: XmlElement) -> int:
    """Return a number for a drawing that no other in the part has."""
    numbers = (element.get("id", "") for element in root.iter(n("wp:docPr")))
    return max((int(each) for each in numbers if each.isdecimal() and len(each) < 9), default=0) + 1


def drawing(
    shape: XmlElement, size: tuple[int, int], number: int, graphic: str
) -> XmlElement | None:
    """Return a `w:drawing` where a shape is, with the given graphic; None for an unknown place.

    In the line, or floating (20.4.2.3, 20.4.2.8).
    """
    style = style_of(shape)
    extent = f'<wp:extent cx="{size[0]}" cy="{size[1]}"/>'
    name = f'<wp:docPr id="{number}" name="Picture {number}"/>'
    if style.get("position") in (None, "static"):
        gaps = 'distT="0" distB="0" distL="0" distR="0"'
        xml = f"<wp:inline {gaps}>{extent}{name}{graphic}</wp:inline>"
    else:
        across, down = _place(style, "horizontal"), _place(style, "vertical")
        if across is None or down is None:
            return None
        behind = int(style.get("z-index", "0").startswith("-"))
        gaps = "".join(
            f' dist{side[0].upper()}="{_gap(style, side)}"'
            for side in ("top", "bottom", "left", "right")
        )
        xml = (
            f'<wp:anchor{gaps} simplePos="0" relativeHeight="{number}" behindDoc="{behind}" '
            'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f"{across}{down}{extent}{_wrap(shape)}{name}{graphic}</wp:anchor>"
        )
    spaces = " ".join(
        f'xmlns:{prefix}="{n(f"{prefix}:x")[1:-2]}"'
        for prefix in ("w", "wp", "a", "pic", "wps", "r")
    )
    made = etree.fromstring(f"<w:drawing {spaces}>{xml}</w:drawing>")
    described = next(made.iter(n("wp:docPr")))
    if shape.get("alt"):
        described.set("descr", shape.get("alt", ""))
    if shape.get("title"):
        described.set("title", shape.get("title", ""))
    return made


def _gap(style: dict[str, str], side: str) -> int:
    return max(0, length(style.get(f"mso-wrap-distance-{side}")) or 0)


def _place(style: dict[str, str], way: str) -> str | None:
    """Return the XML of a floating shape's place across or down; None where it is not said."""
    letter, names = ("H", _ACROSS) if way == "horizontal" else ("V", _DOWN)
    relative = names.get(style.get(f"mso-position-{way}-relative", "text"))
    if relative is None:
        return None
    align = style.get(f"mso-position-{way}", "absolute")
    if align != "absolute":
        inside = f"<wp:align>{align}</wp:align>"
        if align not in ("left", "center", "right", "top", "bottom", "inside", "outside"):
            return None
    else:
        edge = "left" if way == "horizontal" else "top"
        offset = length(style.get(f"margin-{edge}", style.get(edge, "0")))
        if offset is None or abs(offset) > _MOST:
            return None
        inside = f"<wp:posOffset>{offset}</wp:posOffset>"
    return f'<wp:position{letter} relativeFrom="{relative}">{inside}</wp:position{letter}>'


def _wrap(shape: XmlElement) -> str:
    wrap = shape.find(n("w10:wrap"))
    kind = _WRAPS.get("none" if wrap is None else wrap.get("type", "none"), "wrapSquare")
    return f'<wp:{kind} wrapText="bothSides"/>' if kind == "wrapSquare" else f"<wp:{kind}/>"
