"""Keeps of a GIF its first picture, which is what is printed (GIF89a specification)."""

from __future__ import annotations

GIF = (b"GIF87a", b"GIF89a")
_EXTENSION, _PICTURE, _END = 0x21, 0x2C, 0x3B
_CONTROL = 0xF9  # says which colour of the picture behind it is transparent


def first_picture(gif: bytes) -> bytes | None:
    """Return a GIF without further pictures, comments and what follows it; None if damaged."""
    try:
        at = 13 + _table(gif[10])
        kept = bytearray(gif[:at])
        while gif[at] == _EXTENSION:
            end = _blocks_end(gif, at + 2)
            if gif[at + 1] == _CONTROL:
                kept += gif[at:end]
            at = end
        if gif[at] != _PICTURE:
            return None
        end = _blocks_end(gif, at + 10 + _table(gif[at + 9]) + 1)
    except IndexError:
        return None
    return bytes(kept + gif[at:end] + bytes([_END]))


def _table(flags: int) -> int:
    """Return the length of a table of colours that flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks_end(gif: bytes, at: int) -> int:
    """Return where a row of blocks ends, each of which begins with its length."""
    while length := gif[at]:
        at += length + 1
    return at + 1
