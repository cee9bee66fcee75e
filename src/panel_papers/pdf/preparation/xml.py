"""Names and small operations in Word's XML (ECMA-376 part 1, Transitional)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from lxml import etree

XmlElement = etree._Element

_SPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

# The order of a run's properties (ECMA-376 part 1, 17.3.2.28): validators insist on it.
_RUN_PROPERTIES: Final = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps"),
    *("strike", "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid"),
    *("vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz"),
    *("szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign"),
    *("rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"),
)


@cache
def n(name: str) -> str:
    """Return a name such as “w:p” as lxml writes it."""
    prefix, local_name = name.split(":")
    return f"{{{_SPACES[prefix]}}}{local_name}"


def local(element: XmlElement) -> str:
    """Return an element's name without its namespace; “” for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def new(name: str, *children: XmlElement, text: str | None = None, **values: str) -> XmlElement:
    """Return a new element; `values` are its attributes in Word's namespace."""
    space = name.partition(":")[0]
    element = etree.Element(n(name), nsmap={space: _SPACES[space]})
    for key, value in values.items():
        element.set(n(f"w:{key}"), value)
    element.text = text
    element.extend(children)
    return element


def new_text(text: str) -> XmlElement:
    """Return a `w:t` that keeps its spaces."""
    element = new("w:t", text=text)
    element.set(n("xml:space"), "preserve")
    return element


def is_on(switch: XmlElement | None) -> bool:
    """Return whether an on/off property is there and on (ECMA-376 part 1, 17.17.4)."""
    return switch is not None and switch.get(n("w:val"), "1") not in ("0", "false", "off")


def replace(element: XmlElement, new_elements: Iterable[XmlElement]) -> None:
    """Put elements in the place of another; nothing happens to the root of a part."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(new_elements)


def remove(element: XmlElement) -> None:
    """Take an element out of its parent, if it has one."""
    replace(element, ())


def set_run_property(run: XmlElement, prop: XmlElement) -> None:
    """Give a run a property, in its place in the order; one of the same name is replaced."""
    properties = run.find(n("w:rPr"))
    if properties is None:
        properties = new("w:rPr")
        run.insert(0, properties)
    name = local(prop)
    for old in properties.findall(n(f"w:{name}")):
        properties.remove(old)
    order = _RUN_PROPERTIES.index(name)
    before = [
        index
        for index, each in enumerate(properties)
        if local(each) in _RUN_PROPERTIES and _RUN_PROPERTIES.index(local(each)) < order
    ]
    properties.insert(before[-1] + 1 if before else 0, prop)


def run_like(run: XmlElement, *content: XmlElement) -> XmlElement:
    """Return a run with a copy of another run's properties, and the given content."""
    copied = etree.Element(n("w:r"), nsmap={"w": _SPACES["w"]})
    for key, value in run.attrib.items():
        copied.set(key, value)
    properties = run.find(n("w:rPr"))
    if properties is not None:
        copied.append(etree.fromstring(etree.tostring(properties, with_tail=False)))
    copied.extend(content)
    return copied


def split_run(run: XmlElement, pieces: Iterable[tuple[XmlElement, list[XmlElement]]]) -> None:
    """Put elements of the paragraph's level in the place of children of a run.

    `pieces` pairs each child to replace with what replaces it. What was before and after it
    stays in runs with the same properties.
    """
    instead = dict(pieces)
    result: list[XmlElement] = []
    current: list[XmlElement] = []
    for child in [child for child in run if child.tag != n("w:rPr")]:
        if child not in instead:
            current.append(child)
            continue
        if current:
            result.append(run_like(run, *current))
        current = []
        result += instead[child]
    if current:
        result.append(run_like(run, *current))
    replace(run, result)


def ancestors_until(element: XmlElement, *names: str) -> Iterator[XmlElement]:
    """Yield the elements around an element, up to a text box's edge or one of the names."""
    stops = {n("w:txbxContent"), *(n(name) for name in names)}
    for outer in element.iterancestors():
        yield outer
        if outer.tag in stops:
            return
