"""Rebuilds the bookmarks: one for each part, the part's own beneath it."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from .destinations import Destination, target
from .sources import Source

DEEPEST = 30  # levels of bookmarks; no table of contents has as many, a damaged file may


class Bookmark(Struct, frozen=True):
    """A bookmark of a part: a title and a place, and nothing else that a bookmark may do.

    A bookmark can also run a script or start a program (ISO 32000-1 12.6.4); those stay behind.
    """

    title: str
    destination: Destination
    children: tuple["Bookmark", ...] = ()


def read_bookmarks(source: Source) -> tuple[Bookmark, ...]:
    """Return a part's own bookmarks; those that lead to no page of the part are left out."""
    outlines = source.root.get(Name.Outlines)
    return _siblings(source, outlines, seen=set(), depth=0)


def _siblings(
    source: Source, parent: Object | None, *, seen: set[tuple[int, int]], depth: int
) -> tuple[Bookmark, ...]:
    """Return the bookmarks beneath one; each is met once, so that a chain in a circle ends."""
    found: list[Bookmark] = []
    item = parent.get(Name.First) if isinstance(parent, Dictionary) else None
    while isinstance(item, Dictionary) and item.objgen not in seen and depth < DEEPEST:
        if not item.is_indirect:
            break
        seen.add(item.objgen)
        children = _siblings(source, item, seen=seen, depth=depth + 1)
        place = target(source, item) or (children[0].destination if children else None)
        if place is not None:
            found.append(Bookmark(_title(item.get(Name.Title)), place, children))
        item = item.get(Name.Next)
    return tuple(found)


def _title(found: object) -> str:
    text = str(found) if isinstance(found, String) else ""
    kept = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(kept.split()) or "(no title)"


class Entry(Struct, frozen=True):
    """A bookmark of the joined PDF: its title, and the bookmarks and pages of each part under it.

    Entries of one `group`, one after the other, are below a bookmark with its name.
    """

    title: str
    bookmarks: Sequence[tuple[Bookmark, ...]]
    pages: Sequence[list[Object]]
    group: str | None = None


def write_bookmarks(pdf: Pdf, parts: Sequence[Entry]) -> None:
    """Write the bookmarks: one for each entry, and beneath it those of its parts in order."""
    top = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    tops: list[Object] = []
    for name, grouped in groupby(parts, key=lambda each: each.group):
        entries = list(grouped)
        if name is None:
            tops += [_entry(pdf, top, each) for each in entries]
            continue
        above = _bookmark(pdf, top, name, entries[0].pages)
        beneath = [_entry(pdf, above, each) for each in entries]
        _chain(above, beneath)
        above.Count = -len(beneath)
        tops.append(above)
    _chain(top, tops)
    top.Count = len(tops)
    pdf.Root.Outlines = top


def _entry(pdf: Pdf, parent: Object, part: Entry) -> Object:
    """Return the bookmark of an entry, with those of its parts beneath it; not chained yet."""
    entry = _bookmark(pdf, parent, part.title, part.pages)
    beneath = [
        one
        for own, its in zip(part.bookmarks, part.pages, strict=True)
        for one in _children(pdf, entry, own, its)
    ]
    if beneath:
        _chain(entry, beneath)
        entry.Count = -len(beneath)  # closed: the parts are seen at a glance
    return entry


def _bookmark(pdf: Pdf, parent: Object, title: str, pages: Sequence[list[Object]]) -> Object:
    return pdf.make_indirect(
        Dictionary(Title=String(title), Dest=Array([pages[0][0], Name.Fit]), Parent=parent)
    )


def _children(
    pdf: Pdf, parent: Object, bookmarks: Sequence[Bookmark], pages: list[Object]
) -> list[Object]:
    """Return the entries of a part's bookmarks, with those beneath them; not chained yet."""
    entries: list[Object] = []
    for bookmark in bookmarks:
        entry = pdf.make_indirect(
            Dictionary(
                Title=String(bookmark.title), Dest=bookmark.destination.on(pages), Parent=parent
            )
        )
        beneath = _children(pdf, entry, bookmark.children, pages)
        if beneath:
            _chain(entry, beneath)
            entry.Count = -len(beneath)
        entries.append(entry)
    return entries


def _chain(parent: Object, entries: Sequence[Object]) -> None:
    if not entries:
        return
    parent.First, parent.Last = entries[0], entries[-1]
    for before, after in pairwise(entries):
        before.Next, after.Prev = after, before
