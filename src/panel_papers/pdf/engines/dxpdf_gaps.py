"""What the embedded engine would leave out of a document without a word (measured: dxpdf 0.8.1)."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from panel_papers.pdf.preparation.note_numbers import numbers_notes_from_one
from panel_papers.pdf.preparation.parsing import parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"


def gap(data: bytes) -> str | None:
    """Return what of a Word document would be lost or misread in the PDF, in words; or None.

    Struck-through text comes out without a line. A footnote that a table refers to is not printed,
    nor is the second paragraph of any footnote when the text runs over the page. WordArt of the
    old kind (VML), of which Word makes its watermarks, is not printed, and a watermark that is a
    picture is printed in a corner over the text. The document is one that opens as a zip archive;
    XML that does not parse is for the engine to refuse.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = set(package.namelist())
        parts = [
            parse(package.read(name))
            for name in ("word/document.xml", "word/footnotes.xml")
            if name in members
        ]
        furniture = [
            parse(package.read(name))
            for name in sorted(members)
            if name.startswith(("word/header", "word/footer")) and name.endswith(".xml")
        ]
    if any(_is_on(strike) for part in parts for strike in part.iter(f"{_W}strike", f"{_W}dstrike")):
        return "it strikes text through, which this engine prints without the stroke"
    for table in (table for part in parts for table in part.iter(f"{_W}tbl")):
        if next(table.iter(f"{_W}footnoteReference"), None) is not None:
            return "it has a footnote in a table, which this engine does not print"
    for note in (note for part in parts for note in part.iter(f"{_W}footnote")):
        if len(note.findall(f"{_W}p")) > 1:
            return "it has a footnote of several paragraphs, which this engine cuts short"
    if len(parts) > 1 and not numbers_notes_from_one(parts[0]):
        return "its footnotes have other numbers than 1, 2, 3, which is all that this engine prints"
    return _watermark([*parts, *furniture])


def _watermark(parts: list[etree._Element]) -> str | None:
    for shape in (shape for part in parts for shape in part.iter(f"{_V}shape")):
        art = shape.find(f"{_V}textpath")
        said = "" if art is None else (art.get("string") or "").strip()
        if said:
            return f"it has a watermark or WordArt (“{said}”), which this engine does not print"
        if shape.get("id", "").startswith("WordPictureWatermark"):
            return "it has a picture as its watermark, which this engine prints in another place"
    return None


def _is_on(switch: etree._Element) -> bool:
    return switch.get(f"{_W}val") not in ("0", "false", "off")
