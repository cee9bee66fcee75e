"""Cuts the pixels of a picture to a part of it."""

from __future__ import annotations

import io
import warnings
from typing import NamedTuple

from panel_papers.inputs.cleaning.pixels import DAMAGE

_KNOWN = ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP")
_QUALITY = 95


class Crop(NamedTuple):
    """What is cut from each side of a picture, as a share of its width or height."""

    left: float
    top: float
    right: float
    bottom: float

    def __bool__(self) -> bool:
        """Say whether anything is cut, and anything is left."""
        left = self.left + self.right < 1 and self.top + self.bottom < 1
        return left and max(self) > 0


def cut(picture: bytes, crop: Crop) -> tuple[bytes, str] | None:
    """Return a picture cut, and its ending; None for what is damaged or no picture of pixels.

    Of several frames only the first is kept.
    """
    from PIL import Image  # noqa: PLC0415 - few papers have a picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture), formats=_KNOWN) as opened:
                width, height = opened.size
                box = (
                    round(crop.left * width),
                    round(crop.top * height),
                    max(round((1 - crop.right) * width), round(crop.left * width) + 1),
                    max(round((1 - crop.bottom) * height), round(crop.top * height) + 1),
                )
                is_photograph = opened.format == "JPEG" and opened.mode in ("L", "RGB", "CMYK")
                part, written = opened.crop(box), io.BytesIO()
                profile = opened.info.get("icc_profile")
                if is_photograph:
                    part.save(written, "JPEG", quality=_QUALITY, subsampling=0, icc_profile=profile)
                    return written.getvalue(), "jpeg"
                if part.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
                    part, profile = part.convert("RGBA" if "A" in part.mode else "RGB"), None
                part.save(written, "PNG", icc_profile=profile)
                return written.getvalue(), "png"
    except (*DAMAGE, Image.DecompressionBombError):
        return None
