"""Our tags for LibreOffice's PDFs; its own leave out note identifiers, links and nested lists."""

from __future__ import annotations

from panel_papers.core import Problem
from panel_papers.pdf.engines.libreoffice_pdf import steady
from panel_papers.pdf.engines.libreoffice_units import same_units
from panel_papers.pdf.engines.protocol import WordDocument
from panel_papers.pdf.tagging import Coded, Refused, coded, tag_converted


def coded_document(document: WordDocument) -> Coded | None:
    """Return the document's coded copy; None where the document cannot be tagged exactly."""
    try:
        return coded(document.data, document.language, charts=True)
    except Refused:
        return None


def tagged(
    document: WordDocument,
    pdf: bytes,
    copy: Coded | None,
    copied: bytes | Problem | None,
) -> bytes:
    """Return LibreOffice's PDF of a document with our tags, or with its own where ours are refused.

    `copy` is what `coded_document` made of the document, `copied` what LibreOffice made of it.
    """
    if copy is None or not isinstance(copied, bytes):
        return steady(pdf, document.data)
    try:
        plain, coded_pdf = same_units(steady(pdf, own_tags=False), copied)
        return tag_converted(
            copy,
            plain,
            coded_pdf,
            title=document.title,
            language=document.language,
            created=document.created,
        ).pdf
    except Refused:
        return steady(pdf, document.data)
