"""What a photograph's file says beside its picture."""

from __future__ import annotations

import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st

from panel_papers.cleaning.pictures import without_metadata

SCAN = b"\xff\xda\x00\x02scan\xff\xd9"


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def exif(orientation: int) -> bytes:
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + b"\0\0\0\0"


def test_jpeg_loses_place_author_and_comment():
    kept = segment(0xE0, b"JFIF\0") + segment(0xE2, b"ICC_PROFILE\0") + segment(0xEE, b"Adobe")
    about = segment(0xE1, exif(1)) + segment(0xED, b"Photoshop") + segment(0xFE, b"by me")
    assert without_metadata(b"\xff\xd8" + about + kept + SCAN) == b"\xff\xd8" + kept + SCAN


def test_turned_jpeg_stays_as_it_is():
    turned = b"\xff\xd8" + segment(0xE1, exif(6)) + SCAN
    assert without_metadata(turned) == turned


def test_png_loses_words_and_keeps_its_picture():
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + chunk(b"iCCP", b"profile")
    end = chunk(b"IDAT", b"picture") + chunk(b"IEND", b"")
    words = chunk(b"tEXt", b"Author\0me") + chunk(b"eXIf", b"x") + chunk(b"iTXt", b"y")
    assert without_metadata(start + words + end) == start + end


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"]))
def test_any_bytes_come_back_cleaned_once_and_for_all(data: bytes, start: bytes):
    cleaned = without_metadata(start + data)
    assert without_metadata(cleaned) == cleaned
    assert len(cleaned) <= len(start + data)
