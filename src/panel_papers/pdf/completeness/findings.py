"""What the check reports: one finding for each thing that Word shows and the PDF does not."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What sort of content a finding is about."""

    WORDS = "words"
    NUMBER = "number"  # of a heading, a list item, a note
    BULLET = "bullet"
    TICK_BOX = "tick box"
    SYMBOL = "symbol"
    PICTURE = "picture"
    CHART = "chart"
    DRAWING = "drawing"
    SMART_ART = "SmartArt"
    FORMULA = "formula"
    WATERMARK = "watermark"
    STRIKE = "strike-through"
    CAPITALS = "capitals"
    ROTATION = "rotation"
    PAGE_COLOUR = "page colour"
    PAGE_BORDER = "page border"
    RULE = "horizontal rule"
    HIDDEN = "hidden text"  # printed although Word hides it
    REPEATED = "repeated words"  # printed more often than Word shows them
    EXTRA = "extra words"  # printed although the document does not say them
    OVERPRINT = "overprinting"
    MARGIN = "text over a header or footer"
    COVERED = "covered words"  # on the page, and nobody can see them
    CUT_OFF = "cut-off words"  # by a row or line of an exact height, as Word does


LOOKS = frozenset({Kind.PAGE_COLOUR, Kind.PAGE_BORDER, Kind.RULE})
"""What stops no paper: a matter of looks."""

CUT_OFF = Kind.CUT_OFF
"""Words of which Word itself does not show more: they stop no paper either."""

MARGIN = Kind.MARGIN
"""Text on the height of its header or footer: a larger margin is the remedy."""

COVERED = Kind.COVERED
"""Words that are there and cannot be seen: a problem of the document if it is one of no engine."""


class Missing(NamedTuple):
    """One difference between a Word document and its PDF.

    `what` names the thing and what is wrong with it, `place` where it is in the Word document (or
    on which page of the PDF, where only that is known); both are parts of a sentence: “the chart
    “Calls by ward” is not printed”, “after the heading “Trend””.
    """

    kind: Kind
    what: str
    place: str
    words: str = ""
    """What is covered or cut off; “header” or “footer” where text is printed over one."""

    def __str__(self) -> str:
        """Return the finding as one sentence without its full stop."""
        return f"{self.what} ({self.place})"
