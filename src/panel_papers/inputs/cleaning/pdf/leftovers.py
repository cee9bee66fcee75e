"""Finds what lies in a PDF's file but in no page: unused objects and earlier versions."""

from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from panel_papers.inputs.cleaning.pdf.objects import Id, name_of, reached
from panel_papers.inputs.cleaning.results import Tally

_HEAD = re.compile(rb"(?<!\d)(\d{1,10})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_TRAILER_KEYS = frozenset(
    [
        "/Root",
        "/Info",
        "/ID",
        "/Size",
        "/Prev",
        "/XRefStm",
        "/Type",
        "/W",
        "/Index",
        "/Length",
        "/Filter",
        "/DecodeParms",
        "/DocChecksum",
    ]
)


def tell_leftovers(pdf: Pdf, data: bytes, tally: Tally) -> None:
    """Count what saving will leave behind: the file would still hold it, unseen."""
    for key in [key for key in pdf.trailer.keys() if key not in _TRAILER_KEYS]:  # noqa: SIM118
        del pdf.trailer[key]
        tally.add("private data of a program")
    used = reached(pdf)
    unused = [o for o in pdf.objects if _counts(o, used)]
    tally.add("object that no page uses", count=len(unused))
    heads = [(int(number), int(turn)) for number, turn in _HEAD.findall(data)]
    if len(heads) > len(set(heads)) or any(_is_deleted(pdf, head) for head in heads):
        tally.add("earlier version of the file, or a part of one")
    start, end = data.find(b"%PDF-"), data.rfind(b"%%EOF")
    if start > 0 or (end >= 0 and data[end + 5 :].strip(b"\0 \r\n\t")):
        tally.add("data before or after the PDF in its file")


def _is_deleted(pdf: Pdf, head: Id) -> bool:
    number, turn = head
    return number >= 1 << 31 or turn > 65_535 or pdf.get_object(number, turn) is None


def _counts(found: object, used: set[Id]) -> bool:
    """Say whether an object holds something and is not used, nor part of the file's own order."""
    if not isinstance(found, Object) or found.objgen in used:
        return False
    if isinstance(found, Stream):
        # the hint stream of a linearised file is recognised by its offset (ISO 32000-1 annex F)
        hint = Name.S in found and isinstance(found.get(Name.S), int)
        return name_of(found, "/Type") not in ("/ObjStm", "/XRef") and not hint
    if isinstance(found, Dictionary):
        return Name.Linearized not in found and bool(len(found.keys()))
    if isinstance(found, String):
        return bool(bytes(found))
    return isinstance(found, Array) and bool(len(found))
