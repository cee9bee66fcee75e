"""An appendix supplied as a PDF."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from panel_papers.core import InputsError, Level, PdfFile, Problem
from panel_papers.inputs.appendices.pdf_reasons import password_needed, why_unreadable
from panel_papers.inputs.appendices.supplied import ReadAppendix, Supplied, refuse

if TYPE_CHECKING:
    from pikepdf import Pdf

MOST_PAGES = 5_000
MOST_BYTES = 400_000_000  # unpacked; the drawings of a large plan have 50 million
_DEEPEST = 3  # packings of one stream, each inside another
_MOST_TIMES = 1_032  # as many times smaller as “deflate” can make anything
_CHUNK = 1 << 20


def read(supplied: Supplied) -> ReadAppendix:
    """Return the PDF, after a look whether it opens, is free of passwords and has pages."""
    import pikepdf  # noqa: PLC0415  # 0.2 s that only a paper with a PDF should pay

    # ISO 32000-1 annex H.3.4.1: readers accept the header within the first 1,024 bytes
    if b"%PDF-" not in supplied.data[:1024]:
        found, hint = "a file that is no PDF", "save or export the document as PDF again"
        raise refuse("bad-pdf", supplied.place, found, "a PDF", hint)
    try:
        checked = _checked(supplied.data)
    except pikepdf.PasswordError:
        raise InputsError([password_needed(supplied.place)]) from None
    except Exception as error:  # qpdf and its binding raise many kinds for wild bytes
        raise InputsError([why_unreadable(supplied.data, supplied.place, error)]) from error
    if checked.encrypted:
        raise InputsError([password_needed(supplied.place)])
    pages = checked.pages
    if checked.swells:
        found = "a PDF that unpacks to more than it can have to say"
        wanted = f"at most {MOST_BYTES // 1_000_000:,} million bytes of text and drawings"
        hint = "do not open it; ask whoever sent it for the document in another form"
        raise refuse("pdf-bomb", supplied.place, found, wanted, hint)
    if pages == 0:
        hint = "export the document as PDF again"
        raise refuse("pdf-without-pages", supplied.place, "a PDF without pages", "pages", hint)
    if pages > MOST_PAGES:
        found, wanted = f"a PDF of {pages:,} pages", f"at most {MOST_PAGES:,} pages"
        raise refuse("pdf-too-long", supplied.place, found, wanted, "split it")
    repaired = Problem(
        "repaired-pdf",
        supplied.place,
        "a damaged PDF that had to be repaired",
        "a PDF without damage",
        "compare this appendix in the pack with the original, page by page",
        Level.WARNING,
    )
    content = PdfFile(
        checked.data, supplied.alternative_text, supplied.annotations, supplied.signature
    )
    return ReadAppendix(content, (repaired,) if checked.repaired else ())


class _Checked(Struct, frozen=True):
    """What a first look at a PDF found; `data` is as supplied unless its list of pages is new."""

    data: bytes
    pages: int
    encrypted: bool = False
    repaired: bool = False
    swells: bool = False


def _checked(data: bytes) -> _Checked:
    """Return what a PDF is like, after repairing a list of pages that runs in a circle."""
    import pikepdf  # noqa: PLC0415  # as above

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                return _Checked(data, 0, encrypted=True)
            swells = _swells(pdf)
            return _Checked(data, len(pdf.pages), repaired=bool(pdf.get_warnings()), swells=swells)
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        repaired = _with_new_page_tree(data)
        if repaired is None:
            raise
        return repaired


def _with_new_page_tree(data: bytes) -> _Checked | None:
    """Return the PDF with its list of pages written anew; None where that finds no page."""
    import pikepdf  # noqa: PLC0415  # as above

    from panel_papers.inputs.appendices.page_tree import rewrite_page_tree  # noqa: PLC0415

    saved = io.BytesIO()
    try:
        with pikepdf.open(
            io.BytesIO(data), suppress_warnings=True, inherit_page_attributes=False
        ) as pdf:
            if pdf.is_encrypted or not rewrite_page_tree(pdf):
                return None
            swells, pages = _swells(pdf), len(pdf.pages)
            pdf.save(saved, deterministic_id=True)
    except pikepdf.PdfError:
        return None
    return _Checked(saved.getvalue(), pages, repaired=True, swells=swells)


def _swells(pdf: Pdf) -> bool:
    """Say whether the streams of a PDF unpack to more than `MOST_BYTES`, without keeping any."""
    import pikepdf  # noqa: PLC0415  # as above

    total = 0
    for each in pdf.objects:
        if not isinstance(each, pikepdf.Stream):
            continue
        kinds = each.get("/Filter")
        named = [str(kind) for kind in kinds] if isinstance(kinds, pikepdf.Array) else [str(kinds)]
        times = 0
        while times < len(named) and named[times] in {"/FlateDecode", "/Fl"}:
            times += 1
        if not times:
            continue
        raw = bytes(each.read_raw_bytes())
        if total + len(raw) * _MOST_TIMES**times <= MOST_BYTES:
            continue  # not even at its steepest
        if times > _DEEPEST:
            return True
        chunks: Iterator[bytes] = iter((raw,))
        for _ in range(times):
            chunks = _unpacked(chunks)
        for chunk in chunks:
            total += len(chunk)
            if total > MOST_BYTES:
                return True
    return False


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what is packed in the chunks, a little at a time; damage ends it."""
    unpacker = zlib.decompressobj()
    try:
        for chunk in chunks:
            rest = chunk
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
    except zlib.error:
        return
