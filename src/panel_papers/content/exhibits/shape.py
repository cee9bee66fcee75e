"""What a fence asks to be made of its rows: joined, pivoted, sorted, cut, added up."""

from __future__ import annotations

from msgspec import Struct

from panel_papers.core import Place
from panel_papers.inputs import Part

AGGREGATES = ("sum", "mean", "min", "max", "count")
"""What a pivot may make of several rows."""


class Said(Struct, frozen=True):
    """A text of a fence and where it stands."""

    text: str
    place: Place


class Join(Struct, frozen=True):
    """A second file, and the columns on which it is joined: names in the first and in the second.

    `columns` are headings with names of the second file's columns, all of them where it is empty.
    `leave_out` says that rows of the second file that match nothing are left out.
    """

    source: Said
    part: Part
    on: tuple[tuple[Said, Said], ...]
    columns: tuple[tuple[str, Said], ...]
    leave_out: bool


class Pivot(Struct, frozen=True):
    """Rows put together by the values of some columns; one column's values become columns.

    Without `columns`, each of `values` stays a column: a summary by `rows`.
    """

    place: Place
    rows: tuple[Said, ...]
    columns: Said | None
    values: tuple[Said, ...]
    aggregate: str | None


class Total(Struct, frozen=True):
    """A row of totals; with `by`, one more after each group of that column.

    `columns` are those that have a total; empty for all columns of numbers that may be added up.
    """

    place: Place
    by: Said | None
    columns: tuple[Said, ...]


class Shape(Struct, frozen=True):
    """All that is asked for. `gap` is what prints where a number cannot be calculated.

    Each of `sort` is a column, perhaps with “descending” behind its name.
    """

    join: Join | None = None
    pivot: Pivot | None = None
    sort: tuple[Said, ...] = ()
    top: int | None = None
    top_place: Place | None = None
    total: Total | None = None
    gap: str | None = None

    @property
    def changes_rows(self) -> bool:
        """Whether rows of totals in the file would come among others, or count twice."""
        return bool(self.pivot or self.sort or self.top or self.total)
