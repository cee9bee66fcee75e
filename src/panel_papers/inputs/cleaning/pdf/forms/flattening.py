"""Prints the fields of a form and the watermarks of a PDF onto their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Pdf

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.pdf.forms.fields import (
    PASSWORD,
    RADIO,
    answers_of,
    field_kind,
    full_name,
    has_flag,
    is_choice_mark,
    is_on,
    is_push_button,
    picture_of,
    spoken_name,
)
from panel_papers.inputs.cleaning.pdf.objects import (
    annotations_of,
    box_of,
    has_box,
    is_unseen,
    name_of,
)
from panel_papers.inputs.cleaning.pdf.printing.placing import Printed, Printer
from panel_papers.inputs.cleaning.pdf.printing.tags import Spoken
from panel_papers.inputs.cleaning.results import Tally

if TYPE_CHECKING:
    from panel_papers.inputs.cleaning.pdf.forms.choosing import Picture

Rect = tuple[float, float, float, float]


class PrintedField(Struct, frozen=True):
    """A field as it was printed: its page from 0, its place there, and the text to be seen in it.

    `redrawn` says that its picture is not the file’s own, `answered` that something must be seen.
    """

    page: int
    rect: Rect
    name: str
    text: tuple[str, ...]
    redrawn: bool
    answered: bool


class FlatForm(Struct, frozen=True):
    """What flattening printed, and the problems that it found."""

    fields: tuple[PrintedField, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Field(Struct, frozen=True):
    page: int
    widget: Object
    place: Place


def flatten_forms(pdf: Pdf, place: Place, tally: Tally, printer: Printer) -> FlatForm:
    """Make form fields and watermarks part of their pages; no other annotation is touched.

    Buttons that only do something, and fields that are hidden, are taken out.
    """
    form = pdf.Root.get(Name.AcroForm)
    fields = list(_fields(pdf, place, tally))
    passwords = tuple(_passwords(fields))
    if passwords:
        return FlatForm(problems=passwords)
    pictures, problems = _chosen(pdf, form, fields)
    _print(pdf, fields, pictures, tally, printer)
    if Name.AcroForm in pdf.Root:
        if isinstance(form, Dictionary) and Name.XFA in form:
            tally.add("XFA form data")
        if not fields:
            tally.add("form without fields")
        del pdf.Root.AcroForm
    printed = [
        _printed(each, picture)
        for each, picture in zip(fields, pictures, strict=True)
        if picture is not None
    ]
    return FlatForm(tuple(printed), problems)


def _chosen(
    pdf: Pdf, form: object, fields: Sequence[_Field]
) -> tuple[Sequence[Picture | None], tuple[Problem, ...]]:
    """Return the picture of each field, and the problems with them."""
    if not fields:
        return (), ()
    from panel_papers.inputs.cleaning.pdf.forms.choosing import (  # noqa: PLC0415 - loads PDFium
        choose_pictures,
    )

    chosen = choose_pictures(pdf, form, [(each.widget, each.place) for each in fields])
    return chosen.pictures, chosen.problems


def _fields(pdf: Pdf, place: Place, tally: Tally) -> Iterator[_Field]:
    """Yield the fields that are printed; count the others."""
    for number, page in enumerate(pdf.pages):
        where = f"page {number + 1}"
        for widget in annotations_of(page.obj):
            if name_of(widget, "/Subtype") != "/Widget":
                continue
            if is_push_button(widget):
                tally.add("button of a form, not printed", where)
            elif is_unseen(widget) or not has_box(widget):
                tally.add("hidden form field", where)
            else:
                yield _Field(number, widget, Place(place.file, where=_where(number, widget)))


def _where(page: int, widget: Object) -> str:
    name = spoken_name(widget) or full_name(widget)
    return f"page {page + 1}, the field “{name}”" if name else f"page {page + 1}, a field"


def _passwords(fields: Sequence[_Field]) -> Iterator[Problem]:
    for each in fields:
        if field_kind(each.widget) == "/Tx" and has_flag(each.widget, PASSWORD):
            if not answers_of(each.widget):
                continue
            yield Problem(
                "password-field",
                each.place,
                "The form has a password field that is filled in: the page shows dots, but the "
                "file holds the password itself",
                "",
                "open the form, delete what is in that field, and save it",
            )


def _print(
    pdf: Pdf,
    fields: Sequence[_Field],
    pictures: Sequence[Picture | None],
    tally: Tally,
    printer: Printer,
) -> None:
    """Print fields and watermarks of each page in their order, and leave all other annotations."""
    by_widget = {
        (each.page, _key(each.widget)): picture
        for each, picture in zip(fields, pictures, strict=True)
    }
    for number, page in enumerate(pdf.pages):
        where, printed, kept = f"page {number + 1}", list[Printed](), list[Object]()
        found = annotations_of(page.obj)
        for annotation in found:
            kind = name_of(annotation, "/Subtype")
            picture = by_widget.get((number, _key(annotation)))
            if kind == "/Watermark" and (mark := picture_of(annotation)) is not None:
                printed.append(Printed(annotation, mark, None))
            elif picture is not None:
                spoken = _spoken(annotation, picture)
                printed.append(Printed(annotation, picture.stream, spoken))
            elif kind != "/Widget":
                kept.append(annotation)
            elif (number, _key(annotation)) in by_widget:
                tally.add("form field without a picture", where)
        if len(kept) == len(found):
            continue
        tally.add("form field, printed as it looks", where, len(printed))
        printer.put(page, printed)
        if kept:
            page.obj.Annots = Array(kept)
        else:
            del page.obj.Annots


def _key(annotation: Object) -> object:
    """Return what distinguishes an annotation from the others of its page."""
    return annotation.objgen if annotation.is_indirect else bytes(annotation.unparse())


def _printed(field: _Field, picture: Picture) -> PrintedField:
    return PrintedField(
        page=field.page,
        rect=box_of(field.widget),
        name=field.place.where or "",
        text=picture.text,
        redrawn=picture.redrawn,
        answered=bool(picture.text) or (is_choice_mark(field.widget) and is_on(field.widget)),
    )


def _spoken(field: Object, picture: Picture) -> Spoken:
    """Return what a listener hears of a printed field: its name and its answer."""
    name = spoken_name(field)
    if field_kind(field) == "/Sig":
        words = f"Signature: {name}" if name else "Signature"
        return Spoken("Figure", words, box=box_of(field))
    if is_choice_mark(field):
        radio, on = has_flag(field, RADIO), is_on(field)
        answer = ("" if on else "not ") + ("chosen" if radio else "ticked")
        role, checked = ("rb" if radio else "cb"), on
        return Spoken("Form", _named(name, answer), role, checked, name)
    answer = ", ".join(" ".join(text.split()) for text in picture.answer)
    if not answer:
        return Spoken("Form", _named(name, "not filled in"), "tv", None, name)
    return Spoken("Form", f"{name}: {answer}" if name else "", "tv", None, name)


def _named(name: str, answer: str) -> str:
    return f"{name}: {answer}" if name else answer.capitalize()
