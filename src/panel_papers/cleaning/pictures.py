"""Takes out of a picture's file what a camera or program wrote about its maker and its place."""

from __future__ import annotations

import struct

# JPEG: keep what decoding needs (JFIF, ICC profile, Adobe's colour transform), by marker.
_KEPT_APPS = frozenset({0xE0, 0xE2, 0xEE})
_COMMENT = 0xFE
_SCAN = 0xDA
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_WORDS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


def without_metadata(picture: bytes) -> bytes:
    """Return a JPEG or PNG without Exif (place, camera, author), XMP and comments.

    What is shown stays bit for bit; anything else, and a damaged picture, comes back as it is.
    """
    if picture.startswith(b"\xff\xd8"):
        return _jpeg(picture)
    return _png(picture) if picture.startswith(_PNG) else picture


def _jpeg(picture: bytes) -> bytes:
    """Walk the segments up to the first scan (ITU-T T.81 annex B)."""
    kept, at = bytearray(picture[:2]), 2
    while at + 4 <= len(picture) and picture[at] == 0xFF:
        marker = picture[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == _SCAN:
            return bytes(kept + picture[at:])
        length = 2 + int(struct.unpack(">H", picture[at + 2 : at + 4])[0])
        segment = picture[at : at + length]
        speaks = (0xE0 <= marker <= 0xEF and marker not in _KEPT_APPS) or marker == _COMMENT
        # Exif's turn of the picture is shown by some programs: such a picture stays as it is
        if speaks and segment[4:10] == b"Exif\0\0" and _is_turned(segment[10:]):
            return picture
        if not speaks:
            kept += segment
        at += length
    return picture


def _is_turned(tiff: bytes) -> bool:
    """Tell whether Exif says that the picture is to be turned (tag 0x0112 of the first list)."""
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
        for index in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, start + 2 + 12 * index)
            if tag == 0x0112:
                return value not in (0, 1)
    except struct.error:
        pass
    return False


def _png(picture: bytes) -> bytes:
    kept, at = bytearray(_PNG), len(_PNG)
    while at + 12 <= len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        chunk = picture[at : at + 12 + length]
        if len(chunk) < 12 + length:
            return picture
        if chunk[4:8] not in _PNG_WORDS:
            kept += chunk
        at += 12 + length
        if chunk[4:8] == b"IEND":
            return bytes(kept)
    return picture
