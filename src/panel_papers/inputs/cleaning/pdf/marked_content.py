"""Takes out of the marks in a page's code what neither readers nor screen readers use."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from panel_papers.inputs.cleaning.results import Tally

# ISO 32000-1 14.6 and tables 324, 330, 333: marks that mean something, and the keys of their lists.
_MARKS = frozenset({"/Artifact", "/Span", "/OC", "/Tx", "/ReversedChars", "/Link", "/Clip"})
_KEYS = frozenset(
    {"/MCID", "/Lang", "/ActualText", "/Alt"}
    | {"/Type", "/Subtype", "/BBox", "/Attached", "/TagSuspect"}
)
_MARK = re.compile(
    rb"/([^\s/<>\[\](){}%]*)\s*(?:(<<(?:[^<>]|<[^<>]*>)*>>|/[^\s/<>\[\](){}%]+)\s*)?"
    rb"(BMC|BDC|MP|DP)\b"
)
_LIST_KEY = re.compile(rb"/([A-Za-z][^\s/<>\[\](){}%]*)")
_TEXT = re.compile(rb"\\.|\((?:[^()\\]|\\.)*\)", re.DOTALL)


_Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def clean_marks(pdf: Pdf, tally: Tally) -> None:
    """Rename marks that mean nothing, and leave in their lists only what readers know."""
    for number, page in enumerate(pdf.pages, 1):
        if not _is_suspect(page.obj):
            continue
        cleaned = 0
        instructions: list[_Instruction] = []
        for instruction in pikepdf.parse_content_stream(page):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                instructions.append(instruction)
                continue
            new = _cleaned(instruction)
            cleaned += new is not None
            instructions.append(new or instruction)
        if cleaned:
            page.obj.Contents = Stream(pdf, pikepdf.unparse_content_stream(instructions))
            tally.add("name or list in the code of a page", f"page {number}", cleaned)


def _is_suspect(page: Object) -> bool:
    """Say whether a page's code seems to have such a mark; to parse every page takes too long."""
    contents = page.get(Name.Contents)
    streams = list(contents) if isinstance(contents, Array) else [contents]
    try:
        code = b"\n".join(each.read_bytes() for each in streams if isinstance(each, Stream))
    except pikepdf.PdfError:
        return False
    for name, held, _ in _MARK.findall(code):
        keys = {f"/{key.decode('latin-1')}" for key in _LIST_KEY.findall(_TEXT.sub(b"", held))}
        if held.startswith(b"<<") and not keys <= _KEYS | _VALUES:
            return True
        if b"/MCID" not in held and f"/{name.decode('latin-1')}" not in _MARKS:
            return True
    return False


_VALUES = frozenset({"/Pagination", "/Layout", "/Page", "/Background", "/Header", "/Footer"}) | {
    f"/{side}" for side in ("Watermark", "PageNum", "Bates", "Top", "Bottom", "Left", "Right")
}
"""Names that the lists of artifacts hold as values (table 330)."""


def _cleaned(
    instruction: pikepdf.ContentStreamInstruction,
) -> pikepdf.ContentStreamInstruction | None:
    """Return a mark that says no more than it must, or None where it is such a one."""
    operator = str(instruction.operator)
    if operator not in ("BMC", "BDC", "MP", "DP"):
        return None
    operands = list(instruction.operands)
    name, held = operands[0], operands[1] if len(operands) > 1 else None
    listed = held if isinstance(held, Dictionary) else None
    changed = False
    if listed is not None:
        for key in [key for key in listed.keys() if key not in _KEYS]:  # noqa: SIM118 - no mapping
            del listed[key]
            changed = True
    tagged = listed is not None and Name.MCID in listed
    known = isinstance(name, Name) and str(name) in _MARKS
    if not known and not tagged and not isinstance(held, Name):
        name, changed = Name.Span, True
    if not changed:
        return None
    made = [name] if held is None else [name, listed if listed is not None else held]
    return pikepdf.ContentStreamInstruction(made, pikepdf.Operator(operator))
