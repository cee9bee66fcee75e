"""What the pixels of a picture hold that nobody sees: colour profiles, and hidden colours."""

from __future__ import annotations

import io
import struct
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageCms import ImageCmsProfile

# What Pillow raises for pictures that were damaged at random.
DAMAGE = (OSError, SyntaxError, ValueError, struct.error, EOFError, KeyError, IndexError, TypeError)
_MOST_PIXELS = 100_000_000
_ALIKE = 2  # of 255: what rounding makes of one colour in two profiles that are alike
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_QUALITY = 95  # of a JPEG that is written again; higher is larger and looks no better
_SHOWN_IN_ANOTHER_KIND = ("TIFF", "WEBP", "BMP", "JPEG2000")
_KNOWN = ("PNG", "JPEG", *_SHOWN_IN_ANOTHER_KIND)


def seen_pixels(picture: bytes) -> bytes | None:
    """Return a picture in the colours of screens (sRGB), with nothing under transparent pixels.

    Pictures of kinds that hold several pages or frames come back as a PNG of the first. None is
    for a picture that needs none of this, is damaged, or is of a kind that is not known here.
    """
    from PIL import Image  # noqa: PLC0415 - few papers have a picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture), formats=_KNOWN) as opened:
                return None if _is_too_large(opened) else _seen(opened)
    except (*DAMAGE, Image.DecompressionBombError):
        return None


def _is_too_large(opened: Image.Image) -> bool:
    return opened.width * opened.height > _MOST_PIXELS


def _seen(opened: Image.Image) -> bytes | None:
    profile = opened.info.get("icc_profile")
    coloured = _in_srgb(opened, profile) if profile else None
    bare = None if (coloured or opened).mode == "CMYK" else _without_hidden(coloured or opened)
    bare = bare or _without_unused(coloured or opened)
    if opened.format not in _SHOWN_IN_ANOTHER_KIND and coloured is None and bare is None:
        return None
    kind = "JPEG" if opened.format == "JPEG" else "PNG"
    image = bare or coloured or opened.copy()
    if kind == "PNG" and image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        image = image.convert("RGB")
    written = io.BytesIO()
    dpi = opened.info.get("dpi")
    more = {"exif": _turn(opened)} if kind == "JPEG" else {}
    image.save(
        written,
        kind,
        quality=_QUALITY,
        subsampling=0,
        icc_profile=None,
        **({"dpi": dpi} if dpi and all(1 <= each <= 5_000 for each in dpi) else {}),
        **more,
    )
    return written.getvalue()


def _turn(opened: Image.Image) -> bytes:
    from PIL import Image as Pillow  # noqa: PLC0415 - few papers have a picture

    told, turn = Pillow.Exif(), opened.getexif().get(0x0112)
    if turn:
        told[0x0112] = turn
    return told.tobytes()


def _in_srgb(opened: Image.Image, profile: bytes) -> Image.Image | None:
    """Return a picture in sRGB; None where its profile is as good as that, or damaged."""
    from PIL import ImageCms  # noqa: PLC0415 - few papers have a picture

    mode = {"RGBA": "RGB", "P": "RGB", "LA": "L"}.get(opened.mode, opened.mode)
    if mode not in ("RGB", "L", "CMYK"):
        return None
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return _seen_through(opened, own, mode)
    except ImageCms.PyCMSError:  # damaged, or for pictures of another kind: readers pass over it
        return None


def _seen_through(opened: Image.Image, own: ImageCmsProfile, mode: str) -> Image.Image | None:
    from PIL import Image as Pillow, ImageCms  # noqa: PLC0415 - as above

    screen = ImageCms.createProfile("sRGB")
    if mode != "CMYK" and _is_like(own, ImageCms.ImageCmsProfile(screen), mode):
        return None
    plain = (
        opened.convert("RGBA") if opened.mode == "P" and "transparency" in opened.info else opened
    )
    alpha = plain.getchannel("A") if plain.mode in ("RGBA", "LA") else None
    shown = ImageCms.profileToProfile(plain.convert(mode), own, screen, outputMode="RGB")
    if shown is None:
        return None
    if alpha is not None:
        shown = Pillow.merge("RGBA", (*shown.split(), alpha))
    return shown


def _is_like(own: ImageCmsProfile, screen: ImageCmsProfile, mode: str) -> bool:
    """Say whether colours look the same in a profile and on a screen."""
    from PIL import Image as Pillow, ImageCms  # noqa: PLC0415 - few papers have a picture

    steps = (0, 36, 73, 109, 146, 182, 219, 255)
    if mode == "L":
        sample = Pillow.new("L", (256, 1))
        sample.putdata(range(256))
    else:
        sample = Pillow.new("RGB", (512, 1))
        sample.putdata([(r, g, b) for r in steps for g in steps for b in steps])
    shown = ImageCms.profileToProfile(sample, own, screen, outputMode="RGB")
    before, after = sample.convert("RGB").tobytes(), b"" if shown is None else shown.tobytes()
    return all(abs(a - b) <= _ALIKE for a, b in zip(before, after, strict=False))


def _without_unused(opened: Image.Image) -> Image.Image | None:
    """Return a picture whose palette has colours for its pixels alone; None where it has."""
    if opened.mode != "P":
        return None
    colours = opened.getpalette() or []
    counts = opened.histogram()
    used = [each if counts[index // 3] else 0 for index, each in enumerate(colours)]
    if used == colours:
        return None
    bare = opened.copy()
    bare.putpalette(used)
    return bare


def _without_hidden(opened: Image.Image) -> Image.Image | None:
    """Return a picture with one colour under all transparent pixels; None where it has one.

    It is the mean colour of those that are seen: any other would show at edges that are smoothed.
    """
    from PIL import Image as Pillow, ImageStat  # noqa: PLC0415 - few papers have a picture

    if opened.mode not in ("RGBA", "LA") and "transparency" not in opened.info:
        return None
    if opened.mode == "P" and not isinstance(opened.info["transparency"], bytes):
        return None  # one colour is transparent, and says nothing
    if opened.mode in ("RGB", "L", "1"):
        return None
    full = opened.convert("RGBA")
    hidden = full.getchannel("A").point([255] + [0] * 255)
    if hidden.getbbox() is None:
        return None
    colours = full.convert("RGB")
    extremes = ImageStat.Stat(colours, hidden).extrema
    seen = hidden.point(lambda value: 255 - value)
    mean = ImageStat.Stat(colours, seen).mean if seen.getbbox() else (255, 255, 255)
    ground = tuple(round(each) for each in mean)
    if extremes in [[(shade, shade) for shade in colour] for colour in (_BLACK, _WHITE, ground)]:
        return None  # black, white, or what would be put there
    colours.paste(ground, (0, 0), hidden)
    return Pillow.merge("RGBA", (*colours.split(), full.getchannel("A")))
