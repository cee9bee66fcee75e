"""Prints the page number, a word such as DRAFT and a part's own mark on the joined PDF's pages."""

import math
from collections.abc import Sequence

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from .coverage import Scan
from .font import text_width
from .geometry import Frame, visible_frame
from .looking import Colour
from .model import Stamp
from .placing import Placed, Stamps

GREY = "0.314 0.353 0.373"  # 505A5F: 7:1 on white
DARK = "0.043 0.047 0.047"  # 0B0C0C
ENOUGH = 4.5  # contrast, WCAG 2.2 1.4.3


HEADER = "/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC"
FOOTER = "/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>> BDC"
WATERMARK = "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC"


class Line(Struct, frozen=True):
    """A text at the head of a page, and the mark that its operators are in.

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
        # Multiplied with what is there, the watermark is behind the text, and a scanned page
        # or a page with a ground of its own, which would hide what is painted first, shows it too.
        self.blend = pdf.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Multiply))

    def put(
        self,
        page: Object,
        stamps: Stamps,
        scan: Scan,
        head: Sequence[Line] = (),
        watermark: str = WATERMARK,
    ) -> None:
        """Stamp a page with its number and the texts of its part at the head, each in its place.

        `watermark` is the mark that the stamp's word behind the text is in. `scan` says how
        many graphics states and marks the page's content leaves open, and how many states it
        restores that it never saved; they are evened out round the content.
        """
        names = _Names(page)
        frame = visible_frame(page)
        font = names.give(Name.Font, "Stamp", self.font)
        marks = [f"{line.begin}\nEMC" for line in head if not line.text]
        if stamps.number:
            marks.append(_printed_number(frame, stamps.number, font))
        if stamps.mark:
            marks.append(_printed_head(frame, stamps.mark, head, font))
        if self.stamp and self.stamp.watermark:
            blend = names.give(Name.ExtGState, "Behind", self.blend)
            marks.append(_watermark(frame, self.stamp, font, blend, watermark))
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


def _printed_number(frame: Frame, placed: Placed, font: str) -> str:
    """Return the operators that print a page number, an artifact of the page's furniture."""
    text = placed.text
    begin = FOOTER if text.y < frame.height / 2 else HEADER
    return _printed(frame, placed, _Lines(begin, text.lines, text.y, GREY), font)


def _printed_head(frame: Frame, placed: Placed, head: Sequence[Line], font: str) -> str:
    """Return the operators that print the texts at the head of a page, one below the other.

    There may be room for more texts than there are: a title that the part says itself, as was
    found later. Then the room above the others stays free.
    """
    text, shown = placed.text, [line for line in head if line.text]
    y, rest, written = text.y, text.lines, []
    for number, count in enumerate(text.counts):
        lines, rest = rest[:count], rest[count:]
        index = number - len(text.counts) + len(shown)
        if index >= 0:
            # A blank ends each line but the last: its last word is not one with the next.
            lines = (*(f"{line} " for line in lines[:-1]), lines[-1])
            block = _Lines(shown[index].begin, lines, y, DARK)
            written.append(_printed(frame, placed, block, font))
        y -= text.leading * count
    return "\n".join(written)


class _Lines(Struct, frozen=True):
    """The lines of one text, with the mark that they are in and where the first begins."""

    begin: str
    lines: tuple[str, ...]
    y: float
    ink: str


def _printed(frame: Frame, placed: Placed, block: _Lines, font: str) -> str:
    text = placed.text
    shown = " T* ".join(f"{_string(line)} Tj" for line in block.lines)
    return (
        f"{block.begin}\n"
        f"q {_numbers(frame.matrix)} cm {_readable(block.ink, placed.ground)} rg "
        f"BT {font} {_numbers((text.size,))} Tf {_numbers((text.leading,))} TL "
        f"{_numbers((text.x, block.y))} Td {shown} ET Q\nEMC"
    )


def _readable(ink: str, ground: Colour) -> str:
    """Return the ink, or black or white where it cannot be read on the ground."""
    light = _luminance([channel / 255 for channel in ground])
    if _contrast(light, _luminance([float(channel) for channel in ink.split()])) >= ENOUGH:
        return ink
    return "0 0 0" if _contrast(light, 0.0) >= _contrast(light, 1.0) else "1 1 1"


def _luminance(colour: list[float]) -> float:
    """Return the relative luminance of a colour (WCAG 2.2), its channels from 0 to 1."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _watermark(frame: Frame, stamp: Stamp, font: str, blend: str, begin: str) -> str:
    """Return the operators that set a word from corner to corner of the page."""
    text = stamp.watermark or ""
    fill = "rg" if " " in stamp.watermark_colour else "g"
    diagonal = math.hypot(frame.width, frame.height)
    cosine, sine = frame.width / diagonal, frame.height / diagonal
    size = min(0.62 * diagonal / text_width(text, 1.0), 0.3 * min(frame.width, frame.height))
    across, up = text_width(text, size) / 2, size * 0.35
    x = frame.width / 2 - across * cosine + up * sine
    y = frame.height / 2 - across * sine - up * cosine
    turn = _numbers((cosine, sine, -sine, cosine, x, y))
    return (
        f"{begin}\n"
        f"q {_numbers(frame.matrix)} cm {blend} gs {stamp.watermark_colour} {fill}\n"
        f"BT {font} {size:.2f} Tf {turn} Tm {_string(text)} Tj ET Q\nEMC"
    )


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


def _string(text: str) -> str:
    return f"<{text.encode('cp1252').hex()}>"
