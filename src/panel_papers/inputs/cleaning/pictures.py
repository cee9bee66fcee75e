"""Takes out of a picture's file what a camera or program wrote about its maker and its place."""

from __future__ import annotations

import io
import re
import struct
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image as WordImage

from panel_papers.core import InputsError, Place, Problem
from panel_papers.inputs.cleaning.gifs import GIF, first_picture
from panel_papers.inputs.cleaning.pixels import seen_pixels
from panel_papers.inputs.cleaning.results import Cleaned, Removal

if TYPE_CHECKING:
    from PIL import Image

METADATA = "metadata of a photograph (camera, place, author)"
"""What is reported of a picture whose file said more than the picture shows."""
BEYOND = "what a picture’s file held beside what is seen of it (frames, metadata, colour profile)"
"""The same of a picture in a Word document."""

# JPEG: what decoding needs, by marker and by the word that its segment begins with; all others that
# programs use, and comments, speak of the picture.
_KEPT_APPS = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_JFIF, _BARE_JFIF = 0xE0, 18
_COMMENT, _SCAN, _END, _EXIF = 0xFE, 0xDA, 0xD9, 0xE1
# The first marker behind the data of a scan, in which 0xFF is followed by 0, a restart or itself.
_BEHIND_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ORIENTATION = 0x0112
# How Pillow calls what makes a picture upright, by what Exif says of its turn.
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
# What Pillow and python-docx raise for pictures that were damaged at random.
_DAMAGE = (OSError, SyntaxError, ValueError, struct.error)
_STRANGE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)

_PNG = b"\x89PNG\r\n\x1a\n"
# PNG 3rd edition, section 11: what is decoded with; a critical chunk begins with a capital.
_PNG_LOOK = frozenset(b"tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs".split())
_PROFILES = (b"iCCP", b"ICC_PROFILE\0")
_MOST_DOTS = 5_000  # an inch
_QUALITY = 95  # of a JPEG that is written again; higher is larger and looks no better


def clean_picture(picture: bytes, place: Place) -> Cleaned:
    """Return a JPEG or PNG as it is shown, in colours of a screen, without what else it says.

    A picture that Exif turns, or that is made for print (CMYK), is shown in one way by one program
    and in another by the next: it is written again. Of any other, what is shown stays bit for bit.
    Raises InputsError where it has to be written again and is damaged.
    """
    from PIL import Image  # noqa: PLC0415 - few papers have a picture

    try:
        with warnings.catch_warnings():  # of its size, which was judged, and of what is taken out
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture)) as opened:
                bare = _bare(picture)
                turn = _turned(opened)
                if turn is None and bare:  # a reader that bears more may see one
                    turn = _turned(Image.open(io.BytesIO(bare)))
                shown = None if turn or opened.mode == "CMYK" else bare
                whole = shown or _written_anew(opened, turn)
                data = _named(as_seen(whole), _density(opened))
        WordImage.from_blob(data)  # which is what will put it into Word
    except (*_DAMAGE, *_STRANGE, Image.DecompressionBombError) as fault:
        found, hint = (
            f"The picture is damaged: {fault}",
            "open it in a picture program such as Paint and save it again; if it does not "
            "open, ask for the file again",
        )
        problem = Problem("bad-picture", place, found, "", hint)
        raise InputsError([problem]) from fault
    is_as_seen = bare == picture and as_seen(picture) == picture
    return Cleaned(data, () if is_as_seen else (Removal(METADATA, 1),))


def _turned(opened: Image.Image) -> str | None:
    """Return what makes a picture upright; None for one that is."""
    return _TURNS.get(opened.getexif().get(_ORIENTATION, 0))


def _density(opened: Image.Image) -> tuple[int, int]:
    """Return the dots per inch across and down; where there is no sense in them, a screen's."""
    across, down = (float(dots) for dots in opened.info.get("dpi", (0, 0)))
    sensible = 1 <= across <= _MOST_DOTS and 1 <= down <= _MOST_DOTS
    return (round(across), round(down)) if sensible else (72, 72)


def _written_anew(opened: Image.Image, turn: str | None) -> bytes:
    from PIL import Image  # noqa: PLC0415 - few papers have a picture

    upright = opened.transpose(Image.Transpose[turn]) if turn else opened
    profile = opened.info.get("icc_profile")
    if upright.mode == "CMYK":
        upright, profile = _for_screens(upright, profile), None
    result = io.BytesIO()
    kind = "PNG" if opened.format == "PNG" else "JPEG"
    upright.save(result, kind, quality=_QUALITY, dpi=_density(opened), icc_profile=profile)
    return without_metadata(result.getvalue())


def _for_screens(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture made for print in red, green and blue, as its profile says what they are."""
    from PIL import ImageCms  # noqa: PLC0415 - few papers have a picture

    if profile is not None:
        printer, screen = io.BytesIO(profile), ImageCms.createProfile("sRGB")
        with suppress(ImageCms.PyCMSError):
            shown = ImageCms.profileToProfile(picture, printer, screen, outputMode="RGB")
            if shown is not None:
                return shown
    return picture.convert("RGB")


def without_metadata(picture: bytes) -> bytes:
    """Return a JPEG or PNG without Exif (place, camera, author), XMP, comments and what follows it.

    What is shown stays bit for bit, so of Exif it keeps that the picture is to be turned; anything
    else, and a damaged picture, comes back as it is.
    """
    return _bare(picture) or picture


def as_seen(picture: bytes) -> bytes:
    """Return a picture with only what is seen of it: one frame, no metadata, no colour profile.

    What is shown stays as it is, in the colours of screens. A TIFF, WebP or BMP comes back as a
    PNG; a damaged picture, and one of a kind that is not known, as it is.
    """
    redrawn = seen_pixels(picture) or picture
    if redrawn.startswith(GIF):
        return first_picture(redrawn) or redrawn
    return _bare(redrawn, profile=False) or redrawn


def _bare(picture: bytes, *, profile: bool = True) -> bytes | None:
    """Return a picture without metadata; None for what is neither of the kinds, or is damaged."""
    dropped = frozenset() if profile else frozenset(_PROFILES)
    if picture.startswith(b"\xff\xd8"):
        return _jpeg(picture, dropped)
    return _png(picture, dropped) if picture.startswith(_PNG) else None


def _jpeg(picture: bytes, dropped: frozenset[bytes]) -> bytes | None:
    """Walk the segments and scans (ITU-T T.81 annex B); phones write more behind their end."""
    kept, at, scanned = bytearray(picture[:2]), 2, False
    while (at := picture.find(b"\xff", at)) >= 0 and at + 2 <= len(picture):
        marker = picture[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == _END:
            return bytes(kept + picture[at : at + 2])
        if at + 4 > len(picture):
            break
        length = 2 + int(struct.unpack(">H", picture[at + 2 : at + 4])[0])
        if marker == _SCAN:
            behind = _BEHIND_SCAN.search(picture, at + length)
            length = (behind.start() if behind else len(picture)) - at
            scanned = True
        kept += _of_segment(marker, picture[at : at + length], dropped)
        at += length
    return bytes(kept) if scanned else None


def _of_segment(marker: int, segment: bytes, dropped: frozenset[bytes]) -> bytes:
    """Return what is kept of a segment; of Exif that is the turn of the picture."""
    if marker == _EXIF and segment[4:10] == b"Exif\0\0":
        turn = _turn(segment[10:])
        return _exif(turn) if turn in _TURNS else b""
    if marker == _COMMENT:
        return b""
    if marker == _JFIF:  # without the small picture that it may hold
        if segment[4:9] != b"JFIF\0":
            return b""
        return _segment(_JFIF, segment[4:16] + bytes(2)) if len(segment) > _BARE_JFIF else segment
    if 0xE0 <= marker <= 0xEF:
        word = _KEPT_APPS.get(marker)
        is_kept = word and word not in dropped and segment.startswith(word, 4)
        return segment if is_kept else b""
    return segment


def _turn(tiff: bytes) -> int:
    """Return what Exif says of the turn (a tag of the first list); 0 where it says nothing."""
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
        for index in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, start + 2 + 12 * index)
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        pass
    return 0


def _exif(turn: int) -> bytes:
    """Return a segment that says nothing but how the picture is to be turned."""
    entry = struct.pack("<HHIHH", _ORIENTATION, 3, 1, turn, 0)
    return _segment(_EXIF, b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4))


def _segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def _named(picture: bytes, density: tuple[int, int]) -> bytes:
    """Return a JPEG that begins with its name, and dots per inch: python-docx asks for that."""
    if not picture.startswith(b"\xff\xd8") or picture[6:11] == b"JFIF\0":
        return picture
    jfif = b"JFIF\0" + struct.pack(">HBHHBB", 0x0102, 1, *density, 0, 0)
    return picture[:2] + _segment(0xE0, jfif) + picture[2:]


def _png(picture: bytes, dropped: frozenset[bytes]) -> bytes | None:
    kept, at = bytearray(_PNG), len(_PNG)
    while at + 12 <= len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        chunk = picture[at : at + 12 + length]
        if len(chunk) < 12 + length:
            return None
        kind = chunk[4:8]
        if kind[:1].isupper() or (kind in _PNG_LOOK and kind not in dropped):
            kept += chunk
        at += 12 + length
        if kind == b"IEND":
            return bytes(kept)
    return None
