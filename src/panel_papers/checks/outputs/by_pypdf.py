"""A pack's page numbers as pypdf reads them: the operands as they are in the file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ContentStream, Destination, IndirectObject

from panel_papers.checks.outputs.numbers import Numbers, last_stamp


def numbers_of(pdf: bytes, contents: int) -> Numbers:
    """Return the page numbers of a PDF whose first `contents` pages are its contents."""
    reader = PdfReader(io.BytesIO(pdf))
    marks = [mark for mark in reader.outline if isinstance(mark, Destination)]
    inner = [mark for each in reader.outline if isinstance(each, list) for mark in each]
    beneath = [mark for mark in inner if isinstance(mark, Destination)]
    return Numbers(
        labels=reader.page_labels,
        printed=[last_stamp(reversed(_texts(page))) for page in reader.pages],
        bookmarks=[(str(m.title), reader.get_destination_page_number(m)) for m in marks],
        linked=frozenset(_targets(reader, contents)),
        below=[(str(m.title), reader.get_destination_page_number(m)) for m in beneath],
    )


def _texts(page: PageObject) -> Sequence[str]:
    """Return what is printed on a page last of all, where the stamps are."""
    contents = page.get("/Contents", ArrayObject()).get_object()
    last = contents[-1] if isinstance(contents, ArrayObject) and contents else contents
    operations = ContentStream(last, page.pdf).operations
    return [_text(operands[0]) for operands, operator in operations if operator == b"Tj"]


def _text(operand: Any) -> str:  # noqa: ANN401 - pypdf's strings are of several kinds
    data = operand if isinstance(operand, bytes) else getattr(operand, "original_bytes", b"")
    return data.decode("cp1252")


def _targets(reader: PdfReader, pages: int) -> Iterator[int]:
    ids = {
        page.indirect_reference.idnum: n
        for n, page in enumerate(reader.pages)
        if page.indirect_reference
    }
    for page in reader.pages[:pages]:
        for annotation in page.get("/Annots", ArrayObject()):
            link: Any = annotation.get_object()
            target = link.get("/Dest") or (link.get("/A") or {}).get("/D")
            if isinstance(target, ArrayObject) and isinstance(target[0], IndirectObject):
                yield ids[target[0].idnum]
