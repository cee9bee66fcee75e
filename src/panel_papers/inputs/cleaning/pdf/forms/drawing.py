"""Lets PDFium draw form fields: the library that shows them in Chrome and Edge.

Each field is drawn alone in a PDF of its own, with an embedded face in the place of the font that
it names, so that a printed answer holds its letters wherever it is read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from pypdfium2 import PdfDocument

from panel_papers.inputs.cleaning.pdf.content import readable_content
from panel_papers.inputs.cleaning.pdf.forms.fields import (
    COMBO,
    OFF,
    answers_of,
    field_kind,
    has_flag,
    is_choice_mark,
    is_on,
    options_of,
    picture_of,
)
from panel_papers.inputs.cleaning.pdf.forms.fonts import embed, face_for, lacking
from panel_papers.inputs.cleaning.pdf.objects import inherited
from panel_papers.pdf import pdfium

_KEYS = ("/FT", "/Ff", "/MaxLen", "/Q", "/TI", "/I", "/V", "/Opt")
_OWN_KEYS = ("/Rect", "/MK", "/BS", "/Border", "/F")
# PDFium keeps to the font that a field names only for a font of symbols, by this very name
# (CPDF_BAFontMap); for others it takes a face of the computer for letters beyond Latin.
_FONT = "/Wingdings"
_NAMED_FONT = re.compile(rb"/([^\s/\[\]<>()]+)\s+([-+.\d]+)\s+Tf")
_DEFAULT = b"/Helv 0 Tf 0 g"
_ON = "/Yes"


def letters_without_face(field: Object) -> str:
    """Return the letters of a field that no shipped face can print with the others."""
    letters = _letters(field)
    if face_for("", letters) is not None:
        return ""
    return "".join(sorted(lacking("LiberationSans-Regular", letters)))


def draw(pdf: Pdf, form: object, fields: Sequence[Object]) -> list[Object | None]:
    """Return the picture of each field as PDFium draws it, made for `pdf`; None for none."""
    pictures: list[Object | None] = [None] * len(fields)
    by_face: dict[str, list[int]] = {}
    for at, field in enumerate(fields):
        face = face_for(_font_of(form, field), _letters(field))
        if face is not None:
            by_face.setdefault(face, []).append(at)
    for face, places in by_face.items():
        drawn = _drawn(pdf, form, face, [fields[at] for at in places])
        for at, picture in zip(places, drawn, strict=True):
            pictures[at] = picture
    return pictures


def _drawn(pdf: Pdf, form: object, face: str, fields: Sequence[Object]) -> list[Object | None]:
    with Pdf.new() as scratch:
        page = scratch.add_blank_page(page_size=(1000, 1000)).obj
        widgets = [_alone(pdf, scratch, form, field, number) for number, field in enumerate(fields)]
        page.Annots = Array(widgets)
        letters = "".join(sorted(set("".join(map(_letters, fields)))))
        fonts = Dictionary({_FONT: embed(scratch, face, letters)})
        scratch.Root.AcroForm = scratch.make_indirect(
            Dictionary(Fields=Array(widgets), DR=Dictionary(Font=fonts))
        )
        target = io.BytesIO()
        scratch.save(target, deterministic_id=True)
    with Pdf.open(io.BytesIO(_by_pdfium(target.getvalue()))) as done:
        return [_taken(pdf, widget) for widget in done.pages[0].obj.Annots]


def _alone(pdf: Pdf, scratch: Pdf, form: object, field: Object, number: int) -> Object:
    """Return a field as a widget without parents, and without a picture."""
    keys: dict[str, object] = {key: field.get(key) for key in _OWN_KEYS if key in field}
    keys |= {key: value for key in _KEYS if (value := inherited(field, key)) is not None}
    plain = pdf.make_indirect(Dictionary(keys))
    widget = scratch.copy_foreign(plain)
    widget.Type, widget.Subtype, widget.T = Name.Annot, Name.Widget, String(f"field {number}")
    widget.F = 4
    if is_choice_mark(field):
        widget.AS = widget.V = Name(_ON if is_on(field) else OFF)
    elif field_kind(field) == "/Tx":
        widget.V = String("\n".join(answers_of(field)))
    elif has_flag(field, COMBO):  # as a text: paper has no button that drops a list
        widget.FT, widget.Ff = Name.Tx, 0
        widget.V = String(", ".join(answers_of(field)))
    default = _NAMED_FONT.sub(
        lambda named: _FONT.encode() + b" " + named[2] + b" Tf", _default_appearance(form, field)
    )
    widget.DA = String(default)
    return widget


def _default_appearance(form: object, field: Object) -> bytes:
    held = inherited(field, "/DA")
    if not isinstance(held, String) and isinstance(form, Dictionary):
        held = form.get(Name.DA)
    data = bytes(held) if isinstance(held, String) else b""
    return data if _NAMED_FONT.search(data) else _DEFAULT


def _font_of(form: object, field: Object) -> str:
    """Return the name of the font that a field asks for, by which its face is chosen."""
    named = _NAMED_FONT.search(_default_appearance(form, field))
    alias = named[1].decode("latin-1") if named else ""
    resources = form.get(Name.DR) if isinstance(form, Dictionary) else None
    fonts = resources.get(Name.Font) if isinstance(resources, Dictionary) else None
    font = fonts.get(f"/{alias}") if isinstance(fonts, Dictionary) and alias else None
    base = font.get(Name.BaseFont) if isinstance(font, Dictionary) else None
    return str(base).removeprefix("/") if isinstance(base, Name) else alias


def _letters(field: Object) -> str:
    """Return every letter that the picture of a field may show."""
    if field_kind(field) not in ("/Tx", "/Ch"):
        return ""
    shown = [*answers_of(field), *(text for _, text in options_of(field))]
    return "".join(letter for letter in "".join(shown) if letter >= " ")


def _by_pdfium(data: bytes) -> bytes:
    """Return a PDF with the pictures that PDFium gives to fields without one."""
    target = io.BytesIO()
    with pdfium, PdfDocument(data) as document:
        document.init_forms()
        document[0].render(scale=0.1)  # it draws a field when it first shows it
        document.save(target)
    return target.getvalue()


def _taken(pdf: Pdf, widget: Object) -> Object | None:
    picture = picture_of(widget)
    if picture is None:
        return None
    resources = picture.get(Name.Resources)
    fonts = resources.get(Name.Font) if isinstance(resources, Dictionary) else None
    used = {b"/" + named[1] for named in _NAMED_FONT.finditer(readable_content(picture))}
    if isinstance(fonts, Dictionary):
        for name in [name for name in fonts.keys() if name.encode() not in used]:  # noqa: SIM118  # no mapping
            del fonts[name]  # PDFium lists fonts that it might have needed
    return pdf.copy_foreign(picture)
