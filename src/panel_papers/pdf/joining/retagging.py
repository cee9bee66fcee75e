"""Gives a part without usable tags an honest place: one element a page, and no more."""

from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from .completing import kinds_of
from .content import content_of, without_marks
from .coverage import Scan, Scanner
from .geometry import page_box
from .grafting import Grafted
from .marking import mark_rest
from .sources import annotations

_New = list[tuple[str, list[int]]]
"""Elements that a page gets: their type, and their marks."""


def retag(
    grafted: Grafted,
    section: Object,
    pages: list[Object],
    scans: list[Scan],
    pictures: Mapping[int, str],
) -> None:
    """Tag the pages of a part: a paragraph where there is text, a figure where it is scanned.

    `pages` are the pages in the joined PDF, `scans` what was found on each. `pictures` has the
    words for those that are one picture, by their numbers from 1; text on one is a paragraph too.
    """
    title = str(section.T)
    cleaned: set[tuple[int, int]] = set()
    kids: list[Object] = []
    for number, (page, scan) in enumerate(zip(pages, scans, strict=True), 1):
        _clean_forms(page, cleaned)
        alternative = pictures.get(number)
        if alternative is None and (scan.pictures or scan.unreadable):
            alternative = f"{title}, page {number} of {len(pages)}: a scanned image without text"
        if number in pictures and scan.text and not scan.unreadable:
            new = _mark_apart(grafted, page, scan)
        elif scan.text:
            new = _mark_whole(grafted, page, scan, "P")
        elif alternative is not None:
            new = _mark_whole(grafted, page, scan, "Figure")
        else:
            _wrap(grafted, page, scan, b"/Artifact BMC\n")
            new = []
        kids.extend(_elements(grafted, section, page, new, alternative))
        kids.extend(_tag_annotations(grafted, section, page))
    section.K = Array(kids)


def _mark_whole(grafted: Grafted, page: Object, scan: Scan, kind: str) -> _New:
    _wrap(grafted, page, scan, f"/{kind} <</MCID 0>> BDC\n".encode())
    return [(kind, [0])]


def _mark_apart(grafted: Grafted, page: Object, scan: Scan) -> _New:
    """Mark the text of a page that is a picture apart from the picture."""
    kinds = kinds_of(page, Scanner({}))
    try:
        body = without_marks(content_of(page))
        marked = mark_rest(grafted.pdf, page, body, {}, kinds, is_picture=True)
    except (pikepdf.PdfError, ValueError, RuntimeError, NotImplementedError):
        return _mark_whole(grafted, page, scan, "P")
    before, after = b"q\n" * (1 + scan.closed), b"\n" + b"Q\n" * (1 + scan.opened)
    page.Contents = grafted.pdf.make_stream(before + marked.content + after)
    scan.opened = scan.closed = scan.marks = 0
    return marked.elements


def _elements(
    grafted: Grafted,
    section: Object,
    page: Object,
    new: _New,
    alternative: str | None,
) -> Iterator[Object]:
    """Yield the elements of a page's new marks, and list them for the page."""
    if not new:
        return
    owners: list[Object | None] = [None] * (1 + max(max(numbers) for _, numbers in new))
    for kind, numbers in new:
        element = grafted.element(kind, section, Pg=page)
        if kind == "Figure":
            element.Alt = String(alternative or "")
            element.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=page_box(page))
        element.K = Array(numbers) if len(numbers) > 1 else numbers[0]
        for number in numbers:
            owners[number] = element
        yield element
    page.StructParents = grafted.registry.key()
    grafted.parents[page.StructParents] = Array(owners)


def _wrap(grafted: Grafted, page: Object, scan: Scan, begin: bytes) -> None:
    """Put a mark round the whole content of a page, in place of those with no tree behind them."""
    if Name.Contents not in page:
        return
    pdf = grafted.pdf
    before = begin + b"q\n" * (1 + scan.closed)
    after = b"\n" + b"Q\n" * (1 + scan.opened) + b"EMC\n"
    try:
        body = without_marks(content_of(page))
    except (pikepdf.PdfError, ValueError, RuntimeError, NotImplementedError):
        held = page.Contents
        streams = list(held) if isinstance(held, Array) else [held]
        page.Contents = Array([pdf.make_stream(before), *streams, pdf.make_stream(after)])
    else:
        page.Contents = pdf.make_stream(before + body + after)
    scan.opened = scan.closed = scan.marks = 0


def _clean_forms(page: Object, cleaned: set[tuple[int, int]]) -> None:
    """Take the marks out of the forms that a page paints, and of the forms within those."""
    for form in _forms(page.get(Name.Resources), cleaned):
        try:
            content = form.read_bytes()
        except (pikepdf.PdfError, RuntimeError, NotImplementedError):
            continue
        if b"BDC" in content or b"BMC" in content:
            form.write(without_marks(content))


def _forms(resources: object, met: set[tuple[int, int]]) -> Iterator[Stream]:
    todo = [resources]
    while todo:
        held = todo.pop()
        listed = held.get(Name.XObject) if isinstance(held, Dictionary) else None
        if not isinstance(listed, Dictionary):
            continue
        for _, painted in listed.items():
            if not isinstance(painted, Stream) or painted.objgen in met:
                continue
            met.add(painted.objgen)
            if painted.get(Name.Subtype) == Name.Form:
                todo.append(painted.get(Name.Resources))
                yield painted


def _address(annotation: Object) -> str:
    action = annotation.get(Name.A)
    address = action.get(Name.URI) if isinstance(action, Dictionary) else None
    return str(address) if isinstance(address, String) else ""


def _tag_annotations(grafted: Grafted, section: Object, page: Object) -> list[Object]:
    """Tag the annotations of a page (ISO 14289-1 7.18)."""
    elements = []
    for annotation in annotations(page):
        kind = annotation.get(Name.Subtype)
        if kind == Name.Popup:
            continue
        tag = {"/Link": "Link", "/Widget": "Form"}.get(str(kind), "Annot")
        element = grafted.element(tag, section, Pg=page)
        if tag == "Link":
            if Name.Contents not in annotation:
                annotation.Contents = String(_address(annotation) or "Link")
            element.Alt = annotation.Contents  # its words are read with the page's
        element.K = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
        annotation.StructParent = grafted.registry.key()
        grafted.parents[annotation.StructParent] = element
        elements.append(element)
    return elements
