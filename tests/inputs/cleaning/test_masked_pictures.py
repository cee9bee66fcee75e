"""Of a PDF's pictures nothing stays in the file that masks or other pictures hide."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pikepdf import Array, Name, Pdf, Stream
from PIL import Image, ImageDraw

from .page_maker import halves, page
from .test_cropped import clean, difference, magenta

WHOLE = "q 400 0 0 200 72 200 cm /Im Do Q\n"
UNDER = WHOLE + "q 400 0 0 200 72 200 cm /Over Do Q\n"
Change = Callable[[Pdf, Stream], None]


def with_mask(change: Change, *, jpeg: bool = False) -> bytes:
    """Return a page with a picture, green at the left and magenta at the right, and its mask."""
    picture = halves()
    ImageDraw.Draw(picture).rectangle((180, 0, 184, 100), fill=(200, 80, 200))
    with Pdf.open(io.BytesIO(page(WHOLE, pictures={"Im": picture}, jpeg=jpeg))) as pdf:
        change(pdf, pdf.pages[0].obj.Resources.XObject.Im)
        saved = io.BytesIO()
        pdf.save(saved, deterministic_id=True)
    return saved.getvalue()


def soft(at: float, *, turned: bool = False) -> Change:
    """A soft mask that shows a picture as far as a share of its width."""

    def change(pdf: Pdf, picture: Stream) -> None:
        width, height = int(picture.Width), int(picture.Height)
        shown = round(width * at)
        row = b"\xff" * shown + b"\0" * (width - shown)
        mask = pdf.make_stream(bytes(255 - b for b in row * height) if turned else row * height)
        mask.Type, mask.Subtype, mask.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
        mask.Width, mask.Height, mask.BitsPerComponent = width, height, 8
        if turned:
            mask.Decode = Array([1, 0])
        picture.SMask = mask

    return change


def stencil(at: float, *, turned: bool = False) -> Change:
    def change(pdf: Pdf, picture: Stream) -> None:
        width, height = int(picture.Width) // 8 * 8, int(picture.Height)
        shown = round(width * at) // 8
        row = b"\0" * shown + b"\xff" * (width // 8 - shown)
        mask = pdf.make_stream(bytes(255 - b for b in row * height) if turned else row * height)
        mask.Type, mask.Subtype, mask.ImageMask = Name.XObject, Name.Image, True
        mask.Width, mask.Height, mask.BitsPerComponent = width, height, 1
        if turned:
            mask.Decode = Array([1, 0])
        picture.Mask = mask

    return change


def key(*ranges: int) -> Change:
    def change(_: Pdf, picture: Stream) -> None:
        picture.Mask = Array(ranges)

    return change


HIDING = {
    "soft mask": with_mask(soft(0.5)),
    "soft mask turned about": with_mask(soft(0.5, turned=True)),
    "soft mask of a JPEG": with_mask(soft(0.5), jpeg=True),
    "stencil": with_mask(stencil(0.5)),
    "stencil turned about": with_mask(stencil(0.5, turned=True)),
    "key of many colours": with_mask(key(129, 255, 0, 255, 0, 255)),
    "key of all colours": with_mask(key(0, 255, 0, 255, 0, 255)),
}


@pytest.mark.parametrize("mask", HIDING)
def test_colours_that_a_mask_hides_are_taken_out_and_the_page_looks_the_same(mask: str):
    data = HIDING[mask]
    before = magenta(data)
    cleaned = clean(data)
    assert before > 1000
    assert magenta(cleaned.data) < before * 0.2  # the rim of what is shown stays
    assert "colours of a picture that its mask hides" in {each.what for each in cleaned.removed}
    assert difference(data, cleaned.data) < 24
    assert clean(data).data == cleaned.data


@pytest.mark.parametrize("data", [with_mask(soft(1.0)), with_mask(key(0, 0, 0, 0, 0, 0))])
def test_masks_that_hide_nothing_leave_their_pictures(data: bytes):
    assert magenta(clean(data).data) == magenta(data)


def test_picture_wholly_under_another_is_emptied():
    data = page(UNDER, pictures={"Im": halves(), "Over": Image.new("RGB", (40, 20), (0, 90, 200))})
    cleaned = clean(data)
    assert magenta(data)
    assert magenta(cleaned.data) == 0
    assert difference(data, cleaned.data) == 0


@pytest.mark.parametrize(
    "again", ["q 40 0 0 20 72 600 cm /Im Do Q\n", "q 1 0 0 20 72 600 cm /Im Do Q\n"]
)
def test_picture_that_the_page_shows_elsewhere_stays(again: str):
    over = {"Im": halves(), "Over": Image.new("RGB", (40, 20), (0, 90, 200))}
    data = page(UNDER + again, pictures=over)
    assert magenta(clean(data).data) == magenta(data)


def test_picture_under_a_smaller_one_stays():
    over = {"Im": halves(), "Over": Image.new("RGB", (40, 20), (0, 90, 200))}
    data = page(WHOLE + "q 300 0 0 150 72 200 cm /Over Do Q\n", pictures=over)
    assert magenta(clean(data).data) == magenta(data)
