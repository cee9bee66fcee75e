"""A chart as SVG: what the picture in Word shows, without its words, the same at each build."""

from __future__ import annotations

import base64
import io

import pytest
from lxml import etree
from PIL import Image, ImageChops, ImageFilter

from panel_papers.content.exhibits import drawing
from panel_papers.content.exhibits.chart_kinds import CHART_KINDS

from .test_chart_kinds import made

KNOWN = ("svg", "defs", "style", "g", "path", "use", "clipPath", "rect", "pattern")


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_drawing_holds_no_word_nothing_that_runs_and_no_chance(kind: str):
    drawn = drawing.draw(made(kind)).svg
    root = etree.fromstring(drawn)
    assert {each.tag for each in root.iter()} <= {
        f"{{http://www.w3.org/2000/svg}}{name}" for name in KNOWN
    }
    assert len(list(root.iter())) > 20
    assert drawn == drawing.draw(made(kind)).svg


@pytest.mark.chromium
@pytest.mark.parametrize("kind", CHART_KINDS)
def test_drawing_shows_what_the_picture_shows(kind: str, browser):
    drawn = drawing.draw(made(kind))
    with Image.open(io.BytesIO(drawn.png)) as pixels:
        picture = pixels.convert("L")
    page = browser.new_page(viewport={"width": picture.width, "height": picture.height})
    address = "data:image/svg+xml;base64," + base64.b64encode(drawn.svg).decode()
    page.set_content(
        f'<body style="margin:0"><img src="{address}" style="width:{picture.width}px">'
    )
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        shown = shot.convert("L")
    page.close()
    size = (picture.width // 4, picture.height // 4)
    blur = ImageFilter.GaussianBlur(2)
    apart = ImageChops.difference(
        picture.resize(size).filter(blur), shown.resize(size).filter(blur)
    )
    assert apart.getextrema()[1] < 60  # of 255: an absent line or word differs by more
    blank = Image.new("L", size, 255)
    assert ImageChops.difference(blank, shown.resize(size)).getextrema()[1] > 100
