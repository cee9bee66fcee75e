"""Rows that a body or a paper adds to the cover sheet: agenda item, lead member, key decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from panel_papers.core import (
    LABELS,
    Beside,
    Body,
    CoverField,
    CoverRow,
    Level,
    Missing,
    PlacedText,
    Problem,
    did_you_mean,
)
from panel_papers.inputs.yaml.document import Tree, YamlText
from panel_papers.inputs.yaml.schema import (
    ANY_TEXT,
    Describe,
    JsonSchema,
    Shape,
    ValueFault,
    record,
    text_of,
)
from panel_papers.inputs.yaml.value_types import CHOICE, LINE, one_line, words


class CoverEntry(Struct, frozen=True):
    """One row that the body adds to the cover sheet."""

    label: str
    """What the row is called, such as Agenda item."""
    field: str | None = None
    """The name of its value in paper.yaml, such as agenda_item; without it, made from the label."""
    required: bool = False
    """Whether every paper must fill the row in."""
    default: str | None = None
    """What is printed where a paper says nothing."""
    order: str = "last"
    """Where the row is: first, last, or beside a usual row, such as “after date”."""


class Rows(NamedTuple):
    """The rows that a paper adds to its cover sheet, and what is wrong with them."""

    rows: tuple[CoverRow, ...]
    problems: list[Problem]


_ORDERS = (
    "first",
    "last",
    *(f"{word} {name}" for word in ("before", "after") for name in LABELS),
)


def _order(text: str) -> str:
    """Return where a row is, in small letters; raises ValueFault for any other words."""
    order = " ".join(text.lower().split())
    if order in _ORDERS:
        return order
    wanted = "first or last, or before or after one of " + ", ".join(LABELS)
    raise ValueFault(
        "bad-choice",
        f"“{text}” is not one of the places where a row can be",
        wanted,
        did_you_mean(order, _ORDERS) or "write, for example, “order: after date”",
    )


_ENTRY = record(
    CoverEntry,
    {
        "label": LINE,
        "field": LINE,
        "required": CHOICE,
        "default": LINE,
        "order": text_of(one_line, _order, schema=words(*_ORDERS)),
    },
)


def _schema(describe: Describe) -> JsonSchema:
    return {"anyOf": [ANY_TEXT, _ENTRY.schema(describe)]}


ROW = Shape(
    lambda tree, path, faults: _ENTRY.read(
        {"label": tree} if isinstance(tree, str) else tree, path, faults
    ),
    _schema,
)
"""A row of a profile: its label, or names with values."""


def cover_fields(
    document: YamlText, entries: list[CoverEntry]
) -> tuple[list[CoverField], list[Problem]]:
    """Return the rows that a profile adds to the cover sheet, and what is wrong with them."""
    fields: list[CoverField] = []
    problems: list[Problem] = []
    usual = {_key(each) for each in (*LABELS, *LABELS.values())}
    for index, entry in enumerate(entries):
        label = entry.label.rstrip(": ")
        name = _key(entry.field or label)
        place = document.place(("cover", index))
        if not name:
            found = f"The row “{label}” of the cover sheet has no letters in its label"
            hint = "write what the row is called, such as “label: Agenda item”"
            problems.append(Problem("bad-field-name", place, found, "", hint))
        elif name in usual or _key(label) in usual:
            found = f"The cover sheet has a row “{label}” already"
            field = next(f for f, t in LABELS.items() if {_key(f), _key(t)} & {name, _key(label)})
            hint = (
                "delete this row; to change what that row is called, write a line such as "
                f"“{field}: New name” below “labels:” in this file"
            )
            problems.append(Problem("cover-row-twice", place, found, "", hint))
        elif any(name == each.name or _key(label) == _key(each.label) for each in fields):
            found = f"The row “{label}” is there twice"
            problems.append(Problem("cover-row-twice", place, found, "", "delete one of the two"))
        first, beside = entry.order == "first", _beside(entry.order)
        fields.append(CoverField(name, label, place, entry.required, entry.default, first, beside))
    return fields, problems


def _beside(order: str) -> Beside | None:
    """Return the usual row that “after date” or “before author” names."""
    word, _, row = order.partition(" ")
    return Beside(row, above=word == "before") if row else None


def cover_rows(document: YamlText, body: Body | None, *, draft: bool) -> Rows:
    """Return the rows of a paper, in the order of the body's profile or, without one, its own.

    A body whose profile lists rows decides which there are. A required row without a value is an
    error, and in a draft a warning.
    """
    given = document.value.get("cover")
    values = given if isinstance(given, dict) else {}
    if body is None or not body.cover:
        return _own_rows(document, values, body)
    problems = list(_unknown(document, values, body))
    mistyped = [each.hint.partition("“")[2].partition("”")[0] for each in problems if each.hint]
    rows: list[CoverRow] = []
    for field in body.cover:
        typed = [key for key in values if _key(key) in {field.name, _key(field.label)}]
        problems += _again(document, typed)
        text: PlacedText | Missing | None = _text(document, values, typed[0]) if typed else None
        if text is None and field.default is not None:
            text = PlacedText(field.default, field.place)
        if text is None and field.required and any(_key(near) == field.name for near in mistyped):
            text = Missing(f"cover.{field.name}")  # which is reported where it is typed
        elif text is None and field.required:
            problems.append(_missing(document, field, body, typed, draft=draft))
            text = Missing(f"cover.{field.name}")
        if text is not None:
            rows.append(
                CoverRow(field.name, field.label, text, first=field.first, beside=field.beside)
            )
    return Rows(tuple(rows), problems)


def _own_rows(document: YamlText, values: dict[str, Tree], body: Body | None) -> Rows:
    """Return the rows of a paper whose body lists none: what it calls them is their label."""
    rows: list[CoverRow] = []
    problems: list[Problem] = []
    labels = {**LABELS, **(body.labels if body else {})}
    usual = {_key(said): name for name, label in labels.items() for said in (name, label)}
    first: dict[str, str] = {}
    for key in values:
        text = _text(document, values, key)
        before = first.setdefault(_key(key), key)
        if name := usual.get(_key(key)):
            found = f"The cover sheet has a row “{labels[name]}” already"
            hint = f"write “{name}: …” at the beginning of a line, outside of “cover”"
            place = document.key_place(("cover", key))
            problems.append(Problem("cover-row-twice", place, found, "", hint))
        elif before != key:
            problems += _again(document, [before, key])
        elif text is not None:
            rows.append(CoverRow(_key(key), _label(key), text))
    return Rows(tuple(rows), problems)


def _text(document: YamlText, values: dict[str, Tree], key: str) -> PlacedText | None:
    """Return the text of a row, None where nothing is typed; the schema reports what is no text."""
    value = values[key]
    if not isinstance(value, str) or not value.strip():
        return None
    return PlacedText(one_line(value), document.place(("cover", key)))


def _unknown(document: YamlText, values: dict[str, Tree], body: Body) -> Iterator[Problem]:
    """Yield a problem for each row that the body's cover sheet does not have."""
    names = {_key(said) for field in body.cover for said in (field.name, field.label)}
    wanted = f"one of {', '.join(each.name for each in body.cover)}"
    for key in values:
        if _key(key) not in names:
            near = did_you_mean(_key(key), [each.name for each in body.cover])
            yield Problem(
                "unknown-key",
                document.key_place(("cover", key)),
                f"The cover sheet of {body.name} has no row “{key}”",
                wanted,
                near
                or "delete the line; or, if every paper is to have this row, ask whoever "
                f"keeps the templates to add it below “cover:” in {body.path}",
            )


def _missing(
    document: YamlText, field: CoverField, body: Body, typed: list[str], *, draft: bool
) -> Problem:
    place = document.key_place(("cover", typed[0])) if typed else document.key_place(("cover",))
    return Problem(
        "missing-field",
        place,
        f"The row “{field.label}” of the cover sheet is {'empty' if typed else 'missing'}, and "
        f"{body.name} requires it",
        "",
        f"write “{field.name}: …” below “cover:” in paper.yaml, with its text in place of “…”",
        Level.WARNING if draft else Level.ERROR,
    )


def _again(document: YamlText, typed: list[str]) -> Iterator[Problem]:
    for key in typed[1:]:
        found = f"The row “{key}” is there twice, first as “{typed[0]}”"
        place = document.key_place(("cover", key))
        yield Problem("cover-row-twice", place, found, "", "delete one of the two lines")


def _key(said: str) -> str:
    """Return a name or a label as a name: “Key decision” is key_decision."""
    return re.sub(r"[\W_]+", "_", said.casefold()).strip("_")


def _label(key: str) -> str:
    """Return a name as a label: key_decision is “Key decision”; a label stays as typed."""
    label = " ".join(one_line(key).replace("_", " ").split()).rstrip(": ")
    return label[:1].upper() + label[1:] if key == key.casefold() else label
