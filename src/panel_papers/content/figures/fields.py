"""What figures.yaml may say: the keys of a figure, their values, and the shape of the file."""

from __future__ import annotations

import re

from msgspec import Struct

from panel_papers.content.figures.formats import WANTED, Format, read_format
from panel_papers.content.periods import span_of
from panel_papers.core import Period, did_you_mean, long_date
from panel_papers.inputs import (
    ANY_TEXT,
    LINE,
    ROW_NUMBER,
    Describe,
    JsonSchema,
    Shape,
    Tree,
    ValueFault,
    as_date,
    list_of,
    names_in,
    names_of,
    one_line,
    record,
    text_of,
    text_or_names,
)

AGGREGATES = (
    *("sum", "count", "mean", "min", "max"),
    *("first", "last", "change", "percentage_change"),
)
NAME = re.compile(r"[a-z][a-z0-9_]*")
_DATES: JsonSchema = {
    "properties": {"from": ANY_TEXT, "to": ANY_TEXT},
    "required": ["from", "to"],
    "additionalProperties": False,
}


def _as_format(typed: str) -> Format:
    example = one_line(typed)
    read = read_format(example)
    if read is None:
        hint = (
            "write an example of the number alone, such as “format: £86m”; words around it belong "
        )
        hint += "into the text of the report"
        raise ValueFault(
            "bad-format", f"“{example}” is no example of how to print numbers", WANTED, hint
        )
    if read.heading:
        found = (
            f"“{example}” is a format for columns, whose heading says the scale, and this number "
        )
        found += "is printed in text"
        hint = "write “format: £1.2m”, or “£1,234 thousand”"
        raise ValueFault("bad-format", found, "", hint)
    return read


def _as_aggregate(typed: str) -> str:
    asked = one_line(typed)
    if asked not in AGGREGATES:
        likely = asked.lower().replace(" ", "_").replace("average", "mean")
        hint = did_you_mean(likely, AGGREGATES) or "write, for example, “aggregate: sum”"
        found = f"“aggregate: {typed}” is not a known way to make one number of several rows"
        raise ValueFault("bad-aggregate", found, f"one of {', '.join(AGGREGATES)}", hint)
    return asked


def _as_period(value: str | dict[str, Tree]) -> Period:
    if isinstance(value, str):
        words = one_line(value)
        span = span_of(words)
        return Period(words, span.first, span.last) if span else Period(words)
    wanted = "words such as “12 months to March 2020”, or “{from: 2019-04-01, to: 2020-03-31}”"
    if set(value) != {"from", "to"}:
        names = ", ".join(f"“{name}:”" for name in value) or "nothing"
        found = f"The period has {names}, and needs “from:” and “to:” and nothing else"
        hint = "write “period: 2024/25”, or both days with “from” and “to”"
        raise ValueFault("bad-period", found, wanted, hint)
    begins, ends = value["from"], value["to"]
    if not isinstance(begins, str) or not isinstance(ends, str):
        hint = "write both days like 2019-04-01"
        raise ValueFault("bad-period", "The period has no dates", wanted, hint)
    first, last = as_date(begins), as_date(ends)
    if first > last:
        found = "The period ends before it begins"
        hint = "exchange the two dates, so that “from” is the earlier one"
        raise ValueFault("bad-period", found, wanted, hint)
    return Period(f"{long_date(first)} to {long_date(last)}", first, last)


class FigureEntry(Struct, frozen=True):
    """One figure as figures.yaml defines it."""

    label: str | None = None
    """What the figure is, for the register of figures."""
    source: str | None = None
    """The file that it is taken from, such as data/officers.csv."""
    sheet: str | None = None
    """The sheet of a workbook."""
    header_row: int | None = None
    """The row of a sheet that holds the names of the columns."""
    range: str | None = None
    """The cells of a workbook: B4:H20, a named range or an Excel table."""
    filter: dict[str, list[str]] | None = None
    """Columns with the values that the rows must have: {Service: Planning}."""
    column: str | None = None
    """The column that holds the number."""
    aggregate: str | None = None
    """How several rows become one number; without it, one row is expected."""
    formula: str | None = None
    """The calculation from other figures, such as forecast - budget."""
    value: str | None = None
    """The number itself, where it is typed by hand; it needs a “note”."""
    note: str | None = None
    """Where a number that is typed by hand is from."""
    format: Format | None = None
    """How the number is printed, by example: 3,755, £12.6m, 5.9%, twenty."""
    period: Period | None = None
    """The period that the figure is about: 2026/27, or {from: …, to: …}."""
    source_note: str | None = None
    """Whose data it is, for the register of figures."""


FIGURE = record(
    FigureEntry,
    {
        "label": LINE,
        "source": LINE,
        "sheet": LINE,
        "header_row": ROW_NUMBER,
        "range": LINE,
        "filter": names_of(list_of(LINE, or_one=True)),
        "column": LINE,
        "aggregate": text_of(_as_aggregate, schema={"enum": [*AGGREGATES]}),
        "formula": LINE,
        "value": LINE,
        "note": LINE,
        "format": text_of(_as_format),
        "period": text_or_names(_as_period, names=_DATES),
        "source_note": LINE,
    },
)
KEYS = names_in(FigureEntry)
OF_SOURCE = ("sheet", "header_row", "range", "filter", "column", "aggregate")
WAYS = ("source", "formula", "value")


class FiguresFile(Struct, frozen=True):
    """The two parts of figures.yaml."""

    figures: dict[str, FigureEntry] = {}
    """Each number once, by its name; the text says {{ figures.NAME }}."""
    assertions: list[str] = []
    """What must be true, such as spent <= budget, or nothing is built."""


TOP = names_in(FiguresFile)


def _with_one_way(describe: Describe) -> JsonSchema:
    """Return JSON Schema of a figure, which has one source and for a typed number a note."""
    ways = [{"required": [way]} for way in WAYS]
    return {**FIGURE.schema(describe), "oneOf": ways, "dependencies": {"value": ["note"]}}


FIGURES = record(
    FiguresFile,
    {
        "figures": names_of(Shape(FIGURE.read, _with_one_way), {"pattern": f"^{NAME.pattern}$"}),
        "assertions": list_of(LINE),
    },
)
"""The shape of figures.yaml, for editors; the reader goes through its parts one by one."""
