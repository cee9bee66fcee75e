"""Names and small look-ups in Word's XML (ECMA-376, transitional)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

XmlElement = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"

# Wrappers that paint nothing themselves: what they hold is where they are.
_WRAPPERS = frozenset({"ins", "moveTo", "customXml", "smartTag", "dir", "bdo"})


def local(element: XmlElement) -> str:
    """Return the element's name without its namespace; “” for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


@cache
def _qualified(path: str) -> str:
    return "/".join(W + name for name in path.split("/"))


def value(element: XmlElement | None, path: str) -> str | None:
    """Return `w:val` of the element at `path` (names with `/`, all in Word's namespace)."""
    if element is None:
        return None
    found = element.find(_qualified(path))
    return None if found is None else found.get(W + "val")


def whole(text: str | None, default: int = 0) -> int:
    """Return the whole number that an attribute holds, or `default` where it holds none."""
    try:
        return int(float(text)) if text else default
    except ValueError:
        return default


def hexadecimal(text: str | None, default: int = 0) -> int:
    """Return the number that an attribute holds in base 16, or `default` where it holds none."""
    try:
        return int(text, 16) if text else default
    except ValueError:
        return default


def switched_on(toggle: XmlElement | None) -> bool:
    """Return whether an on/off property is there and on (ECMA-376 part 1, 17.17.4)."""
    return toggle is not None and toggle.get(W + "val", "1") not in {"0", "false", "off"}


def unwrapped(parent: XmlElement) -> Iterator[XmlElement]:
    """Yield the children, with those of content controls and revision marks in their place."""
    for child in parent:
        name = local(child)
        if name == "sdt":
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from unwrapped(content)
        elif name in _WRAPPERS:
            yield from unwrapped(child)
        elif name:
            yield child
