"""The proof of a merge: the document of the new inputs says what the reviewer's file says.

rdocx reads both, a library that neither writes our documents nor has any part in the merging.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from msgspec import Struct

_MARKER = re.compile(r"^(?:\s*(?:[-*+]|\d+[.)])\s+)+(?=\S)")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_STATIONERY = re.compile(r"--- (?:header|footer) \(")


class Difference(Struct, frozen=True):
    """Lines that differ: those of the reviewer's file, and those of the new document."""

    theirs: tuple[str, ...]
    ours: tuple[str, ...]


def differences(theirs: bytes, ours: bytes) -> list[Difference]:
    """Return where two Word files say different things, tracked changes accepted.

    Compared are the words of the body and of notes, and in a second reading what is strong,
    emphasised, a heading or a link. Raises ValueError for a file that rdocx cannot read.
    """
    one, other = _readings(theirs), _readings(ours)
    return [d for a, b in zip(one, other, strict=True) for d in _different(a, b)]


def _readings(docx: bytes) -> tuple[list[str], list[str]]:
    import rdocx  # noqa: PLC0415 - only where something is merged

    try:
        document = rdocx.Document.from_bytes(docx)
        document.accept_all()
        text, marked = document.text_report().text, document.to_markdown()
    except rdocx.RdocxError as error:
        raise ValueError(str(error)) from error
    return list(_words(text)), list(_marked(marked))


def _words(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if _STATIONERY.match(line):
            return
        if line.strip():
            yield " ".join(line.split())


def _marked(text: str) -> Iterator[str]:
    """Yield the lines of Markdown without the marks of lists, which savers number anew."""
    for line in text.split("\n"):
        if line.strip() and not _RULE.fullmatch(line.strip()):
            yield _MARKER.sub("", " ".join(line.split())).replace("/)", ")")


def _different(one: list[str], other: list[str]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield Difference(tuple(one[i1:i2]), tuple(other[j1:j2]))
