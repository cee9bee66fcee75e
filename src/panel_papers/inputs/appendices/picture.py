"""An appendix that is one picture, PNG or JPEG."""

from __future__ import annotations

import struct

from panel_papers.core import FromTemplate, Picture
from panel_papers.inputs.appendices.supplied import ReadAppendix, Supplied, refuse

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_LARGEST_SIDE = 20_000  # pixels; A3 at 1,200 dots per inch
_MOST_PIXELS = 100_000_000  # A3 at 600 dots per inch has 70 million


def read_picture(supplied: Supplied) -> ReadAppendix:
    """Return the picture with its alternative text, for the template `appendix`.

    Raises InputsError where it has no alternative text (WCAG 2.2, 1.1.1), is not of the kind that
    its name says, or is cut short.
    """
    kind = "PNG" if supplied.place.file.lower().endswith(".png") else "JPEG"
    size = _png_size(supplied.data) if kind == "PNG" else _jpeg_size(supplied.data)
    if size is None:
        found, hint = (
            f"The file is not a complete {kind} picture",
            "open it in a picture program such as Paint and save it again; if it does not "
            "open, ask for the file again",
        )
        other = "JPEG" if kind == "PNG" else "PNG"
        if supplied.data.startswith(_JPEG if kind == "PNG" else _PNG):
            found = f"The file is named as a {kind} picture, but it is a {other} picture"
            hint = f"rename the file so that it ends in {'.jpg' if kind == 'PNG' else '.png'}"
        raise refuse("bad-picture", supplied.place, found, "", hint)
    width, height = size
    if not (0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE) or (
        width * height > _MOST_PIXELS
    ):
        wanted = f"sides of 1 to {_LARGEST_SIDE:,} pixels, and 100 million pixels at most"
        hint = "save it in a lower resolution: 300 dots per inch print well"
        found = f"The picture is too large, or has no size: {width:,} × {height:,} pixels"
        raise refuse("picture-size", supplied.place, found, wanted, hint)
    if supplied.alternative_text is None:
        raise refuse(
            "no-alternative-text",
            supplied.entry,
            "The picture has no alternative text",
            "“alt: …”, the words for a reader who cannot see it",
            'write what the picture shows and what follows from it, such as “alt: "Bar chart: …"”',
        )
    if not isinstance(supplied.alternative_text, str):
        raise refuse(
            "bad-alternative-text",
            supplied.entry,
            "The alternative text (“alt”) is given by page, but a picture has no pages",
            "“alt: …”, one text",
            "write the words for the picture behind “alt:”",
        )
    body = Picture(supplied.data, supplied.alternative_text, supplied.place)
    return ReadAppendix(FromTemplate("appendix", {"body": body}))


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG that is whole (PNG 3rd edition, section 5), else None."""
    if not data.startswith(_PNG) or data[12:16] != b"IHDR":
        return None
    at = len(_PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        at += 12 + length
        if kind == b"IEND" and at <= len(data):
            width, height = struct.unpack(">II", data[16:24])
            return width, height
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a JPEG that has its end (ITU-T T.81, annex B), else None."""
    if not data.startswith(_JPEG) or b"\xff\xd9" not in data[-4096:]:
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        at += 2 + length
    return None
