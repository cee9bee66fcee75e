"""How charts look: colours, hatches, markers and dashes of the house, and their sizes.

Each series differs from the others in lightness by more than a tenth of the way from black to
white, to every kind of colour vision (measured by `tests/content/exhibits/test_colours.py`), and
has a hatch, a marker and a dash of its own. Each has a contrast of 3:1 to the page (WCAG 2.2,
1.4.11).
"""

from __future__ import annotations

from msgspec import Struct

TEXT = "#0B0C0C"
AXIS = "#505A5F"
GRID = "#B1B4B6"
PAGE = "#FFFFFF"

DOTS_PER_INCH = 300
WIDTH = 9026 / 1440  # inches: the text column of an A4 page with margins of 2.54 cm
HEIGHT = 3.3  # inches
LINE_HEIGHT = 0.17  # inches, of a line of 10 pt
LETTERS_AN_INCH = 12  # of 10 pt, on average


class Stroke(Struct, frozen=True):
    """How one series is told from the others; `ink` is legible on its colour."""

    colour: str
    ink: str
    hatch: str
    hatch_colour: str
    marker: str
    dash: str | tuple[int, tuple[int, ...]]


STROKES = (
    Stroke("#12436D", PAGE, "", PAGE, "o", "solid"),
    Stroke("#28A197", TEXT, "///", TEXT, "s", (0, (5, 2))),
    Stroke("#8E4A9E", PAGE, "...", PAGE, "^", (0, (1, 1))),
    Stroke("#0B0C0C", PAGE, "\\\\\\", PAGE, "D", (0, (5, 2, 1, 2))),
)
