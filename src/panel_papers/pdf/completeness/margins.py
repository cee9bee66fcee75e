"""Text that is printed over the header or the footer of its page, also between their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.furniture import Owned, Reserved, on_pages, pages_of
from panel_papers.pdf.completeness.model import Expected, Section, Story
from panel_papers.pdf.completeness.ooxml import W, number
from panel_papers.pdf.completeness.sheet import Sheet
from panel_papers.pdf.completeness.sought import Sought
from panel_papers.pdf.completeness.visible import Box

_FEWEST = 4  # letters: fewer may be found elsewhere on the page by chance
_SHARE = 0.3  # of the height of the lower line; lines of one text may be as close as that
_EDGES = {"header": "top", "footer": "bottom"}


def check_margins(
    expected: Expected,
    sheet: Sheet,
    lines: Sequence[Sought],
    owned: Mapping[int, Owned],
    reserved: Reserved,
) -> Iterator[Missing]:
    """Yield a finding where text is on the height of its header or footer, with its pages.

    Word keeps them apart, but for what floats and for margins below 0. Words that are on a page
    more than once are left out: which of them is the header's, as one with a heading's words, is
    not known.
    """
    kept = [f for f in expected.furniture if any(line.text() for line in f.flow.lines)]
    if not kept:
        return
    texts: dict[int, list[Box]] | None = None
    found: dict[str, set[int]] = {"header": set(), "footer": set()}
    for index, furniture in enumerate(expected.furniture):
        for page in pages_of(furniture, owned):
            if _overlaid(expected.sections[owned[page].section], furniture.kind):
                continue
            boxes = [
                box
                for line in reserved[index, page]
                if line.line.story is Story.FURNITURE and not (line.line.floats or line.line.angle)
                for box in _boxes(sheet, line)
            ]
            texts = _texts(sheet, lines) if texts is None else texts
            if boxes and _meet(boxes, texts.get(page, ()), furniture.kind):
                found[furniture.kind].add(page)
    for kind, pages in found.items():
        if pages:
            where = on_pages(sorted(pages)).removeprefix(", ")
            yield Missing(Kind.MARGIN, f"the text is printed over its {kind}", where, kind)


def _overlaid(section: Section, kind: str) -> bool:
    """Return whether a margin is below 0: Word then prints text over the header (17.6.11)."""
    margins = None if section.properties is None else section.properties.find(f"{W}pgMar")
    return margins is None or number(margins.get(f"{W}{_EDGES[kind]}"), 0) < 0


def _texts(sheet: Sheet, lines: Sequence[Sought]) -> dict[int, list[Box]]:
    """Return the boxes of the text's lines by page: of those that were found in one piece."""
    found: dict[int, list[Box]] = {}
    for line in lines:
        plain = line.line.story in (Story.BODY, Story.NOTE) and not line.line.floats
        if plain and not line.line.angle and len(line.found) == 1:
            page = line.found[0][1].page
            found.setdefault(page, []).extend(_boxes(sheet, line))
    return found


def _boxes(sheet: Sheet, line: Sought) -> Iterator[Box]:
    """Yield the boxes of the first and the last letters of what is on its page once."""
    for start, hit in line.found:
        letters, page = line.letters[start : start + hit.end - hit.start], sheet.pages[hit.page]
        if len(letters) >= _FEWEST and page.letters.count(letters) == 1:
            yield page.char_box(hit.start)
            yield page.char_box(hit.end - 1)


def _meet(edges: Sequence[Box], texts: Sequence[Box], kind: str) -> bool:
    """Return whether a text reaches over the inner edge of a header or a footer."""
    if kind == "header":
        edge = min(edges, key=lambda box: box.bottom)
        return any(text.top - edge.bottom > _SHARE * _lower(text, edge) for text in texts)
    edge = max(edges, key=lambda box: box.top)
    return any(edge.top - text.bottom > _SHARE * _lower(text, edge) for text in texts)


def _lower(one: Box, other: Box) -> float:
    return min(one.top - one.bottom, other.top - other.bottom)
