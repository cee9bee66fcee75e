"""Gives a part without usable tags an honest place: one element a page, and no more."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from .content import content_of, without_marks
from .coverage import Scan
from .geometry import visible_frame
from .grafting import Grafted
from .sources import annotations


def retag(grafted: Grafted, section: Object, pages: list[Object], scans: list[Scan]) -> None:
    """Tag the pages of a part: a paragraph where there is text, a figure where it is scanned.

    `pages` are the pages in the joined PDF, `scans` what was found on each.
    """
    title = str(section.T)
    cleaned: set[tuple[int, int]] = set()
    kids: list[Object] = []
    for number, (page, scan) in enumerate(zip(pages, scans, strict=True), 1):
        _clean_forms(page, cleaned)
        if scan.text:
            element = grafted.element("P", section, Pg=page)
        elif scan.pictures or scan.unreadable:
            what = f"{title}, page {number} of {len(pages)}: a scanned image without text"
            element = grafted.element("Figure", section, Pg=page, Alt=String(what))
            element.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=_box(page))
        else:
            _wrap(grafted, page, scan, b"/Artifact BMC\n")
            element = None
        if element is not None:
            _wrap(grafted, page, scan, f"/{str(element.S)[1:]} <</MCID 0>> BDC\n".encode())
            element.K = 0
            page.StructParents = grafted.registry.key()
            grafted.parents[page.StructParents] = Array([element])
            kids.append(element)
        kids.extend(_tag_annotations(grafted, section, page))
    section.K = Array(kids)


def _box(page: Object) -> Array:
    frame = visible_frame(page)
    a, b, c, d, left, bottom = frame.matrix
    right = left + a * frame.width + c * frame.height
    top = bottom + b * frame.width + d * frame.height
    edges = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return Array([round(edge, 2) for edge in edges])


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
