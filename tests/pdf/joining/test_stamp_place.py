"""The page number stands upright at the bottom right of every page, however the page is turned."""

import datetime
import io

import pypdfium2
import pytest
from pikepdf import Array

from panel_papers.pdf.joining import Options, Part, Stamp, join


@pytest.mark.parametrize("turned", [0, 90, 180, 270, -90])
@pytest.mark.parametrize("crop", [None, (100, 150, 500, 750)])
@pytest.mark.parametrize("unit", [1, 2])
def test_the_number_is_seen_at_the_bottom_right(maker, turned, crop, unit):
    made = maker()
    page = made.page()
    page.Rotate = turned
    if crop:
        page.CropBox = Array(list(crop))
    if unit != 1:
        page.UserUnit = unit
    buffer = io.BytesIO()
    made.pdf.save(buffer)
    options = Options(
        title="T", language="en", created=datetime.date(2024, 3, 1), stamp=Stamp(), first_page=8
    )
    joined = join([Part("A", buffer.getvalue())], options)
    with pypdfium2.PdfDocument(joined.pdf) as pdf:
        picture = pdf[0].render(scale=2).to_pil().convert("L")
    left, top, right, bottom = picture.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    size = 2 / unit  # pixels for a point: pdfium knows nothing of UserUnit
    side = min(72, picture.width / size / 8) * size
    base = min(38.7, picture.height / size / 16) * size
    assert picture.width - right == pytest.approx(side, abs=2)
    assert picture.height - bottom == pytest.approx(base, abs=6)  # the g of Page hangs below
    assert (right - left) > 3 * (bottom - top)
    assert bottom > picture.height / 2
