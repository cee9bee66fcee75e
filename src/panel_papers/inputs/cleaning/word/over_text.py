"""Finds words of a Word document that lie under a shape which hangs on their paragraph.

Where lines are is estimated, from the size of letters and the width of the column, and on the safe
side: what lies elsewhere on the page, the completeness check of the finished pages finds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from lxml import etree
from msgspec import Struct

from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.shapes import Shape, shapes_in_front
from panel_papers.inputs.cleaning.word.stories import Story
from panel_papers.inputs.cleaning.word.styles import Styles, cell_of, child_of, value_of

_USUAL_SIZE = 11.0  # points
_LETTER = 0.5  # of the size, on average; letters of Arial and Calibri are 0.45 to 0.52 wide
_SURE = 0.8  # of the estimated length of a text
_LINE = 1.2  # of the size
_COLUMN = 450.0  # points; A4 with margins of an inch
_LEAST = 24.0  # points of a line that are covered: four or five letters
_FARTHEST = 3  # paragraphs below the one that a shape hangs on


class Covered(Struct, frozen=True):
    """A paragraph of which a shape covers lines."""

    paragraph: etree._Element
    words: str


def covered_paragraphs(
    story: Story, styles: Styles, is_opaque: Callable[[etree._Element], bool]
) -> Iterator[Covered]:
    """Yield each paragraph with lines under an opaque shape."""
    seen: set[etree._Element] = set()
    for shape in shapes_in_front(story.root, is_opaque):
        holder = next(shape.element.iterancestors(n("w:p")), None)
        if holder is None:
            continue
        for paragraph, words in _under(shape, holder, styles):
            if paragraph not in seen:
                seen.add(paragraph)
                yield Covered(paragraph, words)


def _under(
    shape: Shape, holder: etree._Element, styles: Styles
) -> Iterator[tuple[etree._Element, str]]:
    top, paragraph = 0.0, holder
    width = _width(holder)
    for distance in range(_FARTHEST + 1):
        lines = _Lines(paragraph, styles, width)
        if distance:
            top += lines.before
        words = lines.under(shape, top, 0.1 * distance)
        if words:
            yield paragraph, words
        top += max(1, len(lines.texts)) * lines.height + lines.after
        following = paragraph.getnext()
        if following is None or following.tag != n("w:p"):
            return
        paragraph = following


class _Lines:
    """The lines of a paragraph, as far as they can be estimated."""

    def __init__(self, paragraph: etree._Element, styles: Styles, width: float) -> None:
        chain = [paragraph, *styles.of_paragraph(paragraph)]
        sizes = [value_of(run, "w:rPr", "w:sz") for run in paragraph.iter(n("w:r"))]
        sizes += [value_of(each, "w:rPr", "w:sz") for each in chain[1:]]
        sizes.append(value_of(styles.document, "w:sz"))
        size = next((int(each) / 2 for each in sizes if each and each.isdecimal()), _USUAL_SIZE)
        spacing = [s for each in chain if (s := child_of(each, "w:pPr", "w:spacing")) is not None]
        self.before = _twips(spacing, "w:before")
        self.after = _twips(spacing, "w:after")
        line = _twips(spacing, "w:line")
        rule = next((r for s in spacing if (r := s.get(n("w:lineRule")))), "auto")
        self.height = size * _LINE * (line / 12 if line else 1) if rule == "auto" else line
        justification = value_of(paragraph, "w:pPr", "w:jc")
        self.centred = justification in ("center", "right", "end")
        indent = child_of(paragraph, "w:pPr", "w:ind")
        left = 0.0 if indent is None else _twips([indent], "w:left") or _twips([indent], "w:start")
        self.left, self.letter = left, size * _LETTER
        text = _own_text(paragraph)
        letters = max(1, math.floor((width - left) / self.letter))
        self.texts = [text[at : at + letters] for at in range(0, len(text), letters)]

    def under(self, shape: Shape, top: float, slack: float) -> str:
        """Return the text of the lines whose middle is well within a shape."""
        margin = self.height * (0.25 + slack)
        found = []
        for number, text in enumerate(self.texts):
            middle = top + (number + 0.5) * self.height
            if shape.top + margin <= middle <= shape.top + shape.height - margin:
                length = len(text.rstrip()) * self.letter * _SURE
                if self._overlap(shape, length) >= min(_LEAST, max(length * _SURE, 1)):
                    found.append(text.strip())
        return " ".join(each for each in found if each)

    def _overlap(self, shape: Shape, length: float) -> float:
        if shape.left is None or self.centred:
            return 0
        start, end = self.left, self.left + length
        return min(end, shape.left + shape.width) - max(start, shape.left)


def _width(paragraph: etree._Element) -> float:
    cell = cell_of(paragraph)
    size = _cell_width(cell) if cell is not None else None
    return size or _COLUMN


def _cell_width(cell: etree._Element) -> float | None:
    """Return the width of a cell in points, where it has one."""
    width = child_of(cell, "w:tcPr", "w:tcW")
    value = "" if width is None else width.get(n("w:w"), "")
    fixed = width is not None and width.get(n("w:type")) == "dxa"
    return int(value) / 20 if fixed and value.isdecimal() and value != "0" else None


def _twips(elements: list[etree._Element], name: str) -> float:
    for each in elements:
        value = each.get(n(name), "")
        if value.isdecimal():
            return int(value) / 20
    return 0.0


def _own_text(paragraph: etree._Element) -> str:
    """Return a paragraph's text without that of the boxes that hang on it."""
    return "".join(
        text.text or ""
        for text in paragraph.iter(n("w:t"))
        if next(text.iterancestors(n("w:p")), None) is paragraph
    )
