"""The texts of a web page, element by element, as the search for leaks reads them.

Read by a parser of HTML, which had no hand in writing the page.
"""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Iterator
from enum import Enum

from lxml import html

_INSIDE = {"a", "code", "em", "mark", "s", "span", "strong", "sub", "sup"}
"""Elements within a text."""
_SPOKEN = ("alt", "aria-label", "title", "download", "data-label", "lang")
_CSV = "data:text/csv;charset=utf-8;base64,"


class Origin(Enum):
    """Who words a text of a page: the author of the paper, or this program."""

    AUTHOR = "author"
    LABEL = "label"
    PROGRAM = "program"


def texts_of_page(data: bytes) -> Iterator[tuple[Origin, str]]:
    """Yield each text of a page: what it shows, what it says of pictures, the data to save.

    What is in elements of the class “ours”, style and metadata are worded by this program.
    """
    parser = html.HTMLParser(huge_tree=True)  # a picture may be ten million letters
    root = html.document_fromstring(data.decode("utf-8", "replace"), parser=parser)
    for ours, text in _shown(root, ours=False):
        yield (Origin.PROGRAM if ours else Origin.AUTHOR), text
    for each in root.iter():
        if not isinstance(each.tag, str):
            yield Origin.PROGRAM, each.text or ""  # a comment
            continue
        for name in _SPOKEN:
            if each.get(name):
                yield Origin.LABEL, str(each.get(name))
        if each.tag == "meta":
            yield Origin.PROGRAM, each.get("content") or ""
        address = str(each.get("href") or "")
        if address.startswith(_CSV):
            yield from ((Origin.AUTHOR, cell) for cell in _cells(address))
        elif address:
            yield Origin.LABEL, address


def _shown(element: html.HtmlElement, *, ours: bool) -> Iterator[tuple[bool, str]]:
    """Yield the texts of an element, each with whether this program words it."""
    text: list[str] = []
    for mine, piece in _pieces(element, ours=ours):
        if piece is None:
            if joined := "".join(text).strip():
                yield mine, joined
            text = []
        else:
            text.append(piece)


def _pieces(element: html.HtmlElement, *, ours: bool) -> Iterator[tuple[bool, str | None]]:
    """Yield pieces of text in order, None where one text ends; each with who words it."""
    if not isinstance(element.tag, str):
        return
    mine = ours or element.tag in ("script", "style") or "ours" in _classes(element)
    parted = element.tag not in _INSIDE or mine != ours
    if parted:
        yield ours, None
    yield mine, element.text or ""
    for child in element:
        yield from _pieces(child, ours=mine)
        yield mine, child.tail or ""
    if parted:
        yield mine, None


def _classes(element: html.HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _cells(address: str) -> Iterator[str]:
    """Yield the cells of a table that is in an address."""
    text = base64.b64decode(address[len(_CSV) :]).decode("utf-8-sig", "replace")
    for row in csv.reader(io.StringIO(text)):
        yield from row
