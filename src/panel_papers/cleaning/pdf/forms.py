"""Prints a form's fields onto their pages, as they look, and takes the form away."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from panel_papers.cleaning.pdf.objects import annotations, name_of
from panel_papers.cleaning.results import Tally

_PRINTED = frozenset({"/Widget", "/Watermark"})
"""What is content of the page although it is an annotation."""


def flatten_forms(pdf: Pdf, tally: Tally) -> None:
    """Make form fields and watermarks part of their pages; no other annotation is touched."""
    form = pdf.Root.get(Name.AcroForm)
    pages = [
        (page.obj, flat)
        for page in pdf.pages
        if (flat := [a for a in annotations(page.obj) if name_of(a, "/Subtype") in _PRINTED])
    ]
    if isinstance(form, Dictionary) and pages:
        _draw(pdf, form, pages)
    others: list[list[Object]] = []
    for number, page in enumerate(pdf.pages, 1):
        found = annotations(page.obj)
        flat = [a for a in found if name_of(a, "/Subtype") in _PRINTED]
        if not flat:
            others.append([])
            continue
        others.append([a for a in found if name_of(a, "/Subtype") not in _PRINTED])
        page.obj.Annots = Array(flat)
        tally.add("form field, printed as it looks", f"page {number}", len(flat))
    if pages:
        _without_others(pdf, others)
    if Name.AcroForm in pdf.Root:
        if isinstance(form, Dictionary) and Name.XFA in form:
            tally.add("XFA form data")
        if not pages:
            tally.add("form without fields")
        del pdf.Root.AcroForm


def _without_others(pdf: Pdf, others: list[list[Object]]) -> None:
    """Flatten what is left on the pages, then put the other annotations back."""
    untouched = []
    for page, kept in zip(pdf.pages, others, strict=True):
        flat = any(name_of(a, "/Subtype") in _PRINTED for a in annotations(page.obj))
        untouched.append(None if flat else page.obj.get(Name.Annots))
        if not flat and Name.Annots in page.obj:
            del page.obj.Annots
        elif flat and not kept:
            pass
    pdf.flatten_annotations("screen")
    for page, kept, before in zip(pdf.pages, others, untouched, strict=True):
        if before is not None:
            page.obj.Annots = before
        elif kept:
            page.obj.Annots = Array(kept)
        elif Name.Annots in page.obj:
            del page.obj.Annots


def _draw(pdf: Pdf, form: Object, pages: list[tuple[Object, list[Object]]]) -> None:
    """Let qpdf draw the fields that have no picture, or all where the form asks for that.

    qpdf writes Latin letters only, so a value with others keeps the picture that it has.
    """
    fresh = form.get(Name.NeedAppearances) is True
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
