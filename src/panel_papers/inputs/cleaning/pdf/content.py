"""Reads the content of pages and of what they paint."""

from __future__ import annotations

from pikepdf import Array, Name, Object, PdfError, Stream


def content_of(holder: Object) -> bytes:
    """Return the decoded content of a page or form; raises PdfError where it is damaged."""
    if isinstance(holder, Stream):
        return holder.read_bytes()
    content = holder.get(Name.Contents)
    parts = list(content) if isinstance(content, Array) else [content]
    return b"\n".join(part.read_bytes() for part in parts if isinstance(part, Stream))


def readable_content(holder: Object) -> bytes:
    """Return the decoded content, or nothing where it is damaged."""
    try:
        return content_of(holder)
    except (PdfError, RuntimeError, ValueError):
        return b""
