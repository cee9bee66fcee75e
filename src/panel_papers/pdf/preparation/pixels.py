"""The pixels of a picture: read in any format that Pillow knows, cut, flipped, turned, written."""

from __future__ import annotations

import io
import struct
import warnings
from typing import Final

from PIL import Image

from panel_papers.pdf.preparation.changes import Change
from panel_papers.pdf.preparation.frames import turned_size
from panel_papers.pdf.preparation.problem import NotPrepared

# Formats that every engine prints.
_PLAIN: Final = {"PNG", "JPEG", "GIF"}
# Read at all: the formats of pictures in Word documents. EMF and WMF only Windows can read.
_KNOWN: Final = ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP")
# What Pillow raises for pictures that were damaged at random.
_DAMAGE: Final = (
    *(OSError, SyntaxError, ValueError, struct.error, EOFError, KeyError, IndexError),
    *(TypeError, ZeroDivisionError, OverflowError, AttributeError, MemoryError),
    Image.DecompressionBombError,
)
_MOST_PIXELS: Final = 60_000_000  # A3 at 500 dots an inch
_QUALITY: Final = 95  # of a JPEG that is written again; higher is larger and looks no better
_MODES: Final = {"1", "L", "LA", "P", "RGB", "RGBA"}


def redrawn(data: bytes, change: Change) -> tuple[bytes, str] | None:
    """Return a picture as it is shown, and its file extension; None where it can stay.

    It can stay where it is plain and shown whole and upright, and it has to where it is damaged or
    in a format that is not known here. A photograph stays a JPEG, unless its edges are now slanted.
    Raises NotPrepared for a picture of several pages.
    """
    try:
        with warnings.catch_warnings():  # of its size, which is checked below
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_KNOWN) as opened:
                kind = opened.format or ""
                pages = getattr(opened, "n_frames", 1) if kind == "TIFF" else 1
                if pages == 1 and kind in _PLAIN and not change:
                    return None
                if opened.width * opened.height > _MOST_PIXELS:
                    return None
                if pages == 1:
                    return _written(_changed(opened, change), kind, opened.info.get("icc_profile"))
    except _DAMAGE:
        return None
    raise NotPrepared(
        f"a picture in TIFF format has {pages} pages, of which Word prints only the first",
        "insert each page as a picture of its own",
    )


def _changed(opened: Image.Image, change: Change) -> Image.Image:
    image = opened if opened.mode in _MODES or opened.mode == "CMYK" else _eight_bits(opened)
    image = _cut(image, change.crop)
    across, down = change.flip
    if across:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if down:
        image = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return _turned(image, change)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture of more bits a colour, or other colours, in those that a screen has."""
    if image.mode == "F":
        raise ValueError("numbers that are no colours")
    if image.mode.startswith("I"):  # 16 bits, whatever the mode says
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGBA" if "A" in image.mode or "a" in image.mode else "RGB")


def _cut(image: Image.Image, crop: tuple[float, float, float, float]) -> Image.Image:
    left, top, right, bottom = crop
    if not any(crop):
        return image.copy()
    x0, x1 = round(image.width * left), round(image.width * (1 - right))
    y0, y1 = round(image.height * top), round(image.height * (1 - bottom))
    x1, y1 = max(x1, x0 + 1), max(y1, y0 + 1)
    if min(crop) < 0:  # a margin, through which the page is seen
        image = image.convert("RGBA")
    return image.crop((x0, y0, x1, y1))


def _turned(image: Image.Image, change: Change) -> Image.Image:
    quarters, rest = divmod(change.degrees, 90)
    if not rest:
        turns = {1: "ROTATE_270", 2: "ROTATE_180", 3: "ROTATE_90"}  # Pillow's are anticlockwise
        name = turns.get(int(quarters) % 4)
        return image.transpose(Image.Transpose[name]) if name else image
    # Its pixels are square first, so that right angles stay right.
    width, height = change.shape
    tall = max(1, round(image.width * height / width))
    space = turned_size(image.width, tall, change.degrees)
    if max(image.width * tall, space[0] * space[1]) > _MOST_PIXELS:
        raise ValueError("too large to be turned")
    whole = image.convert("RGBA").resize((image.width, tall), Image.Resampling.LANCZOS)
    return whole.rotate(-change.degrees, Image.Resampling.BICUBIC, expand=True)


def _written(image: Image.Image, kind: str, profile: bytes | None) -> tuple[bytes, str]:
    out = io.BytesIO()
    is_photograph = kind == "JPEG" and image.mode in ("L", "RGB", "CMYK")
    if is_photograph:
        image.save(out, "JPEG", quality=_QUALITY, icc_profile=profile)
        return out.getvalue(), "jpeg"
    if image.mode == "CMYK":
        image, profile = image.convert("RGB"), None
    image.save(out, "PNG", icc_profile=profile)
    return out.getvalue(), "png"
