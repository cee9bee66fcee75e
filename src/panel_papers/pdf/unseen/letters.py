"""The letters of a page: which text object each belongs to, and its box."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from typing import NamedTuple

from pypdfium2 import raw

from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.reading.objects import address_of


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

    def by_text(self) -> dict[int, list[Letter]]:
        """Return the letters and figures of each text object, by its address."""
        found: dict[int, list[Letter]] = defaultdict(list)
        sides = [ctypes.c_double() for _ in range(4)]
        for index, character in enumerate(self.characters):
            if not character.isalnum():
                continue
            address = address_of(raw.FPDFText_GetTextObject(self._text, index))
            raw.FPDFText_GetCharBox(self._text, index, *sides)
            left, right, bottom, top = (side.value for side in sides)
            found[address].append(Letter(index, character, address, Box(left, bottom, right, top)))
        return found


def _character(code: int) -> str:
    """Return a character; a space for what is none (half of one, or a glyph without a meaning)."""
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
