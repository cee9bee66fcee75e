"""Prints what somebody typed, drew or stamped onto a PDF, or takes it out, as the author says.

Readers keep such content of a page as annotations: typed text (FreeText), ink, stamps, lines and
shapes, words struck through, and the picture that stands for a film (ISO 32000-1 12.5.6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.pdf.forms.fields import MULTILINE
from panel_papers.inputs.cleaning.pdf.objects import (
    annotations_of,
    box_of,
    has_box,
    is_unseen,
    name_of,
    pictures_of,
)
from panel_papers.inputs.cleaning.pdf.printing.ink import strokes
from panel_papers.inputs.cleaning.pdf.printing.placing import Printed, Printer
from panel_papers.inputs.cleaning.pdf.printing.tags import Spoken
from panel_papers.inputs.cleaning.results import Tally

PRINT, REMOVE = "print", "remove"
"""What `annotations` of an appendix in paper.yaml may say."""

_TYPED, _INK, _STAMP, _FILM = "typed text", "drawing in ink", "stamp", "still picture of a film"
_MODEL = "picture of a 3D model"
_SEEN_ONLY = frozenset({_FILM, _MODEL})  # nobody covers words with these
_KINDS = {
    "/FreeText": _TYPED,
    "/Ink": _INK,
    "/Stamp": _STAMP,
    "/Screen": _FILM,
    "/Movie": _FILM,
    "/RichMedia": _FILM,
    "/3D": _MODEL,
    "/StrikeOut": "strike-through",
    "/Line": "line",
    "/PolyLine": "line",
    "/Square": "rectangle",
    "/Circle": "ellipse",
    "/Polygon": "drawn shape",
}
_SEEN_ONLY_WITH_PICTURE = frozenset({"/Screen", "/Movie", "/RichMedia", "/3D"})
_NAMED = 10  # marks that a message names


def is_printed_mark(kind: str) -> bool:
    """Say whether “annotations: print” prints annotations of a kind (“Stamp”)."""
    return f"/{kind}" in _KINDS


class _Mark(Struct, frozen=True):
    page: int
    annotation: Object
    kind: str
    words: str

    def __str__(self) -> str:
        words = f" “{self.words[:60]}”" if self.words else ""
        return f"{self.kind}{words} on page {self.page + 1}"


def print_or_remove_marks(
    pdf: Pdf, place: Place, tally: Tally, printer: Printer, said: str | None
) -> list[Problem]:
    """Print or remove the content of annotations; return the problems with it.

    `said` is what paper.yaml says of it. Where it says nothing, the author is asked.
    """
    marks = list(_marks(pdf))
    if not marks:
        return []
    if said not in (PRINT, REMOVE):
        return [_undecided(marks, place)]
    if said == REMOVE:
        for mark in marks:
            tally.add(f"{mark.kind}, taken out as paper.yaml says", f"page {mark.page + 1}")
    else:
        pictures = _pictures(pdf, marks)
        lacking = [m for m, picture in zip(marks, pictures, strict=True) if picture is None]
        if lacking:
            return [_no_picture(mark, place) for mark in lacking]
        _print(pdf, marks, [p for p in pictures if p is not None], printer)
        for mark in marks:
            tally.add(f"{mark.kind}, printed as it looks", f"page {mark.page + 1}")
    _take_off(pdf, marks)
    return []


def _marks(pdf: Pdf) -> Iterator[_Mark]:
    for number, page in enumerate(pdf.pages):
        for annotation in annotations_of(page.obj):
            kind = name_of(annotation, "/Subtype")
            if kind not in _KINDS or is_unseen(annotation) or not has_box(annotation):
                continue
            if kind in _SEEN_ONLY_WITH_PICTURE and "" not in pictures_of(annotation):
                continue
            yield _Mark(number, annotation, _KINDS[kind], _words(annotation, kind))


def _words(annotation: Object, kind: str) -> str:
    """Return the author’s words: what a mark says of itself, or what a stamp is called."""
    said = annotation.get(Name.Contents)
    words = " ".join(str(said).split()) if isinstance(said, String) else ""
    if not words and kind == "/Stamp":
        words = name_of(annotation, "/Name").removeprefix("/")
    return words


def _undecided(marks: Sequence[_Mark], place: Place) -> Problem:
    named = ", ".join(map(str, marks[:_NAMED]))
    more = f" and {len(marks) - _NAMED} more" if len(marks) > _NAMED else ""
    redact = ""
    if any(mark.kind not in _SEEN_ONLY for mark in marks):
        redact = (
            "; a mark drawn over words hides nothing: remove the words first (Acrobat: Redact a "
            "PDF)"
        )
    return Problem(
        "annotations-undecided",
        place,
        f"The pages have content that was added to them later, which may or may not be meant for "
        f"readers: {named}{more}",
        "",
        "in paper.yaml, below the “file:” line of this appendix, add “annotations: print” to print "
        "it as it looks, or "
        f"“annotations: remove” to leave it out{redact}",
    )


def _no_picture(mark: _Mark, place: Place) -> Problem:
    return Problem(
        "annotation-without-picture",
        Place(place.file, where=f"page {mark.page + 1}"),
        f"The file holds no picture of this annotation, so programs draw it differently: {mark}",
        "",
        "open the file where it was made and print it to a new PDF (“Save as PDF” or “Microsoft "
        "Print to PDF”), or leave it out: write “annotations: remove” below the “file:” line of "
        "this appendix in paper.yaml",
    )


def _pictures(pdf: Pdf, marks: Sequence[_Mark]) -> list[Object | None]:
    """Return the picture of each mark; PDFium draws typed text that has none."""
    own = [pictures_of(mark.annotation).get("") for mark in marks]
    for at, mark in enumerate(marks):
        if own[at] is None and mark.kind == _INK:
            own[at] = strokes(pdf, mark.annotation)
    bare_text = [at for at, mark in enumerate(marks) if own[at] is None and mark.kind == _TYPED]
    from panel_papers.inputs.cleaning.pdf.forms.drawing import draw  # noqa: PLC0415 - loads PDFium

    drawn = draw(pdf, None, [_as_field(marks[at].annotation) for at in bare_text])
    for at, picture in zip(bare_text, drawn, strict=True):
        own[at] = picture
    return own


def _as_field(annotation: Object) -> Object:
    """Return typed text as a text field of several lines, which PDFium can draw."""
    keys = {key: annotation.get(key) for key in ("/Rect", "/DA", "/Q") if key in annotation}
    field = Dictionary(keys)
    field.FT, field.Ff, field.V = Name.Tx, MULTILINE, annotation.get(Name.Contents, String(""))
    return field


def _print(pdf: Pdf, marks: Sequence[_Mark], pictures: Sequence[Object], printer: Printer) -> None:
    from panel_papers.inputs.cleaning.pdf.forms.shown import (  # noqa: PLC0415 - loads PDFium
        shown_by,
    )

    texts = [shown.text for shown in shown_by(pdf, pictures)]
    for number, page in enumerate(pdf.pages):
        printed = [
            Printed(mark.annotation, picture, _spoken(mark, text))
            for mark, picture, text in zip(marks, pictures, texts, strict=True)
            if mark.page == number
        ]
        if printed:
            printer.put(page, printed)


def _spoken(mark: _Mark, text: str) -> Spoken:
    """Return what a listener hears of a mark: typed text as a paragraph, others as a picture."""
    if mark.kind == _TYPED and text.strip():
        return Spoken("P")
    words = mark.words or " ".join(text.split())
    said = f"{mark.kind}: {words}" if words else mark.kind
    return Spoken("Figure", said[0].upper() + said[1:], box=box_of(mark.annotation))


def _take_off(pdf: Pdf, marks: Sequence[_Mark]) -> None:
    """Take marks off their pages, and the windows with their words."""
    gone = {mark.annotation.objgen for mark in marks if mark.annotation.is_indirect}
    for number in {mark.page for mark in marks}:
        page = pdf.pages[number].obj
        page.Annots = Array([each for each in annotations_of(page) if not _goes(each, gone, marks)])


def _goes(annotation: Object, gone: set[tuple[int, int]], marks: Sequence[_Mark]) -> bool:
    if name_of(annotation, "/Subtype") == "/Popup":
        parent = annotation.get(Name.Parent)
        return isinstance(parent, Dictionary) and parent.objgen in gone
    if annotation.is_indirect:
        return annotation.objgen in gone
    return any(annotation == mark.annotation for mark in marks)
