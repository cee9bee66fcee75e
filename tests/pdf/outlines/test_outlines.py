"""Pictures of charts become drawings where they are the same picture, and nowhere else."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from panel_papers.pdf.outlines import with_outlines

WORDS = "Bar chart: spending rises."
SHAPE = b"0 0 0 rg 20 10 60 40 re f"
"""A black box, in the units of a picture of 200 by 100."""


def drawing(shape: bytes = SHAPE) -> bytes:
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    page.obj.Contents = pdf.make_stream(b"1 1 1 rg 0 0 200 100 re f " + shape)
    return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def pixels() -> bytes:
    """Return the picture of the black box, in grey."""
    rows = []
    for y in range(100):
        black = 50 <= y < 90  # from the top
        rows.append(bytes(0 if black and 20 <= x < 80 else 255 for x in range(200)))
    return b"".join(rows)


def part(words: str = WORDS, pictures: int = 1) -> bytes:
    """Return a page with a tagged picture of the box, between two lines of text in outlines."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    image = pdf.make_stream(
        pixels(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=200,
        Height=100,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    page.obj.Resources = Dictionary(XObject=Dictionary({"/Im1": image}))
    painted = b"q 400 0 0 200 90 500 cm /Im1 Do Q " * pictures
    page.obj.Contents = pdf.make_stream(
        b"/Artifact BMC 0 0 0 rg 90 800 200 5 re f EMC /Figure <</MCID 7>> BDC "
        + painted
        + b"EMC /Artifact BMC 90 40 200 5 re f EMC"
    )
    figure = Dictionary(S=Name.Figure, Alt=String(words), K=Array([7]), Pg=page.obj)
    section = Dictionary(S=Name.Sect, K=Array([pdf.make_indirect(figure)]))
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(section))
    )
    return saved(pdf)


def kinds(pdf: bytes) -> list[str]:
    """Return what the page's named objects are."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        return [str(each.Subtype) for each in opened.pages[0].resources.XObject.values()]


def test_the_picture_with_the_words_of_a_drawing_becomes_that_drawing():
    made = with_outlines(part(), {WORDS: drawing()})
    assert kinds(made) == ["/Form"]
    with Pdf.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[0]
        names = [str(i.operands[0]) for i in pikepdf.parse_content_stream(page, "Do")]
        assert names == list(page.resources.XObject)
        figure = pdf.Root.StructTreeRoot.K.K[0]
        assert (str(figure.Alt), int(figure.K[0])) == (WORDS, 7)
    assert made == with_outlines(part(), {WORDS: drawing()}), "the same bytes each time"


@pytest.mark.parametrize(
    ("pdf", "drawings"),
    [
        (part("Other words."), {WORDS: drawing()}),
        (part(), {WORDS: drawing(b"0 0 0 rg 120 10 60 40 re f")}),
        (part(), {WORDS: drawing(b"")}),
        (part(pictures=2), {WORDS: drawing()}),
        (drawing(), {WORDS: drawing()}),
    ],
    ids=["other words", "another place", "an empty drawing", "two pictures", "no tags"],
)
def test_what_is_not_surely_the_same_keeps_its_pixels(pdf: bytes, drawings: dict[str, bytes]):
    made = with_outlines(pdf, drawings)
    with Pdf.open(io.BytesIO(made)) as opened:
        held = opened.pages[0].resources.get("/XObject", Dictionary())
        assert all(each.Subtype == Name.Image for each in held.values())


def test_without_drawings_or_a_whole_file_nothing_changes():
    assert with_outlines(part(), {}) == part()
    assert with_outlines(b"%PDF-1.7 rubbish", {WORDS: drawing()}) == b"%PDF-1.7 rubbish"
