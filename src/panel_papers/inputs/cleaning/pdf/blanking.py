"""Paints over a part of a picture in a PDF, whatever its coding; its size and colours stay."""

from __future__ import annotations

import io
from collections.abc import Callable

from pikepdf import Array, Name, PdfImage, Stream
from PIL import Image, ImageStat

from panel_papers.inputs.cleaning.pdf.objects import name_of

_PLAIN = 24  # of 255: contrast of a plain ground, which shows nothing
_MODES = {3: "RGB", 4: "CMYK"}  # by bytes a pixel
_READ_BY_PIXELS = frozenset({"/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
_LARGEST = 100_000_000  # pixels

Hiding = Callable[[tuple[int, int], float], Image.Image]
"""Returns, for the size of a picture and its columns a pixel, one that is white where it hides."""


class CutError(Exception):
    """A picture whose hidden part cannot be cut away."""


def blank(picture: Stream, hiding: Hiding) -> bool:
    """Paint over the hidden part of a picture; return whether it held more than a plain colour.

    Raises CutError for pictures that are too large or whose samples are not known here.
    """
    if int(picture.Width) * int(picture.Height) > _LARGEST:
        raise CutError
    coded = coding_of(picture)
    if coded and coded[-1] in _READ_BY_PIXELS:
        return _cut_pixels(picture, hiding)
    if coded and coded[-1] == "/DCTDecode":
        return _cut_jpeg(picture, hiding)
    return _cut_samples(picture, hiding)


def coding_of(picture: Stream) -> list[str]:
    """Return the names of the filters of a picture, in their order."""
    found = picture.get(Name.Filter)
    listed = list(found) if isinstance(found, Array) else [found]
    return [str(each) for each in listed if isinstance(each, Name)]


def _cut_samples(picture: Stream, hiding: Hiding) -> bool:
    """Paint over the bytes of a picture without a coding of its own, in whatever colours it is."""
    data = picture.read_bytes()
    width, height = int(picture.Width), int(picture.Height)
    row = len(data) // height
    if row < (width + 7) // 8:
        raise CutError
    bytewise = picture.get(Name.BitsPerComponent) == 8 and row % width == 0
    mode = _MODES.get(row // width, "L") if bytewise else "L"
    size = (width if mode != "L" else row), height
    image = Image.frombytes(mode, size, data[: row * height])
    hidden = hiding(size, size[0] / width)
    if not holds_something(image, hidden):
        return False
    # the first colour of a palette, which may have no other
    image.paste(
        0 if isinstance(picture.get(Name.ColorSpace), Array) else _white(image), mask=hidden
    )
    picture.write(image.tobytes())
    return True


def _cut_jpeg(picture: Stream, hiding: Hiding) -> bool:
    """Paint over a part of a JPEG; what stays is coded again with the tables that it had."""
    if len(coding_of(picture)) != 1:
        raise CutError
    with Image.open(io.BytesIO(picture.read_raw_bytes())) as opened:
        opened.load()
        from PIL.JpegImagePlugin import get_sampling  # noqa: PLC0415 - few pictures are cut

        tables, sampling = opened.quantization, get_sampling(opened)  # type: ignore[attr-defined]
        image: Image.Image = opened.copy()
    hidden = hiding(image.size, 1.0)
    if not holds_something(image, hidden):
        return False
    image.paste(_white(image), mask=hidden)
    saved = io.BytesIO()
    image.save(saved, "JPEG", qtables=tables, subsampling=sampling)
    picture.write(saved.getvalue(), filter=Name.DCTDecode)
    return True


def _cut_pixels(picture: Stream, hiding: Hiding) -> bool:
    """Paint over a part of a picture of another coding, and keep it as plain pixels."""
    image = PdfImage(picture).as_pil_image(apply_mask=False)
    if image.mode not in ("1", "L", "RGB", "CMYK") or name_of(picture, "/Decode"):
        raise CutError
    hidden = hiding(image.size, 1.0)
    if not holds_something(image.convert("RGB"), hidden):
        return False
    image.paste(_white(image), mask=hidden)
    for key in ("/DecodeParms", "/SMaskInData"):
        if key in picture:
            del picture[key]
    picture.write(image.tobytes())
    picture.BitsPerComponent = 1 if image.mode == "1" else 8
    picture.ColorSpace = {"RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}.get(
        image.mode, Name.DeviceGray
    )
    return True


def _white(image: Image.Image) -> int | tuple[int, ...]:
    return {"RGB": (255, 255, 255), "CMYK": (0, 0, 0, 0)}.get(image.mode, 255)


def holds_something(image: Image.Image, hidden: Image.Image) -> bool:
    """Say whether the hidden part is more than one plain colour."""
    if hidden.getbbox() is None:
        return False
    extremes = ImageStat.Stat(image.convert("L") if image.mode == "1" else image, hidden).extrema
    return any(most - least > _PLAIN for least, most in extremes)
