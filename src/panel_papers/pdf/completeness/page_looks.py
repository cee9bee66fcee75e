"""What belongs to whole pages and paragraphs: page colour, page borders, lines as borders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.furniture import Owned, on_pages
from panel_papers.pdf.completeness.model import Expected, Story
from panel_papers.pdf.completeness.painted import Page
from panel_papers.pdf.completeness.regions import Region, regions
from panel_papers.pdf.completeness.sheet import Sheet
from panel_papers.pdf.completeness.sought import Sought

_WHOLE = 0.9  # of a page's width and height
_LONG = 0.6
_ROOM = 16.0  # points that may be between text and its border, beside the space that Word gives
_ALIKE = 40  # of 255


def check_pages(
    expected: Expected, sheet: Sheet, lines: Sequence[Sought], owned: Mapping[int, Owned]
) -> Iterator[Missing]:
    """Yield page colours, page borders and rules of paragraphs that are not painted."""
    if expected.page_colour is not None:
        lacking = [
            n for n, page in enumerate(sheet.pages) if not _coloured(page, expected.page_colour)
        ]
        if lacking:
            where = "on every page" + on_pages(lacking, sheet.pages)  # type: ignore[arg-type]
            yield Missing(Kind.PAGE_COLOUR, "the page colour is not printed", where)
    bordered = [n for n, owner in owned.items() if expected.sections[owner.section].borders]
    lacking = [n for n in bordered if not _bordered(sheet.pages[n])]
    if lacking:
        where = "around the pages" + on_pages(lacking, bordered)
        yield Missing(Kind.PAGE_BORDER, "the page border is not printed", where)
    for index, section in enumerate(expected.sections):
        pages = {hit.page for x in lines if x.line.section == index for _, hit in x.found}
        if section.column_lines and pages and not any(_parted(sheet.pages[n]) for n in pages):
            where = "between the columns of the text"
            yield Missing(Kind.RULE, "the line between columns is not printed", where)
    yield from _rules(sheet, lines)


def _parted(page: Page) -> bool:
    """Return whether a page has an upright line."""
    return any(
        each.box.right - each.box.left < 4 < each.box.top - each.box.bottom for each in page.drawn
    )


def _coloured(page: Page, colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    width, height = page.box.right - page.box.left, page.box.top - page.box.bottom
    for each in page.drawn:
        if each.fill is None:
            continue
        off = (
            abs((each.fill >> 16 & 255) - red),
            abs((each.fill >> 8 & 255) - green),
            abs((each.fill & 255) - blue),
        )
        wide = each.box.right - each.box.left > _WHOLE * width
        if max(off) <= _ALIKE and wide and each.box.top - each.box.bottom > _WHOLE * height:
            return True
    return False


def _bordered(page: Page) -> bool:
    height = page.box.top - page.box.bottom
    return any(each.box.top - each.box.bottom > _LONG * height for each in page.drawn) or (
        len(page.images) > 4 * 4  # a border of little pictures
    )


def _rules(sheet: Sheet, lines: Sequence[Sought]) -> Iterator[Missing]:
    """Yield paragraphs with lines above or below them near which no line is drawn.

    Paragraphs with the same borders that follow one another share one, so only the whole group
    is asked for a line.
    """
    index = 0
    while index < len(lines):
        if not lines[index].line.rules or lines[index].line.story is Story.FURNITURE:
            index += 1
            continue
        end = index
        while end + 1 < len(lines) and lines[end + 1].line.rules:
            end += 1
        if not _ruled(sheet, lines, index, end):
            what = "the line above or below a paragraph is not printed"
            yield Missing(Kind.RULE, what, str(lines[index].line.place))
        index = end + 1


def _ruled(sheet: Sheet, lines: Sequence[Sought], first: int, last: int) -> bool:
    strips = [*regions(sheet, lines, first), *regions(sheet, lines, last)]
    for line in lines[first : last + 1]:
        for _, hit in line.found:
            page = sheet.pages[hit.page]
            top, bottom = page.char_box(hit.start).top, page.char_box(hit.end - 1).bottom
            strips.append(Region(hit.page, top + _ROOM, bottom - _ROOM))
    for strip in strips:
        for each in sheet.pages[strip.page].drawn:
            if each.box.right - each.box.left < _ROOM:
                continue
            for edge in (each.box.top, each.box.bottom):
                if strip.bottom - 2 <= edge <= strip.top + 2:
                    return True
    return False
