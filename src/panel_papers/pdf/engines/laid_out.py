"""Documents laid out as Word does it: whole words at line ends, header rows with their tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from panel_papers.pdf.engines.line_breaks import end_lines, with_whole_words
from panel_papers.pdf.engines.lone_headers import move_tables, with_kept_headers
from panel_papers.pdf.engines.protocol import Moves
from panel_papers.pdf.preparation.rewriting import parsed, rewritten

_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"


def laid_out(convert: Callable[[bytes], bytes], docx: bytes, moves: Moves | None) -> bytes:
    """Return the PDF that `convert` makes of a document, its lines and pages ended as in Word.

    Where `moves` are known, they are made without a look at the pages: the document is a copy,
    and whoever asked for it compares it with the first.
    """
    if moves is not None and moves.known:
        return convert(_moved(docx, moves))
    made = Moves() if moves is None else moves

    def whole(data: bytes) -> bytes:
        return with_whole_words(convert, data, made)

    pdf = with_kept_headers(whole, docx, made)
    made.known = True
    return pdf


def _moved(docx: bytes, moves: Moves) -> bytes:
    if not moves.tables and not moves.lines:
        return docx
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        root = parsed(package, _DOCUMENT)
        if root is None:
            return docx
        move_tables(root, parsed(package, _STYLES), moves)
        end_lines(root, moves)
        return rewritten(package, {_DOCUMENT: root})
