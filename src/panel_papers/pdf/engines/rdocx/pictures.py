"""Pictures in a form that rdocx paints: it leaves out palettes, bitmaps, GIF and TIFF (0.16.3)."""

from __future__ import annotations

import io
import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOUR, _GREY_ALPHA, _COLOUR_ALPHA = 0, 2, 4, 6


def for_painting(data: bytes) -> bytes:
    """Return a picture as it is, or as a PNG of 8 bits a channel, with the same pixels.

    What Pillow does not read (EMF, WMF, SVG) stays as it is.
    """
    if data.startswith(_PNG) and len(data) > 28:
        depth, kind, _, _, interlaced = struct.unpack(">5B", data[24:29])
        whole = {_GREY, _COLOUR, _GREY_ALPHA, _COLOUR_ALPHA}
        if depth == 8 and kind in whole and not interlaced and b"tRNS" not in data[:4096]:
            return data
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - few documents need it

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.format == "JPEG" and picture.mode in {"L", "RGB"}:
                return data
            clear = picture.mode in {"LA", "PA", "RGBA"} or "transparency" in picture.info
            out = io.BytesIO()
            picture.convert("RGBA" if clear else "RGB").save(out, "PNG")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return data
    return out.getvalue()
