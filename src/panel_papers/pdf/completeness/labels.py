"""The numbers that a Word document prints before its list items and numbered paragraphs."""

from __future__ import annotations

import zipfile

from panel_papers.pdf.completeness.expected import NoDocumentError, expected


def printed_labels(docx: bytes) -> tuple[tuple[str, str], ...]:
    """Return each numbered paragraph of the body, in order: its text and its number as printed.

    Bullets are left out. Nothing for a file that is no Word document.
    """
    try:
        lines = expected(docx).body.lines
    except (NoDocumentError, zipfile.BadZipFile):
        return ()
    return tuple(
        (line.text(), line.label.text.strip())
        for line in lines
        if line.label is not None and line.label.known and not line.label.bullet
    )
