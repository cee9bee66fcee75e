"""What a PDF says beside the words of its pages: bookmarks, alternative texts, addresses."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

_KEYS = {
    "/Alt": "an alternative text",
    "/ActualText": "an actual text",
    "/Contents": "an annotation",
    "/E": "an expansion",
    "/TU": "a field’s description",
    "/V": "a field’s value",
    "/URI": "an address",
    "/Title": "a bookmark or title",
}


def strings_of(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield each such text with what it is; nothing of a PDF that cannot be opened."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for found in pdf.objects:
                yield from _of(found)
    except pikepdf.PdfError:
        return


def _of(found: object) -> Iterator[tuple[str, str]]:
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in found.items():
            if isinstance(value, pikepdf.String):
                if key in _KEYS:
                    yield _KEYS[key], str(value)
            elif not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _of(value)
    elif isinstance(found, pikepdf.Array):
        for value in found:
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _of(value)
