"""Where a picture is shown: the size, turn and place that DrawingML keeps around it."""

from __future__ import annotations

import math

from panel_papers.pdf.preparation.xml import XmlElement, local, n

_GREATEST = 27_273_042_316_900  # of a coordinate (20.1.10.16)


class Frame:
    """What surrounds an `a:blip`: its fill, its shape's transform, the drawing in the text."""

    def __init__(self, blip: XmlElement) -> None:
        around = list(blip.iterancestors())
        parent = around[0] if around else None
        is_fill = parent is not None and local(parent) == "blipFill"
        self.fill = parent if is_fill else None
        picture = around[1] if is_fill and len(around) > 1 and local(around[1]) == "pic" else None
        self._transform = (
            None if picture is None else picture.find(f"{n('pic:spPr')}/{n('a:xfrm')}")
        )
        outer = next((e for e in around if local(e) in ("inline", "anchor")), None)
        grouped = any(
            local(e) in ("wgp", "grpSp", "wpc", "txbxContent") for e in _until(around, outer)
        )
        self._drawing = None if grouped else outer
        self.size = self._size()

    def _size(self) -> tuple[int, int]:
        """Return the width and height as shown, unturned; (0, 0) where they are not known."""
        extent = None if self._drawing is None else self._drawing.find(n("wp:extent"))
        if extent is None and self._transform is not None:
            extent = self._transform.find(n("a:ext"))
        if extent is None:
            return (0, 0)
        width, height = _whole(extent.get("cx")), _whole(extent.get("cy"))
        sensible = 0 < width <= _GREATEST and 0 < height <= _GREATEST
        return (width, height) if sensible else (0, 0)

    @property
    def turn(self) -> int:
        """The turn in 60,000ths of a degree, clockwise."""
        return 0 if self._transform is None else _whole(self._transform.get("rot"))

    @property
    def flips(self) -> tuple[bool, bool]:
        """Whether the picture is flipped across and down."""
        if self._transform is None:
            return (False, False)
        across, down = (self._transform.get(name) in ("1", "true") for name in ("flipH", "flipV"))
        return (across, down)

    @property
    def may_turn(self) -> bool:
        """Whether the space around a turned picture can be adjusted: in a group it cannot."""
        return self._drawing is not None and self.size != (0, 0)

    def straighten(self, degrees: float, *, flipped: bool) -> None:
        """Say that the picture is upright now; turned by `degrees`, it takes another space."""
        if self._transform is None:
            return
        if flipped:
            for name in ("flipH", "flipV"):
                self._transform.attrib.pop(name, "")
        if not degrees or self._drawing is None:
            return
        self._transform.attrib.pop("rot", "")
        width, height = self.size
        turned = turned_size(width, height, degrees)
        for extent in (self._drawing.find(n("wp:extent")), self._transform.find(n("a:ext"))):
            if extent is not None:
                extent.set("cx", str(turned[0]))
                extent.set("cy", str(turned[1]))
        effect = self._drawing.find(n("wp:effectExtent"))
        if effect is not None:
            for side in "ltrb":  # Word keeps the space of the turned picture there
                effect.set(side, "0")
        self._keep_centre((width - turned[0]) // 2, (height - turned[1]) // 2)

    def _keep_centre(self, across: int, down: int) -> None:
        """Move a floating picture so that its middle is where it was."""
        if self._drawing is None or local(self._drawing) != "anchor":
            return
        for name, by in (("wp:positionH", across), ("wp:positionV", down)):
            offset = self._drawing.find(f"{n(name)}/{n('wp:posOffset')}")
            if offset is not None:
                offset.text = str(_whole(offset.text) + by)


def turned_size(width: int, height: int, degrees: float) -> tuple[int, int]:
    """Return the width and height of the space that a turned rectangle takes."""
    quarters, rest = divmod(degrees, 90)
    if not rest:
        return (height, width) if quarters % 2 else (width, height)
    sine, cosine = abs(math.sin(math.radians(degrees))), abs(math.cos(math.radians(degrees)))
    return round(width * cosine + height * sine), round(width * sine + height * cosine)


def _until(around: list[XmlElement], outer: XmlElement | None) -> list[XmlElement]:
    return around if outer is None else around[: around.index(outer)]


def _whole(text: str | None) -> int:
    """Return the whole number that a text says; 0 for none, and for one that is far too great."""
    digits = (text or "").strip()
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    return sign * int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else 0
