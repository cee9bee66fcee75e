"""What a page cuts away of a picture is not in the pack; what it shows looks as it did."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name, Pdf, PdfImage, Stream
from PIL import Image, ImageChops
from pypdfium2 import PdfDocument

from panel_papers.core import Level, Place
from panel_papers.inputs.cleaning import Cleaned
from panel_papers.inputs.cleaning.pdf import clean_pdf

from .page_maker import halves, page

PLACE = Place("inputs/depot/appendices/plan.pdf")
CASE = (Path(__file__).parent / "hidden_pdfs" / "clipped-picture.pdf").read_bytes()
LEFT = "q 72 500 200 200 re W n 400 0 0 200 72 500 cm /Im Do Q\n"
WHOLE = "q 400 0 0 200 72 200 cm /Im Do Q\n"


def clean(data: bytes) -> Cleaned:
    cleaned = clean_pdf(data, PLACE)
    assert [p for p in cleaned.problems if p.level is Level.ERROR] == []
    return cleaned


def pictures(data: bytes) -> list[Image.Image]:
    with Pdf.open(io.BytesIO(data)) as pdf:
        return [
            PdfImage(each).as_pil_image().convert("RGB")
            for each in pdf.objects
            if isinstance(each, Stream) and each.get(Name.Subtype) == Name.Image
        ]


def magenta(data: bytes) -> int:
    """Return how many pixels of the file's pictures are magenta."""
    count = 0
    for each in pictures(data):
        red, green, blue = each.split()
        strong = ImageChops.darker(red, blue).point(lambda v: 255 if v > 180 else 0)
        weak = green.point(lambda v: 255 if v < 90 else 0)
        count += ImageChops.darker(strong, weak).histogram()[255]
    return count


def looks(data: bytes, number: int = 0) -> Image.Image:
    document = PdfDocument(data)
    return document[number].render(scale=1).to_pil().convert("RGB")


def difference(one: bytes, other: bytes, page: int = 0) -> int:
    channels = ImageChops.difference(looks(one, page), looks(other, page)).getextrema()
    return max(most for _, most in channels)


def one_bit() -> Image.Image:
    return halves((400, 200)).convert("L").point(lambda v: 255 if v > 103 else 0).convert("1")


CUT = {
    "the picture that was published whole once": CASE,
    "a clip": page(LEFT, pictures={"Im": halves()}),
    "a clip of a JPEG": page(LEFT, pictures={"Im": halves((800, 400))}, jpeg=True),
    "a clip in a form": page("q 1 0 0 1 10 10 cm ", LEFT, "Q\n", pictures={"Im": halves()}),
    "two clips one in the other": page(
        "q 0 0 272 842 re W n 72 0 595 842 re W n 400 0 0 200 72 500 cm /Im Do Q\n",
        pictures={"Im": halves()},
    ),
    "the edge of the page": page("q 400 0 0 200 395 500 cm /Im Do Q\n", pictures={"Im": halves()}),
    "the crop box": page(
        "q 400 0 0 200 72 500 cm /Im Do Q\n", pictures={"Im": halves()}, crop=(0, 0, 272, 842)
    ),
    "a turned picture": page(
        "q 0 -400 200 0 100 700 cm /Im Do Q\n",
        pictures={"Im": halves()},
        crop=(0, 500, 595, 842),
    ),
    "a round clip": page(
        "q 72 600 m 72 655 117 700 172 700 c 227 700 270 655 270 600 c 270 545 227 500 172 500 c "
        "117 500 72 545 72 600 c h W n 400 0 0 200 72 500 cm /Im Do Q\n",
        pictures={"Im": halves((400, 200))},
    ),
    "a picture that is off the page": page(
        "q 400 0 0 200 700 500 cm /Im Do Q\n", pictures={"Im": halves()}
    ),
}


@pytest.mark.parametrize("name", CUT)
def test_what_is_cut_away_is_not_in_the_cleaned_file(name: str):
    data = CUT[name]
    assert magenta(data) > 1000, "there was nothing to cut away"
    cleaned = clean(data)
    assert magenta(cleaned.data) == 0
    assert difference(data, cleaned.data) <= (40 if "JPEG" in name else 0)
    assert [(r.what, r.count, r.where) for r in cleaned.removed] == [
        ("part of a picture that its page does not show", 1, "page 1")
    ]
    assert clean(cleaned.data).data == cleaned.data


KEPT = {
    "shown whole as well": page(LEFT, WHOLE, pictures={"Im": halves()}),
    "shown half and half": page(
        LEFT, "q 272 200 200 200 re W n 400 0 0 200 72 200 cm /Im Do Q\n", pictures={"Im": halves()}
    ),
    "a plain part is cut away": page(
        LEFT, pictures={"Im": Image.new("RGB", (200, 100), (40, 140, 60))}
    ),
    "a clip as large as the picture": page(
        "q 72 500 400 200 re W n 400 0 0 200 72 500 cm /Im Do Q\n", pictures={"Im": halves()}
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_pictures_that_hide_nothing_stay_byte_for_byte(name: str):
    assert clean(KEPT[name]).data == KEPT[name]


def test_bits_of_a_black_and_white_picture_are_cut():
    data = page(LEFT, pictures={"Im": one_bit()})
    (before,), (after,) = pictures(data), pictures(clean(data).data)
    right = (230, 0, 400, 200)
    assert before.crop(right).convert("L").getextrema() == (0, 255)
    assert after.crop(right).convert("L").getextrema() == (255, 255)
    assert difference(data, clean(data).data) == 0


def test_masks_of_a_picture_are_cut_with_it():
    data = page(LEFT, pictures={"Im": halves()})
    with Pdf.open(io.BytesIO(data)) as pdf:
        picture = next(iter(pdf.pages)).Resources.XObject.Im
        mask = halves().convert("L").point(lambda v: 255 if v > 103 else 90)
        picture.SMask = Stream(pdf, mask.tobytes())
        for key, value in {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": 200,
            "/Height": 100,
            "/ColorSpace": Name.DeviceGray,
            "/BitsPerComponent": 8,
        }.items():
            picture.SMask[key] = value
        saved = io.BytesIO()
        pdf.save(saved)
    after = pictures(clean(saved.getvalue()).data)
    assert len(after) == 2
    assert [each.crop((104, 0, 200, 100)).getextrema() for each in after] == [
        ((255, 255),) * 3,
        ((255, 255),) * 3,
    ]


def test_picture_that_cannot_be_cut_is_an_error_that_can_be_accepted():
    data = page(LEFT, pictures={"Im": halves()})
    with Pdf.open(io.BytesIO(data)) as pdf:
        picture = next(iter(pdf.pages)).Resources.XObject.Im
        picture.write(picture.read_bytes()[:1000])  # rows are missing
        saved = io.BytesIO()
        pdf.save(saved, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    problems = [p for p in clean_pdf(saved.getvalue(), PLACE).problems if p.level is Level.ERROR]
    assert [(p.code, p.place.where, p.acceptable) for p in problems] == [
        ("cropped-picture", "page 1", True)
    ]
    assert "Delete cropped areas" in (problems[0].hint or "")


def test_cut_pictures_are_the_same_bytes_twice():
    data = page(LEFT, pictures={"Im": halves((800, 400))}, jpeg=True)
    assert clean(data).data == clean(data).data


def test_picture_that_a_page_lists_and_does_not_paint_is_taken_out():
    data = page(WHOLE, pictures={"Im": Image.new("RGB", (20, 10), (40, 140, 60)), "Old": halves()})
    assert magenta(data) > 1000
    cleaned = clean(data)
    assert magenta(cleaned.data) == 0
    assert len(pictures(cleaned.data)) == 1
    assert [(r.what, r.count) for r in cleaned.removed] == [
        ("picture or drawing that no page shows", 1)
    ]
    assert difference(data, cleaned.data) == 0


def test_pictures_that_another_page_or_a_form_paints_stay():
    shared = page(WHOLE, pictures={"Im": halves(), "Other": halves((100, 50))})
    with Pdf.open(io.BytesIO(shared)) as pdf:
        first = pdf.pages[0].obj
        first.Resources = pdf.make_indirect(first.Resources)
        second = pdf.add_blank_page(page_size=(595, 842)).obj
        second.Resources = first.Resources
        form = Stream(pdf, b"q 100 0 0 50 0 0 cm /Other Do Q")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 100, 50]
        first.Resources.XObject.Form = form
        second.Contents = pdf.make_stream(b"/Form Do")
        saved = io.BytesIO()
        pdf.save(saved)
    cleaned = clean(saved.getvalue()).data
    assert len(pictures(cleaned)) == len(pictures(saved.getvalue())) == 2
    assert [difference(saved.getvalue(), cleaned, page=number) for number in (0, 1)] == [0, 0]
