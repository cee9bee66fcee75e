"""Chooses the picture of each form field: the file’s own where it is good, else PDFium’s."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from pikepdf import Dictionary, Name, Object, Pdf

from panel_papers.core import Level, Place, Problem
from panel_papers.inputs.cleaning.pdf.forms.drawing import draw, letters_without_face
from panel_papers.inputs.cleaning.pdf.forms.fields import (
    COMBO,
    answers_of,
    field_kind,
    has_flag,
    is_choice_mark,
    is_on,
    options_of,
    picture_of,
)
from panel_papers.inputs.cleaning.pdf.forms.shown import Shown, bare, shown_by
from panel_papers.inputs.cleaning.pdf.objects import inherited, pictures_of


class Picture(Struct, frozen=True):
    """The picture of a field, the text that is to be seen in it, and the answer in words.

    `redrawn` says that the picture is not the file’s own, or that readers draw it again.
    """

    stream: Object
    text: tuple[str, ...]
    answer: tuple[str, ...]
    redrawn: bool


class Chosen(Struct, frozen=True):
    """The picture of each field, None for those that show nothing, and the problems found."""

    pictures: tuple[Picture | None, ...]
    problems: tuple[Problem, ...] = ()


def choose_pictures(pdf: Pdf, form: object, fields: Sequence[tuple[Object, Place]]) -> Chosen:
    """Return the picture of each field, as readers show it.

    The file’s own is kept where it shows the answer, or where readers show it all the same: they
    draw a field again only where the form asks for that (NeedAppearances), and no field that is in
    no form.
    """
    fresh = isinstance(form, Dictionary) and bool(form.get(Name.NeedAppearances, False))
    own = [picture_of(widget) for widget, _ in fields]
    typed = [field_kind(widget) in ("/Tx", "/Ch") for widget, _ in fields]
    shown = iter(shown_by(pdf, [p for p, text in zip(own, typed, strict=True) if text]))
    looks = [next(shown) if text else None for text in typed]
    anew = [
        at
        for at, (widget, _) in enumerate(fields)
        if isinstance(form, Dictionary) and _is_drawn_anew(widget, own[at], looks[at], fresh=fresh)
    ]
    unprintable = {at: letters for at in anew if (letters := letters_without_face(fields[at][0]))}
    drawable = [at for at in anew if at not in unprintable]
    drawn = dict(zip(drawable, draw(pdf, form, [fields[at][0] for at in drawable]), strict=True))
    pictures = [
        _picture(widget, drawn.get(at, own[at]), looks[at], redrawn=at in drawn, fresh=fresh)
        for at, (widget, _) in enumerate(fields)
    ]
    problems = [_no_letters(fields[at][1], letters) for at, letters in unprintable.items()]
    kept = [(*fields[at], looks[at]) for at in range(len(fields)) if at not in anew]
    return Chosen(tuple(pictures), (*problems, *_stale(kept)))


def _is_drawn_anew(field: Object, own: Object | None, look: Shown | None, *, fresh: bool) -> bool:
    """Say whether a field needs a picture that its file does not hold."""
    if is_choice_mark(field):
        return not pictures_of(field) or (own is None and is_on(field))
    if look is None:
        return False
    if own is None:
        return True
    return _is_wrong(field, look, fresh=fresh)


def _is_wrong(field: Object, look: Shown, *, fresh: bool) -> bool:
    """Say whether readers show another answer than the picture that a field has."""
    text, answers = bare(look.text), [bare(answer) for answer in answers_of(field)]
    if all(answer in text for answer in answers):
        # an earlier text may still be shown by a field that has been emptied since
        listed = not has_flag(field, COMBO) and bool(options_of(field))
        stale = bool(text) if field_kind(field) == "/Tx" else listed and not text
        return fresh and not answers and stale
    if not text:
        return fresh or not look.draws
    cut = any(text in answer for answer in answers)  # PDFium may make room
    return cut or (fresh and not _is_formatted(field))


def _is_formatted(field: Object) -> bool:
    """Say whether a script of the field writes its answer in another form: £1,234.50."""
    actions = inherited(field, "/AA")
    return isinstance(actions, Dictionary) and Name.F in actions


def _picture(
    field: Object, stream: Object | None, look: Shown | None, *, redrawn: bool, fresh: bool
) -> Picture | None:
    """Return the picture of a field with the text that is to be seen in it."""
    if stream is None:
        return None
    # PDFium paints choices again, with the button that drops a list
    anew = redrawn or fresh or field_kind(field) == "/Ch"
    if look is None:
        return Picture(stream, (), (), anew)
    answers = answers_of(field)
    if redrawn or _shows(look, answers):
        return Picture(stream, answers, answers, anew)
    if not bare(look.text):  # letters drawn as curves
        return Picture(stream, (), answers, anew)
    return Picture(stream, (look.text,), (look.text,), anew)


def _shows(look: Shown, answers: Sequence[str]) -> bool:
    text = bare(look.text)
    return bool(answers) and all(bare(answer) in text for answer in answers)


def _no_letters(place: Place, letters: str) -> Problem:
    return Problem(
        "field-letters",
        place,
        f"An answer in the form has letters that cannot be printed: {letters[:20]}",
        "letters of the Latin, Greek and Cyrillic alphabets, or a form that holds its own picture "
        "of the answer",
        "print the form to a new PDF (“Save as PDF” or “Microsoft Print to PDF”) and supply that",
    )


def _stale(kept: Sequence[tuple[Object, Place, Shown | None]]) -> Iterator[Problem]:
    """Yield a warning for each field whose picture shows another answer than it holds."""
    for field, place, look in kept:
        answers = answers_of(field)
        if look is None or not answers or not bare(look.text) or _is_formatted(field):
            continue
        if not _shows(look, answers):
            shown, held = " ".join(look.text.split()), " ".join(" ".join(answers).split())
            yield Problem(
                "form-answer-differs",
                place,
                f"The form shows “{shown[:60]}” but holds another answer; the pack prints what is "
                "shown",
                "",
                "open the form, type the answer that is right into this field again, and save it",
                Level.WARNING,
                quoted=f"it holds “{held[:60]}”",
            )
