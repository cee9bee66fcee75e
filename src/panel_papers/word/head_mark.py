"""The mark at the head of every page of a Word document that is not for publication."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.section import _Header

from panel_papers.word.package import to_bytes


def marked_at_head(data: bytes, text: str) -> bytes:
    """Return a .docx with `text`, in bold, above the header of every page."""
    document = docx.Document(io.BytesIO(data))
    for header in _headers(document):
        first = header.paragraphs[0]
        mark = first.insert_paragraph_before(style=first.style)
        mark.add_run(text).bold = True
    return to_bytes(document)


def _headers(document: Document) -> Iterator[_Header]:
    """Yield each header of its own; the first section gets one for each kind of page it has."""
    both_sides = document.settings.odd_and_even_pages_header_footer
    for number, section in enumerate(document.sections):
        kinds = [section.header]
        if section.different_first_page_header_footer:
            kinds.append(section.first_page_header)
        if both_sides:
            kinds.append(section.even_page_header)
        for header in kinds:
            if number == 0:
                header.is_linked_to_previous = False  # keeps one that is there
            if not header.is_linked_to_previous:
                yield header
