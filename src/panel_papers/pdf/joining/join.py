"""Joins parts into one PDF, step by step."""

import gc
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import BinaryIO, cast

import pikepdf
from msgspec import Struct, field
from msgspec.structs import replace
from pikepdf import Name, Object, ObjectStreamMode, Pdf

from .blank import add_blank_page
from .colour import write_output_intent
from .coverage import Scan
from .destinations import Destination, named_targets
from .endings import with_clear_endings
from .examining import Examined, examine
from .font import embed_font
from .forms import Form, prune_fields, take_fields, write_form
from .geometry import visible_frame
from .grafting import Grafted
from .headings import number_headings
from .layers import Layers, take_layers, write_layers
from .links import LinkTargets, link_parts, make_explicit, write_names
from .metadata import write_metadata
from .model import Joined, JoinError, Options, PageRange, Part, PartReport
from .outlines import Bookmark, Entry, read_bookmarks, write_bookmarks
from .placing import Stamps
from .rekeying import Registry, forget_keys, rekey
from .repairs import repair
from .retagging import retag
from .sharing import Shared
from .sources import LARGE, annotations, open_source, reason
from .spoken import Head, spoken_head, spoken_watermark
from .stamp import WATERMARK, Line, Stamper
from .stamping import free_page_stamps, make_room
from .titles import order_headings, says_title, title_element
from .words import Words, words_of_first_page

PRINTED, HIDDEN = 4, 2  # of an annotation's flags (ISO 32000-1 table 165)


class Placed(Struct, frozen=True):
    """A part that is in the joined PDF: its pages there, and what must still be known of it."""

    title: str
    continues: bool
    group: str | None
    link_offset: int
    section: Object
    first: int
    pages: list[Object]
    mark: str | None
    heading: str | None
    title_element: Object | None
    """The element of the part's own text that says its title."""
    shows_title: bool
    """Whether its first page shows its title, as an element of its own or in any other way."""
    bookmarks: tuple[Bookmark, ...]
    named: Mapping[str, Destination]
    report: PartReport


class Building(Struct, eq=False):
    """The joined PDF while it is being put together."""

    pdf: Pdf
    options: Options
    font: Object
    grafted: Grafted
    several: bool
    """Whether there is more than one part."""
    shared: Shared = field(default_factory=Shared)
    form: Form = field(default_factory=Form)
    layers: Layers = field(default_factory=Layers)
    scans: list[Scan] = field(default_factory=list)
    stamps: list[Stamps] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)


def join(parts: Sequence[Part], options: Options) -> Joined:
    """Join parts, in their order, into one PDF.

    The same parts and options give the same bytes. Raises JoinError for a part that cannot be
    joined (encrypted, without pages, unreadable) or that links to a part there is not, and
    ValueError where there are no parts.
    """
    if not parts:
        raise ValueError("there is nothing to join")
    if options.stamp is not None and "{pages}" in options.stamp.text:
        options = replace(options, last_page=_last_page(parts, options))
    with _no_collection(), _target(parts) as target:
        joined = _join(parts, options, target)
        target.seek(0)
        return replace(joined, pdf=with_clear_endings(target.read()))


def _join(parts: Sequence[Part], options: Options, target: BinaryIO) -> Joined:
    """Write the joined PDF to a file, and return what is to be known of it, without its bytes."""
    with ExitStack() as stack:
        pdf = stack.enter_context(Pdf.new())
        grafted = Grafted(pdf, Registry())
        building = Building(pdf, options, embed_font(pdf), grafted, several=len(parts) > 1)
        for index, part in enumerate(parts):
            with part.working():
                source = open_source(index, part)
                stack.enter_context(source.file)
                with source.pdf:  # the joined PDF reads the file, but needs its objects no more
                    try:
                        _place(building, examine(source))
                    except pikepdf.PdfError as error:
                        raise JoinError(index, f"the PDF is damaged ({reason(error)})") from None
        _write_bookmarks(building)
        _link(building)
        _stamp(building)
        building.grafted.finish()
        write_form(pdf, building.form)
        write_layers(pdf, building.layers)
        write_metadata(pdf, options)
        write_output_intent(pdf)
        _save(building, target)
        return Joined(
            pdf=b"",
            pages=len(pdf.pages),
            ranges=tuple(_range(one, options) for one in building.placed),
            reports=tuple(one.report for one in building.placed),
        )


def _last_page(parts: Sequence[Part], options: Options) -> int:
    """Return the number of the last page, with the pages that are left blank between parts."""
    last = options.first_page - 1
    for index, part in enumerate(parts):
        with part.working():
            source = open_source(index, part)
            with source.file, source.pdf:
                if options.odd_starts and not (part.continues and index) and last % 2 == 1:
                    last += 1
                last += len(source.pdf.pages)
    return last


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let Python not look for cycles: the join makes none, and many objects that it would visit."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _place(building: Building, examined: Examined) -> None:
    """Copy a part to the end of the joined PDF: its pages, its tags and what goes with them."""
    source, pdf, grafted = examined.source, building.pdf, building.grafted
    prefix = f"part{source.index + 1}"
    continues = source.part.continues and bool(building.placed)
    first = len(pdf.pages) if continues else _first_page(building)
    heading = source.part.heading
    words = Words() if heading is None else words_of_first_page(source.part.pdf)
    shown = heading is None or says_title(words.lines, heading)
    stamps = make_room(examined, building.options, first, None if shown else heading)
    forget_keys(source)
    make_explicit(source)
    prune_fields(source)
    if examined.tree is not None:
        if building.options.repairs:
            repair(source, examined.tree)
        rekey(source, examined.tree, grafted.registry, f"{prefix}.")
        if building.several or source.part.heading is not None:
            number_headings(examined.tree)
    for page in source.pdf.pages:
        pdf.pages.append(page)
    pages: list[Object] = [page.obj for page in pdf.pages[first:]]
    language = _different(examined, building.options)
    if continues:
        section = grafted.subsection(building.placed[-1].section, source.part.title, language)
    else:
        section = grafted.section(source.part.title, language)
    if examined.tree is not None:
        grafted.graft(examined.tree, section, known_language=bool(source.part.language))
    else:
        retag(grafted, section, pages, examined.scans, source.part.pictures)
    title = _order_headings(building, source.part, section, pages[0], words)
    _mend_pages(pages)
    building.shared.share(pages)
    take_fields(pdf, building.form, source, pages, f"{prefix}_")
    take_layers(pdf, building.layers, source)
    building.scans += examined.scans
    building.stamps += stamps
    own = read_bookmarks(source) if source.part.bookmark_headings else ()
    report = PartReport(
        tagged=examined.tree is not None,
        coverage=round(examined.coverage, 4),
        notes=tuple(source.notes),
        barriers=tuple(examined.barriers),
    )
    building.placed.append(
        Placed(
            title=source.part.title,
            continues=continues,
            group=source.part.group,
            link_offset=source.part.link_offset,
            section=section,
            first=first,
            pages=pages,
            mark=source.part.mark,
            heading=source.part.heading,
            title_element=title,
            shows_title=shown or title is not None,
            bookmarks=own,
            named=named_targets(source),
            report=report,
        )
    )


def _order_headings(
    building: Building, part: Part, section: Object, page: Object, words: Words
) -> Object | None:
    """Put a part's headings below its title; return the element that says the title, if any."""
    if part.heading is None:
        return None
    title = title_element(building.grafted, section, page, words.marks, part.heading)
    order_headings(building.grafted, section, title)
    return title


def _first_page(building: Building) -> int:
    """Return the index of the next part's first page, after a blank one where it is asked for."""
    pdf, options = building.pdf, building.options
    if options.odd_starts and (options.first_page + len(pdf.pages)) % 2 == 0:
        page = add_blank_page(pdf, building.grafted, building.font)
        building.scans.append(Scan())
        frame = visible_frame(page)
        building.stamps.append(free_page_stamps(options, frame, len(pdf.pages) - 1))
    return len(pdf.pages)


def _different(examined: Examined, options: Options) -> str | None:
    """Return the language of a part where it is not the PDF's."""
    language = examined.language
    if language is None or language.casefold() == options.language.casefold():
        return None
    return language


def _mend_pages(pages: Sequence[Object]) -> None:
    """Set what PDF/UA asks of every page: order of the tab key, links that are printed."""
    for page in pages:
        page.Tabs = Name.S
        for annotation in annotations(page):
            if annotation.get(Name.Subtype) == Name.Link:
                flags = annotation.get(Name.F, 0)
                kept = flags if isinstance(flags, int) else 0
                annotation.F = (kept | PRINTED) & ~HIDDEN


def _write_bookmarks(building: Building) -> None:
    groups: list[list[Placed]] = []
    for one in building.placed:
        if one.continues:
            groups[-1].append(one)
        else:
            groups.append([one])
    write_bookmarks(
        building.pdf,
        [
            Entry(g[0].title, [_own(one) for one in g], [one.pages for one in g], g[0].group)
            for g in groups
        ],
    )


def _own(one: Placed) -> tuple[Bookmark, ...]:
    """Return a part's own bookmarks; those beneath its title, where it has a bookmark of it."""
    if len(one.bookmarks) == 1 and one.bookmarks[0].title == one.title:
        return one.bookmarks[0].children
    return one.bookmarks


def _link(building: Building) -> None:
    placed = building.placed
    targets = LinkTargets(
        [one.title for one in placed],
        [one.pages for one in placed],
        [one.named for one in placed],
    )
    if building.options.link_base:
        for index, one in enumerate(placed):
            link_parts(building.options.link_base, one.pages, index, targets, one.link_offset)
    write_names(building.pdf, targets)


def _stamp(building: Building) -> None:
    options = building.options
    heads: dict[int, list[Line]] = {}
    for one in building.placed:
        marked = [Line(one.mark)] if one.mark else []
        heads.update({one.first + index: marked for index in range(len(one.pages))})
        heads[one.first] = _spoken_head(building, one)
    if options.stamp is None and not any(heads.values()):
        return
    watermark = WATERMARK
    if options.stamp is not None and options.stamp.watermark is not None:
        first_page, section = building.pdf.pages[0].obj, building.placed[0].section
        watermark = spoken_watermark(building.grafted, section, first_page)
    stamper = Stamper(building.pdf, options.stamp, building.font)
    pages = (page.obj for page in building.pdf.pages)
    for index, (page, stamps, scan) in enumerate(
        zip(pages, building.stamps, building.scans, strict=True)
    ):
        head = heads.get(index, ())
        if options.stamp or head:
            stamper.put(page, stamps, scan, head, WATERMARK if index else watermark)


def _spoken_head(building: Building, one: Placed) -> list[Line]:
    return spoken_head(
        building.grafted,
        one.section,
        one.pages[0],
        Head(one.heading, one.title_element, one.shows_title, one.mark),
        building.options.language,
    )


def _range(one: Placed, options: Options) -> PageRange:
    first = options.first_page + one.first
    return PageRange(first, first + len(one.pages) - 1)


@contextmanager
def _target(parts: Sequence[Part]) -> Iterator[BinaryIO]:
    """Open where the joined PDF is written: a large one on disk, while its parts are in memory."""
    if sum(len(part.pdf) for part in parts) > LARGE:
        with tempfile.TemporaryFile() as file:
            yield cast(BinaryIO, file)
    else:
        yield io.BytesIO()


def _save(building: Building, target: BinaryIO) -> None:
    building.pdf.save(
        target,
        min_version="2.0" if building.grafted.namespaces else "1.7",
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
    )
