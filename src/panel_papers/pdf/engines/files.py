"""What every engine asks of a Word document that goes in, and of a PDF that comes out."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Sequence

from panel_papers.core import EngineError, Place, Problem
from panel_papers.pdf.engines.protocol import WordDocument

# What zipfile raises for an archive, or a part of one, that is damaged, encrypted or packed in an
# unknown way (seen with archives damaged at random).
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)

SAVE_AGAIN = "open it in Word, save it as a Word document (.docx), and build again"


def readied(document: WordDocument, calculated: Collection[str] = ()) -> bytes | Problem:
    """Return the Word file as an engine should see it, or what makes it no Word file at all.

    LibreOffice makes a PDF of an empty file or of rubbish named .docx and ends with exit code 0,
    so no engine may see one. `calculated` are fields that this engine would calculate, by name:
    they show what Word last showed.
    """
    from panel_papers.pdf.engines.moving_fields import MOVING, settled  # noqa: PLC0415 - loads lxml

    if not document.data:
        return unreadable(document, "The file is empty")
    try:
        with zipfile.ZipFile(io.BytesIO(document.data)) as package:
            if "[Content_Types].xml" not in package.namelist():
                return unreadable(document, "The file is a zip archive, but not a Word document")
    except DAMAGE:
        found = "The file is not a Word document, or is only part of one"
        return unreadable(document, found)
    try:
        return settled(document.data, MOVING | frozenset(calculated))
    except DAMAGE as fault:
        return unreadable(document, f"The file is damaged or encrypted: {fault}")


def unreadable(document: WordDocument, found: str, hint: str = SAVE_AGAIN) -> Problem:
    """Return the problem that names the document an engine could not convert."""
    return Problem(
        code="engine-document-unreadable",
        place=Place(document.name),
        found=found,
        wanted="",
        hint=hint,
    )


def pdf_fault(data: bytes) -> str | None:
    """Return what is wrong with an engine's PDF, in words, or None for a whole one with pages."""
    import pikepdf  # noqa: PLC0415 - takes 0.2 s, and most commands convert nothing

    if not data.startswith(b"%PDF-"):
        return "what it wrote is not a PDF"
    try:
        # No recovery: half a file, left by an engine that died, would come out as a short paper.
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            return None if len(pdf.pages) else "the PDF that it wrote has no pages"
    except pikepdf.PdfError:
        return "the PDF that it wrote is damaged or incomplete"


def all_or_faults(results: Sequence[bytes | Problem]) -> list[bytes]:
    """Return the PDFs if every result is one; raises EngineError with all problems otherwise."""
    problems = [result for result in results if isinstance(result, Problem)]
    if problems:
        raise EngineError(problems)
    return [result for result in results if isinstance(result, bytes)]
