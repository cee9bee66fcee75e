"""Takes out of a PDF's pictures what their pages cut away.

A picture that a clip or the page's edge crops is whole in the file, and any tool lifts it out. Its
pixels outside all that the pages show are painted over in the picture itself; its place, size and
colours stay.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence

from pikepdf import Array, Name, Pdf, PdfImage, Stream
from PIL import Image, ImageChops, ImageDraw, ImageStat

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.pdf.objects import name_of
from panel_papers.inputs.cleaning.results import Tally
from panel_papers.pdf import CropWindow

_ROOM = 2.5  # pixels that stay round what is shown: readers blend neighbours
_PLAIN = 24  # of 255: contrast of a plain ground, which shows nothing
_MODES = {3: "RGB", 4: "CMYK"}  # by bytes a pixel
_READ_BY_PIXELS = frozenset({"/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
_LARGEST = 100_000_000  # pixels


class CutError(Exception):
    """A picture whose hidden part cannot be cut away."""


def cut_pictures(
    pdf: Pdf, windows: Mapping[str, Sequence[CropWindow]], place: Place, tally: Tally
) -> tuple[list[int], list[Problem]]:
    """Paint over what pages cut away; return their numbers, and what could not be cut."""
    pages: list[int] = []
    problems = []
    for each in list(pdf.objects):
        if not isinstance(each, Stream) or name_of(each, "/Subtype") != "/Image":
            continue
        held = windows.get(hashlib.sha256(each.read_raw_bytes()).hexdigest())
        if held is None:
            continue
        page = held[0].page
        try:
            if _cut_with_masks(each, held):
                tally.add("part of a picture that its page does not show", f"page {page}")
                pages += [window.page for window in held]
        except Exception:  # noqa: BLE001 - Pillow and qpdf raise many kinds for wild pictures
            problems.append(not_cut(Place(place.file, where=f"page {page}")))
    return sorted(set(pages)), problems


def not_cut(place: Place) -> Problem:
    """Return the problem that the hidden part of a picture stays in the file."""
    return Problem(
        "cropped-picture",
        place,
        "a picture of which the page shows a part only: the rest is in the file, and cannot be cut "
        "away",
        "a picture that is no larger than what the page shows of it",
        "cut the picture in a picture editor, or in Word with Compress Pictures › Delete cropped "
        "areas, and make the PDF again; if the rest may be published, accept this error in "
        "paper.yaml with a reason",
        acceptable=True,
    )


def _cut_with_masks(picture: Stream, windows: Sequence[CropWindow]) -> bool:
    """Paint over what no window shows of a picture and of its masks; return whether it had any."""
    if not _cut(picture, windows):
        return False
    for key in ("/SMask", "/Mask"):
        mask = picture.get(key)
        if isinstance(mask, Stream):
            _cut(mask, windows)
    return True


def _cut(picture: Stream, windows: Sequence[CropWindow]) -> bool:
    if int(picture.Width) * int(picture.Height) > _LARGEST:
        raise CutError
    coded = _coding(picture)
    if coded and coded[-1] in _READ_BY_PIXELS:
        return _cut_pixels(picture, windows)
    if coded and coded[-1] == "/DCTDecode":
        return _cut_jpeg(picture, windows)
    return _cut_samples(picture, windows)


def _coding(picture: Stream) -> list[str]:
    found = picture.get(Name.Filter)
    listed = list(found) if isinstance(found, Array) else [found]
    return [str(each) for each in listed if isinstance(each, Name)]


def _cut_samples(picture: Stream, windows: Sequence[CropWindow]) -> bool:
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
    hidden = _hidden(size, size[0] / width, windows)
    if not _holds_something(image, hidden):
        return False
    # the first colour of a palette, which may have no other
    image.paste(
        0 if isinstance(picture.get(Name.ColorSpace), Array) else _white(image), mask=hidden
    )
    picture.write(image.tobytes())
    return True


def _cut_jpeg(picture: Stream, windows: Sequence[CropWindow]) -> bool:
    """Paint over a part of a JPEG; what stays is coded again with the tables that it had."""
    if len(_coding(picture)) != 1:
        raise CutError
    with Image.open(io.BytesIO(picture.read_raw_bytes())) as opened:
        opened.load()
        from PIL.JpegImagePlugin import get_sampling  # noqa: PLC0415 - few pictures are cut

        tables, sampling = opened.quantization, get_sampling(opened)  # type: ignore[attr-defined]
        image: Image.Image = opened.copy()
    hidden = _hidden(image.size, 1.0, windows)
    if not _holds_something(image, hidden):
        return False
    image.paste(_white(image), mask=hidden)
    saved = io.BytesIO()
    image.save(saved, "JPEG", qtables=tables, subsampling=sampling)
    picture.write(saved.getvalue(), filter=Name.DCTDecode)
    return True


def _cut_pixels(picture: Stream, windows: Sequence[CropWindow]) -> bool:
    """Paint over a part of a picture of another coding, and keep it as plain pixels."""
    image = PdfImage(picture).as_pil_image()
    if image.mode not in ("1", "L", "RGB", "CMYK") or name_of(picture, "/Decode"):
        raise CutError
    hidden = _hidden(image.size, 1.0, windows)
    if not _holds_something(image.convert("RGB"), hidden):
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


def _hidden(size: tuple[int, int], columns: float, windows: Sequence[CropWindow]) -> Image.Image:
    """Return a picture that is white where no window shows anything; `columns` a pixel."""
    shown = Image.new("L", size, 0)
    for window in windows:
        own = Image.new("L", size, 255)
        for group in window.groups:
            part = Image.new("L", size, 0)
            draw = ImageDraw.Draw(part)
            for outline in group:
                points = [(x * size[0], (1 - y) * size[1]) for x, y in outline]
                draw.polygon(points, fill=255)
                closed = [*points, points[0]]
                draw.line(closed, fill=255, width=round(2 * _ROOM * max(columns, 1)))
            own = ImageChops.multiply(own, part)
        shown = ImageChops.lighter(shown, own)
    return ImageChops.invert(shown)


def _holds_something(image: Image.Image, hidden: Image.Image) -> bool:
    """Say whether the hidden part is more than one plain colour."""
    if hidden.getbbox() is None:
        return False
    extremes = ImageStat.Stat(image.convert("L") if image.mode == "1" else image, hidden).extrema
    return any(most - least > _PLAIN for least, most in extremes)
