"""One page number everywhere: the finished pack read again with pypdf, which did not write it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, Destination, IndirectObject

from panel_papers.errors import GateError, Place, Problem
from panel_papers.pack import Pack


def check_page_numbers(pack: Pack) -> None:
    """Raise GateError unless labels, bookmarks and contents links agree with the parts' pages."""
    reader = PdfReader(io.BytesIO(pack.pdf))
    problems = [
        Problem("page-numbers", Place("pack", where=where), found, wanted)
        for where, found, wanted in _faults(reader, pack)
    ]
    if problems:
        raise GateError(problems)


def _faults(reader: PdfReader, pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Yield where numbers disagree: the place, what was found, what was wanted."""
    first = pack.parts[0].first_page
    wanted = [str(n) for n in range(first, first + pack.pages)]
    if reader.page_labels != wanted:
        yield "page labels", ", ".join(reader.page_labels), ", ".join(wanted)
    starts = [(part.title, part.first_page - first) for part in pack.parts]
    marks = [m for m in reader.outline if isinstance(m, Destination)]
    found = [(str(m.title), reader.get_destination_page_number(m)) for m in marks]
    if found != starts:
        yield "bookmarks", str(found), str(starts)
    linked = set(_link_targets(reader, pack.parts[0].last_page - first + 1))
    due = {index for _, index in starts[1:]}
    if linked != due:
        yield "links of the contents page", str(sorted(linked)), str(sorted(due))


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
