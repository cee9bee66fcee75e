"""One page number everywhere: the finished pack read again with pypdf, which did not write it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ContentStream, Destination, IndirectObject

from panel_papers.errors import GateError, Place, Problem
from panel_papers.pack import Pack


def check_page_numbers(pack: Pack) -> None:
    """Raise GateError unless stamps, labels, bookmarks and contents links agree with the parts."""
    reader = PdfReader(io.BytesIO(pack.pdf))
    problems = [
        Problem("page-numbers", Place("pack", where=where), found, wanted)
        for where, found, wanted in _faults(reader, pack)
    ]
    if problems:
        raise GateError(problems)


def _faults(reader: PdfReader, pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Yield where numbers disagree: the place, what was found, what was wanted."""
    first = pack.first_page
    wanted = [str(n) for n in range(first, first + pack.pages)]
    if reader.page_labels != wanted:
        yield "page labels", ", ".join(reader.page_labels), ", ".join(wanted)
    printed = [_printed(page) for page in reader.pages]
    if not all(f"Page {n}" in texts for n, texts in zip(wanted, printed, strict=True)):
        yield "printed numbers", str(printed), ", ".join(wanted)
    starts = [(part.title, part.first_page - first) for part in pack.parts]
    marks = [m for m in reader.outline if isinstance(m, Destination)]
    found = [(str(m.title), reader.get_destination_page_number(m)) for m in marks]
    if found != starts:
        yield "bookmarks", str(found), str(starts)
    linked = set(_link_targets(reader, pack.parts[0].last_page - first + 1))
    due = {index for _, index in starts[1:]}
    if linked != due:
        yield "links of the contents page", str(sorted(linked)), str(sorted(due))


def _printed(page: PageObject) -> list[str]:
    """Return what is printed on a page last of all, where the stamps are."""
    contents = page.get("/Contents", ArrayObject()).get_object()
    last = contents[-1] if isinstance(contents, ArrayObject) and contents else contents
    operations = ContentStream(last, page.pdf).operations
    return [_text(operands[0]) for operands, operator in operations if operator == b"Tj"]


def _text(operand: Any) -> str:  # noqa: ANN401 - pypdf's strings are of several kinds
    data = operand if isinstance(operand, bytes) else getattr(operand, "original_bytes", b"")
    return data.decode("cp1252")


def _link_targets(reader: PdfReader, pages: int) -> Iterator[int]:
    """Yield the index of each page that a link on the contents page leads to."""
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
