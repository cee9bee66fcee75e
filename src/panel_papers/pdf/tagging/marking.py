"""Page contents with marks: what belongs to an element, and what is an artifact."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from msgspec import Struct, field

from panel_papers.pdf.tagging.content import Box, Kind, Painted
from panel_papers.pdf.tagging.elements import Element, Leaf, Paint
from panel_papers.pdf.tagging.matching import Placement

_SAVE_RESTORE = frozenset({b"q", b"Q"})


class Segment(Struct, eq=False):
    """Leaves side by side in one element, marked together where they are painted together.

    `marks` are the places of its marked content: page from 0, and MCID. `boxes` are those of its
    pictures and charts.
    """

    up: Element
    marks: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def segments(root: Element) -> dict[Leaf, Segment]:
    """Return the segment of each leaf; an element between two leaves parts them."""
    found: dict[Leaf, Segment] = {}
    for element in root.walk():
        current: Segment | None = None
        for kid in element.kids:
            if isinstance(kid, Element):
                current = None
            else:
                current = current or Segment(element)
                found[kid] = current
    return found


def mark_page(
    page: Painted, number: int, placement: Placement, segment_of: dict[Leaf, Segment]
) -> tuple[bytes, list[Segment]]:
    """Return a page's content with marks, and the segment of each MCID on it.

    The operators and their order stay as they are. A mark never reaches over a saved state. A
    blank that is read and was not painted is painted, where the font of the word before it has
    one. Any other word that reads unlike what it paints (one with a soft hyphen) is in a span
    within its mark that says what it reads.
    """
    marker = _Marker(number)
    for piece in page:
        if isinstance(piece, bytes):
            if piece.strip() in _SAVE_RESTORE:
                marker.close()
            marker.out.append(piece)
            continue
        leaf = placement.leaf_of.get(piece)
        if leaf is None or leaf.furniture is not None:
            marker.artifact(leaf.furniture or "" if leaf is not None else "")
        else:
            marker.content(segment_of[leaf])
            drawn = piece.kind is Kind.IMAGE or leaf.paint is Paint.CHART
            if drawn and piece.box is not None:
                segment_of[leaf].boxes.append(piece.box)
        meant = placement.meant.get(piece)
        if meant is None:
            marker.out.append(piece.raw)
        elif meant == f"{piece.text} " and piece.space and piece.raw.endswith(b"ET"):
            marker.out.append(piece.raw[:-2] + piece.space + b" Tj\nET")
        else:
            marker.out += _span(meant, piece.raw)
    marker.close()
    return b"\n".join(marker.out), marker.segments


def _span(meant: str, raw: bytes) -> list[bytes]:
    """Return an operator in a span that says what it reads (ISO 32000-1 14.9.4)."""
    text = ("\ufeff" + meant).encode("utf-16-be").hex().upper()
    return [f"/Span <</ActualText <{text}>>> BDC".encode(), raw, b"EMC"]


class _Marker:
    """Writes one page; `open` is the segment or the kind of artifact that is being marked."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.out: list[bytes] = []
        self.segments: list[Segment] = []
        self.open: Segment | str | None = None

    def close(self) -> None:
        if self.open is not None:
            self.out.append(b"EMC")
            self.open = None

    def artifact(self, subtype: str) -> None:
        if self.open == subtype:
            return
        self.close()
        self.open = subtype
        if subtype:
            line = f"/Artifact <</Type /Pagination /Subtype /{subtype}>> BDC"
        else:
            line = "/Artifact BMC"
        self.out.append(line.encode())

    def content(self, segment: Segment) -> None:
        if self.open is segment:
            return
        self.close()
        self.open = segment
        mark = len(self.segments)
        self.out.append(f"/{segment.up.role} <</MCID {mark}>> BDC".encode())
        self.segments.append(segment)
        segment.marks.append((self.number, mark))


def write_contents(pdf: pikepdf.Pdf, contents: list[bytes]) -> None:
    """Give each page its marked content."""
    for page, content in zip(pdf.pages, contents, strict=True):
        page.obj.Contents = pdf.make_stream(content)


def in_order(element: Element, segment_of: dict[Leaf, Segment]) -> Iterator[Element | Segment]:
    """Yield an element's kids in the document's order, with each segment once."""
    last: Segment | None = None
    for kid in element.kids:
        if isinstance(kid, Element):
            yield kid
        elif segment_of[kid] is not last:
            last = segment_of[kid]
            yield last
