"""A part's own mark stands at the head of its pages, as furniture of the page."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer, LTTextLine

from panel_papers.pdf.joining import Options, Part, Stamp, join
from panel_papers.pdf.joining.font import text_width
from panel_papers.pdf.joining.geometry import Frame
from panel_papers.pdf.joining.places import head_print

MARK = (
    "NOT FOR PUBLICATION by virtue of paragraphs 1, 2 and 3 of Part 1 of Schedule 12A to the "
    "Local Government Act 1972"
)


def blank(*sizes: tuple[float, float], rotate: int = 0) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for size in sizes:
            pdf.add_blank_page(page_size=size).obj.Rotate = rotate
        pdf.save(out)
    return out.getvalue()


def options(stamp: Stamp | None) -> Options:
    return Options(title="T", language="en-GB", created=date(2024, 3, 14), stamp=stamp)


def lines(pdf: bytes) -> list[list[tuple[str, tuple[float, float, float, float]]]]:
    return [
        [
            (line.get_text().strip(), line.bbox)
            for box in page
            if isinstance(box, LTTextContainer)
            for line in box
            if isinstance(line, LTTextLine)
        ]
        for page in extract_pages(io.BytesIO(pdf))
    ]


@pytest.mark.parametrize("stamp", [None, Stamp(), Stamp(watermark="DRAFT")])
def test_only_the_part_with_a_mark_has_it_on_each_page(stamp: Stamp | None):
    a4 = (595.0, 842.0)
    parts = [
        Part("One", blank(a4)),
        Part("Two", blank(a4, a4), mark=MARK),
        Part("Three", blank(a4)),
    ]
    pages = lines(join(parts, options(stamp)).pdf)
    said = [" ".join(text for text, _ in page) for page in pages]
    assert [MARK in text for text in said] == [False, True, True, False]
    assert ["Page" in text for text in said] == [stamp is not None] * 4


@pytest.mark.parametrize("size", [(595.0, 842.0), (842.0, 595.0), (300.0, 300.0), (90.0, 120.0)])
def test_mark_stays_on_the_page(size: tuple[float, float]):
    (page,) = lines(join([Part("One", blank(size), mark=MARK)], options(None)).pdf)
    assert " ".join(text for text, _ in page) == MARK
    for _, (left, _, right, top) in page:
        assert left >= 0
        assert right <= size[0]
        assert top <= size[1]


def test_mark_is_an_artifact_on_all_pages_but_the_first():
    size = (595, 842)
    joined = join([Part("One", blank(size, size), mark=MARK)], options(Stamp()))
    with pikepdf.open(io.BytesIO(joined.pdf)) as pdf:
        pages = [pikepdf.parse_content_stream(page) for page in pdf.pages]
    marks = [
        [
            (str(e.operands[0]), sorted(dict(e.operands[1])))
            for e in page
            if str(e.operator) == "BDC"
        ]
        for page in pages
    ]
    furniture = ("/Artifact", ["/Attached", "/Subtype", "/Type"])
    assert marks == [[furniture, ("/P", ["/MCID"])], [furniture] * 2]


def test_mark_that_the_font_cannot_print_is_refused():
    with pytest.raises(ValueError, match="ŵ"):
        Part("One", b"", mark="NID I’W GYHOEDDI ŵ")
    with pytest.raises(ValueError, match="cannot be printed"):
        Part("One", b"", mark="two\nlines")


@pytest.mark.parametrize("width", [20, 40, 70, 120, 300, 595])
def test_mark_stays_within_a_narrow_page(width):
    frame = Frame(width, 842, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    printed = head_print(frame, [MARK])
    assert " ".join(printed.lines) == MARK
    assert all(text_width(line, printed.size) <= width - printed.x for line in printed.lines)
    assert printed.x >= 0
