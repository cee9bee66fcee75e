"""Joins parts into one PDF, step by step."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Object, ObjectStreamMode, Pdf

from .links import LinkTargets, link_parts, make_explicit, read_names, write_names
from .metadata import write_metadata
from .model import Joined, JoinError, Options, PageRange, Part, PartReport
from .outlines import read_bookmarks, write_bookmarks
from .sources import Source, open_source
from .stamp import Stamper


@dataclass(frozen=True, slots=True)
class Placed:
    """A part that is in the joined PDF: where it came from, and its pages there."""

    source: Source
    first: int
    pages: list[Object]


def join(parts: Sequence[Part], options: Options) -> Joined:
    """Join parts, in their order, into one PDF.

    The same parts and options give the same bytes. Raises JoinError for a part that cannot be
    joined (encrypted, without pages, unreadable) or that links to a part there is not, and
    ValueError where there are no parts.
    """
    if not parts:
        raise ValueError("there is nothing to join")
    pdf = Pdf.new()
    placed = [_place(pdf, open_source(index, part)) for index, part in enumerate(parts)]
    _write_bookmarks(pdf, placed)
    _link(pdf, placed, options)
    _stamp(pdf, options)
    write_metadata(pdf, options, accessible=False)
    return Joined(
        pdf=_saved(pdf),
        pages=len(pdf.pages),
        ranges=tuple(_range(part, options) for part in placed),
        reports=tuple(PartReport(False, 0.0, tuple(part.source.notes)) for part in placed),
        accessible=False,
    )


def _place(pdf: Pdf, source: Source) -> Placed:
    """Copy the pages of a part to the end of the joined PDF."""
    make_explicit(source)
    first = len(pdf.pages)
    try:
        pdf.pages.extend(source.pdf.pages)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise JoinError(source.index, f"its pages cannot be copied ({error})") from None
    pages: list[Object] = [page.obj for page in pdf.pages[first:]]
    return Placed(source, first, pages)


def _write_bookmarks(pdf: Pdf, placed: Sequence[Placed]) -> None:
    entries = []
    for one in placed:
        part = one.source.part
        own = read_bookmarks(one.source) if part.bookmark_headings else ()
        entries.append((part.title, own, one.pages))
    write_bookmarks(pdf, entries)


def _link(pdf: Pdf, placed: Sequence[Placed], options: Options) -> None:
    named = [read_names(one.source) for one in placed]
    targets = LinkTargets([one.pages for one in placed], named)
    if options.link_base:
        for index, one in enumerate(placed):
            link_parts(options.link_base, one.pages, index, targets)
    write_names(pdf, targets)


def _stamp(pdf: Pdf, options: Options) -> None:
    if options.stamp is None:
        return
    stamper = Stamper(pdf, options.stamp)
    for number, page in enumerate(pdf.pages, options.first_page):
        stamper.put(page.obj, number)


def _range(one: Placed, options: Options) -> PageRange:
    first = options.first_page + one.first
    return PageRange(first, first + len(one.pages) - 1)


def _saved(pdf: Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
    )
    return buffer.getvalue()
