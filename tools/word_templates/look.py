"""The sizes and colours of the house, in points and twentieths of a point as Word counts them."""

from __future__ import annotations

FONT = "Arial"
CODE_FONT = "Courier New"

TEXT = "0B0C0C"
ACCENT = "12436D"  # 10:1 on white
GREY = "505A5F"  # 7:1 on white
RULE = "B1B4B6"
BAND = "F3F2F1"
THEME_COLOURS = {TEXT: "text1", ACCENT: "accent1", GREY: "text2", RULE: "accent5"}
"""What the theme (theme1.xml) calls them: a change of it in Word changes them everywhere."""

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4
MARGIN = 1440  # 2.54 cm
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
LIST_STEP = 357  # 0.63 cm a level
QUOTE_INDENT = 567  # 1 cm


def twips(points: float) -> int:
    """Return points as twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return points as half points, the unit of a font size."""
    return round(points * 2)
