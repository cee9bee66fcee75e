"""The font of all stamps: how wide a text is in it, and its program embedded in a PDF."""

import json
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf


def text_width(text: str, size: float) -> float:
    """Return the width of a text in the stamp's font, in points."""
    widths: list[int] = _measures()["widths"]
    return sum(widths[code - 0x20] for code in text.encode("cp1252")) * size / 1000


def printable(text: str) -> str:
    """Return a text in letters that the stamp's font has, each other one as near as it can be."""
    return "".join(_near(character) for character in text)


def _near(character: str) -> str:
    for near in (character, unicodedata.normalize("NFKD", character)[:1]):
        try:
            near.encode("cp1252")
        except UnicodeEncodeError:
            continue
        return near if near.isprintable() else " "
    return "?"


@cache
def _measures() -> dict[str, Any]:
    text = _shipped("panel-papers-stamp.json").decode("utf-8")
    measures: dict[str, Any] = json.loads(text)
    return measures


def _shipped(name: str) -> bytes:
    return resources.files(__package__).joinpath("fonts").joinpath(name).read_bytes()


def embed_font(pdf: Pdf) -> Object:
    """Embed the stamp's font as a simple TrueType font (ISO 32000-1 9.6.3) and return it."""
    measures = _measures()
    program = _shipped("panel-papers-stamp.ttf")
    name = Name("/" + measures["name"])
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array(measures["bbox"]),
        ItalicAngle=0,
        Ascent=measures["ascent"],
        Descent=measures["descent"],
        CapHeight=measures["cap_height"],
        StemV=80,
        FontFile2=pdf.make_stream(program, Length1=len(program)),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=name,
        FirstChar=0x20,
        LastChar=0xFF,
        Widths=Array(measures["widths"]),
        Encoding=Name.WinAnsiEncoding,
        FontDescriptor=pdf.make_indirect(descriptor),
        ToUnicode=pdf.make_stream(_to_unicode()),
    )
    return pdf.make_indirect(font)


def _to_unicode() -> bytes:
    pairs = []
    for code in range(0x20, 0x100):
        try:
            pairs.append(f"<{code:02X}> <{ord(bytes([code]).decode('cp1252')):04X}>")
        except UnicodeDecodeError:  # the five codes that Windows leaves free
            continue
    groups = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    lines = [f"{len(group)} beginbfchar\n" + "\n".join(group) + "\nendbfchar" for group in groups]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        + "\n".join(lines)
        + "\nendcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")
