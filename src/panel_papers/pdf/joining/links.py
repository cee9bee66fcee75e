"""Makes the links of every part lead somewhere: inside the part, and from part to part."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from .destinations import Destination, target
from .model import JoinError
from .sources import Source, annotations

TO_PART = re.compile(r"part/(\d+)/?(?:#(.*))?", re.DOTALL)


class LinkTargets(Struct, frozen=True):
    """Where a link to a part leads: each part's title, its pages in the joined PDF, its names."""

    titles: Sequence[str]
    pages: Sequence[list[Object]]
    named: Sequence[Mapping[str, Destination]]


def make_explicit(source: Source) -> None:
    """Give each internal link of a part the page itself instead of a name, before it is copied.

    Two parts may use one name for two places. A link that leads nowhere loses its destination.
    """
    dead = 0
    for page in source.pdf.pages:
        for annotation in annotations(page.obj):
            if annotation.get(Name.Subtype) != Name.Link or not _is_internal(annotation):
                continue
            place = target(source, annotation)
            _forget_target(annotation)
            if place is None:
                dead += 1
            else:
                annotation.Dest = Array([source.pdf.pages[place.page].obj, *place.view])
    if dead:
        source.notes.append(f"{dead} link{'s' * (dead > 1)} in it lead{'s' * (dead == 1)} nowhere")


def _is_internal(annotation: Object) -> bool:
    action = annotation.get(Name.A)
    return Name.Dest in annotation or (
        isinstance(action, Dictionary) and action.get(Name.S) == Name.GoTo
    )


def _forget_target(annotation: Object) -> None:
    for key in (Name.Dest, Name.A, Name.PA):
        if key in annotation:
            del annotation[key]


def link_parts(
    base: str, pages: Sequence[Object], part: int, targets: LinkTargets, offset: int = 0
) -> None:
    """Turn the links of a part that lead to `base` + `part/2` into links to that part.

    `offset` is added to the number, for a part that counts those of a PDF of its own.

    Raises JoinError for the number of a part, or a name in a part, that there is not.
    """
    for page in pages:
        for annotation in annotations(page):
            address = address_of(annotation)
            if address is None or not address.startswith(base):
                continue
            found = TO_PART.fullmatch(address.removeprefix(base))
            if not found or not 1 <= int(found[1]) + offset <= len(targets.pages):
                wanted = f"{base}part/1 to part/{len(targets.pages)}"
                raise JoinError(part, f"a link leads to {address}; there is {wanted}")
            other, name = int(found[1]) + offset - 1, unquote(found[2] or "")
            place = targets.named[other].get(name) if name else _top(targets.pages[other][0])
            if place is None:
                raise JoinError(part, f"a link leads to {address}; that part names no such place")
            _forget_target(annotation)
            annotation.Dest = place.on(targets.pages[other])
            if str(annotation.get(Name.Contents, address)) == address:
                # An engine that knows no better describes the link by its address.
                annotation.Contents = String(f"Go to {targets.titles[other]}")


def address_of(annotation: Object) -> str | None:
    """Return the web address that a link leads to; None for another annotation."""
    action = annotation.get(Name.A)
    if annotation.get(Name.Subtype) != Name.Link or not isinstance(action, Dictionary):
        return None
    address = action.get(Name.URI)
    return str(address) if isinstance(address, String) else None


def _top(page: Object) -> Destination:
    """Return the first page of a part, shown from its top at the reader's own zoom."""
    box = page.get(Name.CropBox, page.get(Name.MediaBox))
    edges = [float(edge) for edge in box] if isinstance(box, Array) and len(box) == 4 else [0.0] * 4
    left, top = min(edges[0], edges[2]), max(edges[1], edges[3])
    return Destination(0, (Name.XYZ, round(left, 2), round(top, 2), None))


def write_names(pdf: Pdf, targets: LinkTargets) -> None:
    """Write the named destinations of all parts, `place` of the second part as `part2.place`."""
    names = {
        f"part{number}.{name}": destination.on(pages)
        for number, (pages, named) in enumerate(zip(targets.pages, targets.named, strict=True), 1)
        for name, destination in named.items()
    }
    if not names:
        return
    tree = NameTree.new(pdf)
    for name in sorted(names):
        tree[name] = names[name]
    pdf.Root.Names = Dictionary(Dests=tree.obj)
