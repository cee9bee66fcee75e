"""The recommendations of a report stand in one box on the page, with every engine."""

from __future__ import annotations

import pypdfium2
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextLine

from .conftest import Desk

RECOMMENDATIONS = """\
That the panel:

1. approves the estates plan for 2024 to 2027, which closes 4 buildings and opens 2;
2. agrees that the savings go to neighbourhood policing;
3. asks for a report on progress in September.

That the Chief Executive may change the dates in the plan by up to 3 months.

That the plan is published with its equality assessment.
"""
BLUE = (0x12, 0x43, 0x6D)
ENDS = ("That the panel:", "That the plan is published with its equality assessment.")


def test_lead_in_list_and_paragraphs_have_one_line_above_and_one_below(
    desk: Desk, engine_name: str
):
    (desk.paper / "recommendations.md").write_text(RECOMMENDATIONS, encoding="utf-8")
    assert desk.run("march-2024", "--engine", engine_name).code == 0
    pack = desk.outputs / "march-2024-pack.pdf"
    number, (first, last) = next(
        (number, found)
        for number, page in enumerate(extract_pages(pack))
        if len(found := [line for line in lines_of(page) if line.get_text().strip() in ENDS]) == 2
    )
    rules = blue_rules(pack, number, first.x0 + 200)
    between = [y for y in rules if last.y0 < y < first.y1]
    assert between == []
    above, below = ([y for y in rules if y >= first.y1 - 1], [y for y in rules if y <= last.y0 + 1])
    assert 0 <= above[-1] - first.y1 + 1 < 16
    assert 0 <= last.y0 + 1 - below[0] < 16


def lines_of(page) -> list[LTTextLine]:
    return [
        line
        for box in page
        if hasattr(box, "__iter__")
        for line in box
        if isinstance(line, LTTextLine)
    ]


def blue_rules(pack, number: int, x: float) -> list[float]:
    """Return where long lines in the notice's blue cross a page, in points from its foot."""
    with pypdfium2.PdfDocument(pack) as pdf:
        image = pdf[number].render(scale=4).to_pil().convert("RGB")
    found: list[float] = []
    for y in range(image.height):
        row = [image.getpixel((int(at * 4), y)) for at in (x, x + 37, x + 81, x + 150)]
        if all(max(abs(a - b) for a, b in zip(p, BLUE, strict=True)) < 60 for p in row):
            at = (image.height - y) / 4
            if not found or found[-1] - at > 2:
                found.append(at)
    return found
