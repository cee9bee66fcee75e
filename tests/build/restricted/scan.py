"""Everything a file holds, in every form it can be stored in: the tests' own reader of secrets."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress

import pikepdf
from pdfminer.high_level import extract_text


def forms(name: str, data: bytes) -> Iterator[str]:
    """Yield the name, the bytes and all that they unpack to: as text, and without white space."""
    for text in (name, *_all(data)):
        yield text.casefold()
        yield re.sub(r"\s+", "", text).casefold()


def _all(data: bytes) -> Iterator[str]:
    yield from _as_text(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield from _as_text(archive.read(name))
                yield re.sub(r"<[^>]*>", "", archive.read(name).decode("utf-8", "replace"))
    if data.startswith(b"%PDF"):
        yield extract_text(io.BytesIO(data))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for item in pdf.objects:
                yield from _of_object(item)
            yield from _of_object(pdf.trailer)


def _of_object(item: object) -> Iterator[str]:
    if isinstance(item, pikepdf.Stream):
        yield from _as_text(item.read_raw_bytes())
        with suppress(pikepdf.PdfError):
            yield from _as_text(item.read_bytes())
    if isinstance(item, pikepdf.String):
        yield str(item)
        yield from _as_text(bytes(item))
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in item.items():
            yield key
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _of_object(value)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _of_object(value)


def _as_text(data: bytes) -> Iterator[str]:
    yield data.decode("latin-1")
    yield data.decode("utf-8", "replace")
    if b"\0" in data:
        yield data.replace(b"\0", b"").decode("latin-1")
    hexadecimal = re.findall(rb"<([0-9A-Fa-f\s]{8,})>", data)
    for digits in hexadecimal:
        plain = re.sub(rb"\s", b"", digits).decode()
        yield bytes.fromhex(plain + "0" * (len(plain) % 2)).replace(b"\0", b"").decode("latin-1")
