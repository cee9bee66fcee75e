"""Tells whether two objects of different PDFs have the same content."""

from hashlib import sha256

from pikepdf import Array, Dictionary, Object, Stream


def content_key(value: object, depth: int = 0) -> bytes:
    """Return bytes that are the same for two objects with the same content, in any file."""
    if depth > 12 and isinstance(value, Object):
        return value.unparse()
    if isinstance(value, Dictionary):
        inside = (
            key.encode() + content_key(held, depth + 1) for key, held in sorted(value.items())
        )
        return b"<<" + b" ".join(inside) + b">>"
    if isinstance(value, Array):
        return b"[" + b" ".join(content_key(held, depth + 1) for held in value) + b"]"
    if isinstance(value, Stream):
        inside = (
            key.encode() + content_key(held, depth + 1)
            for key, held in sorted(value.items())
            if key != "/Length"
        )
        content = sha256(value.read_raw_bytes()).digest()
        return b"stream" + content + b" ".join(inside)
    return value.unparse() if isinstance(value, Object) else repr(value).encode()
