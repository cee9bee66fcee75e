"""A Word document as bytes: repaired where filling leaves traces, and the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from typing import cast

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.phys_pkg import PhysPkgWriter
from docx.opc.pkgwriter import PackageWriter

from panel_papers.word.elements import element as element_of
from panel_papers.word.story import stories
from panel_papers.word.xml import (
    Element,
    attribute,
    child,
    every,
    is_a,
    own,
    remove,
)

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can hold
_FIRST = ("[Content_Types].xml", "_rels/.rels")
# What the schema wants a paragraph in; a cell must end with one.
_HOLDERS = ("w:tc", "w:hdr", "w:ftr", "w:txbxContent", "w:footnote", "w:endnote")
_BLOCKS = ("w:p", "w:tbl", "w:sdt")


def repair(document: Document) -> None:
    """Repair what a filled template may lack in Word's eyes.

    A table without rows goes, a cell ends with a paragraph, each picture has an id of its own, no
    two content controls share one, and halves of bookmarks go.
    """
    next_id = 1
    for story in stories(document):
        _mend_tables(story.root)
        for holder in every(story.root, *_HOLDERS):
            blocks = [e for e in holder if is_a(e, *_BLOCKS)]
            if not blocks or (is_a(holder, "w:tc") and not is_a(blocks[-1], "w:p")):
                holder.append(element_of("w:p"))
        for drawing in every(story.root, "wp:docPr"):
            drawing.set("id", str(next_id))
            next_id += 1
        _mend_controls(story.root)
        _drop_halves(story.root)
        story.keep()


def _mend_tables(root: Element) -> None:
    """Take out rows whose cells, and tables whose rows, a loop has left none of."""
    for row in every(root, "w:tr"):
        if not list(own(row, "w:tc", of="w:tr")):
            remove(row)
    for table in every(root, "w:tbl"):
        if not list(own(table, "w:tr", of="w:tbl")):
            remove(table)


def _mend_controls(root: Element) -> None:
    seen: set[str] = set()
    for control in every(root, "w:sdtPr"):
        number = child(control, "w:id")
        value = attribute(number, "w:val")
        if number is not None and value in seen:
            remove(number)  # Word gives it another
        seen.add(value)


def _drop_halves(root: Element) -> None:
    starts, ends = (
        {attribute(b, "w:id"): b for b in every(root, f"w:bookmark{half}")}
        for half in ("Start", "End")
    )
    for lone in starts.keys() ^ ends.keys():
        remove(starts[lone] if lone in starts else ends[lone])


def to_bytes(document: Document) -> bytes:
    """Return the document as a .docx whose bytes depend on its content alone."""
    members = _members(document)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(members, key=lambda n: (n not in _FIRST, n)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # MS-DOS, as Word writes: not the system that ran the build
            target.writestr(entry, members[name])
    return packed.getvalue()


class _Members(dict[str, bytes]):
    """What python-docx writes a package's members to, in the place of a zip file."""

    def write(self, uri: PackURI, data: bytes) -> None:
        self[uri.membername] = data


def _members(document: Document) -> _Members:
    """Return the members of the document's package by name, as `document.save` would zip them.

    That asks the clock, and fails on a computer whose clock shows a year before 1980.
    """
    package, members = document.part.package, _Members()
    assert package is not None  # noqa: S101 - an open document has one
    for part in package.parts:
        part.before_marshal()
    writer, target = PackageWriter, cast(PhysPkgWriter, members)
    writer._write_content_types_stream(target, package.parts)  # type: ignore[no-untyped-call]
    writer._write_pkg_rels(target, package.rels)  # type: ignore[no-untyped-call]
    writer._write_parts(target, package.parts)
    return members
