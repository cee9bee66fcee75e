"""Prints the page number, a word such as DRAFT and a part's own mark on the joined PDF's pages."""

import json
import math
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from .coverage import Scan
from .geometry import Frame, visible_frame
from .model import Stamp

SIZE = 9.5
GREY = "0.314 0.353 0.373"  # 505A5F: 7:1 on white
SIDE, BOTTOM = 72.0, 38.7  # 2.54 cm from the edge; the line of a footer 1.25 cm above the bottom
WATERMARK_GREY = "0.87"
TOP, LEADING = (
    17.0,
    12.0,
)  # the first line of a mark, and from line to line; headers begin at 1.25 cm
DARK = "0.043 0.047 0.047"  # 0B0C0C


HEADER = "/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC"
WATERMARK = "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC"


class Line(Struct, frozen=True):
    """A text at the head of a page, and the mark that its operators stand in.

    One without text is heard alone: the page shows it already.
    """

    text: str
    begin: str = HEADER


class Stamper:
    """Holds what all stamps of one PDF share: the font, a saved graphics state, a way to blend."""

    def __init__(self, pdf: Pdf, stamp: Stamp | None, font: Object) -> None:
        self.pdf = pdf
        self.stamp = stamp
        self.font = font
        self.save = pdf.make_stream(b"q\n")
        # Multiplied with what is there, the watermark stands behind the text, and a scanned page
        # or a page with a ground of its own, which would hide what is painted first, shows it too.
        self.blend = pdf.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Multiply))

    def put(
        self,
        page: Object,
        number: int,
        scan: Scan,
        head: Sequence[Line] = (),
        watermark: str = WATERMARK,
    ) -> None:
        """Stamp a page with its number, and with the texts of its part at the head.

        `watermark` is the mark that the stamp's word behind the text stands in. `scan` says how
        many graphics states and marks the page's content leaves open, and how many states it
        restores that it never saved; they are evened out round the content.
        """
        names = _Names(page)
        frame = visible_frame(page)
        font = names.give(Name.Font, "Stamp", self.font)
        marks = [_number_mark(frame, self.stamp, number, font)] if self.stamp else []
        marks += [f"{line.begin}\nEMC" for line in head if not line.text]
        if shown := [line for line in head if line.text]:
            marks.append(_head_mark(frame, shown, font))
        if self.stamp and self.stamp.watermark:
            blend = names.give(Name.ExtGState, "Behind", self.blend)
            marks.append(_watermark(frame, self.stamp.watermark, font, blend, watermark))
        body = "\n".join(marks).encode("latin-1")
        content = page.get(Name.Contents)
        if content is None:
            page.Contents = self.pdf.make_stream(body)
            return
        held = list(content) if isinstance(content, Array) else [content]
        streams = [stream for stream in held if isinstance(stream, Stream)]
        before = self.save
        if scan.closed:
            before = self.pdf.make_stream(b"q\n" * (1 + scan.closed))
        ending = b"\nEMC" * scan.marks + b"\nQ" * (1 + scan.opened)
        after = self.pdf.make_stream(ending + b"\n" + body)
        page.Contents = Array([before, *streams, after])


class _Names:
    """Gives resources of a page names that are still free there."""

    def __init__(self, page: Object) -> None:
        if not isinstance(page.get(Name.Resources), Dictionary):
            page.Resources = Dictionary()
        self.resources = page.Resources

    def give(self, kind: Name, wish: str, value: Object) -> str:
        if not isinstance(self.resources.get(kind), Dictionary):
            self.resources[kind] = Dictionary()
        held = self.resources[kind]
        name, more = f"/{wish}", 1
        while (taken := held.get(name)) is not None and taken.objgen != value.objgen:
            more += 1
            name = f"/{wish}{more}"
        if taken is None:
            held[name] = value
        return name


def _number_mark(frame: Frame, stamp: Stamp, number: int, font: str) -> str:
    """Return the operators that print the page number on a ground as large as the text."""
    text = stamp.text.replace("{page}", str(number))
    width = text_width(text, SIZE)
    side, y = min(SIDE, frame.width / 8), min(BOTTOM, frame.height / 16)
    if stamp.where == "bottom right":
        x = frame.width - side - width
    elif stamp.where == "bottom centre":
        x = (frame.width - width) / 2
    else:
        x = side
    ground = _numbers((x - 1, y - 2.5, width + 2, SIZE + 2))
    return (
        "/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>> BDC\n"
        f"q {_numbers(frame.matrix)} cm 1 g {ground} re f\n"
        f"{GREY} rg BT {font} {SIZE} Tf {_numbers((x, y))} Td {_string(text)} Tj ET Q\nEMC"
    )


def _head_mark(frame: Frame, head: Sequence[Line], font: str) -> str:
    """Return the operators that print texts at the head of the page, in as few lines as they need.

    They stand on a ground of their own, so that they can be read on any page.
    """
    side = min(SIDE, frame.width / 8)
    texts = [_balanced(printable(line.text), frame.width - 2 * side) for line in head]
    lines = [line for text in texts for line in text]
    broadest = max(text_width(line, 1.0) for line in lines)
    size = min(SIZE, (frame.width - 2) / broadest)  # on a page too narrow for its longest word
    top = frame.height - min(TOP, frame.height / 16)
    depth = LEADING * (len(lines) - 1)
    ground = _numbers((side - 2, top - depth - 3, broadest * size + 4, depth + size + 4))
    matrix = _numbers(frame.matrix)
    written = [f"{HEADER}\nq {matrix} cm 1 g {ground} re f Q\nEMC"]
    for line, text in zip(head, texts, strict=True):
        # A blank ends each line but the last: its last word is not one with the next.
        spaced = [*(f"{each} " for each in text[:-1]), text[-1]]
        shown = " T* ".join(f"{_string(each)} Tj" for each in spaced)
        written.append(
            f"{line.begin}\nq {matrix} cm {DARK} rg BT {font} {_numbers((size,))} Tf {LEADING} TL "
            f"{_numbers((side, top))} Td {shown} ET Q\nEMC"
        )
        top -= LEADING * len(text)
    return "\n".join(written)


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


def _balanced(text: str, width: float) -> list[str]:
    """Return the text in as few lines as fit into `width`, all about as long."""
    lines = _lines(text, width)
    while len(narrower := _lines(text, width - 4)) == len(lines) and width > 4:
        lines, width = narrower, width - 4
    return lines


def _lines(text: str, width: float) -> list[str]:
    """Return the text in lines that are at most `width` points wide, where words allow it."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, SIZE) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _watermark(frame: Frame, text: str, font: str, blend: str, begin: str) -> str:
    """Return the operators that set a word from corner to corner of the page."""
    diagonal = math.hypot(frame.width, frame.height)
    cosine, sine = frame.width / diagonal, frame.height / diagonal
    size = min(0.62 * diagonal / text_width(text, 1.0), 0.3 * min(frame.width, frame.height))
    across, up = text_width(text, size) / 2, size * 0.35
    x = frame.width / 2 - across * cosine + up * sine
    y = frame.height / 2 - across * sine - up * cosine
    turn = _numbers((cosine, sine, -sine, cosine, x, y))
    return (
        f"{begin}\n"
        f"q {_numbers(frame.matrix)} cm {blend} gs {WATERMARK_GREY} g\n"
        f"BT {font} {size:.2f} Tf {turn} Tm {_string(text)} Tj ET Q\nEMC"
    )


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


def _string(text: str) -> str:
    return f"<{text.encode('cp1252').hex()}>"


def text_width(text: str, size: float) -> float:
    """Return how wide a text stands in the stamp's font, in points."""
    widths: list[int] = _measures()["widths"]
    return sum(widths[code - 0x20] for code in text.encode("cp1252")) * size / 1000


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
