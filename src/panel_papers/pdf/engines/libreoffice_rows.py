"""Headings of rows, which LibreOffice's tags do not know: taken from the document, cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Object

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"

Rows = Sequence[Sequence[bool]]
"""The rows of a table: whether each of their cells is the heading of its row."""


def tables_of(docx: bytes) -> list[Rows]:
    """Return the tables of a Word document's body, outer ones before those in their cells."""
    if not docx:
        return []
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        if _DOCUMENT not in package.namelist():
            return []
        body = etree.fromstring(package.read(_DOCUMENT))
    return [
        [[_is_marked(cell) for cell in row.findall(_W + "tc")] for row in table.findall(_W + "tr")]
        for table in body.iter(_W + "tbl")
    ]


def name_rows(pdf: pikepdf.Pdf, tables: Sequence[Rows]) -> None:
    """Make TH of the cells that head their rows; nothing where the tags have other tables."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary) or not any(map(any, (r for t in tables for r in t))):
        return
    tagged = [element for element in _below(root) if element.get("/S") == "/Table"]
    if len(tagged) != len(tables):
        return
    for element, rows in zip(tagged, tables, strict=True):
        lines = [[c for c in _kids(row) if c.get("/S") in ("/TH", "/TD")] for row in _rows(element)]
        if [len(line) for line in lines] != [len(row) for row in rows]:
            continue
        for line, row in zip(lines, rows, strict=True):
            for cell, heads in zip(line, row, strict=True):
                if heads:
                    cell.S = Name.TH
                    cell.A = Array([*_other_attributes(cell), _SCOPE])


_SCOPE = Dictionary(O=Name.Table, Scope=Name.Row)


def _is_marked(cell: etree._Element) -> bool:
    mark = cell.find(f"{_W}tcPr/{_W}cnfStyle")
    return mark is not None and mark.get(_W + "firstColumn") == "1"


def _other_attributes(cell: Object) -> list[Object]:
    """Return the attributes of a cell that do not say what it heads."""
    held = cell.get("/A")
    every = [] if held is None else list(held) if isinstance(held, Array) else [held]
    return [each for each in every if isinstance(each, Dictionary) and "/Scope" not in each]


def _below(holder: Object) -> Iterator[Object]:
    """Yield the elements below one in the order in which they are read."""
    waiting = list(_kids(holder))[::-1]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += list(_kids(element))[::-1]


def _rows(table: Object) -> Iterator[Object]:
    for kid in _kids(table):
        if kid.get("/S") == "/TR":
            yield kid
        elif kid.get("/S") in ("/THead", "/TBody", "/TFoot"):
            yield from _rows(kid)


def _kids(element: Object) -> Iterator[Object]:
    held = element.get("/K", Array())
    for kid in held if isinstance(held, Array) else [held]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
