"""All text that a file holds, shown or not, by readers that had no hand in writing it."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum
from typing import Any

from lxml import etree
from msgspec import Struct
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from panel_papers.checks.outputs.web_pages import Origin, texts_of_page

MOST_NESTED = 3  # files within files: an attachment of a PDF that is itself a Word document


class Kind(Enum):
    """What sort of text it is, which decides what is looked for in it."""

    PROSE = "prose"  # a page, a paragraph
    LABEL = "label"  # a title, a name, a bookmark, an alternative text
    TECHNICAL = "technical"  # a setting, a date, a program's name
    RAW = "raw"  # bytes as they are, decoded where they were packed


class Text(Struct, frozen=True):
    """A text and where in its file it is, in words."""

    where: str
    text: str
    kind: Kind


class Block(Struct, frozen=True):
    """A part of a file as bytes: a packed file, a stream."""

    where: str
    data: bytes


class UnreadableError(Exception):
    """A file that cannot be searched; the text says why."""


def texts_of(name: str, data: bytes, depth: int = 0) -> Iterator[Text]:
    """Yield every text in a file, its own name first.

    Raises UnreadableError where the file is of a kind that is read here, and cannot be.
    """
    yield Text("its name", name, Kind.LABEL)
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        yield from _of_pdf(data, depth)
    elif data.startswith(b"PK"):
        yield from _of_archive(data, depth)
    elif name.endswith(".json"):
        yield from _of_json(data)
    elif name.endswith(".html"):
        yield from _of_web_page(data)
    elif b"\0" not in data[:4096]:
        yield from _of_plain(data)


def blocks_of(data: bytes) -> Iterator[Block]:
    """Yield the parts of a file as they are and as they come out of their packing."""
    yield Block("the file", data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield Block(f"its part {name}", archive.read(name))
        return
    for found in re.finditer(rb"stream\r?\n", data):
        end = data.find(b"endstream", found.end())
        if data[found.start() - 3 : found.start()] == b"end" or end < 0:
            continue
        where = f"the stream at byte {found.end()}"
        packed = data[found.end() : end]
        yield Block(where, packed.rstrip(b"\r\n"))
        unpacker = zlib.decompressobj()
        try:
            yield Block(where, unpacker.decompress(packed))
        except zlib.error:
            continue  # not packed, or as a picture is


def _of_plain(data: bytes) -> Iterator[Text]:
    text = data.decode("utf-8", "replace")
    for paragraph in re.split(r"\n\s*\n", text):
        yield Text("its text", paragraph, Kind.PROSE)
        if "](" in paragraph:  # Markdown as it prints, without the addresses of its links
            # beyond the last bracket nothing is closed, and each “](” would be followed to the end
            head, bracket, tail = paragraph.rpartition(")")
            without = re.sub(r"\]\([^)]*\)", " ", head + bracket) + tail
            yield Text("its text", without, Kind.PROSE)


def _of_web_page(data: bytes) -> Iterator[Text]:
    """Yield the texts of a page, then all of it as it is: elements, names, what is hidden."""
    for origin, text in texts_of_page(data):
        yield Text("its text", text, _KINDS[origin])
    yield Text("its source", _PICTURE.sub("", data.decode("utf-8", "replace")), Kind.RAW)


_KINDS = {Origin.AUTHOR: Kind.PROSE, Origin.LABEL: Kind.LABEL, Origin.PROGRAM: Kind.TECHNICAL}
_PICTURE = re.compile(r"(?<=;base64,)[A-Za-z0-9+/=]+")
"""Bytes as letters: of pictures, and of the tables that are read as such."""


def _of_json(data: bytes) -> Iterator[Text]:
    def walk(value: object, where: str) -> Iterator[Text]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield Text(where or "its top", key, Kind.LABEL)
                yield from walk(inner, f"{where}, {key}" if where else key)
        elif isinstance(value, list):
            for number, inner in enumerate(value, 1):
                yield from walk(inner, f"{where} {number}")
        elif isinstance(value, str):
            yield Text(where, value, Kind.PROSE)

    yield from walk(json.loads(data), "")


# --- Word and Excel -----------------------------------------------------------------------------

_TELLING = {"descr", "title", "author", "initials", "tooltip", "alias", "Target", "string"}
"""Attributes with words of an author; “string” has those of WordArt, as of a watermark."""
_CHARACTERS = {"t", "delText", "instrText", "delInstrText"}


def _of_archive(data: bytes, depth: int) -> Iterator[Text]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise UnreadableError(str(error)) from error
    with archive:
        yield Text("its comment", archive.comment.decode("utf-8", "replace"), Kind.LABEL)
        for name in archive.namelist():
            where = f"its part {name}"
            yield Text(where, name, Kind.LABEL)
            member = archive.read(name)
            if name.endswith((".xml", ".rels", ".vml")):
                yield from _of_xml(where, member)
            elif depth < MOST_NESTED and member.startswith((b"PK", b"%PDF-")):
                yield from _inside(where, name, member, depth)
            else:
                yield from _raw(where, member)


def _inside(where: str, name: str, data: bytes, depth: int) -> Iterator[Text]:
    for text in texts_of(name, data, depth + 1):
        yield Text(f"{where}, {text.where}", text.text, text.kind)


def _of_xml(where: str, data: bytes) -> Iterator[Text]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise UnreadableError(f"{where} is no XML")
    for element in root.iter():
        if not isinstance(element.tag, str):  # a comment or an instruction of XML itself
            yield Text(where, element.text or "", Kind.PROSE)
            continue
        local = etree.QName(element).localname
        if local in ("p", "si", "is"):
            pieces = list(_pieces(element))
            yield Text(where, "".join(pieces), Kind.PROSE)
            if len(pieces) > 1:  # what touches its neighbour without a space between
                yield Text(where, " ".join(pieces), Kind.PROSE)
        elif local not in _CHARACTERS and (element.text or "").strip():
            parent = element.getparent()
            shared = local == "v" and parent is not None and parent.get("t") == "s"
            kind = Kind.TECHNICAL if shared or "docProps/app" in where else Kind.LABEL
            yield Text(where, element.text or "", kind)
        elif local in _CHARACTERS and not any(True for _ in _paragraphs(element)):
            yield Text(where, element.text or "", Kind.PROSE)
        for key, value in element.attrib.items():
            yield Text(where, str(value), _kind_of(local, etree.QName(key).localname, str(value)))


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    for parent in element.iterancestors():
        if isinstance(parent.tag, str) and etree.QName(parent).localname in ("p", "si", "is"):
            yield parent


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    """Yield all text of a paragraph, hidden and deleted too; tabs and breaks as spaces."""
    for element in paragraph.iter():
        local = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if local in _CHARACTERS and element.text:
            yield element.text
        elif local in ("tab", "br", "cr"):
            yield " "


def _kind_of(element: str, attribute: str, value: str) -> Kind:
    named = attribute == "name" and element in ("bookmarkStart", "sheet", "definedName")
    telling = attribute in _TELLING or (named and not value.startswith("_"))
    return Kind.LABEL if telling and not value.endswith((".xml", ".rels")) else Kind.TECHNICAL


# --- PDF ----------------------------------------------------------------------------------------

_KEYS = {
    "/Title": "a title or bookmark",
    "/Author": "its author",
    "/Subject": "its subject",
    "/Keywords": "its keywords",
    "/Alt": "an alternative text",
    "/ActualText": "an actual text",
    "/T": "a name or tag’s title",
    "/TU": "a field’s description",
    "/E": "an expansion",
    "/V": "a field’s value",
    "/URI": "a link",
    "/F": "a file’s name",
    "/UF": "a file’s name",
    "/Desc": "a file’s description",
    "/Contents": "an annotation",
    "/Names": "a named destination or attachment",
    "/Dests": "a named destination",
    "/Dest": "a link’s destination",
    "/D": "a link’s destination",
    "/Lang": "a language",
}
_TECHNICAL = {
    *("/ID", "/Producer", "/Creator", "/CreationDate", "/ModDate", "/M", "/Lang", "/Registry"),
    *("/Ordering", "/DA", "/CharSet", "/CA", "/NS", "/Trapped", "/PTEX.Fullbanner"),
}


def _of_pdf(data: bytes, depth: int) -> Iterator[Text]:
    try:
        reader = PdfReader(io.BytesIO(data))
        for number, page in enumerate(reader.pages, 1):
            yield Text(f"page {number}", page.extract_text(), Kind.PROSE)
        for target in _objects(reader):
            yield from _of_object(target, depth)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableError(f"{type(error).__name__}: {error}") from error
    for block in blocks_of(data):
        yield from _raw(block.where, block.data)


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Yield the trailer and every object that the file lists, also those that nothing points to."""
    yield reader.trailer
    numbers = {n for listed in reader.xref.values() for n in listed} | set(reader.xref_objStm)
    for number in sorted(numbers):
        yield reader.get_object(IndirectObject(number, 0, reader))


def _of_object(found: object, depth: int, key: str = "") -> Iterator[Text]:
    """Yield the texts in an object itself; what it points to is an object of its own."""
    if isinstance(found, DictionaryObject):
        for name, value in found.items():
            yield Text("a key", str(name).removeprefix("/"), Kind.TECHNICAL)
            yield from _of_object(value, depth, str(name))
        if isinstance(found, StreamObject):
            yield from _of_stream(found, depth)
    elif isinstance(found, ArrayObject):
        for value in found:
            yield from _of_object(value, depth, key)
    elif isinstance(found, TextStringObject | ByteStringObject):
        kind = Kind.TECHNICAL if key in _TECHNICAL else Kind.LABEL
        text = found if isinstance(found, str) else found.decode("latin-1")
        yield Text(_KEYS.get(key, f"a text under {key}" if key else "a text"), text, kind)
    elif isinstance(found, NameObject) and key not in ("/Type", "/Subtype", "/S", "/BaseFont"):
        yield Text(_KEYS.get(key, f"a name under {key}"), found[1:], Kind.TECHNICAL)


def _of_stream(stream: StreamObject, depth: int) -> Iterator[Text]:
    if stream.get("/Subtype") == "/XML":
        for text in _of_xml("its XMP metadata", stream.get_data()):
            technical = re.fullmatch(r"[\d:T+Z.-]*|(?:uuid|xmp)[.:].*|PDF.*", text.text.strip())
            yield Text(text.where, text.text, Kind.TECHNICAL if technical else text.kind)
    elif stream.get("/Type") == "/EmbeddedFile" and depth < MOST_NESTED:
        yield from _inside("an attachment", "attachment", stream.get_data(), depth)


# --- bytes --------------------------------------------------------------------------------------

_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"\1\0\4", b"%!PS-AdobeFont")
_MARKS = re.compile(
    r"/[^\s/<>()\[\]{}%]+|</?[\w:]+|(?<![\w:])[\w:]+(?==\")"
)  # names of PDF, of XML
_HEXADECIMAL = re.compile(rb"<((?:[0-9A-Fa-f]{2}\s?){4,})>")


def _raw(where: str, data: bytes) -> Iterator[Text]:
    """Yield bytes as text: as they are, and PDF's hexadecimal strings; UTF-16 as its letters."""
    if data.startswith(_FONTS):
        return  # the program of a font names its maker and shows nothing
    for found in (data, b"\n".join(_unhexed(each[1]) for each in _HEXADECIMAL.finditer(data))):
        text = found.replace(b"\0", b"").decode("utf-8", "replace")
        if text:
            yield Text(where, _MARKS.sub(" ", text), Kind.RAW)


def _unhexed(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode("ascii"))
