"""Strict Office Open XML as Transitional, which every engine reads.

The two differ in the addresses of namespaces and relationships (ECMA-376 part 1 against part
4), and in some values: Strict says start and end for left and right, and writes units and per cent
signs.
"""

from __future__ import annotations

import re
from typing import Final

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import XmlElement, local, n

_ROOT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"
_ADDRESS: Final = re.compile(
    rb"""((?:xmlns(?::[\w.-]+)?|Type|uri)\s*=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/([\w/]*)"""
)
_NAMES: Final = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}

_SIDES: Final = {"start": "left", "end": "right"}
_INDENTS: Final = _SIDES | {"startChars": "leftChars", "endChars": "rightChars"}
_ALIGNED: Final = {"jc", "lvlJc", "tab", "ptab"}
_WITH_SIDES: Final = {"tblBorders", "tcBorders", "tblCellMar", "tcMar"}
# The directions of text (17.18.93 in Strict).
_DIRECTIONS: Final = {
    **{"tb": "lrTb", "rl": "tbRl", "lr": "btLr"},
    **{"tbV": "lrTbV", "rlV": "tbRlV", "lrV": "tbLrV"},
}

_MEASURE: Final = re.compile(r"(-?\d{1,7}(?:\.\d+)?)(mm|cm|in|pt|pc|pi)")  # 22.9.2.15
_PER_CENT: Final = re.compile(r"(-?\d{1,7}(?:\.\d+)?)%")  # 22.9.2.9
_POINTS: Final = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_MEASURED: Final = frozenset(  # attributes
    [
        *("w", "h", "top", "bottom", "left", "right", "start"),
        *("end", "header", "footer", "gutter", "before", "after", "line"),
        *("pos", "hanging", "firstLine", "hSpace", "vSpace", "x", "y"),
        *(
            "linePitch",
            "space",
            "leftFromText",
            "rightFromText",
            "topFromText",
            "bottomFromText",
            "tblpX",
        ),
        *("tblpY"),
    ]
)
_HALF_POINTS: Final = {"sz", "szCs", "kern", "position", "hps", "hpsRaise", "hpsBaseText"}
_MEASURED_VALUES: Final = _HALF_POINTS | {"spacing", "trHeight", "defaultTabStop", "fitText"}


def write_transitional(parts: WordParts) -> None:
    """Write a Strict document's parts as Transitional ones."""
    root = parts.tree(parts.main)
    if root is None or root.tag != _ROOT:
        return
    for name in list(parts.files):
        if not name.endswith((".xml", ".rels")):
            continue
        data = _ADDRESS.sub(_usual_address, parts.files[name])
        if data == parts.files[name]:
            continue
        parts.exchange(name, data)
        tree = parts.tree(name)
        if tree is not None and not name.endswith(".rels"):
            for element in tree.iter():
                _write_values(element)
            parts.touch(name)


def _usual_address(found: re.Match[bytes]) -> bytes:
    before, kind, rest = found.groups()
    *folders, last = rest.split(b"/")
    path = b"/".join([*folders, _NAMES.get(last, last)])
    return b"%shttp://schemas.openxmlformats.org/%s/2006/%s" % (before, kind, path)


def _write_values(element: XmlElement) -> None:
    name = local(element)
    if not name:
        return
    if element.tag != n(f"w:{name}"):
        _write_drawing_values(element)
        return
    if "conformance" in element.attrib or n("w:conformance") in element.attrib:
        element.attrib.pop("conformance", "")
        element.attrib.pop(n("w:conformance"), "")
    parent = element.getparent()
    if name in _SIDES and parent is not None and local(parent) in _WITH_SIDES:
        element.tag = n(f"w:{_SIDES[name]}")
    if name == "ind":
        for old, usual in _INDENTS.items():
            if n(f"w:{old}") in element.attrib:
                element.set(n(f"w:{usual}"), element.attrib.pop(n(f"w:{old}")))
    elif name in _ALIGNED:
        _say(element, "val", _SIDES)
        _say(element, "alignment", _SIDES)
    elif name == "textDirection":
        _say(element, "val", _DIRECTIONS)
    for key, value in element.attrib.items():
        attribute = str(key).rpartition("}")[2]
        if key == n(f"w:{attribute}"):
            element.set(key, _number(name, attribute, str(value)))


def _say(element: XmlElement, attribute: str, words: dict[str, str]) -> None:
    value = element.get(n(f"w:{attribute}"))
    if value in words:
        element.set(n(f"w:{attribute}"), words[value])


def _number(name: str, attribute: str, value: str) -> str:
    """Return a measure as a number: 20ths of a point, or half points; per cent as Word counts."""
    measured = attribute in _MEASURED or (attribute == "val" and name in _MEASURED_VALUES)
    found = _MEASURE.fullmatch(value) if measured else None
    if found:
        a_point = 2 if attribute == "val" and name in _HALF_POINTS else 20
        a_point = 1 if attribute == "space" and name != "cols" else a_point  # of a border
        return str(round(float(found[1]) * _POINTS[found[2]] * a_point))
    share = _PER_CENT.fullmatch(value)
    if share and attribute == "w":  # of a table: 50ths of a per cent
        return str(round(float(share[1]) * 50))
    if share and (name, attribute) in (("w", "val"), ("zoom", "percent")):
        return str(round(float(share[1])))
    return value


def _write_drawing_values(element: XmlElement) -> None:
    """Write per cent as thousandths of one, in DrawingML."""
    if "/drawingml/" not in str(element.tag):
        return
    for key, value in element.attrib.items():
        share = _PER_CENT.fullmatch(str(value))
        if share and local(element) not in ("docPr", "cNvPr"):
            element.set(key, str(round(float(share[1]) * 1000)))
