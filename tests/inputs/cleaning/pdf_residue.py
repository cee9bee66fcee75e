"""Looks into a PDF with a reader that the code does not use: what is in it, seen or not."""

from __future__ import annotations

import io

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

HARMFUL = {
    "/JavaScript",
    "/Launch",
    "/GoToR",
    "/GoToE",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/Named",
    "/SetOCGState",
}


def everything(data: bytes) -> list[PdfObject]:
    """Every object in the file, reachable or not, and all that lies directly in one."""
    reader = PdfReader(io.BytesIO(data))
    numbers = {n for table in reader.xref.values() for n in table} | set(reader.xref_objStm)
    waiting: list[object] = [reader.trailer]
    waiting += [reader.get_object(n) for n in sorted(numbers) if n]
    found: list[PdfObject] = []
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject) or not isinstance(item, PdfObject):
            continue
        found.append(item)
        if isinstance(item, DictionaryObject):
            waiting += list(dict.values(item))
        elif isinstance(item, ArrayObject):
            waiting += list(list.__iter__(item))
    return found


def mentions(data: bytes, word: str) -> bool:
    """Whether a word stands anywhere: as bytes, in a string or name, or in a decoded stream."""
    codes = (word.encode(), word.encode("utf-16-be"))
    if any(code in data for code in codes):
        return True
    for item in everything(data):
        if isinstance(item, StreamObject):
            if any(code in item.get_data() for code in codes):
                return True
        elif not isinstance(item, (DictionaryObject, ArrayObject)) and word in str(item):
            return True
        if isinstance(item, DictionaryObject) and any(word in key for key in item):
            return True
    return False


def harm(data: bytes) -> list[str]:
    """What the file holds that acts, hides or comments."""
    found = []
    for item in everything(data):
        if not isinstance(item, DictionaryObject):
            continue
        # get() would return a reference
        held = {key: item[key] for key in ("/S", "/Subtype", "/Type", "/JS") if key in item}
        action, kind, script = held.get("/S"), held.get("/Subtype"), held.get("/JS")
        if action in HARMFUL and held.get("/Type") != "/StructElem":
            found.append(str(action))
        if "/Rect" in item and kind != "/Link":
            found.append(str(kind))
        if script is not None and not (isinstance(script, StreamObject) and "/Subtype" in script):
            found.append("/JS")
        found += [key for key in ("/EF", "/XFA", "/AcroForm", "/PieceInfo") if key in item]
        if held.get("/Type") == "/EmbeddedFile":
            found.append("/EmbeddedFile")
    return sorted(found)
