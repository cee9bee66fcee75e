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

FACES = {"normal": "LiberationSans-Regular.ttf", "bold": "LiberationSans-Bold.ttf"}
POINTS = 10  # no smaller than a caption

DOTS_PER_INCH = 300
WIDTH = 9026 / 1440  # inches: the text column of an A4 page with margins of 2.54 cm
HEIGHT = 3.3  # inches
LINE_HEIGHT = 0.17  # inches, of a line of 10 pt
SMALL_WIDTH, SMALL_HEIGHT = 1.1, 0.19  # inches, of the line of a row of a table
NAME_WIDTH = 2.3  # inches, of the names beside horizontal bars
END_WIDTH = 1.6  # inches, of the names at the ends of lines
TICK_ROOM = 0.2  # inches between the numbers of the axis of values and what it measures


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
PARTS = (*STROKES, Stroke("#B1B4B6", TEXT, "++", TEXT, "v", "solid"))
"""The parts of a pie, each within a dark line: the fifth alone is too light for the page."""
