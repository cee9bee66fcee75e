"""Fields: old form fields as the text that they show, and a result for those that have none.

A form field (ECMA-376 part 1, 17.16.5.20 to .22) shows its state, which engines keep in ways of
their own: dxpdf prints no tick box and no chosen entry. A field without a result (no `separate`
mark, 17.16.18; an index entry, for example) makes dxpdf lose the rest of its paragraph.
"""

from __future__ import annotations

from msgspec import Struct, field

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import (
    XmlElement,
    is_on,
    local,
    n,
    new,
    new_text,
    remove,
    replace,
)

TICKED, EMPTY = "☒", "☐"
_FORM_FIELDS = {"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}


class _Field(Struct, eq=False):
    """A field: its marks and instruction, and the runs of its result."""

    begin: XmlElement
    marks: list[XmlElement] = field(default_factory=list)
    instruction: str = ""
    separate: XmlElement | None = None
    result: list[XmlElement] = field(default_factory=list)

    @property
    def name(self) -> str:
        words = self.instruction.split()
        return words[0].upper() if words else ""


def settle_fields(parts: WordParts) -> None:
    """Turn old form fields into text, and give a field without a result an empty one."""
    for story in parts.stories():
        changed = False
        for found in _complete_fields(story.root):
            if found.name in _FORM_FIELDS:
                _settle(found)
            elif found.separate is None:
                end = found.marks[-1]
                replace(end, [new("w:fldChar", fldCharType="separate"), end])
            else:
                continue
            changed = True
        for simple in list(story.root.iter(n("w:fldSimple"))):
            if (simple.get(n("w:instr"), "").split() or [""])[0].upper() == "FORMTEXT":
                replace(simple, [c for c in simple if local(c) not in ("fldData", "")])
                changed = True
        if changed:
            parts.touch(story.part)


def _complete_fields(root: XmlElement) -> list[_Field]:
    """Return the fields that begin and end, inner ones first."""
    open_fields: list[_Field] = []
    complete = []
    for element in root.iter(n("w:fldChar"), n("w:instrText"), n("w:t"), n("w:sym")):
        kind = element.get(n("w:fldCharType")) if local(element) == "fldChar" else local(element)
        if kind == "begin":
            open_fields.append(_Field(element))
        if not open_fields:
            continue
        current = open_fields[-1]
        if kind in ("t", "sym"):
            if current.separate is not None:
                current.result.append(element)
            continue
        current.marks.append(element)
        if kind == "instrText":
            current.instruction += element.text or ""
        elif kind == "separate":
            current.separate = element
        elif kind == "end":
            complete.append(open_fields.pop())
    return complete


def _settle(found: _Field) -> None:
    data = found.begin.find(n("w:ffData"))
    shown = None if data is None else _state(found.name, data)
    if shown is not None:
        for element in found.result:
            _remove_with_run(element)
        replace(found.begin, [new_text(shown), found.begin])
    for mark in found.marks:
        _remove_with_run(mark)


def _remove_with_run(element: XmlElement) -> None:
    """Take an element out, and its run where nothing else is in it."""
    run = element.getparent()
    remove(element)
    if run is not None and run.tag == n("w:r") and all(child.tag == n("w:rPr") for child in run):
        remove(run)


def _state(name: str, data: XmlElement) -> str | None:
    """Return what a tick box or a list shows (17.16.7, 17.16.9); None for text, and nothing."""
    box, choice = data.find(n("w:checkBox")), data.find(n("w:ddList"))
    if name == "FORMCHECKBOX" and box is not None:
        checked = box.find(n("w:checked"))
        return TICKED if is_on(box.find(n("w:default")) if checked is None else checked) else EMPTY
    if name == "FORMDROPDOWN" and choice is not None:
        entries = [entry.get(n("w:val"), "") for entry in choice.findall(n("w:listEntry"))]
        chosen = choice.find(n("w:result"))
        chosen = choice.find(n("w:default")) if chosen is None else chosen
        index = "0" if chosen is None else chosen.get(n("w:val"), "0")
        if index.isdecimal() and int(index) < len(entries):
            return entries[int(index)]
    return None
