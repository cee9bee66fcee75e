"""The numbers that a Word document prints before its list items and numbered paragraphs."""

from __future__ import annotations

import zipfile
from functools import lru_cache

from panel_papers.pdf.completeness.expected import NoDocumentError, expected
from panel_papers.pdf.completeness.numbering import Numbering
from panel_papers.pdf.completeness.ooxml import Element, W, value
from panel_papers.pdf.completeness.styles import Styles


@lru_cache(maxsize=2)  # the checks and the hand-over sheet ask of the same report
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


def printed_bullets(docx: bytes) -> tuple[tuple[str, str], ...]:
    """Return each bulleted paragraph of the body, in order: its text and its bullet.

    Nothing for a file that is no Word document.
    """
    try:
        lines = expected(docx).body.lines
    except (NoDocumentError, zipfile.BadZipFile):
        return ()
    return tuple(
        (line.text(), line.label.text.strip())
        for line in lines
        if line.label is not None and line.label.bullet
    )


def shown_text(docx: bytes) -> str:
    """Return what Word shows of a document but page headers and footers, line by line.

    Each line has its number before it where that is no bullet; notes come last. Nothing for a file
    that is no Word document.
    """
    try:
        lines = expected(docx).body.lines
    except (NoDocumentError, zipfile.BadZipFile):
        return ""
    return "\n".join(
        f"{line.label.text.strip()} {line.text()}"
        if line.label is not None and line.label.known and not line.label.bullet
        else line.text()
        for line in lines
    )


def paragraph_labels(
    body: Element, styles: Element, numbering: Element | None
) -> list[tuple[Element, str]]:
    """Return each numbered paragraph of a body, in order, with its number as it is printed.

    `styles` and `numbering` are the roots of those parts. Bullets are left out. The document is one
    that we write: no list of it continues after one that restarts at the same level, the case in
    which programs differ.
    """
    known = Styles(styles)
    counting = Numbering(numbering, known)
    found = []
    for paragraph in body.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, "pStyle") or known.default("paragraph")
        label = counting.label(properties, style)
        if label is not None and not label.bullet and label.text.strip("(). "):
            found.append((paragraph, label.text.strip()))
    return found
