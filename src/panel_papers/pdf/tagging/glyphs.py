"""What the glyphs of a PDF font say, by its ToUnicode map."""

from __future__ import annotations

import re

import pikepdf

MISSING = "\ufffd"
_CHARS = re.compile(rb"beginbfchar((?:(?!beginbf).)*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange((?:(?!beginbf).)*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<(\w+)>\s*<(\w+)>")
_STRING = re.compile(rb"<([0-9A-Fa-f]*)>")
_TRIPLE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>")


class Glyphs:
    """One font; a glyph that the map does not name reads as U+FFFD.

    Skia names every glyph that came from a character, so the nameless one is the empty box that
    stands for a character that no font has. `names` are the texts of its codes, `known` those of
    what was read so far, `space` is the string that paints a space, None where it has none.
    """

    def __init__(self, font: pikepdf.Object) -> None:
        self._size = 2 if font.get("/Subtype") == "/Type0" else 1
        self.known: dict[bytes, str] = {}
        self.names: dict[int, str] = {}
        map_stream = font.get("/ToUnicode")
        if isinstance(map_stream, pikepdf.Stream):
            self._learn(map_stream.read_bytes())
        code = next((code for code, text in self.names.items() if text == " "), None)
        self.space = None if code is None else b"<%s>" % f"{code:0{2 * self._size}X}".encode()

    def _learn(self, data: bytes) -> None:
        for block in _CHARS.findall(data):
            for glyph, text in _PAIR.findall(block):
                self.names[int(glyph, 16)] = _utf16(text)
        for block in _RANGES.findall(data):
            for first, last, text in _TRIPLE.findall(block):
                start, name = int(first, 16), _utf16(text)
                for glyph in range(start, int(last, 16) + 1):
                    self.names[glyph] = name[:-1] + chr(ord(name[-1]) + glyph - start)

    def read(self, digits: bytes) -> str:
        """Return the text of a string in hexadecimal; words come again and again, so are kept."""
        found = self.known.get(digits)
        if found is None:
            shown = bytes.fromhex(digits.decode())
            found = "".join(
                self.names.get(int.from_bytes(shown[at : at + self._size], "big"), MISSING)
                for at in range(0, len(shown), self._size)
            )
            self.known[digits] = found
        return found

    def read_all(self, shown: bytes) -> str:
        """Return the text of a word as its operators show it, with all its strings."""
        found = "".join(self.read(digits) for digits in _STRING.findall(shown))
        self.known[shown] = found
        return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
