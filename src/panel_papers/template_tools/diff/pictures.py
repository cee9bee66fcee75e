"""Pages of two PDFs put side by side as pictures, with what differs marked."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import pypdfium2
from msgspec import Struct
from PIL import Image, ImageChops
from pypdfium2 import raw

from panel_papers.pdf import character_of
from panel_papers.template_tools.diff.matching import matched, ratio

_SCALE = 1.5  # pixels a point: 108 a inch, enough to read body text
_ALIKE = 0.2  # of the words of two pages, for one to have become the other
_FAINT = 24  # a difference of brightness that nobody sees, of 255
_GAP = 14  # pixels of sameness between two marks
_MOST_MARKS = 60
_COLOURS = 64
_HYPHENS = "-\u2010\u2013\u2014/"
_AT_LINE_END = "\x02\ufffe"  # what PDFium makes of a hyphen there
_LEADER = re.compile(r"\.{3,}")  # the dots before a page number, as many as the line has room for

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels from the upper left corner."""


class PageImage(Struct, frozen=True):
    """One page as a PNG picture, with the boxes in it that differ from the other version."""

    png: bytes
    width: int
    height: int
    marks: tuple[Box, ...]


class PagePair(Struct, frozen=True):
    """A page of the old version and what became of it; None where there is no such page.

    The numbers count from 1 within the two PDFs. Of an unchanged page there are no pictures.
    `gone` and `come` are words that only the old, or only the new page has.
    """

    old_number: int | None
    new_number: int | None
    changed: bool
    old: PageImage | None = None
    new: PageImage | None = None
    gone: str = ""
    come: str = ""


class _Page(Struct, frozen=True, eq=False):
    number: int
    picture: Image.Image
    digest: str
    words: tuple[str, ...]
    boxes: tuple[Box, ...]


def page_pairs(old: bytes, new: bytes) -> list[PagePair]:
    """Return the pages of two PDFs in pairs, in their order."""
    if old == new:
        return [PagePair(number, number, changed=False) for number in range(1, _count(old) + 1)]
    pairs = matched(
        _pages(old),
        _pages(new),
        key=lambda page: page.digest,
        likeness=lambda one, other: ratio(one.words, other.words),
        least=_ALIKE,
    )
    return [_pair(*pair) for pair in _filled_up(list(pairs))]


def _filled_up(
    pairs: Sequence[tuple[_Page | None, _Page | None]],
) -> Iterator[tuple[_Page | None, _Page | None]]:
    """Put a page that went beside the one that came in its place, however unlike they are."""
    waiting: list[_Page] = []
    for old, new in pairs:
        if new is None and old is not None:
            waiting.append(old)
        elif old is None and waiting:
            yield waiting.pop(0), new
        else:
            yield from ((each, None) for each in waiting)
            waiting = []
            yield old, new
    yield from ((each, None) for each in waiting)


def _count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _pages(pdf: bytes) -> list[_Page]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(number, document[number - 1]) for number in range(1, len(document) + 1)]
    finally:
        document.close()


def _page(number: int, page: pypdfium2.PdfPage) -> _Page:
    picture = page.render(scale=_SCALE, rev_byteorder=True).to_pil().convert("RGB")
    digest = hashlib.sha256(f"{picture.size}".encode() + picture.tobytes()).hexdigest()
    words, boxes = _words(page, picture.height)
    page.close()
    return _Page(number, picture, digest, words, boxes)


def _words(page: pypdfium2.PdfPage, height: int) -> tuple[tuple[str, ...], tuple[Box, ...]]:
    """Return the words of a page and where each is in its picture."""
    text = page.get_textpage()
    words: list[str] = []
    boxes: list[Box] = []
    open_word = False
    for index in range(text.count_chars()):
        letter = character_of(raw.FPDFText_GetUnicode(text.raw, index))
        letter = "-" if letter in _AT_LINE_END else letter
        if letter.isspace() or not letter.isprintable():
            open_word = False
            continue
        left, bottom, right, top = text.get_charbox(index)
        box = (
            int(left * _SCALE),
            int(height - top * _SCALE),
            int(right * _SCALE) + 1,
            int(height - bottom * _SCALE) + 1,
        )
        if open_word:
            words[-1] += letter
            boxes[-1] = _around(boxes[-1], box)
        else:
            words.append(letter)
            boxes.append(box)
        open_word = letter not in _HYPHENS  # a line may end there, and must not make other words
    text.close()
    kept = [index for index, word in enumerate(words) if not _LEADER.fullmatch(word)]
    return tuple(_LEADER.sub("", words[i]) for i in kept), tuple(boxes[i] for i in kept)


def _pair(old: _Page | None, new: _Page | None) -> PagePair:
    if old is not None and new is not None:
        if old.digest == new.digest:
            return PagePair(old.number, new.number, changed=False)
        return _changed(old, new)
    return PagePair(
        None if old is None else old.number,
        None if new is None else new.number,
        changed=True,
        old=None if old is None else _image(old, ()),
        new=None if new is None else _image(new, ()),
    )


def _changed(old: _Page, new: _Page) -> PagePair:
    gone: list[int] = []
    come: list[int] = []
    for tag, a, b, c, d in SequenceMatcher(
        None, old.words, new.words, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            gone += range(a, b)
            come += range(c, d)
    if gone or come:
        old_marks = _merged([old.boxes[i] for i in gone])
        new_marks = _merged([new.boxes[i] for i in come])
    else:
        old_marks = new_marks = _regions(old.picture, new.picture)
    return PagePair(
        old.number,
        new.number,
        changed=True,
        old=_image(old, old_marks),
        new=_image(new, new_marks),
        gone=" ".join(old.words[i] for i in gone),
        come=" ".join(new.words[i] for i in come),
    )


def _image(page: _Page, marks: Sequence[Box]) -> PageImage:
    buffer = io.BytesIO()
    # A fixed number of colours makes the file a third as big; this way takes 10 ms, median cut 270.
    picture = page.picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    picture.save(buffer, "PNG", compress_level=6)
    return PageImage(buffer.getvalue(), *page.picture.size, tuple(marks))


def _merged(boxes: Sequence[Box]) -> list[Box]:
    """Return boxes with neighbours of one line made into one."""
    out: list[Box] = []
    for box in boxes:
        last = out[-1] if out else None
        if last is not None and _beside(last, box):
            out[-1] = _around(last, box)
        else:
            out.append(box)
    return out[:_MOST_MARKS]


def _beside(one: Box, other: Box) -> bool:
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    least = min(one[3] - one[1], other[3] - other[1])
    return overlap * 2 > least and -_GAP < other[0] - one[2] < _GAP


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _regions(old: Image.Image, new: Image.Image) -> list[Box]:
    """Return the stretches of lines in which two pictures differ; none for different sizes."""
    if old.size != new.size:
        return []
    difference = ImageChops.difference(old, new).convert("L")
    mask = difference.point([0] * _FAINT + [255] * (256 - _FAINT))
    width, height = mask.size
    data, blank = mask.tobytes(), bytes(width)
    rows = [y for y in range(height) if data[y * width : (y + 1) * width] != blank]
    regions: list[Box] = []
    start = 0
    for index, row in enumerate(rows):
        if index + 1 < len(rows) and rows[index + 1] - row <= _GAP:
            continue
        band = mask.crop((0, rows[start], width, row + 1)).getbbox()
        if band is not None:
            regions.append((band[0], rows[start], band[2], row + 1))
        start = index + 1
    return regions[:_MOST_MARKS]
