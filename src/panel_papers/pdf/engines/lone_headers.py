"""Header rows that an engine leaves alone at the foot of a page go to the next page.

Word and LibreOffice keep a header row with the row below it. rdocx 0.16.3 and dxpdf 0.8.1 do not,
whatever `w:keepNext` says, so their pages are read, and a page break is put before such a table.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.engines.protocol import Moves
from panel_papers.pdf.preparation.rewriting import parsed, rewritten

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_MOST = 12  # conversions; each moves one table


class _Table(NamedTuple):
    """A table with the letters of its header rows and of the row below them.

    Those of the row end before its first list, whose numbers and bullets are no letters of it.
    """

    element: etree._Element
    header: str
    row: str


def with_kept_headers(convert: Callable[[bytes], bytes], docx: bytes, moves: Moves) -> bytes:
    """Return the PDF that `convert` makes, each header row on the page of the row below it.

    A table whose header row the pages do not clearly show alone stays where it is. Notes in
    `moves` which tables were moved.
    """
    moves.tables = []
    pdf = convert(docx)
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        root = parsed(package, _DOCUMENT)
        styles = parsed(package, _STYLES)
        tables = [] if root is None else list(_tables(root, styles))
        if root is None or not tables:
            return pdf
        keeping = _with(styles, "keepNext")
        staying = dict(enumerate(tables))
        for _ in range(_MOST):
            alone = _first_alone(staying, pdf)
            if alone is None:
                break
            moves.tables.append(alone)
            _break_before(staying.pop(alone).element, keeping)  # one move, whatever comes of it
            pdf = convert(rewritten(package, {_DOCUMENT: root}))
    return pdf


def move_tables(root: etree._Element, styles: etree._Element | None, moves: Moves) -> None:
    """Move the tables of a copy that were moved in its document."""
    tables, keeping = list(_tables(root, styles)), _with(styles, "keepNext")
    for number in moves.tables:
        _break_before(tables[number].element, keeping)


def _tables(root: etree._Element, styles: etree._Element | None) -> Iterator[_Table]:
    """Yield the tables of the text that have header rows and a row below them."""
    listing = _with(styles, "numPr")
    for table in root.iterfind(f"{_W}body/{_W}tbl"):
        rows = table.findall(f"{_W}tr")
        count = 0
        while count < len(rows) and rows[count].find(f"{_W}trPr/{_W}tblHeader") is not None:
            count += 1
        if 0 < count < len(rows):
            header = "".join(map(_letters, rows[:count]))
            if header and _letters(rows[count]):
                yield _Table(table, header, _before_lists(rows[count], listing))


def _first_alone(tables: dict[int, _Table], pdf: bytes) -> int | None:
    """Return the number of the first table whose header rows end a page and begin the next."""
    if not tables:
        return None
    pages = _page_letters(pdf)
    for number, table in tables.items():
        for page, following in pairwise(pages):
            _, found, rest = page.rpartition(table.header)
            if not found or not _begins(table, page, following):
                continue
            # What the engine writes after a page's text is its footer, the same but for numbers.
            if _without_digits(following).endswith(_without_digits(rest)):
                return number
    return None


def _begins(table: _Table, page: str, following: str) -> bool:
    """Say whether a table begins on the page that follows: its header rows, then the next row."""
    before, found, _ = following.partition(table.header + table.row)
    if table.row or not found:
        return bool(found)
    # Without the next row to go by, nothing but the header of the page is above.
    return _without_digits(page).startswith(_without_digits(before))


def _page_letters(pdf: bytes) -> list[str]:
    """Return each page's text without spaces; nothing of a PDF that cannot be read."""
    import pypdfium2  # noqa: PLC0415 - takes 0.1 s, and many documents have no table

    found = []
    with pdfium, suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            found.append("".join(text.get_text_bounded().split()))
            text.close()
            page.close()
    return found


def _letters(row: etree._Element) -> str:
    return "".join("".join(t.text or "" for t in row.iter(f"{_W}t")).split())


def _before_lists(row: etree._Element, listing: frozenset[str]) -> str:
    """Return the letters of a row before the first item of a list in it."""
    found = ""
    for paragraph in row.iter(f"{_W}p"):
        if _has(paragraph, "numPr", listing):
            break
        found += _letters(paragraph)
    return found


def _without_digits(text: str) -> str:
    return "".join(character for character in text if not character.isdigit())


def _with(styles: etree._Element | None, name: str) -> frozenset[str]:
    """Return the styles that give their paragraphs a property, by their identifiers."""
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(f"{_W}styleId", "")
        for style in styles.iterfind(f"{_W}style")
        if style.find(f"{_W}pPr/{_W}{name}") is not None
    )


def _break_before(table: etree._Element, keeping: frozenset[str]) -> None:
    """Put a page break before a table and the caption or heading that stays with it."""
    first = table
    while (before := first.getprevious()) is not None and _stays(before, keeping):
        first = before
    if first is table:  # a paragraph of no height: a table cannot ask for a page of its own
        paragraph = etree.Element(f"{_W}p")
        properties = etree.SubElement(paragraph, f"{_W}pPr")
        etree.SubElement(properties, f"{_W}pageBreakBefore")
        spacing = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
        etree.SubElement(
            properties, f"{_W}spacing", {f"{_W}{name}": value for name, value in spacing.items()}
        )
        table.addprevious(paragraph)
        return
    own = first.find(f"{_W}pPr")
    if own is None:
        own = etree.Element(f"{_W}pPr")
        first.insert(0, own)
    earlier = ("pStyle", "keepNext", "keepLines")
    place = sum(child.tag in {f"{_W}{name}" for name in earlier} for child in own)
    own.insert(place, etree.Element(f"{_W}pageBreakBefore"))


def _stays(block: etree._Element, keeping: frozenset[str]) -> bool:
    return block.tag == f"{_W}p" and _has(block, "keepNext", keeping)


def _has(paragraph: etree._Element, name: str, styles: frozenset[str]) -> bool:
    """Say whether a paragraph has a property, by itself or by one of the styles that give it."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    by_style = style is not None and style.get(f"{_W}val") in styles
    return by_style or paragraph.find(f"{_W}pPr/{_W}{name}") is not None
