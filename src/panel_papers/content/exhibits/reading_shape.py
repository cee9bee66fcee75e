"""The keys of a fence that say what is made of its rows: join, pivot, sort, top, total, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from panel_papers.content.exhibits.shape import AGGREGATES, Join, Pivot, Said, Shape, Total
from panel_papers.core import Problem, did_you_mean
from panel_papers.inputs import Part, Path, Tree, ValueFault, YamlText, as_row_number

SHAPING = ("join", "pivot", "sort", "top", "gaps")
"""The keys that tables and charts have in common."""

_JOIN = ("source", "sheet", "header_row", "range", "on", "columns", "unmatched")
_PIVOT = ("rows", "columns", "values", "aggregate")
_TOTAL = ("by", "columns")
_GAP = re.compile(r"[^\d£€$%()]{1,20}")


class Reader(Protocol):
    """A fence that is being read: its YAML and what is wrong with it so far."""

    document: YamlText
    problems: list[Problem]

    def said(self, name: str) -> Said | None:
        """Return a value's text; None where it is absent or empty."""

    def leaf(self, path: Path) -> Said:
        """Return the text at a path; reports what is no text."""

    def leaves(self, path: Path) -> tuple[Said, ...]:
        """Return the texts at a path, one or a list."""

    def choice(self, name: str) -> bool | None:
        """Return whether “yes” or “no” is said; None where nothing is."""

    def wrong_kind(self, path: Path, value: Tree, wanted: str, hint: str | None = None) -> None:
        """Report a value of another kind."""


def read_shape(reader: Reader, kind: str) -> Shape:
    """Return what a fence asks to be made of its rows; what is wrong goes to its problems.

    Only a fence of the `kind` “table” has rows of totals.
    """
    top = _top(reader)
    return Shape(
        join=_join(reader),
        pivot=_pivot(reader),
        sort=_sort(reader),
        top=top,
        top_place=reader.document.place(("top",)) if top else None,
        total=_total(reader) if kind == "table" else None,
        gap=_gap(reader),
    )


def _sort(reader: Reader) -> tuple[Said, ...]:
    if reader.document.value.get("sort") is None or ("sort",) in reader.document.spoiled:
        return ()
    return reader.leaves(("sort",))


def _top(reader: Reader) -> int | None:
    said = reader.said("top")
    if said is None:
        return None
    if not re.fullmatch(r"[1-9]\d{0,5}", said.text):
        found = f"“top: {said.text}” is not a number of rows"
        wanted = "a whole number, such as “top: 10”"
        reader.problems.append(Problem("bad-number", said.place, found, wanted))
        return None
    if reader.document.value.get("sort") is None:
        found = f"“top: {said.text}” has no “sort” beside it, which says what comes first"
        hint = "add a line such as “sort: Variance descending”, with a heading of your file"
        reader.problems.append(Problem("missing-field", said.place, found, "", hint))
    return int(said.text)


def _gap(reader: Reader) -> str | None:
    said = reader.said("gaps")
    if said is None:
        return None
    if said.text.lower() == "empty":
        return ""
    if not _GAP.fullmatch(said.text):
        found = f"“gaps: {said.text}” would read like a number, or is too long"
        wanted = "“empty”, or words without digits, such as “n/a” or “–”"
        reader.problems.append(Problem("bad-choice", said.place, found, wanted))
    return said.text


def _total(reader: Reader) -> Total | None:
    place = reader.document.key_place(("total",))
    value = reader.document.value.get("total")
    if not isinstance(value, dict):
        return Total(place, None, ()) if reader.choice("total") else None
    _known(reader, "total", value, _TOTAL)
    by = reader.leaf(("total", "by")) if value.get("by") is not None else None
    return Total(place, by, _list(reader, ("total", "columns"), value))


def _pivot(reader: Reader) -> Pivot | None:
    value = _names(reader, "pivot", "{rows: Service, columns: Quarter, values: Spend}")
    if value is None:
        return None
    place = reader.document.key_place(("pivot",))
    _known(reader, "pivot", value, _PIVOT)
    _required(reader, "pivot", value, ("rows", "values"))
    aggregate = reader.leaf(("pivot", "aggregate")) if value.get("aggregate") is not None else None
    if aggregate is not None and aggregate.text not in AGGREGATES:
        likely = aggregate.text.lower().replace("average", "mean")
        hint = did_you_mean(likely, AGGREGATES)
        found, wanted = (
            f"The way to add up “{aggregate.text}” is not known",
            f"one of {', '.join(AGGREGATES)}",
        )
        reader.problems.append(Problem("bad-aggregate", aggregate.place, found, wanted, hint))
    columns = reader.leaf(("pivot", "columns")) if value.get("columns") is not None else None
    values = _list(reader, ("pivot", "values"), value)
    if columns is not None and len(values) > 1:
        found = f"“pivot:” names {len(values)} columns of values"
        wanted = "one, beside “columns”"
        hint = "make a block for each column of values, or delete “columns:” below “pivot:”"
        reader.problems.append(Problem("wrong-kind", values[1].place, found, wanted, hint))
    rows = _list(reader, ("pivot", "rows"), value)
    return Pivot(place, rows, columns, values, aggregate.text if aggregate else None)


def _join(reader: Reader) -> Join | None:
    value = _names(reader, "join", "{source: data/actual.csv, on: Service}")
    if value is None:
        return None
    _known(reader, "join", value, _JOIN)
    _required(reader, "join", value, ("source", "on"))
    unmatched = reader.leaf(("join", "unmatched")) if value.get("unmatched") is not None else None
    if unmatched is not None and unmatched.text not in {"leave out", "error"}:
        found = f"“unmatched: {unmatched.text}” is not known"
        wanted = "“unmatched: leave out”, or “unmatched: error”"
        reader.problems.append(Problem("bad-choice", unmatched.place, found, wanted))
    source = reader.leaf(("join", "source")) if "source" in value else None
    return Join(
        source=source or Said("", reader.document.key_place(("join",))),
        part=Part(
            _text(reader, "sheet", value), _row(reader, value), _text(reader, "range", value)
        ),
        on=_pairs(reader, ("join", "on"), value.get("on")),
        columns=tuple(
            (heading.text, name)
            for heading, name in _pairs(reader, ("join", "columns"), value.get("columns"))
        ),
        leave_out=unmatched is not None and unmatched.text == "leave out",
    )


def _text(reader: Reader, name: str, value: dict[str, Tree]) -> str | None:
    return reader.leaf(("join", name)).text if value.get(name) is not None else None


def _row(reader: Reader, value: dict[str, Tree]) -> int | None:
    if value.get("header_row") is None:
        return None
    said = reader.leaf(("join", "header_row"))
    try:
        return as_row_number(said.text)
    except ValueFault as fault:
        wrong = Problem(fault.code, said.place, fault.found, fault.wanted, fault.hint)
        reader.problems.append(wrong)
        return None


def _pairs(reader: Reader, path: Path, value: Tree) -> tuple[tuple[Said, Said], ...]:
    """Return one name, a list of names, or names with names, as pairs."""
    if value is None:
        return ()
    if isinstance(value, dict):
        return tuple(
            (Said(name, reader.document.key_place((*path, name))), reader.leaf((*path, name)))
            for name in value
        )
    return tuple((each, each) for each in reader.leaves(path))


def _list(reader: Reader, path: Path, value: dict[str, Tree]) -> tuple[Said, ...]:
    return reader.leaves(path) if value.get(str(path[-1])) is not None else ()


def _names(reader: Reader, name: str, example: str) -> dict[str, Tree] | None:
    """Return the names with values below a key, None where there are none."""
    value = reader.document.value.get(name)
    if value is None or (name,) in reader.document.spoiled:
        return None
    if not isinstance(value, dict):
        reader.wrong_kind((name,), value, f"names with values, such as “{example}”")
        return None
    return value


def _known(reader: Reader, name: str, value: dict[str, Tree], known: tuple[str, ...]) -> None:
    for each in value:
        if each not in known and (name, each) not in reader.document.spoiled:
            place = reader.document.key_place((name, each))
            found, wanted = (
                f"“{each}” is not a setting of “{name}”",
                f"one of {', '.join(known)}",
            )
            problem = Problem("unknown-key", place, found, wanted, did_you_mean(each, known))
            reader.problems.append(problem)


def _required(reader: Reader, name: str, value: dict[str, Tree], needed: Iterable[str]) -> None:
    for each in needed:
        if value.get(each) is None and (name, each) not in reader.document.spoiled:
            place = reader.document.key_place((name,))
            found, wanted = (
                f"“{name}:” has no “{each}:” below it",
                f"“{each}:” with a column or file",
            )
            reader.problems.append(Problem("missing-field", place, found, wanted))
