"""What a file with the wrong ending really is, by its first bytes, and what to do with it."""

from __future__ import annotations

import io
import zipfile

_BY_FIRST_BYTES = (
    (
        b"%PDF",
        "a PDF",
        "rename the file so that it ends in .pdf, and write the new name in paper.yaml",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "in the format of an old Office program (such as .doc), or protected by a password",
        "",
    ),
    (b"{\\rtf", "a Rich Text file (.rtf)", ""),
    (
        b"\x89PNG",
        "a picture (PNG)",
        "rename the file so that it ends in .png, and write the new name in paper.yaml",
    ),
    (
        b"\xff\xd8\xff",
        "a picture (JPEG)",
        "rename the file so that it ends in .jpg, and write the new name in paper.yaml",
    ),
)
_BY_MEMBER = (
    ("word/document.xml", "a Word document"),
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("mimetype", "an OpenDocument file (such as .odt)"),
)


def really(data: bytes, program: str, ending: str) -> tuple[str, str]:
    """Return what a file is that is no file of `program`, and one sentence on what to do."""
    again = f"open it in {program} and save it as {ending}"
    if not data:
        return "empty (0 bytes)", "copy the file here again from where it came from"
    for begins, what, hint in _BY_FIRST_BYTES:
        if data.startswith(begins):
            return what, hint or again
    if data.startswith(b"PK"):
        what, hint = _archive(data, again)
        return (f"{what} with damaged parts" if what == f"a {program} document" else what), hint
    if data.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        return "a web page (HTML)", again
    if b"\0" not in data[:1000]:
        return "a text file", again
    return (
        "a file of an unknown kind",
        f"open it in the program that made it, and save it as {ending}",
    )


def _archive(data: bytes, again: str) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "damaged or cut short", f"copy the file again; if that does not help, {again}"
    for member, what in _BY_MEMBER:
        if member in names:
            return what, again
    return "a zip archive of other files", "take the document out of the archive, and supply that"
