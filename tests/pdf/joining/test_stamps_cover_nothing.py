"""Page numbers and marks cover nothing, judged on the pixels that other renderers paint.

The product looks at pages with PDFium; MuPDF and poppler judge. A page with its stamps differs from
the page without them only inside a small box that was plain, or it is the same page a few per cent
smaller, with the stamps outside it.
"""

from __future__ import annotations

import datetime
import functools
import io
import random
import shutil
import subprocess

import pikepdf
import pymupdf
import pytest
from hypothesis import given, settings, strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from panel_papers.pdf.joining import Options, Part, Stamp, join

MARK = (
    "NOT FOR PUBLICATION by virtue of paragraphs 1, 2 and 3 of Part 1 of Schedule 12A to the "
    "Local Government Act 1972"
)
DPI = 96
A4 = (595, 842)


def by_mupdf(pdf: bytes, tmp_path=None) -> list[Image.Image]:
    with pymupdf.open(stream=pdf) as document:
        pictures = [page.get_pixmap(dpi=DPI, alpha=False) for page in document]
    return [Image.frombytes("RGB", (each.width, each.height), each.samples) for each in pictures]


def by_poppler(pdf: bytes, tmp_path) -> list[Image.Image]:
    (tmp_path / "it.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-cropbox", "-r", str(DPI), "-png", "it.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    made = sorted(tmp_path.glob("page-*.png"))
    pictures = [Image.open(io.BytesIO(each.read_bytes())).convert("RGB") for each in made]
    for each in made:
        each.unlink()
    return pictures


poppler = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="poppler is not installed: apt install poppler-utils"
)
PAINTERS = [
    pytest.param(by_mupdf, id="MuPDF"),
    pytest.param(by_poppler, id="poppler", marks=poppler),
]


def saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def page_of(content: str, size=A4, *, rotate=0, crop=None, unit=1.0, resources=None) -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=size).obj
        page.Rotate = rotate
        if crop:
            page.CropBox = Array(list(crop))
        if unit != 1:
            page.UserUnit = unit
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = resources(pdf) if resources else Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(content.encode())
        return saved(pdf)


@functools.lru_cache(maxsize=256)  # each renderer in turn looks at the same pages
def stamped(*pdfs: bytes, stamp: Stamp | None = None, mark: str | None = None) -> bytes:
    options = Options(
        title="T", language="en", created=datetime.date(2024, 3, 1), stamp=stamp or Stamp()
    )
    return join([Part("A", each, mark=mark) for each in pdfs], options).pdf


def blocks(size, keep, *, cell=12, seed=0) -> str:
    """Blocks of many colours all over a page, as many of them as `keep` says."""
    chosen = random.Random(seed)
    parts = []
    for x in range(0, int(size[0]), cell):
        for y in range(0, int(size[1]), cell):
            if chosen.random() < keep:
                colour = " ".join(f"{chosen.random() * 0.7:.2f}" for _ in range(3))
                parts.append(f"{colour} rg {x} {y} {cell} {cell} re f")
    return "\n".join(parts)


def plain(picture: Image.Image, *, noise=24) -> bool:
    return all(most - least <= noise for least, most in picture.getextrema())


def changes(before: Image.Image, after: Image.Image) -> Image.Image:
    red, green, blue = ImageChops.difference(before, after).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).point(
        lambda value: 255 if value > 24 else 0
    )


def assert_covers_nothing(before, after, joined, *, most_height=18, most_width=80):
    """Return how: `moved` to a free place, or `shrunk`."""
    assert before.size == after.size
    box = changes(before, after).getbbox()
    assert box is not None, "nothing is printed"
    if box[3] - box[1] <= most_height and box[2] - box[0] <= most_width:
        assert plain(before.crop(box)), "there was ink in the place"
        return "moved"
    assert_smaller(before, after, joined)
    return "shrunk"


def assert_smaller(before, after, joined):
    """The page is the same but for a scale, with top and middle where they were, and its band."""
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        scale = scale_of(pdf, 0)[0]
    width, height = before.size
    end = int(scale * height)
    back = (1 / scale, 0, -(1 - scale) * width / 2 / scale, 0, 1 / scale, 0)
    smaller = before.transform(
        before.size, Image.Transform.AFFINE, back, Image.Resampling.BICUBIC, fillcolor="white"
    )
    soft = (max(width // 6, 1), max(end // 6, 1))
    smaller, bigger, shown = (
        each.crop((0, 0, width, end - 1)).resize(soft, Image.Resampling.BOX)
        for each in (smaller, before, after)
    )
    error = mean(ImageChops.difference(smaller, shown))
    assert error < 6, f"it is no smaller page (mean difference {error:.1f})"
    assert error < 0.5 * mean(ImageChops.difference(bigger, shown))
    band = after.crop((0, end + 2, width, height))
    number = changes(Image.new("RGB", band.size, "white"), band).getbbox()
    assert number is not None, "no number in the band"
    assert number[2] - number[0] <= 80


def mean(picture: Image.Image) -> float:
    counts = picture.convert("L").histogram()
    return sum(value * count for value, count in enumerate(counts)) / max(sum(counts), 1)


PLACES = {
    "bottom right": (470, 25, 70, 30),
    "bottom centre": (260, 25, 70, 30),
    "bottom left": (60, 25, 70, 30),
    "head right": (470, 800, 70, 30),
    "edge": (0, 10, 595, 20),
    "foot": (0, 32, 595, 25),
    "foot and edge": (0, 5, 595, 50),
}


@pytest.mark.parametrize("painter", PAINTERS)
@pytest.mark.parametrize("where", ["bottom right", "bottom centre", "bottom left"])
@pytest.mark.parametrize("ink", PLACES)
def test_number_goes_where_no_ink_is(painter, where, ink, tmp_path):
    left, bottom, width, height = PLACES[ink]
    stripes = (f"{x} {bottom} 2 {height} re f" for x in range(left, left + width, 6))
    pdf = page_of("0.4 0.1 0.1 rg " + " ".join(stripes))
    joined = stamped(pdf, stamp=Stamp(where=where))
    (before,), (after,) = (painter(each, tmp_path) for each in (pdf, joined))
    assert assert_covers_nothing(before, after, joined) == "moved"


@pytest.mark.parametrize("painter", PAINTERS)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("size", "crop"),
    [
        (A4, None),
        (A4, (100, 150, 500, 750)),
        ((842, 595), None),
        ((200, 150), None),
        ((2384, 3370), None),
    ],
)
def test_full_page_becomes_smaller(painter, rotate, crop, size, tmp_path):
    pdf = page_of(
        blocks(size, 1.0, cell=12 if size[0] < 1000 else 36), size, rotate=rotate, crop=crop
    )
    joined = stamped(pdf)
    (before,), (after,) = (painter(each, tmp_path) for each in (pdf, joined))
    assert assert_covers_nothing(before, after, joined) == "shrunk"


@settings(max_examples=40, deadline=None)
@given(
    size=st.sampled_from([A4, (842, 595), (300, 300), (90, 120), (1191, 1684)]),
    keep=st.sampled_from([0.02, 0.1, 0.4, 0.8]),
    seed=st.integers(0, 999),
    rotate=st.sampled_from([0, 90, 180, 270]),
    cropped=st.booleans(),
    unit=st.sampled_from([1.0, 1.0, 2.0]),
    colour=st.sampled_from(["1 g", "0.05 0.1 0.3 rg", "0.5 g"]),
)
def test_any_page_is_stamped_where_it_is_free(  # noqa: PLR0917
    size, keep, seed, rotate, cropped, unit, colour
):
    crop = (size[0] * 0.1, size[1] * 0.05, size[0] * 0.8, size[1] * 0.9) if cropped else None
    content = f"{colour} 0 0 2000 2000 re f " + blocks(size, keep, seed=seed)
    pdf = page_of(content, size, rotate=rotate, crop=crop, unit=unit)
    joined = stamped(pdf)
    (before,), (after,) = by_mupdf(pdf), by_mupdf(joined)
    assert_covers_nothing(before, after, joined)


@pytest.mark.parametrize("painter", PAINTERS)
def test_all_pages_of_a_part_have_the_number_in_one_place(painter, tmp_path):
    """One page in the middle has a footer where the number would be."""
    with pikepdf.new() as pdf:
        for number in range(5):
            page = pdf.add_blank_page(page_size=A4).obj
            ink = "0 g 400 20 180 40 re f" if number == 2 else "0 g 72 700 200 20 re f"
            page.Contents = pdf.make_stream(ink.encode())
        data = saved(pdf)
    found = {
        changes(before, after).getbbox()
        for before, after in zip(
            painter(data, tmp_path), painter(stamped(data), tmp_path), strict=True
        )
    }
    assert max(box[0] for box in found) - min(box[0] for box in found) < 3
    assert max(box[3] for box in found) - min(box[3] for box in found) < 3


def test_light_number_on_a_dark_page_and_dark_on_a_light_one():
    for ground, light in (("0 0.05 0.3 rg", True), ("0.9 0.9 0.2 rg", False), ("0.5 g", False)):
        pdf = page_of(f"{ground} 0 0 595 842 re f")
        (before,), (after,) = by_mupdf(pdf), by_mupdf(stamped(pdf))
        box = changes(before, after).getbbox()
        number = after.crop(box).convert("L").getextrema()
        under = before.crop(box).convert("L").getextrema()[0]
        assert (number[1] > under + 100) if light else (number[0] < under - 100)


@pytest.mark.parametrize("painter", PAINTERS)
@pytest.mark.parametrize("keep", [0.05, 1.0])
def test_mark_covers_nothing(painter, keep, tmp_path):
    pdf = page_of(blocks(A4, keep, seed=3))
    joined = stamped(pdf, mark=MARK)
    (before,), (after,) = (painter(each, tmp_path) for each in (pdf, joined))
    with pymupdf.open(stream=joined) as document:
        said = " ".join(document[0].get_text().split())
    assert MARK in said
    assert "Page 1" in said
    # What is lost of the blocks' ink is what the scale takes, and no more.
    ink = [colourful(each) for each in (before, after)]
    assert ink[1] > 0.85 * ink[0]


def colourful(picture: Image.Image) -> float:
    """The share of pixels with a colour."""
    red, green, blue = picture.split()
    spread = ImageChops.lighter(
        ImageChops.difference(red, green), ImageChops.difference(green, blue)
    )
    return mean(spread.point(lambda value: 255 if value > 40 else 0)) / 255


def test_what_the_crop_hides_stays_hidden():
    pdf = page_of(
        blocks((595, 842), 1.0) + "\n1 0 0 rg 0 0 99 842 re f 0 0 595 149 re f",
        crop=(100, 150, 500, 750),
    )
    (after,) = by_mupdf(stamped(pdf))
    red, green, _ = after.split()
    assert ImageChops.subtract(red, green).getextrema()[1] < 200


def test_patterns_follow_the_page(tmp_path):
    def resources(pdf):
        tile = pdf.make_stream(b"0.8 0 0 rg 0 0 9 9 re f 0 0 0.8 rg 9 9 9 9 re f")
        tile.PatternType, tile.PaintType, tile.TilingType = 1, 1, 1
        tile.BBox, tile.XStep, tile.YStep = Array([0, 0, 18, 18]), 18, 18
        tile.Resources = Dictionary()
        function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 0], C1=[0, 0.2, 0.2], N=1)
        shading = Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 0, 842], Function=function
        )
        fade = Dictionary(PatternType=2, Shading=shading)
        return Dictionary(Pattern=Dictionary(P1=tile, P2=pdf.make_indirect(fade)))

    content = (
        "/Pattern cs /P2 scn 0 0 595 842 re f "
        "/P1 scn 40 0 515 60 re f 100 300 395 300 re f 40 780 515 62 re f"
    )
    pdf = page_of(content, resources=resources)
    joined = stamped(pdf)
    (before,), (after,) = by_mupdf(pdf), by_mupdf(joined)
    assert_smaller(before, after, joined)


def full(pdf: pikepdf.Pdf) -> pikepdf.Object:
    page = pdf.add_blank_page(page_size=A4).obj
    page.Contents = pdf.make_stream(blocks(A4, 1.0).encode())
    return page


def scale_of(pdf: pikepdf.Pdf, page: int) -> list[float]:
    first = pikepdf.parse_content_stream(pdf.pages[page])
    moves = [each for each in first if str(each.operator) == "cm"]
    return [float(value) for value in moves[0].operands]


def test_links_and_their_targets_follow_the_page():
    with pikepdf.new() as pdf:
        page = full(pdf)
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([100, 100, 200, 120]),
            QuadPoints=Array([100, 100, 200, 100, 100, 120, 200, 120]),
            Dest=Array([page, Name.XYZ, 50, 600, None]),
        )
        page.Annots = Array([pdf.make_indirect(link)])
        names = [
            (b"xyz", [page, Name.XYZ, 50, 600, 2]),
            (b"fit", [page, Name.FitR, 10, 20, 30, 40]),
        ]
        tree = pikepdf.NameTree.new(pdf)
        for name, to in [*names, (b"h", [page, Name.FitH, 500]), (b"v", [page, Name.FitV, 70])]:
            tree[name.decode()] = Array(to)
        pdf.Root.Names = Dictionary(Dests=tree.obj)
        data = saved(pdf)
    with pikepdf.open(io.BytesIO(stamped(data))) as joined:
        scale, _, _, _, x, y = scale_of(joined, 0)
        assert 0.95 < scale < 0.99

        def moved(*points):
            return pytest.approx(
                [scale * p + (y if n % 2 else x) for n, p in enumerate(points)], abs=0.02
            )

        annotation = joined.pages[0].Annots[0]
        assert [float(v) for v in annotation.Rect] == moved(100, 100, 200, 120)
        assert [float(v) for v in annotation.QuadPoints] == moved(
            100, 100, 200, 100, 100, 120, 200, 120
        )
        assert [float(v) for v in list(annotation.Dest)[2:4]] == moved(50, 600)
        named = pikepdf.NameTree(joined.Root.Names.Dests)
        assert [float(v) for v in list(named["part1.xyz"])[2:4]] == moved(50, 600)
        assert named["part1.xyz"][4] == 2  # a zoom is no place
        assert [float(v) for v in list(named["part1.fit"])[2:]] == moved(10, 20, 30, 40)
        assert float(named["part1.h"][2]) == pytest.approx(scale * 500 + y, abs=0.02)
        assert float(named["part1.v"][2]) == pytest.approx(scale * 70 + x, abs=0.02)


def test_boxes_of_figures_follow_the_page(maker):
    made = maker()
    page = made.page(A4)
    made.tag("Figure", page, "figure", A=Dictionary(O=Name.Layout, BBox=[100, 100, 200, 300]))
    made.paint(page, blocks(A4, 1.0))
    made.paint(page, "/Artifact BMC EMC")
    with pikepdf.open(io.BytesIO(stamped(made.done()))) as joined:
        scale, _, _, _, x, y = scale_of(joined, 0)
        figures = [
            each
            for each in joined.objects
            if isinstance(each, Dictionary) and each.get("/S") == Name.Figure
        ]
        expected = [scale * 100 + x, scale * 100 + y, scale * 200 + x, scale * 300 + y]
        assert [float(v) for v in figures[0].A.BBox] == pytest.approx(expected, abs=0.02)


def test_framed_links_and_form_fields_are_no_free_places():
    """Each reader draws them its own way, so that no picture of one of them can be trusted."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=A4).obj
        kinds = ((Name.Widget, [460, 34, 560, 60]), (Name.Link, [460, 5, 560, 28]))
        field, link = (
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array(rect), F=4))
            for kind, rect in kinds
        )
        field.FT, field.T = Name.Tx, pikepdf.String("answer")
        page.Annots = Array([field, link])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        data = saved(pdf)
    with pymupdf.open(stream=stamped(data)) as joined:
        (place,) = joined[0].search_for("Page 1")
    assert place.x1 < 440


UNFINISHED = {
    "string": "(never closed",
    "string with parentheses": "(never (closed) \\) ",
    "escaped": "(a\\)",
    "hexadecimal string": "<0011",
    "array": "[(a) 3 (b)",
    "dictionary": "/Artifact << /Type /Pagination",
    "picture": "0 0 0 0 re W n BI /W 1 /H 1 /BPC 8 /CS /G ID x",
    "comment": "% a comment without an end",
    "text": "BT /F1 12 Tf 72 600 Td (open) Tj",
    "states": "q q q 0.5 0 0 0.5 0 300 cm",
    "states in a changed one": "q 0.5 0 0 0.5 0 300 cm q q 1 0 0 rg",
    "states after a change": "0.5 0 0 0.5 0 300 cm q q",
    "states never saved": "Q Q Q 0.5 0 0 0.5 0 300 cm",
    "marks": "/P BMC /P BMC",
    "clip": "0 0 1 1 re W",
    "operands": "1 2 3 4 5",
    "clipping text": "BT 7 Tr /F1 12 Tf 72 600 Td (clip) Tj",
    "invisible": "1 0 0 1 5000 5000 cm 3 Tr",
}


@pytest.mark.parametrize("painter", PAINTERS)
@pytest.mark.parametrize("end", UNFINISHED)
@pytest.mark.parametrize("tagged", [False, True], ids=["untagged", "tagged"])
def test_content_that_ends_unfinished_hides_no_number(painter, end, tagged, maker, tmp_path):
    content = f"BT /F1 12 Tf 72 700 Td (A string) Tj ET {UNFINISHED[end]}"
    if tagged:
        made = maker()
        made.tag("P", made.page(A4), "words " * 9)
        made.paint(made.pdf.pages[0].obj, UNFINISHED[end])
        pdf = made.done()
    else:
        pdf = page_of(content)
    joined = stamped(pdf)
    (before,), (after,) = (painter(each, tmp_path) for each in (pdf, joined))
    box = changes(before, after).getbbox()
    assert box is not None, "the page shows no number"
    assert assert_covers_nothing(before, after, joined) == "moved"
    assert box[1] > 0.9 * before.height
