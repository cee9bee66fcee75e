"""The letters of a page: which text object each belongs to, and its box."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Container, Iterator
from functools import cached_property
from typing import NamedTuple

from pypdfium2 import raw

from panel_papers.pdf.completeness.pdfium_objects import address_of
from panel_papers.pdf.completeness.visible import Box

_SIDES = [ctypes.c_double() for _ in range(4)]


class Letter(NamedTuple):
    """A letter or figure, by its number among the page's characters, and its text object."""

    at: int
    character: str
    address: int
    box: Box


class Letters:
    """The characters of a page in reading order; `close` gives PDFium its memory back."""

    def __init__(self, page: object) -> None:
        self._text = raw.FPDFText_LoadPage(page)
        count = max(raw.FPDFText_CountChars(self._text), 0) if self._text else 0
        codes = (raw.FPDFText_GetUnicode(self._text, index) for index in range(count))
        self.characters = [_character(code) for code in codes]

    def close(self) -> None:
        """Give the text back."""
        if self._text:
            raw.FPDFText_ClosePage(self._text)

    @cached_property
    def addresses(self) -> list[int]:
        """The text object of each character; 0 for what is no letter or figure."""
        return [
            address_of(raw.FPDFText_GetTextObject(self._text, index)) if each.isalnum() else 0
            for index, each in enumerate(self.characters)
        ]

    def of(self, texts: Container[int]) -> dict[int, list[Letter]]:
        """Return the letters and figures of some text objects, by their addresses."""
        found: dict[int, list[Letter]] = defaultdict(list)
        for index, address in enumerate(self.addresses):
            if address and address in texts:
                letter = Letter(index, self.characters[index], address, self._box(index))
                found[address].append(letter)
        return found

    def others(self, texts: Container[int]) -> Iterator[Letter]:
        """Yield the letters and figures of all other text objects."""
        for index, address in enumerate(self.addresses):
            if address and address not in texts:
                yield Letter(index, self.characters[index], address, self._box(index))

    def _box(self, index: int) -> Box:
        raw.FPDFText_GetCharBox(self._text, index, *_SIDES)
        left, right, bottom, top = (side.value for side in _SIDES)
        return Box(left, bottom, right, top)


def _character(code: int) -> str:
    """Return a character; a space for what is none (half of one, or a glyph without a meaning)."""
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
