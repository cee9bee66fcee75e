"""Texts that are printed over one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.furniture import on_pages
from panel_papers.pdf.completeness.model import Expected, Story
from panel_papers.pdf.completeness.painted import Page
from panel_papers.pdf.completeness.sheet import Sheet
from panel_papers.pdf.completeness.sought import Sought
from panel_papers.pdf.completeness.visible import Box

_SHARE = 0.4  # of the height and of the width of the smaller text
_MOST = 0.8  # of a text that lies in a picture
_LEAST = 3.0  # points: smaller texts are dots, accents, marks
_NARROWEST = 6.0  # points: narrower ones are the raised numbers of notes, which may touch a line


def check_overprinting(
    sheet: Sheet, lines: Sequence[Sought], behind: Mapping[int, Sequence[Box]]
) -> Iterator[Missing]:
    """Yield a finding where texts lie over one another, with its pages.

    Text boxes are left out, since where they lie is the author's choice, and so are the
    watermarks `behind` the text of each page.
    """
    floating: dict[int, list[Box]] = defaultdict(list)
    for number, boxes in behind.items():
        floating[number] += boxes
    for line in lines:
        if line.line.story is Story.BOX:
            for _, hit in line.found:
                page = sheet.pages[hit.page]
                first, last = page.char_box(hit.start), page.char_box(hit.end - 1)
                floating[hit.page].append(
                    Box(
                        min(first.left, last.left),
                        min(first.bottom, last.bottom),
                        max(first.right, last.right),
                        max(first.top, last.top),
                    )
                )
    pages = []
    for number, page in enumerate(sheet.pages):
        pairs = _overlaps(page)
        over = _letters_overlap(page, pairs) if pairs else ()
        if any(not _touches(box, floating[number]) for box in over):  # the first will do
            pages.append(number)
    if pages:
        yield Missing(Kind.OVERPRINT, "words are printed over one another", _on(pages))


def check_covering(expected: Expected, sheet: Sheet) -> Iterator[Missing]:
    """Yield a finding where words are printed over a picture, with its pages.

    Only of documents without floating pictures: behind those, Word too prints words.
    """
    things = [*expected.body.things, *(t for f in expected.furniture for t in f.flow.things)]
    if any(thing.floating for thing in things):
        return
    pages = [
        number
        for number, page in enumerate(sheet.pages)
        if any(_inside(text.box, image.box) for image in page.images for text in page.texts)
    ]
    if pages:
        yield Missing(Kind.OVERPRINT, "words are printed over a picture", _on(pages))


def _on(pages: Sequence[int]) -> str:
    return on_pages(pages).removeprefix(", ")


def _inside(text: Box, image: Box) -> bool:
    both = text.within(image)
    return (
        text.right - text.left > _LEAST
        and both.right - both.left > (text.right - text.left) * _MOST
        and both.top - both.bottom > (text.top - text.bottom) * _MOST
    )


def _touches(box: Box, others: Sequence[Box]) -> bool:
    return any(
        (shared := box.within(other)).left <= shared.right and shared.bottom <= shared.top
        for other in others
    )


def _letters_overlap(page: Page, pairs: list[tuple[int, int]]) -> Iterator[Box]:
    """Yield the boxes of letters over which a letter of another text is printed.

    The box of a text may be wider than its letters: LibreOffice leaves room in one for letters of
    another font.
    """
    boxes = page.letter_boxes({address for pair in pairs for address in pair})
    for first, second in pairs:
        for one in boxes.get(first, ()):
            if any(_over(one, other) for other in boxes.get(second, ())):
                yield one


def _overlaps(page: Page) -> list[tuple[int, int]]:
    """Return the addresses of texts that may lie over one another, in pairs."""
    texts = [
        text
        for text in page.texts
        if text.address not in page.unseen
        and text.box.right - text.box.left > _NARROWEST
        and text.box.top - text.box.bottom > _LEAST
    ]
    texts.sort(key=lambda text: text.box.bottom)
    found = []
    for index, text in enumerate(texts):
        box = text.box
        reach = box.bottom + (box.top - box.bottom) * (1 - _SHARE)
        left, right = box.left + 1, box.right - 1
        for other in texts[index + 1 :]:
            if other.box.bottom > reach:
                break
            if other.box.left < right and other.box.right > left and _over(box, other.box):
                found.append((text.address, other.address))
    return found


def _over(one: Box, other: Box) -> bool:
    if max(map(abs, (one.left - other.left, one.bottom - other.bottom))) < 1 and (
        abs(one.right - other.right) < 1
    ):
        return False  # the same text twice: bold by a second stroke, or a shadow
    both = one.within(other)
    height = min(one.top - one.bottom, other.top - other.bottom)
    width = min(one.right - one.left, other.right - other.left)
    return both.top - both.bottom > _SHARE * height and both.right - both.left > _SHARE * width
