"""Says whether two objects of different PDFs have the same content."""

from hashlib import sha256

from pikepdf import Array, Dictionary, Object, Stream

DEEPEST = 12  # objects within objects; a font's program lies five deep


def content_key(value: object) -> bytes:
    """Return bytes that are the same for two objects with the same content, in any file.

    Raises PdfError where a stream is damaged.
    """
    return _key(value, 0, {})


def _key(value: object, depth: int, met: dict[tuple[int, int], bytes]) -> bytes:
    """Return the key of an object; one that is met again, as in a circle, is not walked again."""
    if not isinstance(value, Object):
        return repr(value).encode()
    if depth > DEEPEST or not isinstance(value, (Array, Dictionary, Stream)):
        return value.unparse()
    name = value.objgen
    if name in met:
        return met[name]
    if value.is_indirect:
        met[name] = b"circle %d" % len(met)
    if isinstance(value, Array):
        key = b"[" + b" ".join(_key(held, depth + 1, met) for held in value) + b"]"
    else:
        pairs = sorted((n, held) for n, held in value.items() if n != "/Length")
        inside = b" ".join(
            n.encode("utf-8", "surrogateescape") + _key(held, depth + 1, met) for n, held in pairs
        )
        key = b"<<" + inside + b">>"
        if isinstance(value, Stream):
            key += sha256(value.read_raw_bytes()).digest()
    if value.is_indirect:
        key = met[name] = sha256(key).digest()
    return key
