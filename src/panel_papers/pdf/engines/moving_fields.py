"""Fields that would change with the moment or the machine, settled as Word last showed them.

Both engines print today's date for a DATE field, and LibreOffice the name of our temporary file
for FILENAME: a supplied appendix with a date in its letterhead would differ on every build.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection

from lxml import etree
from msgspec import Struct, field

MOVING = frozenset({"DATE", "TIME", "FILENAME"})

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class _Field(Struct):
    """A field that is being read: its instruction, and the elements that make it a field."""

    instruction: str = ""
    marks: list[etree._Element] = field(default_factory=list)
    has_result: bool = False


def settled(data: bytes, kinds: Collection[str] = MOVING) -> bytes:
    """Return the Word file with each moving field turned into the text that it last showed.

    `kinds` are the fields that move, by name. A file without such fields comes back as it is. A
    field that never showed anything stays.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        changed: dict[str, bytes] = {}
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                part = package.read(name)
                if b"instrText" in part or b"fldSimple" in part:
                    new = _settled_part(part, kinds)
                    if new is not None:
                        changed[name] = new
        if not changed:
            return data
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in dict.fromkeys(package.namelist()):
                # ZipInfo's own date is fixed: 1 January 1980.
                copy.writestr(zipfile.ZipInfo(name), changed.get(name) or package.read(name))
        return result.getvalue()


def _settled_part(part: bytes, kinds: Collection[str]) -> bytes | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return None  # for the engine to refuse in its own words
    simple = [e for e in root.iter(f"{W}fldSimple") if _moves(e.get(f"{W}instr", ""), kinds)]
    marks = _marks_of_moving_fields(root, kinds)
    for element in simple:
        if len(element):
            _unwrap(element)
    for mark in marks:
        run = mark.getparent()
        if run is not None:
            run.remove(mark)
    return etree.tostring(root, encoding="UTF-8", standalone=True) if simple or marks else None


def _marks_of_moving_fields(root: etree._Element, kinds: Collection[str]) -> list[etree._Element]:
    found: list[etree._Element] = []
    open_fields: list[_Field] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        kind = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else "instruction"
        if kind == "begin":
            open_fields.append(_Field())
        if not open_fields:
            continue
        current = open_fields[-1]
        current.marks.append(element)
        if kind == "instruction":
            current.instruction += element.text or ""
        elif kind == "separate":
            current.has_result = True
        elif kind == "end":
            open_fields.pop()
            # Inside another field's instruction, its text would become part of the instruction.
            inside = any(not outer.has_result for outer in open_fields)
            if current.has_result and not inside and _moves(current.instruction, kinds):
                found += current.marks
    return found


def _moves(instruction: str, kinds: Collection[str]) -> bool:
    words = instruction.split()
    return bool(words) and words[0].upper() in kinds


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)
