"""The tagger's run: what happens, in order."""

from __future__ import annotations

import gc
import io
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

import pikepdf
from msgspec import Struct

from panel_papers.pdf.tagging.annotations import LinkArea, merge_links
from panel_papers.pdf.tagging.arranging import arrange
from panel_papers.pdf.tagging.blocks import read_structure
from panel_papers.pdf.tagging.coding import coded_copy
from panel_papers.pdf.tagging.content import Painted, read_pages
from panel_papers.pdf.tagging.dressing import dress, exact_page_sizes
from panel_papers.pdf.tagging.elements import Structure, where
from panel_papers.pdf.tagging.marking import mark_page, segments, write_contents
from panel_papers.pdf.tagging.matching import Placement, match
from panel_papers.pdf.tagging.note_links import link_notes
from panel_papers.pdf.tagging.package import WordPackage
from panel_papers.pdf.tagging.refusal import Refused
from panel_papers.pdf.tagging.tree import TreeWriter


class Report(Struct, frozen=True):
    """What was tagged, and how it was placed.

    `elements` counts the structure elements by role. `characters` are those painted that are not
    blank: `by_colour` of them were placed by the coded copy, `by_number` are note numbers, which
    their neighbours place. `notes` are remarks for the author, such as a picture without an
    alternative text.
    """

    pages: int
    elements: tuple[tuple[str, int], ...]
    characters: int
    by_colour: int
    by_number: int
    notes: tuple[str, ...]

    @property
    def coverage(self) -> float:
        """The share of the characters that were placed; all of them, or the document is refused."""
        return (self.by_colour + self.by_number) / self.characters if self.characters else 1.0


class Tagged(Struct, frozen=True):
    """A tagged PDF and what is known of it."""

    pdf: bytes
    report: Report


class Coded(Struct, frozen=True):
    """The coded copy of a Word document, and the document's structure."""

    data: bytes
    structure: Structure


def coded(
    docx: bytes, language: str, *, labels_by_level: bool = False, charts: bool = False
) -> Coded:
    """Return the coded copy of a Word document, the one that `tag` has the engine convert.

    For an engine that starts slowly: it converts the document and its copy in one start, and
    `tag_converted` tags the result. Raises Refused for a document that cannot be tagged exactly.
    """
    package = WordPackage(docx)
    structure = read_structure(package, language, charts=charts)
    return Coded(coded_copy(package, structure, labels_by_level=labels_by_level), structure)


def tag_converted(
    document: Coded,
    pdf: bytes,
    copy: bytes,
    *,
    title: str,
    language: str,
    created: date | None = None,
) -> Tagged:
    """Return a document's PDF with tags as `tag` does, by what an engine made of its coded copy.

    Raises Refused as `tag` does. Once for each `Coded`, whose structure is changed on the way.
    """
    with _uncollected(), _open(pdf) as plain, _open(copy) as twin:
        return _written(
            plain,
            read_pages(plain),
            read_pages(twin),
            document.structure,
            title=title,
            language=language,
            created=created,
        )


def tag(
    docx: bytes,
    convert: Callable[[bytes], bytes],
    *,
    title: str,
    language: str,
    created: date | None = None,
    labels_by_level: bool = False,
    charts: bool = False,
) -> Tagged:
    """Return the engine's PDF of a Word document with PDF/UA-1 tags; its look is not changed.

    `convert` is the engine: docx bytes in, PDF bytes out, the same bytes each time. It is called
    twice, from another thread: with the document, then with a copy in which each piece of
    text has a colour of its own. `language` is the document's main one (“en-GB”), `created` the
    date for the metadata. `labels_by_level`: it colours list labels as their level says, not as the
    paragraph's mark does. `charts`: it paints charts, all of each in the colour of its ground.

    Raises Refused where anything cannot be placed exactly; what `convert` raises for the document
    itself goes through.
    """
    with _uncollected():
        return _tagged(
            docx,
            convert,
            title=title,
            language=language,
            created=created,
            labels_by_level=labels_by_level,
            charts=charts,
        )


def _tagged(
    docx: bytes,
    convert: Callable[[bytes], bytes],
    *,
    title: str,
    language: str,
    created: date | None,
    labels_by_level: bool,
    charts: bool,
) -> Tagged:
    package = WordPackage(docx)
    # The engine works while the document and its pages are read; on one after the other, as each
    # takes 2 MB for a page (measured: rdocx 0.16.3, 383 pages), and what it found out about the
    # layout of the document serves the copy.
    with ThreadPoolExecutor(1) as executor:
        converting = executor.submit(convert, docx)
        structure = read_structure(package, language, charts=charts)
        copied = coded_copy(package, structure, labels_by_level=labels_by_level)
        coding = executor.submit(_convert_copy, convert, copied)
        pdf = _open(converting.result())
        pages = read_pages(pdf)
        copy = _open(coding.result())
    with pdf, copy:
        return _written(
            pdf,
            pages,
            read_pages(copy),
            structure,
            title=title,
            language=language,
            created=created,
        )


def _written(
    pdf: pikepdf.Pdf,
    pages: list[Painted],
    coded_pages: list[Painted],
    structure: Structure,
    *,
    title: str,
    language: str,
    created: date | None,
) -> Tagged:
    """Return a PDF with the tags of a structure, placed by what is painted in the coded copy."""
    placement = match(pages, coded_pages, structure)
    areas = merge_links(pdf, pages, placement.leaf_of, structure.document)
    linked = {area.link for area in areas}
    areas += link_notes(pdf, pages, placement, structure, linked)
    arrange(structure)
    _note_dead_links(structure, areas)
    counts = _write(pdf, pages, placement, structure, areas)
    exact_page_sizes(pdf, structure.page_sizes)
    dress(pdf, title=title, language=language, created=created)
    return Tagged(_saved(pdf), _report(len(pages), counts, placement, structure))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for garbage in cycles, in vain, at every few hundred words read.

    It took a quarter of the tagger's time on a hundred pages.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _convert_copy(convert: Callable[[bytes], bytes], copy: bytes) -> bytes:
    try:
        return convert(copy)
    except Exception as fault:  # whatever the engine raises: it took the document itself
        raise Refused("the engine does not convert the coded copy", "in the document") from fault


def _open(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.Pdf.open(io.BytesIO(data))
    except pikepdf.PdfError as fault:
        raise Refused("the engine's PDF cannot be read", "in the document") from fault


def _note_dead_links(structure: Structure, areas: list[LinkArea]) -> None:
    """Make plain text of links that the engine gave no annotation, and say so."""
    alive = {area.link for area in areas}
    for element in structure.document.walk():
        if element.role == "Link" and element not in alive:
            element.role = "Span"
            if element.text().strip():
                place = where(element)
                structure.notes.append(f"the engine made no link of “{element.text()}”, {place}")


def _write(
    pdf: pikepdf.Pdf,
    pages: list[Painted],
    placement: Placement,
    structure: Structure,
    areas: list[LinkArea],
) -> Counter[str]:
    segment_of = segments(structure.document)
    contents, owners = [], []
    for number, page in enumerate(pages):
        content, marked = mark_page(page, number, placement, segment_of)
        contents.append(content)
        owners.append(marked)
    write_contents(pdf, contents)
    writer = TreeWriter(pdf, segment_of, areas)
    writer.write(structure.document, owners)
    return writer.counts


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return out.getvalue()


def _report(pages: int, counts: Counter[str], placement: Placement, structure: Structure) -> Report:
    return Report(
        pages=pages,
        elements=tuple(sorted(counts.items())),
        characters=placement.characters,
        by_colour=placement.by_colour,
        by_number=placement.by_number,
        notes=tuple(dict.fromkeys(structure.notes)),
    )
