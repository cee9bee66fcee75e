"""The names that Word's XML gives to its elements."""

from __future__ import annotations

from functools import cache

from lxml import etree

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "o": "urn:schemas-microsoft-com:office:office",
}


@cache
def n(name: str) -> str:
    """Return a name such as “w:p” as lxml writes it."""
    prefix, local = name.split(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def detach(element: etree._Element) -> None:
    """Take an element out of its parent, if it has one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def is_on(value: str | None) -> bool:
    """Say whether an on/off property is on; without a value it is (ECMA-376 part 1, 17.17.4)."""
    return value not in ("0", "false", "off", "none")
