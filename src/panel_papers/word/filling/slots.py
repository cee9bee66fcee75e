"""Marks that stand for values while a template is filled.

A template is rendered with a mark in the place of each value; the value itself is put into the
finished XML afterwards. So text never passes through XML strings or a second rendering: it cannot
break the document, be swallowed by it, or be run (docxtpl renders footnotes once a section, and
would run `{{ 7*7 }}` out of a value). And whatever was handed to the template can be looked for in
the result: a mark that is gone is a value that was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from panel_papers.core import Leaf, Link, Picture, Place, PlacedText, Problem, Prose, Table

# Supplementary private-use characters: valid XML, without case, in no font and in no keyboard.
_OPEN, _CLOSE, _ZERO = "\U000f0000", "\U000f0001", 0xF0010
MARK = re.compile(f"{_OPEN}([{chr(_ZERO)}-{chr(_ZERO + 9)}]+){_CLOSE}")


class Slot(Struct, frozen=True):
    """A value and the template's tag that asked for it."""

    value: Leaf
    tag: str
    place: Place


class Slots:
    """The values of one Word document, each under its mark."""

    def __init__(self) -> None:
        self._slots: list[Slot] = []
        self._found: set[int] = set()
        self.unfit: list[Problem] = []
        """The values that do not fit the content control they are for."""

    def mark(self, value: Leaf, tag: str, place: Place) -> str:
        """Return the mark that stands for `value` until `find` meets it."""
        self._slots.append(Slot(value, tag, place))
        digits = "".join(chr(_ZERO + int(d)) for d in str(len(self._slots) - 1))
        return f"{_OPEN}{digits}{_CLOSE}"

    def split(self, text: str, *, note: bool = True) -> Iterator[str | Slot]:
        """Yield what `text` holds in order: plain text, and the slot for each mark.

        Who only looks does not have it noted that the marks were met.
        """
        end = 0
        for found in MARK.finditer(text):
            index = int("".join(str(ord(c) - _ZERO) for c in found[1]))
            if index >= len(self._slots):
                continue  # an editor's own characters
            if found.start() > end:
                yield text[end : found.start()]
            if note:
                self._found.add(index)
            yield self._slots[index]
            end = found.end()
        if end < len(text):
            yield text[end:]

    def named(self, text: str) -> list[Slot]:
        """Return the slots whose marks a text holds; they are not met by it."""
        indexes = (int("".join(str(ord(c) - _ZERO) for c in f[1])) for f in MARK.finditer(text))
        return [self._slots[index] for index in indexes if index < len(self._slots)]

    def prints(self, value: Leaf) -> bool:
        """Say whether some tag asked for `value`: for itself, as prose, or within a longer text.

        A text that knows where it was typed must be that one, not one like it from another place.
        A filter such as `upper` or `join` makes new text without a place; then the letters count.
        """
        origin = _origin(value)
        if origin is not None and any(_origin(slot.value) == origin for slot in self._slots):
            return True
        made = (s.value for s in self._slots if origin is None or _origin(s.value) is None)
        return any(
            each == value or (isinstance(value, str) and value.casefold() in _as_text(each))
            for each in made
        )

    def lost(self) -> list[Slot]:
        """Return the slots whose marks no call of `split` has met."""
        return [slot for index, slot in enumerate(self._slots) if index not in self._found]


def _origin(value: Leaf) -> Place | None:
    """Return where a value was typed, if it knows."""
    if isinstance(value, PlacedText | Prose | Table | Picture):
        return value.place if value.place.file else None
    return None


def _as_text(value: Leaf) -> str:
    text = value.markdown if isinstance(value, Prose) else value
    if isinstance(text, Link):
        text = text.text
    return text.casefold() if isinstance(text, str) else ""
