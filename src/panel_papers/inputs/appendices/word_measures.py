"""Measures of a Word document, taken before it is cleaned, checked and converted.

Engines take the square of the length of a paragraph's runs, and about a megabyte for each page.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from panel_papers.core import Place, Problem, table_too_large
from panel_papers.inputs.text import endless_words

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_COLUMNS = 63  # Word itself makes and opens no more
_MOST_RUNS = 5_000
"""In one paragraph; one in which each word has a format of its own has some hundreds."""
_MOST_BREAKS = 1_000
"""Pages that a document asks for, beside those that are full."""
_CODE = "document-too-large"


def beyond_measure(root: etree._Element, place: Place) -> Iterator[Problem]:
    """Yield what of a part of a document is larger than any that a person writes."""
    yield from _tables(root, place)
    runs = max((_count(each, "r") for each in root.iter(f"{_W}p")), default=0)
    if runs > _MOST_RUNS:
        found = f"A paragraph consists of {runs:,} pieces, each with a format of its own"
        hint = "in Word, cut the paragraph, paste it with Home › Paste › Keep Text Only, and save"
        yield Problem(_CODE, place, found, f"at most {_MOST_RUNS:,}", hint)
    breaks = _breaks(root)
    if breaks > _MOST_BREAKS:
        found = f"The document has {breaks:,} page and section breaks"
        hint = (
            "in Word, delete the breaks that make empty pages (Home › ¶ shows them), and "
            "save; or save the document in two parts and list each below “appendices:” in "
            "paper.yaml"
        )
        yield Problem(_CODE, place, found, f"at most {_MOST_BREAKS:,}", hint)
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(_texts(paragraph))
        yield from endless_words(text, place)


def _tables(root: etree._Element, place: Place) -> Iterator[Problem]:
    for table in root.iter(f"{_W}tbl"):
        rows = [*table.iterchildren(f"{_W}tr"), *table.iterfind(f"{_W}sdt/{_W}sdtContent/{_W}tr")]
        grid = sum(1 for _ in table.iterfind(f"{_W}tblGrid/{_W}gridCol"))
        widths = [sum(1 for _ in row.iterchildren(f"{_W}tc")) for row in rows]
        columns = max([grid, *widths])
        if columns > _MOST_COLUMNS:
            found = f"A table has {columns:,} columns"
            hint = (
                "in Word, click into the row where it can be divided, choose Table Layout › "
                "Split Table, and save"
            )
            yield Problem("table-too-large", place, found, f"at most {_MOST_COLUMNS}", hint)
        elif problem := table_too_large(len(rows), columns, place, cells=sum(widths)):
            yield problem


def _count(element: etree._Element, name: str) -> int:
    return sum(1 for _ in element.iter(f"{_W}{name}"))


def _breaks(root: etree._Element) -> int:
    """Return how often a document asks for a new page or column."""
    kinds = (each.get(f"{_W}type") for each in root.iter(f"{_W}br"))
    typed = sum(1 for kind in kinds if kind in ("page", "column"))
    return typed + _count(root, "pageBreakBefore") + _count(root, "sectPr")


def _texts(paragraph: etree._Element) -> Iterator[str]:
    """Yield the texts of a paragraph, with a space for what parts words."""
    for each in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}drawing"):
        yield (each.text or "") if each.tag == f"{_W}t" else " "
