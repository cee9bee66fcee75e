"""Finds the reasons why a supplied PDF cannot be published as it is."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.pdf.content import readable_content
from panel_papers.inputs.cleaning.pdf.objects import annotations_of, name_of

_LONGEST = 14_173  # points: five metres
_WAIT = b"Please wait"


def reasons_to_refuse(pdf: Pdf, place: Place, *, signed: bool = False) -> Iterator[Problem]:
    """Yield every reason, each with what to do about it; with `signed` a signature is none."""
    if pdf.is_encrypted:
        yield Problem(
            "encrypted-pdf",
            place,
            "The PDF is protected by a password, for opening or for changing it",
            "",
            "ask its author for a copy without a password, or remove it under “Security” in a PDF "
            "editor if you are allowed to",
        )
        return
    if not len(pdf.pages):
        hint = (
            "save the document as PDF again in the program that made it, and put that in its place"
        )
        yield Problem("pdf-without-pages", place, "The PDF has no pages", "", hint)
        return
    yield from _portfolio(pdf, place)
    if not signed and is_signed(pdf):
        yield _signature(place)
    yield from _dynamic_form(pdf, place)
    yield from _redactions(pdf, place)
    yield from _large_pages(pdf, place)


def _portfolio(pdf: Pdf, place: Place) -> Iterator[Problem]:
    if Name.Collection in pdf.Root:
        yield Problem(
            "pdf-portfolio",
            place,
            "The PDF is a portfolio: a cover page with other files inside",
            "",
            "open it in Acrobat, save the files in it one by one into the paper’s folder, and "
            "list each below “appendices:” in paper.yaml in place of this one",
        )


def is_signed(pdf: Pdf) -> bool:
    """Say whether a PDF is signed digitally."""
    return any(_signs(field) for field in _fields(pdf))


def _signature(place: Place) -> Problem:
    return Problem(
        "signed-pdf",
        place,
        "The PDF has a digital signature, which would be broken in the pack",
        "",
        "in paper.yaml, below the “file:” line of this appendix, add “signature: print”, which "
        "prints what it looks like without the signature; if readers need it signed, list it below "
        "“background_papers:” instead",
    )


def _fields(pdf: Pdf) -> Iterator[Object]:
    """Yield the form's fields and the pages' widgets: a damaged form forgets some of its own."""
    form = pdf.Root.get(Name.AcroForm)
    top = form.get(Name.Fields) if isinstance(form, Dictionary) else None
    waiting: list[object] = list(top) if isinstance(top, Array) else []
    waiting += [a for page in pdf.pages for a in annotations_of(page.obj)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        field = waiting.pop()
        if not isinstance(field, Dictionary) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        yield field
        kids = field.get(Name.Kids)
        waiting += list(kids) if isinstance(kids, Array) else []


def _signs(field: Object) -> bool:
    """Say whether a field holds a signature, of its own or its parent's kind (12.7.4.5)."""
    value, parent = field.get(Name.V), field.get(Name.Parent)
    kind = name_of(field, "/FT") or (
        name_of(parent, "/FT") if isinstance(parent, Dictionary) else ""
    )
    return (
        kind == "/Sig"
        and isinstance(value, Dictionary)
        and (Name.Contents in value or Name.ByteRange in value)
    )


def _dynamic_form(pdf: Pdf, place: Place) -> Iterator[Problem]:
    form = pdf.Root.get(Name.AcroForm)
    if not isinstance(form, Dictionary) or Name.XFA not in form:
        return
    widgets = any(
        name_of(a, "/Subtype") == "/Widget" for page in pdf.pages for a in annotations_of(page.obj)
    )
    waits = len(pdf.pages) == 1 and _WAIT in readable_content(pdf.pages[0].obj)
    if bool(pdf.Root.get(Name.NeedsRendering, False)) or not widgets or waits:
        yield Problem(
            "dynamic-form",
            place,
            "The PDF is a form that only Adobe’s programs can show (XFA)",
            "",
            "open it in Adobe Acrobat Reader, print it to a new PDF (“Microsoft Print to "
            "PDF”), and put that in its place",
        )


def _redactions(pdf: Pdf, place: Place) -> Iterator[Problem]:
    pages = [
        str(number)
        for number, page in enumerate(pdf.pages, 1)
        if any(name_of(a, "/Subtype") == "/Redact" for a in annotations_of(page.obj))
    ]
    if pages:
        yield Problem(
            "unapplied-redaction",
            place,
            f"Redaction marks on page {', '.join(pages[:10])} were never applied: the words "
            "beneath are still there",
            "",
            "open it in Acrobat, choose Redact a PDF › Apply, and save",
        )


def _large_pages(pdf: Pdf, place: Place) -> Iterator[Problem]:
    for number, page in enumerate(pdf.pages, 1):
        edges = [float(edge) for edge in page.mediabox]
        unit = float(page.obj.get(Name.UserUnit, 1))
        unit = unit if unit > 0 else 1.0  # as readers take one that is no unit
        longest = max(abs(edges[2] - edges[0]), abs(edges[3] - edges[1])) * unit
        if longest > _LONGEST:
            metres = longest * 0.0254 / 72
            yield Problem(
                "page-too-large",
                Place(place.file, where=f"page {number}"),
                f"The page is {metres:,.1f} metres long",
                "at most 5 metres",
                "open it in a PDF reader, print it to a new PDF in a paper size such as A3, "
                "and put that in its place",
            )
