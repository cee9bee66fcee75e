"""The kinds of file that an appendix can be; a new kind is one new module and one line here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from panel_papers.core import Level, Place, Problem
from panel_papers.inputs.appendices import (
    markdown_file,
    pdf_file,
    picture,
    structured,
    table_file,
    word_file,
)
from panel_papers.inputs.appendices.supplied import ReadAppendix, Reader, Supplied, refuse

READERS: dict[str, Reader] = {
    ".csv": table_file.read_csv,
    ".docx": word_file.read_word,
    ".jpeg": picture.read_picture,
    ".jpg": picture.read_picture,
    ".md": markdown_file.read,
    ".pdf": pdf_file.read,
    ".png": picture.read_picture,
    ".xlsx": table_file.read_xlsx,
    ".yaml": structured.read_structured,
    ".yml": structured.read_structured,
}

_TABLES = (table_file.read_csv, table_file.read_xlsx)

_HINTS = {
    ".doc": "open it in Word and save it as a Word Document (.docx)",
    ".docm": "open it in Word and save it as a Word Document (.docx), which holds no macros",
    ".odt": "save it as .docx or .pdf",
    ".xls": "open it in Excel and save it as an Excel Workbook (.xlsx)",
    ".xlsm": "open it in Excel and save it as an Excel Workbook (.xlsx), which holds no macros",
    ".gif": "save it as .png",
    ".tif": "save it as .png",
    ".tiff": "save it as .png",
    ".bmp": "save it as .png",
    ".webp": "save it as .png",
    ".heic": "open it in Photos and save or export it as .jpg",
    ".svg": "save it as .png, in 300 dots per inch",
    ".ods": "save it as .xlsx or .csv",
    ".rtf": "open it in Word and save it as a Word Document (.docx)",
    ".txt": "give it the ending .md: plain text is Markdown, too",
    ".ppt": "save it as .pdf",
    ".pptx": "save it as .pdf",
}

__all__ = ["READERS", "Supplied", "read_appendix", "reader_for"]


def reader_for(path: str, entry: Place) -> Reader:
    """Return the reader for a file of this name; without one, raises InputsError at `entry`."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix not in READERS:
        found = (
            f"“{path}” ends in “{suffix}”, and such files cannot be appendices"
            if suffix
            else f"The name “{path}” has no ending such as “.pdf”, so the kind of file is not known"
        )
        wanted = f"an appendix ending in {', '.join(READERS)}"
        raise refuse("unknown-appendix-kind", entry, found, wanted, _HINTS.get(suffix))
    return READERS[suffix]


def read_appendix(path: str, supplied: Supplied) -> ReadAppendix:
    """Return what a supplied file holds; raises InputsError with every problem found in it."""
    reader = reader_for(path, supplied.entry)
    if not supplied.data:
        hint = "copy the file here again from where it came from"
        raise refuse("empty-file", supplied.place, "The file is empty (0 bytes)", "", hint)
    read = reader(supplied)
    return ReadAppendix(read.content, (*read.problems, *_unused(supplied, reader)))


def _unused(supplied: Supplied, reader: Reader) -> Iterator[Problem]:
    """Yield a warning for each key of the appendix that says nothing of a file of its kind."""
    if reader is not pdf_file.read:
        for key in ("annotations", "signature"):
            if getattr(supplied, key) is not None:
                yield Problem(
                    "unused-pdf-key",
                    supplied.entry,
                    f"The appendix has “{key}”, but it is not a PDF",
                    f"“{key}” with PDFs only",
                    f"delete the line “{key}”",
                    Level.WARNING,
                )
    for key, said in (
        ("sheet", supplied.part.sheet),
        ("header_row", supplied.part.header_row),
        ("range", supplied.part.area),
    ):
        if said is not None and reader is not table_file.read_xlsx:
            yield Problem(
                "unused-sheet-key",
                supplied.entry,
                f"The appendix has “{key}”, but it is not an Excel workbook",
                f"“{key}” with .xlsx files only",
                f"delete the line “{key}”",
                Level.WARNING,
            )
    if supplied.row_headers is not None and reader not in _TABLES:
        yield Problem(
            "unused-row-headers",
            supplied.entry,
            "The appendix has “row_headers”, but it is not a table",
            "“row_headers” with .csv and .xlsx files only",
            "delete the line “row_headers”",
            Level.WARNING,
        )
    if supplied.alternative_text is None or reader in (picture.read_picture, pdf_file.read):
        return
    yield Problem(
        "unused-alternative-text",
        supplied.entry,
        "The appendix has alternative text (“alt”), but it is neither a picture nor a PDF",
        "“alt” with pictures and PDFs only",
        "delete “alt”; pictures inside a document carry their own alternative text",
        Level.WARNING,
    )
