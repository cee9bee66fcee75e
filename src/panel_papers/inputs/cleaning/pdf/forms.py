"""Prints a form's fields onto their pages, as they look, and takes the form away."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from panel_papers.inputs.cleaning.pdf.objects import annotations_of, name_of
from panel_papers.inputs.cleaning.results import Tally

_PRINTED = frozenset({"/Widget", "/Watermark"})
"""What is content of the page although it is an annotation."""


def flatten_forms(pdf: Pdf, tally: Tally) -> None:
    """Make form fields and watermarks part of their pages; no other annotation is touched."""
    form = pdf.Root.get(Name.AcroForm)
    pages = [
        (page.obj, flat)
        for page in pdf.pages
        if (flat := [a for a in annotations_of(page.obj) if _is_printed(a)])
    ]
    if isinstance(form, Dictionary) and pages:
        _draw(pdf, form, pages)
    if pages:
        _print(pdf, tally)
    if Name.AcroForm not in pdf.Root:
        return
    if isinstance(form, Dictionary) and Name.XFA in form:
        tally.add("XFA form data")
    if not pages:
        tally.add("form without fields")
    del pdf.Root.AcroForm


def _is_printed(annotation: Object) -> bool:
    return name_of(annotation, "/Subtype") in _PRINTED


def _print(pdf: Pdf, tally: Tally) -> None:
    """Let qpdf print fields and watermarks; it would print comments and links as well."""
    before: list[Object | None] = []
    for number, page in enumerate(pdf.pages, 1):
        found = annotations_of(page.obj)
        flat = [a for a in found if _is_printed(a)]
        others = Array([a for a in found if not _is_printed(a)])
        before.append(others if flat else page.obj.get(Name.Annots))
        page.obj.Annots = Array(flat)
        tally.add("form field, printed as it looks", f"page {number}", len(flat))
    pdf.flatten_annotations("screen")
    for page, kept in zip(pdf.pages, before, strict=True):
        if kept is None or (isinstance(kept, Array) and not len(kept)):
            if Name.Annots in page.obj:
                del page.obj.Annots
        else:
            page.obj.Annots = kept


def _draw(pdf: Pdf, form: Object, pages: Sequence[tuple[Object, list[Object]]]) -> None:
    """Let qpdf draw the fields that have no picture, or all where the form asks for that.

    qpdf writes Latin letters only, so a value with others keeps the picture that it has.
    """
    fresh = bool(form.get(Name.NeedAppearances, False))
    before = [(page, page.get(Name.Annots)) for page, _ in pages]
    lacking = False
    for page, fields in pages:
        drawn = [
            f for f in fields if _is_typed(f) and (not _has_picture(f) or (fresh and _latin(f)))
        ]
        page.Annots = Array(drawn)
        lacking = lacking or bool(drawn)
    if lacking:
        form.NeedAppearances = True
        pdf.generate_appearance_streams()
    form.NeedAppearances = False
    for page, found in before:
        page.Annots = found


def _is_typed(field: Object) -> bool:
    """Tell whether a field holds text or a choice (ISO 32000-1 12.7.4.3 and 12.7.4.4)."""
    return str(_inherited(field, "/FT")) in ("/Tx", "/Ch")


def _has_picture(field: Object) -> bool:
    pictures = field.get(Name.AP)
    return isinstance(pictures, Dictionary) and isinstance(pictures.get(Name.N), Stream)


def _latin(field: Object) -> bool:
    value = _inherited(field, "/V")
    if not isinstance(value, String):
        return True
    try:
        str(value).encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _inherited(field: Object, key: str) -> object:
    """Return what a field or one of its parents says; parents in a circle end after fifty."""
    holder: object = field
    for _ in range(50):
        if not isinstance(holder, Dictionary):
            break
        if key in holder:
            return holder.get(key)
        holder = holder.get(Name.Parent)
    return None
