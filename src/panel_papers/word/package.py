"""A Word document as bytes: repaired where filling leaves traces, and the same bytes every time."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from panel_papers.word.story import stories

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can hold
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def repair(document: Document) -> None:
    """Give each cell a paragraph, each picture an id of its own, and drop halves of bookmarks."""
    next_id = 1
    for story in stories(document):
        for cell in story.root.iter(qn("w:tc")):
            if len(cell) == 0 or cell[-1].tag != qn("w:p"):
                cell.append(OxmlElement("w:p"))
        for drawing in story.root.iter(qn("wp:docPr")):
            drawing.set("id", str(next_id))
            next_id += 1
        starts, ends = (
            {b.get(qn("w:id")): b for b in story.root.iter(qn(f"w:bookmark{half}"))}
            for half in ("Start", "End")
        )
        for lone in starts.keys() ^ ends.keys():
            bookmark = starts.get(lone, ends.get(lone))
            bookmark.getparent().remove(bookmark)
        story.keep()


def to_bytes(document: Document) -> bytes:
    """Return the document as a .docx whose bytes depend on its content alone."""
    saved = io.BytesIO()
    document.save(saved)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        names = sorted(source.namelist(), key=lambda n: (n not in _FIRST, n))
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # MS-DOS, as Word writes: not the system that ran the build
            target.writestr(entry, source.read(name))
    return packed.getvalue()
