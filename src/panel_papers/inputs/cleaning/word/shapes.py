"""Shapes and pictures that lie in front of a Word document's text, and hide what is below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree
from msgspec import Struct

from panel_papers.inputs.cleaning.word.names import is_on, n
from panel_papers.inputs.cleaning.word.styles import is_fallback

EMU = 12_700  # English metric units a point
_FULL = 100_000  # thousandths of a per cent
_VISIBLE = 0.9  # the opacity from which words below cannot be read
_BLOCKS = (
    *("rect", "roundRect", "round1Rect", "round2SameRect", "round2DiagRect"),
    *("snip1Rect", "snip2SameRect", "snip2DiagRect", "plaque", "bevel", "foldedCorner"),
    *("flowChartProcess", "flowChartAlternateProcess"),
)
_FILLS = ("a:solidFill", "a:gradFill", "a:pattFill", "a:blipFill")
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, None: 1.0}


class Shape(Struct, frozen=True):
    """A shape in points, from the left of its column and the top of its paragraph.

    `left` is None where it hangs on a place across that is not known.
    """

    element: etree._Element
    left: float | None
    top: float
    width: float
    height: float


def shapes_in_front(
    root: etree._Element, is_opaque: Callable[[etree._Element], bool]
) -> Iterator[Shape]:
    """Yield opaque shapes in front of text, as far as they hang on a paragraph.

    Of others only the finished page shows what they lie over. `is_opaque` judges pictures.
    """
    for anchor in root.iter(n("wp:anchor")):
        if is_fallback(anchor) or is_on(anchor.get("behindDoc", "0")):
            continue
        if anchor.find(n("wp:wrapNone")) is not None and _hides(anchor, is_opaque):
            yield from placed(anchor)
    for old in root.iter(n("v:rect"), n("v:roundrect"), n("v:shape")):
        in_group = any(True for _ in old.iterancestors(n("v:group")))  # in units of its own
        if not in_group and not is_fallback(old):
            yield from _placed_old(old)


def _hides(anchor: etree._Element, is_opaque: Callable[[etree._Element], bool]) -> bool:
    """Say whether nothing is seen through a drawing; False for what is not known."""
    data = anchor.find(f"{n('a:graphic')}/{n('a:graphicData')}")
    named = anchor.find(n("wp:docPr"))
    if data is None or not len(data) or (named is not None and is_on(named.get("hidden", "0"))):
        return False
    shape = data[0]
    if shape.tag == n("pic:pic"):
        blip = next(shape.iter(n("a:blip")), None)
        return blip is not None and not len(blip) and is_opaque(blip)
    properties = shape.find(n("wps:spPr")) if shape.tag == n("wps:wsp") else None
    form = None if properties is None else properties.find(n("a:prstGeom"))
    if properties is None or form is None or form.get("prst") not in _BLOCKS:
        return False
    style = next(shape.iter(n("a:fillRef")), None)
    return _is_filled(properties, style)


def _is_filled(properties: etree._Element, style: etree._Element | None) -> bool:
    """Say whether a shape has a fill that is opaque, its own or its style's."""
    if properties.find(n("a:noFill")) is not None:
        return False
    fill = next((f for each in _FILLS if (f := properties.find(n(each))) is not None), None)
    if fill is not None:
        return not any(_alpha(each) < _VISIBLE for each in fill.iter(n("a:alpha")))
    return style is not None and style.get("idx") not in (None, "0")


def _alpha(element: etree._Element) -> float:
    value = element.get("val", "")
    return int(value) / _FULL if value.isdecimal() else 0


def placed(anchor: etree._Element) -> Iterator[Shape]:
    """Yield a drawing with its place, where it hangs on a paragraph or line."""
    across, down = anchor.find(n("wp:positionH")), anchor.find(n("wp:positionV"))
    extent = anchor.find(n("wp:extent"))
    if across is None or down is None or extent is None:
        return
    top = _offset(down)
    if top is None or down.get("relativeFrom") not in ("paragraph", "line"):
        return
    known = across.get("relativeFrom") in ("column", "margin")
    size = [extent.get(name, "") for name in ("cx", "cy")]
    if all(each.isdecimal() for each in size):
        width, height = (int(each) / EMU for each in size)
        yield Shape(anchor, _offset(across) if known else None, top, width, height)


def _offset(position: etree._Element) -> float | None:
    found = position.find(n("wp:posOffset"))
    try:
        return None if found is None else int(found.text or "") / EMU
    except ValueError:
        return None


def _placed_old(shape: etree._Element) -> Iterator[Shape]:
    """Yield a shape in VML that lies on its paragraph (ECMA-376 part 4, 19.1.2.19)."""
    style = dict(_styles(shape.get("style", "")))
    fill = shape.find(n("v:fill"))
    opaque = is_on(shape.get("filled")) and (fill is None or fill.get("opacity") is None)
    if style.get("position") != "absolute" or not opaque:
        return
    if shape.find(n("v:imagedata")) is not None or shape.find(n("v:textpath")) is not None:
        return
    if shape.tag == n("v:shape") and not str(shape.get("type", "")).endswith("_t202"):
        return  # of any form; 202 is a text box
    if style.get("z-index", "").startswith("-") or style.get("visibility") == "hidden":
        return
    if any(etree.QName(each).localname == "wrap" for each in shape):
        return
    across, down = (
        style.get(f"mso-position-{side}-relative", "text") for side in ("horizontal", "vertical")
    )
    sizes = [
        _points(style.get(name, "0")) for name in ("margin-left", "margin-top", "width", "height")
    ]
    left, top, width, height = sizes
    if down in ("text", "line") and top is not None and width and height:
        yield Shape(shape, left if across in ("text", "margin") else None, top, width, height)


def _styles(style: str) -> Iterator[tuple[str, str]]:
    for each in style.split(";"):
        name, _, value = each.partition(":")
        yield name.strip(), value.strip()


def _points(length: str) -> float | None:
    found = _LENGTH.fullmatch(length)
    return None if found is None else float(found[1]) * _POINTS[found[2]]
