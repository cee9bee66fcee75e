"""What a page of a PDF shows, by pdfminer and by its pixels: readers that the product has not."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTComponent, LTCurve, LTFigure, LTImage, LTTextContainer
from PIL.Image import Image

SCALE = 2  # pixels a point
ROW = 7  # points between the middles of letters of two lines; a raised note is nearer


@dataclass(frozen=True)
class Page:
    """A page's letters, pictures and lines in points from the foot, and how it looks."""

    text: str
    chars: tuple[LTChar, ...]
    pictures: tuple[LTImage, ...]
    curves: tuple[LTCurve, ...]
    image: Image

    @property
    def words(self) -> str:
        """Its text with single spaces."""
        return " ".join(self.text.split())

    def letters_of(self, words: str) -> tuple[LTChar, ...]:
        """The letters of the first place where words are printed."""
        typed = [c for c in self.chars if not c.get_text().isspace()]
        start = "".join(c.get_text() for c in typed).index("".join(words.split()))
        return tuple(typed[start : start + len("".join(words.split()))])

    @property
    def rows(self) -> list[str]:
        """Its lines of text as an eye sees them, without spaces: what is at one height."""
        rows: list[list[LTChar]] = []
        for char in sorted(self.chars, key=lambda c: -_middle(c)):
            if char.get_text().isspace():
                continue
            if not rows or _middle(rows[-1][0]) - _middle(char) > ROW:
                rows.append([])
            rows[-1].append(char)
        return ["".join(c.get_text() for c in sorted(row, key=lambda c: c.x0)) for row in rows]

    def is_struck(self, words: str) -> bool:
        """Whether a line runs through each letter of some words, as seen in the pixels."""
        return all(self._has_bar(letter) for letter in self.letters_of(words))

    def angles_of(self, words: str) -> set[int]:
        """The angles in degrees at which the letters of some words are printed."""
        return {
            round(math.degrees(math.atan2(c.matrix[1], c.matrix[0])))
            for c in self.letters_of(words)
        }

    def colour_at(self, x: float, y: float) -> tuple[int, int, int]:
        """The colour of a point of the page, in points from its foot."""
        colour = self.image.getpixel((int(x * SCALE), self.image.height - 1 - int(y * SCALE)))
        assert isinstance(colour, tuple)
        return colour[0], colour[1], colour[2]

    def cut(self, x0: float, y0: float, x1: float, y1: float) -> Image:
        """The pixels of a box that is given in points from the page's foot."""
        top = self.image.height
        box = (x0 * SCALE, top - y1 * SCALE, x1 * SCALE, top - y0 * SCALE)
        return self.image.crop((int(box[0]), int(box[1]), int(box[2]), int(box[3])))

    def _has_bar(self, letter: LTChar) -> bool:
        """Return whether a dark bar runs from edge to edge across the middle of a letter."""
        middle = (letter.y0 + letter.y1) / 2
        pixels = self.cut(letter.x0 + 1, middle - 3, letter.x1 - 0.5, middle + 3).convert("L")
        rows = (
            [int(pixels.getpixel((x, y)) or 0) for x in range(pixels.width)]  # type: ignore[arg-type]
            for y in range(pixels.height)
        )
        return any(max(row) < 160 for row in rows)


def _middle(char: LTChar) -> float:
    return (char.y0 + char.y1) / 2


def pages_of(pdf: Path, first: int, last: int) -> list[Page]:
    """Return the pages from one to another, which are counted from 1."""
    numbers = range(first - 1, last)
    with pypdfium2.PdfDocument(pdf) as document:
        images = [document[n].render(scale=SCALE).to_pil().convert("RGB") for n in numbers]
    layouts = extract_pages(pdf, page_numbers=list(numbers))
    return [_page(layout, image) for layout, image in zip(layouts, images, strict=True)]


def _page(layout: LTComponent, image: Image) -> Page:
    every = list(_within(layout))
    texts = [each for each in every if isinstance(each, LTTextContainer)]
    return Page(
        "".join(each.get_text() for each in texts),
        tuple(each for each in every if isinstance(each, LTChar)),
        tuple(each for each in every if isinstance(each, LTImage)),
        tuple(each for each in every if isinstance(each, LTCurve)),
        image,
    )


def _within(item: object, *, inside_text: bool = False) -> Iterator[LTComponent]:
    """Yield what a layout holds; of nested texts only the outermost, with all its letters."""
    text = isinstance(item, LTTextContainer)
    if isinstance(item, LTComponent) and not (text and inside_text):
        yield item
    if isinstance(item, LTFigure) or hasattr(item, "__iter__"):
        for each in item:
            yield from _within(each, inside_text=inside_text or text)
