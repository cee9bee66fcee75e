"""Leaves of JPEG 2000 pictures and of colour profiles what their colours need, and no words."""

from __future__ import annotations

import struct

# ISO 15444-1 annex I: signature, file type, header, code stream.
_BOXES = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
_COMMENT, _FIRST_TILE = 0xFF64, 0xFF90
# ICC.1 clause 9: tags with colours; those with words (description, maker, model …) are not here.
_COLOURS = frozenset(
    b"wtpt bkpt chad lumi gamt rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 "
    b"D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 chrm cicp".split()
)
_TEXT = b"Colours"


def bare_jpeg2000(data: bytes) -> bytes:
    """Return a JPEG 2000 picture without XML, identifiers, comments and bytes after its end.

    What is no such file comes back as it is.
    """
    if not data.startswith(b"\0\0\0\x0cjP  "):
        return _bare_code_stream(data)
    kept, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= len(data):
            (size,), head = struct.unpack_from(">Q", data, at + 8), 16
        end = len(data) if size == 0 else at + size
        if size and (size < head or end > len(data)):
            break
        if kind == b"jp2c":
            code = _bare_code_stream(data[at + head : end])
            kept.append(struct.pack(">I4s", len(code) + 8, kind) + code)
        elif kind in _BOXES:
            kept.append(data[at:end])
        at = end
    return b"".join(kept) if any(each[4:8] == b"jp2c" for each in kept) else data


def _bare_code_stream(data: bytes) -> bytes:
    """Return a code stream without comments in its main header, which ends at the first tile."""
    if not data.startswith(b"\xff\x4f"):
        return data
    kept, at = [data[:2]], 2
    while at + 4 <= len(data):
        marker, size = struct.unpack_from(">HH", data, at)
        if marker == _FIRST_TILE or marker < 0xFF00:
            break
        if marker != _COMMENT:
            kept.append(data[at : at + 2 + size])
        at += 2 + size
    return b"".join(kept) + data[at:]


def bare_profile(data: bytes) -> bytes:
    """Return a colour profile without words: its colours, and the two texts that it must have.

    What is no profile comes back as it is.
    """
    if len(data) < 132 or data[36:40] != b"acsp":
        return data
    (count,) = struct.unpack_from(">I", data, 128)
    if count > 200 or 132 + 12 * count > len(data):
        return data
    tags = []
    for number in range(count):
        name, at, size = struct.unpack_from(">4sII", data, 132 + 12 * number)
        if at + size > len(data):
            return data
        if name in _COLOURS:
            tags.append((name, data[at : at + size]))
    return _profile(data[:128], [(b"desc", _text(data[8])), (b"cprt", _text(data[8])), *tags])


def _text(version: int) -> bytes:
    """Return a text in the form of the profile's version: unlike forms in versions 2 and 4."""
    if version >= 4:
        words = _TEXT.decode().encode("utf-16-be")
        return (
            b"mluc" + struct.pack(">5I", 0, 1, 12, 0x656E4742, len(words)) + b"\0\0\0\x1c" + words
        )
    return b"desc" + struct.pack(">II", 0, len(_TEXT) + 1) + _TEXT + b"\0" * 79


def _profile(head: bytes, tags: list[tuple[bytes, bytes]]) -> bytes:
    table, body = struct.pack(">I", len(tags)), b""
    start = 132 + 12 * len(tags)
    placed: dict[bytes, int] = {}  # curves of three colours are often one
    for name, content in tags:
        if content not in placed:
            placed[content] = start + len(body)
            body += content + b"\0" * (-len(content) % 4)
        table += struct.pack(">4sII", name, placed[content], len(content))
    data = head[4:84] + b"\0" * 16 + head[100:128] + table + body  # 84-99: a checksum of the old
    return struct.pack(">I", len(data) + 4) + data
