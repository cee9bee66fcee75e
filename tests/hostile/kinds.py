"""All kinds of hostile files."""

from __future__ import annotations

from . import folders, pdfs, pictures, texts, word_files, workbooks
from .desk import Kind

KINDS: dict[str, Kind] = {
    **texts.KINDS,
    **word_files.KINDS,
    **workbooks.KINDS,
    **pdfs.KINDS,
    **pictures.KINDS,
    **folders.KINDS,
}
