"""Takes out of a PDF's pictures what nobody sees of them: under their masks, under other pictures.

The colours of a pixel stay in the file where its mask makes it transparent (ISO 32000-1 8.9.6,
11.6.5.2), and so does a picture that another one covers; any tool lifts them out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfImage, Stream
from PIL import Image, ImageChops, ImageFilter, ImageStat

from panel_papers.inputs.cleaning.pdf.blanking import (
    CutError,
    blank,
    coding_of,
    holds_something,
)
from panel_papers.inputs.cleaning.pdf.objects import Id, inherited, name_of
from panel_papers.inputs.cleaning.results import Tally

_ROOM = 2  # pixels that stay round what is shown: readers blend neighbours
_BLOCK = 16  # pixels; JPEG codes as many together
_DEEPEST = 8
_KEPT = ("/Type", "/Subtype", "/Length")
MASKED = "colours of a picture that its mask hides"
BURIED = "picture under another one, of which no page shows anything"


def blank_masked(pdf: Pdf, tally: Tally) -> list[int]:
    """Paint over what masks hide of pictures; return the numbers of their pages."""
    changed: set[Id] = set()
    for each in list(pdf.objects):
        if not isinstance(each, Stream) or name_of(each, "/Subtype") != "/Image":
            continue
        found = False
        with suppress(Exception):  # Pillow and qpdf raise many kinds for wild pictures
            found = _blank(pdf, each)
        if found:
            changed.add(each.objgen)
            tally.add(MASKED)
    return _pages_of(pdf, changed)


def empty_buried(pdf: Pdf, buried: Mapping[str, Iterable[int]], tally: Tally) -> list[int]:
    """Empty the pictures with these digests, which no page shows; return their pages."""
    pages: set[int] = set()
    for each in list(pdf.objects):
        if not isinstance(each, Stream) or name_of(each, "/Subtype") != "/Image":
            continue
        held = buried.get(hashlib.sha256(each.read_raw_bytes()).hexdigest())
        if held is None:
            continue
        for key in [key for key in each.keys() if key not in _KEPT]:  # noqa: SIM118
            del each[key]
        each.Width, each.Height, each.BitsPerComponent = 1, 1, 8
        each.ColorSpace = Name.DeviceGray
        each.write(b"\xff")
        pages.update(held)
        tally.add(BURIED)
    return sorted(pages)


def _blank(pdf: Pdf, picture: Stream) -> bool:
    soft, mask = picture.get(Name.SMask), picture.get(Name.Mask)
    room = _BLOCK if "/DCTDecode" in coding_of(picture) else _ROOM
    if isinstance(soft, Stream):
        if Name.Matte in soft:
            return False  # its colours are blended with the mask's
        return blank(picture, partial(_under, _transparent(soft), room))
    if isinstance(mask, Stream):
        return blank(picture, partial(_under, _transparent(mask, stencil=True), room))
    if isinstance(mask, Array):
        return _blank_key(pdf, picture, [int(each) for each in mask])
    return False


def _transparent(mask: Stream, *, stencil: bool = False) -> Image.Image:
    """Return a picture that is white where a mask hides everything."""
    if stencil:
        # 1 hides, unless Decode turns it about (ISO 32000-1 8.9.6.3)
        turned = [float(each) for each in mask.get(Name.Decode, [0, 1])][:2] == [1.0, 0.0]
        return ImageChops.invert(_bits(mask)) if turned else _bits(mask)
    image = PdfImage(mask).as_pil_image().convert("L")  # as its Decode has it
    return image.point([255] + [0] * 255)


def _bits(mask: Stream) -> Image.Image:
    if coding_of(mask) and coding_of(mask)[-1] != "/FlateDecode":
        raise CutError
    size = int(mask.Width), int(mask.Height)
    return Image.frombytes("1", size, mask.read_bytes()).convert("L")


def _under(
    transparent: Image.Image, room: int, size: tuple[int, int], columns: float
) -> Image.Image:
    """Return a mask in the size of its picture, without the rim of what it shows."""
    shown = ImageChops.invert(transparent).resize(
        (max(1, round(size[0] / max(columns, 1))), size[1]), Image.Resampling.BOX
    )
    shown = shown.point([0] + [255] * 255).filter(ImageFilter.MaxFilter(2 * room + 1))
    return ImageChops.invert(shown).resize(size, Image.Resampling.NEAREST)


def _blank_key(pdf: Pdf, picture: Stream, ranges: list[int]) -> bool:
    """Paint over the colours that a key hides, and keep their place as a mask of its own."""
    parts = len(ranges) // 2
    mode = {1: "L", 3: "RGB", 4: "CMYK"}.get(parts)
    lossless = not coding_of(picture) or coding_of(picture) == ["/FlateDecode"]
    if mode is None or not lossless or picture.get(Name.BitsPerComponent) != 8:
        return False
    size = int(picture.Width), int(picture.Height)
    image = Image.frombytes(mode, size, picture.read_bytes())
    hidden = Image.new("L", size, 255)
    for number, channel in enumerate(image.split()):
        low, high = ranges[2 * number : 2 * number + 2]
        inside = channel.point([255 * (low <= value <= high) for value in range(256)])
        hidden = ImageChops.multiply(hidden, inside)
    shown = ImageChops.invert(hidden)
    if not holds_something(image, hidden):
        return False
    # in the colour of what is shown: readers blend neighbours
    seen = ImageStat.Stat(image, shown if shown.getbbox() else None).mean
    image.paste(tuple(map(round, seen)), mask=hidden)
    picture.write(image.tobytes())
    stencil = Stream(pdf, hidden.convert("1", dither=Image.Dither.NONE).tobytes())
    stencil.Type, stencil.Subtype, stencil.ImageMask = Name.XObject, Name.Image, True
    stencil.Width, stencil.Height, stencil.BitsPerComponent = *size, 1
    picture.Mask = pdf.make_indirect(stencil)
    return True


def _pages_of(pdf: Pdf, pictures: set[Id]) -> list[int]:
    """Return the pages, counted from 1, that list any of these pictures."""
    if not pictures:
        return []
    return [
        number
        for number, page in enumerate(pdf.pages, 1)
        if not pictures.isdisjoint(_listed(inherited(page.obj, "/Resources"), 0))
    ]


def _listed(resources: object, depth: int) -> Iterator[Id]:
    held = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
    for _, each in held.items() if isinstance(held, Dictionary) else ():
        yield each.objgen
        if depth < _DEEPEST and isinstance(each, Stream):
            inner: Object | None = each.get(Name.Resources)
            yield from _listed(inner, depth + 1)
