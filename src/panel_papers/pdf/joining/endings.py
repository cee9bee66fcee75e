"""Ends each stream of a PDF so that all programs agree which byte is its last.

A line end is written behind each stream (ISO 19005-2 6.1.7.1). Where the stream itself ends with a
carriage return, which a packed one does by chance, some programs take that for a part of the line
end, and then its length is wrong: in a third of all packs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNCLEAR = b"\r\nendstream"
_OBJECT = b" obj\n<< "
_STREAM = b">>\nstream\n"
_END = b"\nendstream"
_LENGTH = re.compile(rb"/Length (\d{1,10}) ")


def with_clear_endings(pdf: bytes) -> bytes:
    """Return a PDF as qpdf writes it, whose streams end with a line end that nobody can misread.

    The line end takes one byte more, and the space at the beginning of the stream's dictionary is
    left out for it, so that nothing else moves. What is not written so is left as it is.
    """
    if _UNCLEAR not in pdf:
        return pdf
    whole = memoryview(pdf)  # of a large scan no copy is made beside the one that is returned
    pieces: list[memoryview | bytes] = []
    kept = 0
    for space, end in _streams(pdf):
        if pdf.startswith(_UNCLEAR, end - 1):
            pieces += [whole[kept:space], whole[space + 1 : end], b"\r\n"]
            kept = end + 1
    return b"".join([*pieces, whole[kept:]])


def _streams(pdf: bytes) -> Iterator[tuple[int, int]]:
    """Yield the space at the beginning of each stream's dictionary, and where the stream ends.

    They are read from the first to the last, by their lengths: what is in them may look like them.
    """
    end = 0
    while (start := pdf.find(_STREAM, end)) >= 0:
        begin = pdf.rfind(_OBJECT, end, start)
        length = _LENGTH.search(pdf, begin, start + 1) if begin >= 0 else None
        if length is None:
            return
        end = start + len(_STREAM) + int(length[1])
        if not pdf.startswith(_END, end):
            return
        yield begin + len(_OBJECT) - 1, end
