"""Two files side by side, joined on columns that both have: `join`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from panel_papers.content.data import DataCell, DataTable
from panel_papers.content.data.totals import total_rows
from panel_papers.content.exhibits.choosing import unknown_column
from panel_papers.content.exhibits.joined_parts import counted_in_second
from panel_papers.content.exhibits.shape import Join, Said
from panel_papers.content.exhibits.source_totals import only
from panel_papers.core import InputsError, Level, Problem, did_you_mean

_ENOUGH = 10
_MOST_COMPARED = 2_000  # keys among which a similar one is looked for


def joined(
    left: DataTable, right: DataTable, join: Join, every: DataTable, *, adds_up: bool = False
) -> tuple[DataTable, tuple[Problem, ...]]:
    """Return the rows of the first table, each with the columns of the one row that matches it.

    `every` is the first table with the rows that a filter leaves out, which may match, too. With
    `adds_up`, rows that the second file calls totals or parts of others are left out.
    Raises InputsError for rows that match nothing or several, for keys of different kinds, and for
    names that a file does not have or both have. The problems returned are warnings.
    """
    problems = [unknown_column(said, left) for said, _ in join.on if said.text not in left.columns]
    problems += [
        unknown_column(said, right) for _, said in join.on if said.text not in right.columns
    ]
    problems += [unknown_column(s, right) for _, s in join.columns if s.text not in right.columns]
    if problems:
        raise InputsError(problems)
    ends = [(left.columns.index(a.text), right.columns.index(b.text)) for a, b in join.on]
    problems += _other_kinds(left, right, ends)
    taken = _taken(left, right, join, problems)
    if problems:
        raise InputsError(problems)
    left, right, warnings = _without_lone_totals(left, right, ends)
    keys = [_key(row, [a for a, _ in ends]) for row in left.rows]
    others = [_key(row, [b for _, b in ends]) for row in right.rows]
    problems = [*_blank(left, ends, 0), *_blank(right, ends, 1), *_twice(right, others, ends)]
    if problems:
        raise InputsError(problems)
    matches, lone = _matched(keys, others)
    problems = _unmatched(left, right, matches, ends)
    if not join.leave_out:
        known = {_key(row, [a for a, _ in ends]) for row in every.rows}
        problems += _left_over(left, right, [n for n in lone if others[n] not in known], ends)
    if problems:
        raise InputsError(problems)
    rows = tuple(
        (*row, *(right.rows[match][index] for _, index in taken))
        for row, match in zip(left.rows, matches, strict=True)
        if match is not None
    )
    columns = (*left.columns, *(name for name, _ in taken))
    made = replace(left, columns=columns, rows=rows, problems=())
    if adds_up:
        counted, left_out = counted_in_second(right, matches)
        made, warnings = only(made, counted), [*warnings, *left_out]
    return made, tuple(warnings)


def _matched(
    keys: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]]
) -> tuple[list[int | None], list[int]]:
    """Return for each left key the row of the right one; and the right rows that match nothing."""
    import pandas  # type: ignore[import-untyped]  # noqa: PLC0415  # costs nearly a second

    left: Any = pandas.DataFrame({"key": ["\n".join(key) for key in keys]})
    right: Any = pandas.DataFrame({"key": ["\n".join(key) for key in others]})
    left["left"], right["right"] = range(len(keys)), range(len(others))
    both = left.merge(right, on="key", how="outer", sort=False)
    found: list[int | None] = [None] * len(keys)
    lone = []
    for one, other in zip(both["left"], both["right"], strict=True):
        if one != one:  # noqa: PLR0124 - pandas's own mark of what is missing
            lone.append(int(other))
        elif other == other:  # noqa: PLR0124 - as above
            found[int(one)] = int(other)
    return found, sorted(lone)


def _key(row: Sequence[DataCell], indexes: Sequence[int]) -> tuple[str, ...]:
    return tuple(_plain(row[index]) for index in indexes)


def _plain(cell: DataCell) -> str:
    """Return a cell as a key: the same for 5 and 5.0, for two spellings of a day."""
    match cell.value:
        case Decimal():
            return f"{cell.value.normalize():f} {cell.full_unit} {cell.scale}"
        case date():
            return cell.value.isoformat()
    return " ".join(cell.text.split())


def _kind(cell: DataCell) -> str:
    if isinstance(cell.value, Decimal):
        return f"a number in {cell.full_unit}" if cell.full_unit else "a number"
    return "a date" if isinstance(cell.value, date) else "text"


def _kinds(table: DataTable, index: int) -> dict[str, DataCell]:
    """Return the kinds of cells in a column, each with the first of its cells."""
    found: dict[str, DataCell] = {}
    for row in table.rows:
        if row[index].text:
            found.setdefault(_kind(row[index]), row[index])
    return found


def _other_kinds(
    left: DataTable, right: DataTable, ends: Sequence[tuple[int, int]]
) -> list[Problem]:
    """Return the problem of keys that are numbers in one file and texts or dates in the other."""
    problems: list[Problem] = []
    for one, other in ends:
        here, there = _kinds(left, one), _kinds(right, other)
        strange = [kind for kind in there if kind not in here]
        if here and strange and (len(here) == 1 or len(there) == 1):
            kind, cell = next(iter(here.items()))
            match = there[strange[0]]
            found = f"The files are joined on columns of two kinds: {kind}, {_at(cell)}, and "
            found += f"{strange[0]}, {_at(match)}"
            wanted = "the same kind of value in both files: text or numbers"
            found += f": “{cell.text}” and “{match.text}”"
            hint = "type the keys the same way in both files; in a workbook give both columns one "
            hint += "format, Text or Number"
            problems.append(Problem("other-kind", match.place, found, wanted, hint))
    return problems


def _taken(
    left: DataTable, right: DataTable, join: Join, problems: list[Problem]
) -> list[tuple[str, int]]:
    """Return the columns that the second file adds; names that both have go to `problems`."""
    keys = {said.text for _, said in join.on}
    asked = join.columns or tuple(
        (name, Said(name, join.source.place)) for name in right.columns if name not in keys
    )
    for heading, said in asked:
        if heading in left.columns:
            found = f"Both files have a column “{heading}”"
            hint = f"below “join:”, give it another name: “columns: {{Another name: {said.text}}}”"
            problems.append(Problem("duplicate-column", said.place, found, "", hint))
    return [(heading, right.columns.index(said.text)) for heading, said in asked]


def _without_lone_totals(
    left: DataTable, right: DataTable, ends: Sequence[tuple[int, int]]
) -> tuple[DataTable, DataTable, list[Problem]]:
    """Return both tables without rows of totals that match nothing in the other."""
    keys = {_key(row, [a for a, _ in ends]) for row in left.rows}
    others = {_key(row, [b for _, b in ends]) for row in right.rows}
    problems: list[Problem] = []
    found = []
    for table, indexes, known in (
        (left, [a for a, _ in ends], others),
        (right, [b for _, b in ends], keys),
    ):
        out = set()
        for each in total_rows(table):
            key = _key(table.rows[each.index], indexes)
            if (each.sure or each.proven) and all(key) and key not in known:
                out.add(each.index)
                text = f"“{each.label.text}” ({_at(each.label)}) is a total that only one file "
                text += "has, and is left out"
                hint = "if that is right, change nothing; to end this warning, delete the row from "
                hint += "its file"
                problems.append(
                    Problem(
                        "total-row",
                        each.label.place,
                        text,
                        "rows that match rows of the other file",
                        hint,
                        Level.WARNING,
                    )
                )
        found.append(only(table, [n for n in range(len(table.rows)) if n not in out]))
    return found[0], found[1], problems


def _twice(
    right: DataTable, others: Sequence[tuple[str, ...]], ends: Sequence[tuple[int, int]]
) -> list[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    problems: list[Problem] = []
    for number, key in enumerate(others):
        if key in seen and len(problems) < _ENOUGH:
            first, cell = right.rows[seen[key]][ends[0][1]], right.rows[number][ends[0][1]]
            found = (
                f"{_words(right.rows[number], ends, 1)} is in two rows of the second file: "
                f"{_at(first)} and "
                f"{_at(cell)}"
            )
            wanted = "each value on which the files are joined once"
            hint = "delete one of the rows; or, below “join:”, name more columns that the rows "
            hint += "differ in: “on: [Service, Year]”"
            problems.append(Problem("key-twice", cell.place, found, wanted, hint))
        seen.setdefault(key, number)
    return problems


def _blank(table: DataTable, ends: Sequence[tuple[int, int]], side: int) -> list[Problem]:
    """Return the problems of rows without a key."""
    blank = [
        row[end[side]] for row in table.rows for end in ends if not row[end[side]].text.strip()
    ]
    return [
        Problem(
            "blank-cell",
            cell.place,
            f"The cell {_at(cell)} is empty, and the files are joined on it",
            "",
            "in the file, type its value into the cell, or delete the row",
        )
        for cell in blank[:_ENOUGH]
    ]


def _unmatched(
    left: DataTable,
    right: DataTable,
    matches: Sequence[int | None],
    ends: Sequence[tuple[int, int]],
) -> list[Problem]:
    """Return the problems of rows of the first file that match nothing in the second."""
    problems: list[Problem] = []
    few = len(right.rows) <= _MOST_COMPARED
    known = [_words(row, ends, 1) for row in right.rows] if few else []
    for number, match in enumerate(matches):
        if match is None and len(problems) < _ENOUGH:
            cell, key = left.rows[number][ends[0][0]], _words(left.rows[number], ends, 0)
            found = f"{key} ({_at(cell)}) has no row in “{right.path}”, with which this file is "
            found += "joined"
            near = _likely(key, known)
            wanted = f"the same value in “{right.columns[ends[0][1]]}” of “{right.path}”"
            problems.append(Problem("no-match", cell.place, found, wanted, near))
    return problems


def _left_over(
    left: DataTable, right: DataTable, lone: Sequence[int], ends: Sequence[tuple[int, int]]
) -> list[Problem]:
    """Return the problems of rows of the second file that match nothing in the first."""
    problems = []
    few = len(left.rows) <= _MOST_COMPARED
    known = [_words(row, ends, 0) for row in left.rows] if few else []
    alike = {each.casefold() for each in known}
    for number in lone[:_ENOUGH]:
        cell, key = right.rows[number][ends[0][1]], _words(right.rows[number], ends, 1)
        found = (
            f"{key} ({_at(cell)}) has no row in “{left.path}”, the file that is joined to "
            "this one by “join:”"
        )
        wanted = f"the same value in “{left.columns[ends[0][0]]}” of “{left.path}”"
        hint = (
            "type the missing row into that file; or, if such rows are not for this table, "
            "write “unmatched: "
        )
        hint += "leave out” below “join:” in the block"
        if key.casefold() in alike:  # only a capital differs
            hint = _likely(key, known) or hint
        problems.append(Problem("no-match", cell.place, found, wanted, hint))
    return problems


def _likely(key: str, known: Sequence[str]) -> str | None:
    """Return “write “x” if you mean that” for names that have quotation marks already."""
    same = [each for each in known if each.casefold() == key.casefold()]
    if same:
        return f"write {same[0]} in both files: only capitals differ"
    hint = did_you_mean(key, known)
    return hint and hint.replace("““", "“").replace("””", "”")


def _at(cell: DataCell) -> str:
    name = cell.place.file.rpartition("/")[2]
    return f"{cell.ref} of {name}" + (f", sheet {cell.sheet}" if cell.sheet else "")


def _words(row: Sequence[DataCell], ends: Sequence[tuple[int, int]], side: int) -> str:
    return ", ".join(f"“{row[end[side]].text}”" for end in ends)
