"""How much the streams of a PDF unpack to, counted piece by piece before anything reads them."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

MOST_BYTES = 400_000_000
"""Bytes of all streams, unpacked; the drawings of a large plan have 50 million."""
_DEEPEST = 2  # packings of one stream that make it smaller, each inside another
_CHUNK = 1 << 20
_BLANKS = re.compile(rb"\s+")
# How many times smaller each packing can make a stream (ISO 32000-1 7.4). Pictures are not here:
# what a JPEG unpacks to is known from its width and height.
_STEEPEST = {
    "/FlateDecode": 1_032,
    "/LZWDecode": 2_800,
    "/RunLengthDecode": 64,
    "/BrotliDecode": 1_000_000,
}
_SHORT = {
    "/Fl": "/FlateDecode",
    "/LZW": "/LZWDecode",
    "/RL": "/RunLengthDecode",
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
}


def swells(pdf: Pdf) -> bool:
    """Say whether the streams of a PDF unpack to more than `MOST_BYTES`, without keeping any."""
    import pikepdf  # noqa: PLC0415  # 0.2 s that only a paper with a PDF should pay

    total = 0
    for each in pdf.objects:
        if not isinstance(each, pikepdf.Stream):
            continue
        packings = _packings(each.get("/Filter"))
        steep = [name for name in packings if name in _STEEPEST]
        if len(steep) > _DEEPEST:
            return True
        if not steep:
            continue
        most = len(raw := bytes(each.read_raw_bytes()))
        for name in steep:
            most *= _STEEPEST[name]
        if total + most <= MOST_BYTES:
            continue  # not even at its steepest
        for size in _sizes(raw, packings):
            total += size
            if total > MOST_BYTES:
                return True
    return False


def _packings(given: Object | None) -> list[str]:
    """Return the names of a stream's packings, the outermost first."""
    import pikepdf  # noqa: PLC0415  # as above

    names = list(given) if isinstance(given, pikepdf.Array) else [given]
    return [_SHORT.get(str(name), str(name)) for name in names if name is not None]


def _sizes(raw: bytes, packings: list[str]) -> Iterator[int]:
    """Yield how many bytes a stream unpacks to, piece by piece; damage ends it."""
    chunks: Iterator[bytes] = iter((raw,))
    for name in packings:
        unpack = _UNPACKERS.get(name)
        if unpack is None:  # LZW and Brotli are rare, and are taken at their steepest
            times = _STEEPEST.get(name, 1)
            yield from (len(chunk) * times for chunk in chunks)
            return
        chunks = unpack(chunks)
    yield from (len(chunk) for chunk in chunks)


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    try:
        for chunk in chunks:
            rest = chunk
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
    except zlib.error:
        return


def _from_hexadecimal(chunks: Iterator[bytes]) -> Iterator[bytes]:
    digits = _BLANKS.sub(b"", b"".join(chunks)).partition(b">")[0]
    try:
        yield binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    except binascii.Error:
        return


def _from_base_85(chunks: Iterator[bytes]) -> Iterator[bytes]:
    text = _BLANKS.sub(b"", b"".join(chunks)).removeprefix(b"<~").partition(b"~>")[0]
    try:
        yield base64.a85decode(text)
    except ValueError:
        return


def _run_lengths(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what runs stand for (ISO 32000-1 7.4.5)."""
    data = b"".join(chunks)
    at = 0
    while at < len(data) and data[at] != 128:
        length = data[at]
        if length < 128:
            yield data[at + 1 : at + 2 + length]
            at += length + 2
        else:
            yield data[at + 1 : at + 2] * (257 - length)
            at += 2


_UNPACKERS: dict[str, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    "/FlateDecode": _inflated,
    "/ASCIIHexDecode": _from_hexadecimal,
    "/ASCII85Decode": _from_base_85,
    "/RunLengthDecode": _run_lengths,
}
