"""Makes room on the pages of a part for the stamps, before the part is copied."""

import io
from collections.abc import Sequence

from pikepdf import Name, Object

from .examining import Examined
from .font import printable
from .geometry import Frame, floats, visible_frame
from .looking import MARGIN, Look
from .model import Options
from .places import Box
from .placing import Stamps, Wanted, default_stamps, place_stamps
from .shrinking import into_bands, move_boxes, shrink
from .sources import annotations

HIDDEN = 2  # of an annotation's flags (ISO 32000-1 table 165)


def wanted_stamps(
    options: Options, mark: str | None, first: int, pages: int, title: str | None = None
) -> Wanted:
    """Return what is printed on pages of which the first has the index `first` in the pack."""
    numbers = range(options.first_page + first, options.first_page + first + pages)
    if options.stamp is None:
        return Wanted(mark=mark, title=title)
    text = options.stamp.text.replace("{pages}", f"{options.prefix}{options.last_page}")
    return Wanted(
        [text.replace("{page}", f"{options.prefix}{number}") for number in numbers],
        options.stamp.where,
        mark,
        title,
        options.stamp.size,
    )


def free_page_stamps(options: Options, frame: Frame, first: int) -> Stamps:
    """Return the stamps of a page of ours on which nothing is in their way."""
    return default_stamps(frame, wanted_stamps(options, None, first, 1), 0)


def make_room(
    examined: Examined, options: Options, first: int, title: str | None
) -> Sequence[Stamps]:
    """Return the stamps of each page of a part; a page without room for them is made smaller.

    `title` is what is printed at the head of the first page, None where that shows it already.
    """
    source = examined.source
    title = printable(title) if title else None
    wanted = wanted_stamps(options, source.part.mark, first, len(source.pdf.pages), title)
    if not wanted.numbers and not wanted.head(0):
        return [Stamps()] * len(source.pdf.pages)
    pages = [page.obj for page in source.pdf.pages]
    frames = [visible_frame(page) for page in pages]
    with Look(_as_read(examined), len(pages)) as look:
        taken = [_annotated(page, frame) for page, frame in zip(pages, frames, strict=True)]
        stamps = place_stamps(frames, taken, wanted, look)
    moves = {}
    for index, (page, frame, scan) in enumerate(zip(pages, frames, examined.scans, strict=True)):
        if (bands := stamps[index].bands) is None:
            continue
        move = into_bands(frame, *bands)
        if page.objgen not in moves:  # a page may be in the page tree twice
            shrink(source, page, frame, move, scan)
        source.moves[index] = moves[page.objgen] = move
    if examined.tree is not None and moves:
        move_boxes(examined.tree, moves)
    return stamps


def _annotated(page: Object, frame: Frame) -> list[Box]:
    """Return where annotations are that each reader draws its own way.

    Those are form fields, and annotations without a picture of their own, such as framed links.
    """
    boxes = []
    for annotation in annotations(page):
        rect = floats(annotation.get(Name.Rect))
        flags = annotation.get(Name.F, 0)
        hidden = isinstance(flags, int) and flags & HIDDEN
        kind = annotation.get(Name.Subtype)
        drawn = kind == Name.Popup or (Name.AP in annotation and kind != Name.Widget)
        if len(rect) == 4 and not drawn and not hidden:
            boxes.append(Box(*frame.seen(rect[0], rect[1], rect[2], rect[3])).grown(MARGIN))
    return boxes


def _as_read(examined: Examined) -> bytes:
    """Return the part for a second reader; one that was damaged, as it was repaired."""
    source = examined.source
    if not source.repaired:
        return source.part.pdf
    buffer = io.BytesIO()
    source.pdf.save(buffer)
    return buffer.getvalue()
