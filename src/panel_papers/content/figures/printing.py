"""A figure's number as it prints, and why it may not."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from panel_papers.content.figures.calculated import Calculated, Taken
from panel_papers.content.figures.fields import FigureEntry
from panel_papers.content.figures.fitting import misfit, printable
from panel_papers.content.figures.formats import RATIO, Format, plain_number
from panel_papers.content.figures.quantities import YEAR
from panel_papers.core import Level, Place, Problem


def printed(
    name: str, entry: FigureEntry, taken: Taken, place: Place
) -> tuple[Calculated | None, tuple[Problem, ...]]:
    """Return a figure with its number as it prints, and its problems; None with an error.

    `place` is that of its format, or of the figure where it has none.
    """
    shown = printable(
        taken.quantity, taken.scale, entry.format, unsaid=taken.unsaid, shown=taken.shown
    )
    if shown is None:
        found = f"The figure “{name}” is {plain_number(taken.value)}, a number without end"
        hint = f"add a line below “{name}:” that shows how to round it, such as “format: 5.9%”"
        return None, (Problem("missing-format", place, found, "", hint),)
    form = shown.form.with_sign(brackets=taken.brackets)
    problems = []
    fault = misfit(taken.quantity, entry.format, unsaid=taken.unsaid)
    if fault is not None:
        problems.append(
            Problem(fault.code, place, fault.found, fault.wanted, fault.hint, fault.level)
        )
        if fault.level is Level.ERROR:
            return None, tuple(problems)
    try:
        text = form.printed(shown.value)
    except ValueError:
        return None, (*problems, _without_words(shown.value, place))
    if shown.value and not form.rounded(shown.value):
        problems.append(_hidden(shown.value, text, form, place))
        if form.hides_all:
            return None, tuple(problems)
    unit = "" if taken.unit in (YEAR, RATIO) else taken.unit
    figure = Calculated(
        name=name,
        entry=entry,
        value=taken.value,
        unit=unit or form.unit,
        printed=text,
        formula=taken.formula,
        sources=taken.sources,
        period=entry.period or taken.period,
        compared=taken.compared,
        quantity=replace(taken.quantity, typed=False, of_percent=False, hundred=0),
        brackets=taken.brackets,
        counted_in=taken.scale if shown.value * taken.scale == taken.value else 1,
        unsigned=form.without_sign.printed(shown.value),
        sign=form.sign(shown.value),
    )
    return figure, tuple(problems)


def _without_words(value: Fraction, place: Place) -> Problem:
    """Return the problem of a number that is to be spelled out and cannot be."""
    number = plain_number(value)
    if value.denominator == 1:
        code, found = "number-too-large", f"{number} is too large to be written in words"
    else:
        code = "not-whole"
        found = f"{number} is not a whole number, and only these are written in words"
    pattern, meant = ("3,755", "") if value.denominator == 1 else ("2.5", " with one decimal place")
    hint = f"replace the format here, which asks for words: “format: {pattern}” ({pattern} is a "
    hint += f"pattern: any number{meant}, in digits)"
    return Problem(code, place, found, "", hint)


def _hidden(value: Fraction, text: str, form: Format, place: Place) -> Problem:
    """Return the problem of a number that its format rounds to zero."""
    found = f"{plain_number(value)} would print as “{text}”, as if it were nothing"
    hint = "write more decimal places into “format:” here; if the number is in millions already, "
    hint += "leave “m” out of it"
    level = Level.ERROR if form.hides_all else Level.WARNING
    return Problem("prints-as-nothing", place, found, "", hint, level)
