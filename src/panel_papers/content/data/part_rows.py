"""Rows that are a part of the row above them: “of which: recycling”, “- recycling”, “Memo: …”.

Also those that only an indent, or a row “of which:” above them, makes a part.

Their numbers are in another row already, or are given for information, and no sum counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from panel_papers.content.data.headed_parts import parts_below
from panel_papers.content.data.indented_rows import indented_below
from panel_papers.content.data.model import DataCell, DataTable

Rows = Sequence[Sequence[DataCell]]

_OF_WHICH = re.compile(
    r"[\W_]*(?:(?:of which|o/w|of (?:this|these|that)|thereof|which includes?"
    r"|includ(?:ing|es)(?! vat| tax)|incl|included (?:in|within) (?:the )?above|included above"
    r"|comprising|made up of|consisting of|o['’]r rhain|o['’]r hyn|gan gynnwys)\b"
    r"|o\.w\.|inc\.(?=\s))",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    r"\((?:also |already )?(?:included|incl\.?|inc\.?|counted|shown) (?:in|within|above|under)\b"
    r"|\(of which\)",
    re.IGNORECASE,
)
_MEMO = re.compile(
    r"\W{0,9}memo(?:randum)?(?: items?| lines?)?\b(?=\W|$)"
    r"|(?:(?:overall|council|monthly|quarterly|weekly|daily|annual|service) )?"
    r"(?:average|mean|median)s?"
    r"(?: \(.{0,20}\)| per \w{1,20})?:?$"
    r"|(?:%|per ?cent|percentages?|share) of (?:the )?total:?$",
    re.IGNORECASE,
)
_DASH = re.compile(r"[-\u2010-\u2015•·▪◦]\s*[^\W\d_]")
_LONGEST_HEADING = 30  # letters of “of which:” above the parts; more is a note
_REMARK = re.compile(
    r"\b(?:comments?|notes?|reasons?|explanations?|narrative|remarks?|commentary|actions?)\b",
    re.IGNORECASE,
)
SAY_PARTS = "in the file, begin the name of each part with “of which: ”"
"""What to do about a row “of which:” where the parts are not to be seen."""


class PartRow(Struct, frozen=True):
    """A row that is part of another: its index, the cell that says so, and the row above.

    `parent` is None where no row is named or above. With `sure` false, it may be no part. With
    `heads` it says that the rows below it are parts, and not how many. `is_indented` says that
    only an indent makes it a part.
    """

    index: int
    label: DataCell
    parent: int | None
    sure: bool = True
    heads: bool = False
    is_indented: bool = False

    def words(self, rows: Rows) -> str:
        """Return what it is called: “of which: recycling” (A3), a part of “Waste” (A2)."""
        name = f"“{self.label.text}” ({self.label.ref})"
        if self.parent is None:
            return f"{name}, a row for information"
        above = named_beside(rows[self.parent], rows[self.index], self.label)
        if self.heads:
            return f"{name} below {above} does not say how many of the rows below it are parts"
        if self.is_indented:
            part = "a part of it" if self.sure else "which may be a part of it"
            return f"{name}, indented below {above}, {part}"
        return f"{name}, {'a' if self.sure else 'which may be a'} part of {above}"


def named_beside(row: Sequence[DataCell], other: Sequence[DataCell], label: DataCell) -> str:
    """Return what names a row, in the column in which another row has its label: “Waste” (B2)."""
    at = next((n for n, cell in enumerate(other) if cell is label), 0)
    cell = row[at] if row[at].text else next((c for c in row if c.text), row[at])
    return f"“{cell.text}” ({cell.ref})"


def part_rows(table: DataTable) -> tuple[PartRow, ...]:
    """Return the rows of a table that are parts of others, from the first to the last."""
    return find_parts(table.columns, table.rows)


def says_part(name: str) -> bool:
    """Say whether a name says that it is a part of another: “of which recycling”."""
    return bool(_OF_WHICH.match(name) or _INCLUDED.search(name))


def sounds_like_part(text: str) -> bool:
    """Say whether a text may name a row that is a part of another."""
    return _kind_of(text) is not None


def find_parts(headings: Sequence[str], rows: Rows) -> tuple[PartRow, ...]:
    """Return the rows that are parts of others among rows under headings."""
    names = name_columns(headings, rows)
    indented = [
        PartRow(index, label, parent, sure=sure, is_indented=True)
        for index, label, parent, sure in indented_below(headings, rows, names)
    ]
    texts = {row[n].text for n in names for row in rows}
    if not any(_kind_of(text) for text in texts):
        return tuple(indented)
    kinds = [_kind(row, names) for row in rows]
    found: list[PartRow] = []
    parent: int | None = None
    for index, (kind, label) in enumerate(kinds):
        if label is None:
            if _numbers(rows[index]):
                parent = index
            elif any(cell.text for cell in rows[index]):
                parent = None  # a heading begins something else
        elif kind is _MEMO:
            found.append(PartRow(index, label, None))
        elif kind is not _DASH:
            if _numbers(rows[index]):
                found.append(PartRow(index, label, parent, sure=parent is not None))
            elif parent is not None and _is_heading(label, rows[index + 1 : index + 2]):
                below = parts_below(headings, rows, names, index, parent)
                found += [PartRow(n, name, parent) for n, name in below]
                if not below:
                    found.append(PartRow(index, label, parent, sure=False, heads=True))
        elif parent is not None:
            found.append(PartRow(index, label, parent))
    known = {each.index for each in found}
    found = [*_judged(found, kinds, rows), *(p for p in indented if p.index not in known)]
    return tuple(sorted(found, key=lambda each: each.index))


def name_columns(headings: Sequence[str], rows: Rows) -> list[int]:
    """Return the columns that name the rows: texts left of the numbers, without remarks."""
    numbers = {
        n for n in range(len(headings)) if any(isinstance(row[n].value, Decimal) for row in rows)
    }
    texts = [
        n
        for n, heading in enumerate(headings)
        if n not in numbers and not _REMARK.search(heading) and any(row[n].text for row in rows)
    ]
    left = [n for n in texts if not numbers or n < min(numbers)]
    return left or texts[:1] or ([0] if headings else [])


def _kind(
    row: Sequence[DataCell], names: Sequence[int]
) -> tuple[re.Pattern[str] | None, DataCell | None]:
    """Return which kind of part a row is by its names, with the cell that says so."""
    for cell in (row[n] for n in names):
        kind = _kind_of(cell.text) if isinstance(cell.value, str) else None
        if kind is not None:
            return kind, cell
    return None, None


@lru_cache(maxsize=20_000)  # the rows of a long table say the same again and again
def _kind_of(text: str) -> re.Pattern[str] | None:
    for pattern in (_OF_WHICH, _MEMO, _DASH):
        if pattern.match(text):
            return pattern
    return _INCLUDED if _INCLUDED.search(text) else None


def _judged(
    found: Sequence[PartRow],
    kinds: Sequence[tuple[re.Pattern[str] | None, DataCell | None]],
    rows: Rows,
) -> Iterator[PartRow]:
    """Yield the parts; dashes may be no parts, where they are more than the row above them."""
    dashes: dict[int, list[int]] = {}
    for each in found:
        if kinds[each.index][0] is _DASH and each.parent is not None:
            dashes.setdefault(each.parent, []).append(each.index)
    within = {parent: _is_within(parent, parts, rows) for parent, parts in dashes.items()}
    for each in found:
        is_dash = kinds[each.index][0] is _DASH and each.parent is not None
        if is_dash and not within[each.parent or 0]:
            yield PartRow(each.index, each.label, each.parent, sure=False)
        else:
            yield each


def _is_within(parent: int, parts: Sequence[int], rows: Rows) -> bool:
    """Say whether rows are at most the row that they are below, in every column."""
    for column, cell in enumerate(rows[parent]):
        values = [rows[n][column].value for n in parts]
        numbers = [each for each in values if isinstance(each, Decimal)]
        if not isinstance(cell.value, Decimal) or cell.full_unit == "%" or not numbers:
            continue
        if cell.is_year:
            continue
        total = sum(numbers, Decimal(0))
        if abs(total) > abs(cell.value) or total * cell.value < 0:
            return False
    return True


def _is_heading(label: DataCell, below: Rows) -> bool:
    return len(label.text) <= _LONGEST_HEADING and any(_numbers(row) for row in below)


def _numbers(row: Sequence[DataCell]) -> list[DataCell]:
    return [cell for cell in row if isinstance(cell.value, Decimal) and not cell.is_year]
