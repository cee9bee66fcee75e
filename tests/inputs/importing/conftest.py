"""Reports made for one test, and imported."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
from docx.document import Document

from panel_papers.core import Body, Place
from panel_papers.inputs.importing.report import Imported, import_report

HEADINGS = {
    "purpose of report": "purpose",
    "recommendations": "recommendations",
    "context / summary": "context",
}
NUMBERED = Body("b", "Example Council", "England", "b.yaml", b"", numbered_paragraphs=True)
Make = Callable[[Document], object]


def imported(make: Make, body: Body | None = None, *, as_word: bool = False) -> Imported:
    """Return what a report becomes."""
    document = docx.Document()
    make(document)
    document.save(packed := io.BytesIO())
    data = packed.getvalue()
    return import_report(data, Place("old.docx"), HEADINGS, body, as_word=as_word)


def texts(found: Imported) -> dict[str, str]:
    """Return the Markdown of each section."""
    return {
        path.removesuffix(".md"): data.decode()
        for path, data in found.files.items()
        if path.endswith(".md")
    }
