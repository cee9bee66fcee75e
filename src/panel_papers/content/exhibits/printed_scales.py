"""The scales that caption and headings of a table or chart say, compared with that of its data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from panel_papers.content.data import DataCell
from panel_papers.content.data.headings import Heading, read_heading
from panel_papers.content.data.said_scale import has_no_scale, scale_of
from panel_papers.content.data.scale_words import written
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.core import Level, Place, Problem

WORDS = {1: "pounds", 10**3: "thousands", 10**6: "millions", 10**9: "billions"}
_LARGE = 10**6  # in thousands £1bn; where all numbers are whole thousands, they are pounds
_CODE = "format-contradicts-heading"


def scale_problems(column: ChosenColumn, caption: str, at: Place) -> Iterator[Problem]:
    """Yield what is wrong where the heading that prints says another scale than the data."""
    numbers = [cell for cell in column.cells if isinstance(cell.value, Decimal)]
    scale = next((cell.scale for cell in numbers if cell.scale > 1), 1)
    printed, form = read_heading(column.heading), column.format
    if printed.unclear and column.heading != column.name:
        found = (
            f"The heading “{column.heading}” has brackets that say no amount that is known: "
            f"“{printed.unclear}”"
        )
        hint = "in the file, write “(£)”, “(£000)”, “(£m)” or “(£bn)” in their place"
        yield Problem("unclear-scale", at, found, "", hint)
    elif form is not None and (form.heading or form.in_full):
        yield from _of_format(column, printed, caption, at)
    elif scale > 1 and printed.says_scale and printed.scale != scale:
        found = f"The heading “{column.heading}” is over numbers in {_words(scale)}"
        hint = f"write “{written(printed.unit or '£', scale)}” into the heading; or show how to "
        hint += f"print them: “formats: {{{column.heading}: £52.3m}}”"
        yield Problem(_CODE, at, found, "", hint)
    elif scale > 1 and printed.scale == 1 and read_heading(caption).scale != scale:
        found = f"“{column.heading}” does not say that its numbers are in {_words(scale)}"
        unit = next((cell.full_unit for cell in numbers if cell.is_money), "")
        said = f"{column.heading} ({written(unit, scale)})"
        hint = f"write “{said}” as the heading; or show how to print them: “formats: "
        hint += f"{{{column.heading}: £52.3m}}”"
        yield Problem("scale-not-said", at, found, "", hint, Level.WARNING)
    elif scale == 1 and printed.scale > 1 and column.heading != column.name:
        yield from _of_heading(column, numbers, printed, at)


def _of_format(
    column: ChosenColumn, printed: Heading, caption: str, at: Place
) -> Iterator[Problem]:
    """Yield what is wrong where a format says another scale than heading or caption."""
    form, hint = column.format, f"rename the column: “columns: {{Budget: {column.name}}}”, or "
    if form is None:
        return
    hint += "change the format"
    if form.heading:
        if printed.says_scale and printed.scale != form.scale:
            found = f"The format “{form.heading}” and the heading “{column.heading}” give two "
            yield Problem(_CODE, at, f"{found}scales", "", hint)
    elif printed.scale > 1 and (form.currency or form.scale > 1):
        found = f"The format of “{column.heading}” prints numbers in full below that heading"
        yield Problem(_CODE, at, found, "", hint)
    elif form.currency and (said := scale_of(caption)) is not None and said.scale != form.scale:
        found = f"A format prints numbers in full below the caption “{caption}”"
        yield Problem(
            _CODE,
            at,
            found,
            "",
            "either write an example in the caption’s scale into “formats:” of this "
            "block, or say in “caption:” how the numbers print",
        )


def _of_heading(
    column: ChosenColumn, numbers: Sequence[DataCell], printed: Heading, at: Place
) -> Iterator[Problem]:
    """Yield what is wrong where a heading gives a scale to numbers of which the file says none."""
    said = read_heading(column.name).says_scale or any(cell.is_money for cell in numbers)
    large = _too_large(numbers, printed.scale)
    cell = numbers[0]
    found = f"The heading “{column.heading}” says {_words(printed.scale)}"
    if said or large:
        found += f", and the file has “{cell.text}” ({cell.ref}) in full"
        hint = f"write “{column.heading}: {column.name} / {printed.scale}” in “columns”, or change "
        yield Problem(_CODE, at, found, "", f"{hint}the heading")
        return
    found += f", and the file says nothing of it for “{column.name}”: a figure would print “"
    found += f"{cell.text}” as it is"
    mark = written(printed.unit, printed.scale)
    hint = f"write “{column.name} ({mark})” as the heading in the file"
    yield Problem("scale-not-said", at, found, "", hint, Level.WARNING)


def _too_large(numbers: Sequence[DataCell], scale: int) -> DataCell | None:
    """Return a number that can be in no such scale, or None: £3,842,000 thousand."""
    sizes = [(abs(cell.value), cell) for cell in numbers if isinstance(cell.value, Decimal)]
    sizes = [each for each in sizes if each[0]]
    if not sizes or len(sizes) < 2:
        return None
    largest, cell = max(sizes, key=lambda each: each[0])
    whole = scale > 10**3 or all(size % scale == 0 for size, _ in sizes)
    return cell if largest >= _LARGE and whole else None


def caption_problems(
    columns: Sequence[ChosenColumn], caption: str, place: Place
) -> Iterator[Problem]:
    """Yield the error of a caption whose scale is that of no column, where they say one.

    A column of another scale may say so in its heading, where the caption is true of others.
    """
    said = scale_of(caption)
    if said is None or said.scale == 1:
        return
    other: tuple[ChosenColumn, int] | None = None
    for column in columns:
        numbers = [cell for cell in column.cells if isinstance(cell.value, Decimal)]
        heading = read_heading(column.heading)
        form = column.format
        if not numbers or has_no_scale(column.heading, heading):
            continue
        if form is not None and form.in_full:
            return  # which is compared with the caption by itself
        scale = next((cell.scale for cell in numbers if cell.scale > 1), 1)
        if form is not None and form.heading:
            scale = form.scale
        if scale == said.scale or (heading.says_scale and heading.scale == said.scale):
            return
        money = heading.says_scale or any(cell.unit and cell.is_money for cell in numbers)
        if scale > 1 or money or _too_large(numbers, said.scale):
            other = other or (column, scale)
    if other is not None:
        column, scale = other
        found = f"The caption “{caption.strip()[:80]}” says {_words(said.scale)}, and the numbers "
        found += f"of “{column.heading}” are in {_words(scale)}"
        hint = (
            "in “caption:” of this block, write what the numbers are in, or leave it out of "
            "the caption"
        )
        yield Problem("caption-contradicts-data", place, found, "", hint)


def _words(scale: int) -> str:
    return WORDS.get(scale, f"units of {scale:,}")
