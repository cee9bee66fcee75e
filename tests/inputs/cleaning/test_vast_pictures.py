"""A picture that says it has 900 million pixels is no traceback, wherever its size is asked for."""

from __future__ import annotations

import io
import struct
import zlib
from types import SimpleNamespace

import pytest
from lxml import etree

from panel_papers.inputs.appendices.covered_cells import _is_opaque
from panel_papers.inputs.cleaning.word.unseen_pictures import _pixels

EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def vast_png() -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk


def test_size_of_a_vast_picture_in_word_is_not_known():
    package = SimpleNamespace(parts={"a.png": vast_png()})
    blip = etree.Element("blip", {EMBED: "rId1"})
    assert _pixels(package, {"rId1": "a.png"}, blip) is None  # type: ignore[arg-type]


def test_vast_picture_on_a_sheet_is_not_called_opaque():
    assert not _is_opaque(io.BytesIO(vast_png()))


@pytest.mark.parametrize("size", range(8, 40, 3))
def test_picture_whose_head_is_cut_off_is_no_traceback(size):
    head = b"IHDR" + bytes(4)  # of four bytes in the place of thirteen
    short = struct.pack(">I", 4) + head + struct.pack(">I", zlib.crc32(head))
    for data in (vast_png()[:size], b"\x89PNG\r\n\x1a\n" + short):
        package = SimpleNamespace(parts={"a.png": data})
        blip = etree.Element("blip", {EMBED: "rId1"})
        assert _pixels(package, {"rId1": "a.png"}, blip) is None  # type: ignore[arg-type]
        assert not _is_opaque(io.BytesIO(data))
