"""DrawingML drawings: pictures, shapes, text boxes, groups, canvases, charts, SmartArt."""

from __future__ import annotations

from typing import NamedTuple

from panel_papers.pdf.completeness.charts import read_chart, read_smart_art
from panel_papers.pdf.completeness.findings import Kind
from panel_papers.pdf.completeness.model import Story, Thing, shortened
from panel_papers.pdf.completeness.ooxml import (
    ASVG,
    DGM,
    MC,
    PIC,
    WP,
    WPC,
    WPG,
    WPS,
    A,
    C,
    Element,
    R,
    W,
    number,
)
from panel_papers.pdf.completeness.story import Around, Reading, choice

_POINT = 12700  # EMU
_DEGREE = 60000
VECTORS = (".emf", ".wmf", ".svg", ".emz", ".wmz")
_UPRIGHT = {"vert": -90, "vert270": 90, "eaVert": -90}
_CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_ON = ("1", "true", "on")


class Scale(NamedTuple):
    """How a group sizes what it holds, and the angle at which it is turned itself."""

    x: float = 1
    y: float = 1
    angle: float = 0


def read_drawing(reading: Reading, drawing: Element, around: Around, after: int) -> None:
    """Read a `w:drawing` that is anchored in the line of index `after`."""
    for anchor in drawing.iterchildren(f"{WP}inline", f"{WP}anchor"):
        properties = anchor.find(f"{WP}docPr")
        if properties is not None and properties.get("hidden") in _ON:
            continue
        name = ""
        if properties is not None:
            name = properties.get("descr") or properties.get("title") or ""
        size = anchor.find(f"{WP}extent")
        width = 0.0 if size is None else number(size.get("cx")) / _POINT
        height = 0.0 if size is None else number(size.get("cy")) / _POINT
        found = _Drawing(reading, around, shortened(name), after)
        found.floating = anchor.tag == f"{WP}anchor"
        for content in anchor.iterfind(f"{A}graphic/{A}graphicData/*"):
            found.content(content, (width, height))


class _Drawing:
    """One drawing that is being read; its name and its anchor are those of all that it holds."""

    def __init__(self, reading: Reading, around: Around, name: str, after: int) -> None:
        self._reading = reading
        self._around = around
        self._name = name
        self._after = after
        self.floating = False

    def content(self, content: Element, size: tuple[float, float]) -> None:
        """Read what a drawing or a frame within it is: a chart, a diagram, a picture, a group."""
        if content.tag in (f"{C}chart", _CX):
            thing = self._thing(Kind.CHART, size)
            read_chart(self._reading, thing, content.get(f"{R}id"), self._around)
        elif content.tag == f"{DGM}relIds":
            thing = self._thing(Kind.SMART_ART, size)
            read_smart_art(self._reading, thing, content.get(f"{R}dm"), self._around)
        elif content.tag == f"{MC}AlternateContent":
            if (chosen := choice(content)) is not None:
                for each in chosen:
                    self.content(each, size)
        elif content.tag in (f"{WPG}wgp", f"{WPC}wpc"):
            self.floating = True  # its members may lie over one another
            scale = Scale() if content.tag == f"{WPC}wpc" else _scale(content, Scale())
            for each in content:
                self._part(each, scale)
        else:
            self._part(content, Scale(), size)

    def _part(self, part: Element, scale: Scale, size: tuple[float, float] | None = None) -> None:
        """Read a picture, a shape or a group; `size` is that of the whole drawing."""
        tag = part.tag
        if tag == f"{PIC}pic":
            self._picture(part, scale, size)
        elif tag in (f"{WPS}wsp", f"{WPS}cxnSp"):
            self._shape(part, scale, size)
        elif tag in (f"{WPG}grpSp", f"{WPG}wgp"):
            for each in part:
                self._part(each, _scale(part, scale))
        elif tag == f"{WPG}graphicFrame":
            for each in part.iterfind(f"{A}graphic/{A}graphicData/*"):
                self.content(each, _sized(part, scale)[0])
        elif tag == f"{MC}AlternateContent" and (chosen := choice(part)) is not None:
            for each in chosen:
                self._part(each, scale, size)

    def _picture(self, picture: Element, scale: Scale, size: tuple[float, float] | None) -> None:
        blip = picture.find(f"{PIC}blipFill/{A}blip")
        target = None if blip is None else self._reading.part.target(blip.get(f"{R}embed"))
        if blip is None or target is None:
            return  # a picture of the web, which is not fetched
        own, angle = _sized(picture, scale)
        thing = self._thing(Kind.PICTURE, own if own[0] else size or own, angle)
        thing.vector = target.lower().endswith(VECTORS) or (
            next(blip.iter(f"{ASVG}svgBlip"), None) is not None
        )
        crop = picture.find(f"{PIC}blipFill/{A}srcRect")
        thing.cropped = crop is not None and bool(crop.attrib)

    def _shape(self, shape: Element, scale: Scale, size: tuple[float, float] | None) -> None:
        own, angle = _sized(shape, scale)
        box = shape.find(f"{WPS}txbx/{W}txbxContent")
        if shape.find(f"{WPS}spPr/{A}blipFill") is not None:
            self._thing(Kind.PICTURE, own, angle).vector = True
        elif box is None and _drawn(shape):
            self._thing(Kind.DRAWING, own if any(own) else size or own, angle)
        if box is not None:
            body = shape.find(f"{WPS}bodyPr")
            upright = _UPRIGHT.get((body.get("vert") or "") if body is not None else "", 0)
            keeps_level = body is not None and body.get("upright") in _ON
            turned = 0 if keeps_level else -round(angle)
            read_box(self._reading, box, self._around, upright + turned)

    def _thing(self, kind: Kind, size: tuple[float, float], angle: float = 0) -> Thing:
        thing = Thing(
            kind,
            self._name,
            self._reading.place(self._around),
            width=size[0],
            height=size[1],
            angle=angle,
            after=self._after,
            floating=self.floating,
            section=self._reading.section,
            vector=kind is not Kind.PICTURE,
        )
        self._reading.flow.things.append(thing)
        return thing


def read_box(reading: Reading, box: Element, around: Around, angle: int) -> None:
    """Read what a text box holds."""
    inside = f"a text box in {around.inside}" if around.inside else "a text box"
    story = around.story if around.story is Story.FURNITURE else Story.BOX
    within = Around(inside, story, angle=angle)
    before = reading.near
    reading.blocks(reading, box, within)
    reading.near = before


def _transform(element: Element) -> Element | None:
    return next(
        (
            each
            for path in (f"{PIC}spPr", f"{WPS}spPr", f"{WPG}grpSpPr", ".")
            for each in element.iterfind(f"{path}/{A}xfrm")
        ),
        element.find(f"{WPG}xfrm"),
    )


def _sized(element: Element, scale: Scale) -> tuple[tuple[float, float], float]:
    """Return width and height in points, and the angle, that an element's transform gives."""
    transform = _transform(element)
    if transform is None:
        return (0.0, 0.0), scale.angle
    size = transform.find(f"{A}ext")
    width = 0.0 if size is None else number(size.get("cx")) / _POINT * scale.x
    height = 0.0 if size is None else number(size.get("cy")) / _POINT * scale.y
    angle = (number(transform.get("rot")) / _DEGREE + scale.angle) % 360
    return (width, height), angle


def _scale(group: Element, outer: Scale) -> Scale:
    """Return the scale within a group: its size over the size that its members count in."""
    transform = _transform(group)
    size = None if transform is None else transform.find(f"{A}ext")
    inner = None if transform is None else transform.find(f"{A}chExt")
    if transform is None or size is None or inner is None:
        return outer
    angle = outer.angle + number(transform.get("rot")) / _DEGREE
    across, down = number(inner.get("cx")), number(inner.get("cy"))
    return Scale(
        outer.x * (number(size.get("cx")) / across if across else 1),
        outer.y * (number(size.get("cy")) / down if down else 1),
        angle,
    )


def _drawn(shape: Element) -> bool:
    """Return whether a shape has a fill or an outline that can be seen."""
    properties = shape.find(f"{WPS}spPr")
    if properties is None:
        return False
    line = properties.find(f"{A}ln")
    fills = [
        each.tag[len(A) :]
        for each in properties
        if isinstance(each.tag, str) and each.tag.endswith("Fill")
    ]
    style = shape.find(f"{WPS}style")

    def by_style(name: str) -> bool:
        reference = None if style is None else style.find(f"{A}{name}")
        return reference is not None and reference.get("idx", "0") != "0"

    outlined = (
        line.find(f"{A}noFill") is None and (len(line) > 0 or by_style("lnRef"))
        if line is not None
        else by_style("lnRef")
    )
    filled = fills[0] != "noFill" if fills else by_style("fillRef")
    if fills == ["solidFill"] and _is_white(properties.find(f"{A}solidFill")):
        filled = False
    return outlined or filled


def _is_white(fill: Element | None) -> bool:
    colour = None if fill is None else fill.find(f"{A}srgbClr")
    scheme = None if fill is None else fill.find(f"{A}schemeClr")
    return (colour is not None and (colour.get("val") or "").upper() == "FFFFFF") or (
        scheme is not None and scheme.get("val") in ("bg1", "lt1") and len(scheme) == 0
    )
