"""Whether the formats of a table's or chart's columns fit their numbers and their headings.

The rule is that of figures (`content/figures/fitting.py`), for each cell of a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from panel_papers.content.data import DataCell
from panel_papers.content.data.headings import read_heading
from panel_papers.content.data.percentages import mixed_percentages, ratio_under_percent
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.printed_scales import caption_problems, scale_problems
from panel_papers.content.figures.fitting import (
    Printable,
    is_ratio_or_percent,
    misfit,
    printable,
)
from panel_papers.content.figures.formats import plain_number
from panel_papers.content.figures.quantities import YEAR, Quantity
from panel_papers.core import Level, Place, Problem

_LARGE = 100
_ENOUGH = 10  # warnings of one column
# A heading that says which way the numbers below it go.
_DIRECTION = re.compile(
    r"\b(?:(?:over|under)[- ]?(?:sp(?:end|ent)\w*|achiev\w+|recover\w*|deliver\w*)|sav(?:ed|ings?)"
    r"|reduc\w+|decreas\w+|fall|fell|drop|cuts?|loss(?:es)?|lost|deficits?|shortfalls?|below|under"
    r"|fewer|less|decline|surplus(?:es)?|outflows?|withdraw\w+|income|credits?"
    r"|gorwariant|tanwariant|gostyngiad)\b",
    re.IGNORECASE,
)
# Such numbers are below zero only where they are counted the other way round.
_UP = re.compile(
    r"\b(?:over[- ]?(?:spend|spent|achievement|recovery|delivery)|surplus|increase|growth|gain)\b",
    re.IGNORECASE,
)


def printed_number(cell: DataCell, column: ChosenColumn) -> Printable | None:
    """Return the number of a cell as it goes into its column's format; None without format."""
    if column.format is None or not isinstance(cell.value, Decimal):
        return None
    return printable(quantity_of(cell, column), cell.scale, column.format)


def quantity_of(cell: DataCell, column: ChosenColumn) -> Quantity:
    """Return the number of a cell in full, with its unit."""
    is_year = cell.is_year and read_heading(column.name).is_year
    return Quantity(Fraction(cell.amount or 0), YEAR if is_year else cell.full_unit)


def format_problems(
    columns: Sequence[ChosenColumn], caption: str, place: Place
) -> tuple[Problem, ...]:
    """Return what is wrong with formats and headings; `place` is that of the table or chart."""
    found: list[Problem] = []
    cells = {column.heading: column.cells for column in columns}
    for column in columns:
        numbers = [cell for cell in column.cells if isinstance(cell.value, Decimal)]
        if not numbers:
            continue
        mixed = mixed_percentages(column.heading, cells)
        if mixed is not None:
            found.append(mixed)
            continue
        doubtful = ratio_under_percent(column.heading, column.cells)
        found += [doubtful] if doubtful else []
        found += scale_problems(column, caption, column.format_place or place)
        if column.format is not None:
            found += _of_units(column, numbers)
            found += _of_ratios(column, numbers)
            found += _of_numbers(column, numbers)
            found += _of_signs(column, numbers)
    found += caption_problems(columns, caption, place)
    return tuple(found)


def chart_format_problems(columns: Sequence[ChosenColumn]) -> Iterator[Problem]:
    """Yield the formats that only a table can have: a chart says scale and sign by its axis."""
    for column in columns:
        form, at = column.format, column.format_place
        if form is not None and at is not None and (form.heading or form.absolute):
            what = "a number without its sign" if form.absolute else "the scale of a heading"
            found = f"The format is for {what}, which a chart does not have"
            hint = (
                "give a format such as £1.2m or 3,755: the axis says the unit and the scale once, "
            )
            yield Problem("format-here", at, found, "", f"{hint}as “£ million”")


def _of_signs(column: ChosenColumn, numbers: Sequence[DataCell]) -> Iterator[Problem]:
    """Yield what is wrong where the format leaves out signs that the heading does not say."""
    form = column.format
    if form is None or not form.absolute:
        return
    signs: dict[int, DataCell] = {}
    for cell in numbers:
        if shown := printed_number(cell, column):
            signs.setdefault(form.sign(shown.value), cell)
    at = column.format_place or numbers[0].place
    if 1 in signs and -1 in signs:
        one, other = signs[1], signs[-1]
        found = f"“{one.text}” ({one.ref}) and “{other.text}” ({other.ref}) print without their "
        found += "signs, which differ"
        hint = "in “formats:” of the block, write an example with the sign, such as (3,755) or "
        hint += "−3,755"
        yield Problem("sign-not-said", at, found, "", hint)
    elif -1 in signs and not _DIRECTION.search(column.heading):
        cell = signs[-1]
        found = f"“{cell.text}” ({cell.ref}) prints without its sign below “{column.heading}”, "
        found += "which does not say which way the numbers go"
        hint = f"give the column a heading that says it, “columns: {{Underspend: {column.name}}}”; "
        hint += "or delete “abs” from “formats:” to print the sign"
        yield Problem("sign-not-said", at, found, "", hint)
    elif -1 in signs and (word := _UP.search(column.heading)):
        cell = signs[-1]
        found = f"“{column.heading}” prints “{cell.text}” ({cell.ref}) without its sign, as if "
        found += f"it were above zero: is it {_with_article(word[0].lower())}?"
        hint = "delete “abs” from “formats:” of the block to print the sign; or give the column a "
        hint += "heading for numbers below zero"
        level = Level.WARNING
        yield Problem("sign-contradicts-word", at, found, "numbers above zero", hint, level)


def _with_article(word: str) -> str:
    return f"an {word}" if word[:1] in "aeiou" else f"a {word}"


def _of_units(column: ChosenColumn, numbers: Sequence[DataCell]) -> Iterator[Problem]:
    assert column.format is not None  # noqa: S101  # asked for by the caller
    at = column.format_place or numbers[0].place
    first = next((cell for cell in numbers if cell.full_unit), numbers[0])
    for cell in numbers:
        if cell.full_unit != first.full_unit and cell.value:
            found = f"“{cell.text}” ({cell.ref}) and “{first.text}” ({first.ref}) of the column "
            found += f"“{column.name}” are in two units, and have one format"
            hint = f"delete “{column.heading}” from “formats:” of the block: its numbers then "
            hint += "print as in the file"
            yield Problem("mixed-units", cell.place, found, "", hint)
            return
    heading = read_heading(column.heading)
    unsaid = not first.unit or heading.unit == first.full_unit
    quantity = replace(
        quantity_of(first, column), value=Fraction(5)
    )  # the number is no matter here
    fault = misfit(quantity, column.format, unsaid=unsaid)
    if fault is not None:
        found = f"{fault.found}: “{first.text}” ({first.ref}) in the column “{column.name}”"
        yield Problem(fault.code, at, found, fault.wanted, fault.hint, fault.level)


def _of_ratios(column: ChosenColumn, numbers: Sequence[DataCell]) -> Iterator[Problem]:
    """Yield what is wrong where numbers without a unit may be ratios, and print as percentages."""
    if column.format is None or column.format.unit != "%" or any(c.unit for c in numbers):
        return
    values = [Fraction(cell.value) for cell in numbers if isinstance(cell.value, Decimal)]
    doubtful = [n for n, value in enumerate(values) if is_ratio_or_percent(value)]
    if not doubtful or any(abs(value) > 2 for value in values):
        return
    cell = numbers[doubtful[0]]
    sure = cell.heading_unit == "%"
    in_percent = plain_number(values[doubtful[0]] * 100)
    printed = column.format.printed(values[doubtful[0]])
    found = f"“{cell.text}” ({cell.ref}) is printed as “{printed}”, but may mean {in_percent}%"
    hint = f"write “{in_percent}%” (or “{cell.text}%”) into the column “{column.name}”"
    if cell.sheet:
        hint += "; in Excel, give it a format with %"
    level = Level.WARNING if sure else Level.ERROR
    yield Problem("ratio-or-percent", cell.place, found, "", hint, level)


def _of_numbers(column: ChosenColumn, numbers: Sequence[DataCell]) -> Iterator[Problem]:
    """Yield numbers that their format prints as nothing, or that have no words.

    A format that prints all of them as nothing is an error of its own (`tabling.lost_in_format`).
    """
    lost, wordless = [], []
    for cell in numbers:
        shown = printed_number(cell, column)
        if shown is None:
            return
        try:
            text = shown.form.printed(shown.value)
        except ValueError:
            wordless.append(cell)
            continue
        if shown.value and not shown.form.rounded(shown.value):
            lost.append((cell, text))
    for cell in wordless[:_ENOUGH]:
        found = (
            f"“{cell.text}” ({cell.ref}) is not a whole number, and only these are written in words"
        )
        hint = f"below “formats:” in the block, replace the format of “{column.heading}”, which "
        hint += f"asks for words: “{column.heading}: 2.5” (2.5 is a pattern: any number with one "
        hint += "decimal place, in digits)"
        yield Problem("not-whole", cell.place, found, "", hint)
    if len(lost) == sum(1 for cell in numbers if cell.value):
        return
    form = column.format
    large = any(abs(cell.amount or Decimal(0)) >= _LARGE for cell in numbers)
    if large and form is not None and form.scale == 1 and form.unit != "%":
        return  # pence beside hundreds of pounds
    for cell, text in lost[:_ENOUGH]:
        found = f"“{cell.text}” ({cell.ref}) would print as “{text}”, as if it were nothing"
        hint = f"in “formats:” of the block, write the example for “{column.heading}” with more "
        hint += "decimal places"
        level = Level.ERROR if column.format and column.format.hides_all else Level.WARNING
        yield Problem("prints-as-nothing", cell.place, found, "", hint, level)
