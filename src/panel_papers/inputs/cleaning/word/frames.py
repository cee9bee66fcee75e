"""Frames of a Word document that are placed beside the page (ECMA-376 part 1, 17.3.1.11)."""

from __future__ import annotations

import re

from lxml import etree

from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.styles import Styles, child_of, paragraph_of

_A3 = 16_838 * 2  # twentieths of a point: longer than any side that a report is printed on
_NUMBER = re.compile(r"-?\d{1,9}")


def is_off_page(run: etree._Element, styles: Styles) -> bool:
    """Say whether a run is in a frame that no page reaches, measured from its edges or margins."""
    paragraph = paragraph_of(run)
    for holder in (paragraph, *styles.of_paragraph(paragraph)):
        frame = child_of(holder, "w:pPr", "w:framePr")
        if frame is not None:
            return _is_beside(frame, "w:x", "w:w") or _is_beside(frame, "w:y", "w:h")
    return False


def _is_beside(frame: etree._Element, at: str, size: str) -> bool:
    start, extent = (_value(frame.get(n(name))) for name in (at, size))
    if start is None:
        return False
    # a frame of automatic size may reach back over the page's edge
    return start > _A3 or (start < 0 and extent is not None and start + extent < -_A3 // 4)


def _value(text: str | None) -> int | None:
    return int(text) if text is not None and _NUMBER.fullmatch(text) else None
