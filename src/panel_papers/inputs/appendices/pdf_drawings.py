"""Drawings of a PDF that draw each other: some have no end, and some would take for ever."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pikepdf import Dictionary, Object, Pdf, Stream

MOST_DRAWINGS = 1_000_000
"""How often one drawing may have others drawn, all that those draw counted too."""
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]+)")
_Key = tuple[int, int]


class _Drawing(NamedTuple):
    """The drawings that a drawing uses, each as often as its name is in the content."""

    used: dict[_Key, int]


def endless_drawing(pdf: Pdf) -> str | None:
    """Return what is wrong with drawings that draw each other, or None.

    A form, a pattern or the letters of a font can have others drawn (ISO 32000-1 8.10, 8.7, 9.6.5);
    one that has itself drawn never ends, and ten that draw the next ten times take for ever.
    """
    drawings = _drawings(pdf)
    counts: dict[_Key, int] = {}
    for first in drawings:
        open_: dict[_Key, Iterator[_Key]] = {first: iter(drawings[first].used)}
        while open_:
            key, waiting = next(reversed(open_.items()))
            inner = next((each for each in waiting if each not in counts), None)
            if inner is None:
                del open_[key]
                used = drawings[key].used
                counts[key] = 1 + sum(times * counts[each] for each, times in used.items())
                if counts[key] > MOST_DRAWINGS:
                    return f"a drawing made of more than {MOST_DRAWINGS:,} others"
            elif inner in open_:
                return "a drawing that contains itself"
            else:
                open_[inner] = iter(drawings[inner].used)
        # what is counted is counted once, whichever drawing leads to it
    return None


def _drawings(pdf: Pdf) -> dict[_Key, _Drawing]:
    """Return the drawings of a PDF that others can use."""
    import pikepdf  # noqa: PLC0415  # 0.2 s that only a paper with a PDF should pay

    streams: dict[_Key, tuple[Stream, Object | None]] = {}
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream):
            is_form = each.get("/Subtype") == "/Form" or each.get("/PatternType") == 1
            if is_form:
                streams[each.objgen] = each, each.get("/Resources")
        elif isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == "/Type3":
            letters = each.get("/CharProcs")
            for letter in letters.values() if isinstance(letters, pikepdf.Dictionary) else ():
                if isinstance(letter, pikepdf.Stream):
                    streams[letter.objgen] = letter, each.get("/Resources")
    drawings = {}
    for key, (stream, resources) in streams.items():
        named = _named(resources, streams) if isinstance(resources, pikepdf.Dictionary) else {}
        drawings[key] = _Drawing(_used(stream, named) if named else {})
    return drawings


def _named(resources: Dictionary, streams: Mapping[_Key, object]) -> dict[bytes, list[_Key]]:
    """Return the drawings that names in a content can stand for."""
    import pikepdf  # noqa: PLC0415  # as above

    found: dict[bytes, list[_Key]] = {}
    for kind in ("/XObject", "/Pattern", "/Font", "/ExtGState"):
        group = resources.get(kind)
        for name, each in group.items() if isinstance(group, pikepdf.Dictionary) else ():
            inside: list[Object | None] = [each]
            if isinstance(each, pikepdf.Dictionary):
                letters, mask = each.get("/CharProcs"), each.get("/SMask")
                inside += letters.values() if isinstance(letters, pikepdf.Dictionary) else ()
                inside += [mask.get("/G")] if isinstance(mask, pikepdf.Dictionary) else ()
            keys = [
                one.objgen
                for one in inside
                if isinstance(one, pikepdf.Stream) and one.objgen in streams
            ]
            if keys:
                found[name.removeprefix("/").encode()] = keys
    return found


def _used(stream: Stream, named: dict[bytes, list[_Key]]) -> dict[_Key, int]:
    """Return the drawings whose names are in a drawing's content, and how often."""
    import pikepdf  # noqa: PLC0415  # as above

    try:
        content = stream.read_bytes()
    except pikepdf.PdfError:
        return {}
    used: dict[_Key, int] = {}
    for name in _NAME.findall(content):
        for key in named.get(name, ()):
            used[key] = used.get(key, 0) + 1
    return used
