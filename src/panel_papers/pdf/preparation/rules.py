"""Horizontal lines (VML rectangles that Word draws across the text) as a paragraph's border.

ECMA-376 part 4, 19.1 (`o:hr`). dxpdf leaves them out. Left as they are: lines that are shorter
than the text is wide, and those beside words.
"""

from __future__ import annotations

import re

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.vml import length, style_of
from panel_papers.pdf.preparation.xml import XmlElement, local, n, new, remove

# What comes before a paragraph's borders among its properties (17.3.1.26).
_BEFORE = {
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    "suppressLineNumbers",
}
_POINT = 12700  # English metric units
_NARROW = 400 * _POINT  # a line across A4 between usual margins is longer
_GREY = "A0A0A0"  # Word's own lines


def draw_rules(parts: WordParts) -> None:
    """Give a paragraph that holds nothing but a horizontal line a border in its place."""
    for story in parts.stories():
        for picture in list(story.root.iter(n("w:pict"))):
            paragraph = next(picture.iterancestors(n("w:p")), None)
            rule = next((e for e in picture if e.get(n("o:hr")) in ("t", "true")), None)
            if rule is None or paragraph is None or not _is_alone(picture, paragraph):
                continue
            if _is_across(rule):
                _border(paragraph, rule)
                remove(picture)
                parts.touch(story.part)


def _is_alone(picture: XmlElement, paragraph: XmlElement) -> bool:
    runs = [child for run in paragraph.iter(n("w:r")) for child in run]
    shown = [child for child in runs if local(child) not in ("rPr", "lastRenderedPageBreak")]
    has_border = paragraph.find(f"{n('w:pPr')}/{n('w:pBdr')}") is not None
    return shown == [picture] and not has_border


def _is_across(rule: XmlElement) -> bool:
    share = rule.get(n("o:hrpct"), "0")
    width = length(style_of(rule).get("width")) or 0
    return share == "1000" or (share == "0" and (width == 0 or width >= _NARROW))


def _border(paragraph: XmlElement, rule: XmlElement) -> None:
    height = (length(style_of(rule).get("height")) or _POINT) / _POINT
    colour = re.fullmatch(r"#([0-9a-fA-F]{6})", rule.get("fillcolor", "").partition(" ")[0])
    eighths = str(min(96, max(2, round(height * 8))))  # of a point (17.3.1.7)
    line = new(
        "w:bottom",
        val="single",
        sz=eighths,
        space="1",
        color=colour[1].upper() if colour else _GREY,
    )
    properties = paragraph.find(n("w:pPr"))
    if properties is None:
        properties = new("w:pPr")
        paragraph.insert(0, properties)
    at = sum(local(child) in _BEFORE for child in properties)
    properties.insert(at, new("w:pBdr", line))
