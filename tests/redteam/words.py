"""A Word document to plant things in: its text by python-docx, then its parts as they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from .model import Secret, Way

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PLAIN = "<w:r><w:t>The depot opens in May.</w:t></w:r>"

Parts = dict[str, bytes]
Late = Callable[[Parts], None]


def xml(text: str) -> BaseOxmlElement:
    """Parse an element whose prefixes are the usual ones."""
    at = min(i for i in (text.find(" "), text.find(">"), text.find("/>")) if i > 0)
    return parse_xml(f"{text[:at]} {DECLARED}{text[at:]}")


def add(document: Document, text: str) -> None:
    """Append an element to the body, before its last section's settings."""
    document.element.body.insert_element_before(xml(text), "w:sectPr")


def edit(parts: Parts, name: str, old: str, new: str) -> None:
    assert old.encode() in parts[name], f"{old} is not in {name}"
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)


def add_part(
    parts: Parts,
    name: str,
    content: bytes,
    kind: str,
    relation: str = "",
    *,
    source: str = "word/document.xml",
) -> str:
    """Add a part with its content type, related to another; return the relationship's ID."""
    parts[name] = content
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    edit(parts, "[Content_Types].xml", "</Types>", override)
    return relate(parts, relation, "/" + name, source) if relation else ""


def relate(
    parts: Parts, relation: str, target: str, source: str = "word/document.xml", mode: str = ""
) -> str:
    folder, _, file = source.rpartition("/")
    name = f"{folder}/_rels/{file}.rels" if folder else "_rels/.rels"
    rels = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns='
    rels += b'"http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts.setdefault(name, rels)
    number = f"rIdX{parts[name].count(b'<Relationship ')}"
    kind = relation if ":" in relation else OFFICE + relation
    entry = f'<Relationship Id="{number}" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    edit(parts, name, "</Relationships>", entry)
    return number


EXTERNAL = ' TargetMode="External"'


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2027, 1, 4, 9, 0, 0)), content)
        archive.comment = comment
    return out.getvalue()


def docx_of(ways: Sequence[Way]) -> bytes:
    """Return one Word file with all the ways in it."""
    document = docx.Document()
    document.core_properties.author = ""
    document.add_paragraph("The depot opens in May.")
    late: list[Callable[[Parts], bytes | None]] = []
    for way in ways:
        change = way.plant(document, Secret(way.secret.word, way.secret.colour))
        if change is not None:
            late.append(change)
    out = io.BytesIO()
    document.save(out)
    parts, ending = unpacked(out.getvalue()), b""
    comment = b""
    for change in late:
        extra = change(parts)
        if isinstance(extra, bytes):
            if extra.startswith(b"comment:"):
                comment += extra.removeprefix(b"comment:")
            else:
                ending += extra
    return packed(parts, comment) + ending
