"""Everything a file holds, in every form it can be stored in; shares no code with the product."""

from __future__ import annotations

import base64
import binascii
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

import numpy as np
import pikepdf
from pdfminer.high_level import extract_text
from PIL import Image, ImageFile

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"\x00\x00\x00\x0cjP  ")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_KERNED = re.compile(r"\)\s*-?[\d.]+\s*\(")
_ENOUGH = 6
"""A part of a picture has the colour in as many rows and columns; an edge, or the pixels that
readers blend with their neighbours, do not."""


def words_in(name: str, data: bytes) -> str:
    """Return all that can be read out of a file, without white space and in small letters."""
    seen = [_plain(name)]
    for piece in pieces(data):
        seen += _read(piece)
    if data[:1024].find(b"%PDF") >= 0:
        seen += map(_plain, dict.fromkeys(_pdf_strings(data)))
    return "\n".join(dict.fromkeys(seen))


def holds(words: str, secret: str) -> bool:
    """Say whether what was read holds a secret, however it is broken or written."""
    return _plain(secret) in words


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
        text = re.sub("[\U000e0020-\U000e007e]", lambda m: chr(ord(m[0]) - 0xE0000), text)
    return "".join(text.lower().split()).replace("-", "")


def pieces(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Yield a file's bytes and, to any depth, all that they unpack to."""
    yield data
    if depth > 4:
        return
    for inner in (*_members(data), *_streams(data), *_chunks(data)):
        yield from pieces(inner, depth + 1)


def _members(data: bytes) -> Iterator[bytes]:
    if b"PK\x03\x04" not in data[:4096]:
        return
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            yield member.filename.encode()
            yield archive.read(member)


def _streams(data: bytes) -> Iterator[bytes]:
    """Yield a PDF's streams, unpacked, and its words as they can be copied."""
    if not data[:1024].count(b"%PDF"):
        return
    with suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                with suppress(pikepdf.PdfError):
                    yield item.read_bytes()
        for page in pdf.pages:
            # what pdfminer leaves out: it stops at the page's own box
            for box in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
                if box in page.obj:
                    del page.obj[box]
            page.obj.MediaBox = pikepdf.Array([-9000, -9000, 9000, 9000])
        wide = io.BytesIO()
        pdf.save(wide)
        wide.seek(0)
        yield extract_text(wide).encode()


def _chunks(data: bytes) -> Iterator[bytes]:
    """Yield the packed words of PNG pictures."""
    if not data.startswith(b"\x89PNG"):
        return
    at = 8
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            for start in range(len(body)):
                if body[start : start + 1] == b"\x78":
                    with suppress(zlib.error):
                        yield zlib.decompress(body[start:])
        at += 12 + size


@lru_cache(maxsize=500)
def _read(data: bytes) -> tuple[str, ...]:
    """Return a piece's readings; the files of a kind have most of their pieces in common."""
    return tuple(_plain(text) for text in dict.fromkeys(_readings(data)))


def _readings(data: bytes) -> Iterator[str]:
    plain = data.decode("latin-1")
    if not data.isascii():
        yield plain
        plain = data.decode("utf-8", "replace")
    yield plain
    if "<" in plain:
        yield html.unescape(re.sub(r"<[^>]*>", "", plain))
    elif "&" in plain:
        yield html.unescape(plain)
    if "\\u" in plain:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), plain)
    if b"\0" in data:
        yield data.replace(b"\0", b"").decode("latin-1")
    if b"TJ" in data:
        yield "".join(_KERNED.split(plain))
    for digits in _HEX.findall(data):
        packed = re.sub(rb"\s", b"", digits)
        with suppress(binascii.Error):
            yield binascii.unhexlify(packed).replace(b"\0", b"").decode("latin-1")
    for text in _BASE64.findall(data[:200_000]):
        with suppress(binascii.Error):
            yield base64.b64decode(text[: len(text) // 4 * 4]).decode("latin-1")


def _pdf_strings(data: bytes) -> Iterator[str]:
    with suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(data)) as pdf:
        for item in (*pdf.objects, pdf.trailer):
            yield from _strings(item)


def _strings(item: object) -> Iterator[str]:
    if isinstance(item, pikepdf.String | pikepdf.Name):
        yield str(item)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in item.items():
            yield key
            yield from _direct(value)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            yield from _direct(value)


def _direct(value: object) -> Iterator[str]:
    if not (isinstance(value, pikepdf.Object) and value.is_indirect):
        yield from _strings(value)


# --- pictures ------------------------------------------------------------------------------------


class Pixels:
    """The colours of every picture in a file: each frame, each preview, and what is transparent."""

    def __init__(self, data: bytes) -> None:
        self._pictures = [np.asarray(p, dtype=np.int16) for p in _pictures(data)]

    def hold(self, colour: tuple[int, int, int]) -> bool:
        """Say whether a part of some picture has a colour, as JPEG leaves it."""
        near = np.array(colour, dtype=np.int16)
        for picture in self._pictures:
            rows, columns = np.nonzero(np.abs(picture - near).max(axis=2) < 24)
            if min(len(set(rows.tolist())), len(set(columns.tolist()))) >= _ENOUGH:
                return True
        return False


def _pictures(data: bytes) -> Iterator[Image.Image]:
    for piece in pieces(data):
        for start in _STARTS:
            at = piece.find(start)
            while at >= 0:
                yield from _frames(piece[at:])
                at = piece.find(start, at + 3)
    if data[:1024].find(b"%PDF") < 0:
        return
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Width") is not None:
                with suppress(Exception):  # what pikepdf cannot show, it names in many ways
                    yield pikepdf.PdfImage(item).as_pil_image().convert("RGB")
                with suppress(pikepdf.PdfError):
                    yield from _frames(item.read_raw_bytes())


def _frames(data: bytes) -> Iterator[Image.Image]:
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with suppress(Exception), Image.open(io.BytesIO(data)) as picture:
            for number in range(getattr(picture, "n_frames", 1)):
                picture.seek(number)
                yield picture.convert("RGBA").convert("RGB")
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
