"""Fields that a body adds to its papers for its templates: ward member, portfolio holder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from panel_papers.core import (
    Body,
    CoverRow,
    Level,
    Missing,
    OwnField,
    Place,
    PlacedText,
    Problem,
    did_you_mean,
)
from panel_papers.inputs.yaml.document import Tree, YamlText
from panel_papers.inputs.yaml.schema import record
from panel_papers.inputs.yaml.value_types import CHOICE, LINE, one_line

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_TAKEN = frozenset(dir(dict))
"""Names that a tag would take for something else: {{ fields.items }} is Python's own."""


class FieldEntry(Struct, frozen=True):
    """One field that the body adds, for tags such as {{ fields.ward_member }}."""

    name: str
    """Its name in paper.yaml and in templates, such as ward_member."""
    meaning: str
    """What it means, for editors of templates and authors of papers."""
    example: str | None = None
    """A value as an author would type it."""
    required: bool = False
    """Whether every paper of the body must fill it in."""
    default: str | None = None
    """What it is where a paper says nothing."""


FIELD = record(
    FieldEntry,
    {"name": LINE, "meaning": LINE, "example": LINE, "required": CHOICE, "default": LINE},
)


def own_fields(
    document: YamlText, entries: list[FieldEntry]
) -> tuple[list[OwnField], list[Problem]]:
    """Return the fields of a profile, and what is wrong with them."""
    fields: dict[str, OwnField] = {}
    problems: list[Problem] = []
    for index, entry in enumerate(entries):
        place = document.place(("fields", index))
        if not _NAME.fullmatch(entry.name) or entry.name in _TAKEN:
            problems.append(_bad_name(entry.name, place))
        elif entry.name in fields:
            found = f"The field “{entry.name}” is there twice"
            problems.append(Problem("field-twice", place, found, "", "delete one of the two"))
        else:
            fields[entry.name] = OwnField(
                entry.name,
                entry.meaning,
                place,
                entry.example or "",
                entry.required,
                entry.default,
            )
    return list(fields.values()), problems


def given_fields(
    document: YamlText, body: Body | None, *, draft: bool
) -> tuple[tuple[CoverRow, ...], list[Problem]]:
    """Return what a paper says of the body's own fields, and what is wrong with it.

    A required field without a value is an error, and in a draft a warning. Without a body, a paper
    may give fields of any name.
    """
    given = document.value.get("fields")
    values = given if isinstance(given, dict) else {}
    rows: list[CoverRow] = []
    if body is None:
        problems = [
            _bad_name(key, document.key_place(("fields", key)))
            for key in values
            if not _NAME.fullmatch(key) or key in _TAKEN
        ]
        for key in values:
            if text := _text(document, values, key):
                rows.append(CoverRow(key, key, text, own=True))
        return tuple(rows), problems
    problems = list(_unknown(document, values, body))
    for field in body.fields:
        said: PlacedText | Missing | None = _text(document, values, field.name)
        if said is None and field.default is not None:
            said = PlacedText(field.default, field.place)
        if said is None and field.required:
            problems.append(_missing(document, field, body, values, draft=draft))
            said = Missing(f"fields.{field.name}")
        if said is not None:
            rows.append(CoverRow(field.name, field.name, said, own=True))
    return tuple(rows), problems


def _text(document: YamlText, values: dict[str, Tree], key: str) -> PlacedText | None:
    """Return the text of a field, None where nothing is typed; the schema reports what is none."""
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        return None
    return PlacedText(one_line(value), document.place(("fields", key)))


def _unknown(document: YamlText, values: dict[str, Tree], body: Body) -> Iterator[Problem]:
    names = [each.name for each in body.fields]
    for key in values:
        if key not in names:
            near = did_you_mean(key, names)
            yield Problem(
                "unknown-key",
                document.key_place(("fields", key)),
                f"The profile of {body.name} has no field “{key}”",
                f"one of {', '.join(names)}" if names else "",
                near
                or "delete the line; or, if papers are to have this field, ask whoever keeps "
                f"the templates to add it below “fields:” in {body.path}",
            )


def _missing(
    document: YamlText, field: OwnField, body: Body, values: dict[str, Tree], *, draft: bool
) -> Problem:
    typed = field.name in values
    path = ("fields", field.name) if typed else ("fields",)
    return Problem(
        "missing-field",
        document.key_place(path),
        f"The field “{field.name}” is {'empty' if typed else 'missing'}, and {body.name} requires "
        f"it ({field.meaning})",
        "",
        f"write “{field.name}: {field.example or '…'}” below “fields:” in paper.yaml",
        Level.WARNING if draft else Level.ERROR,
    )


def _bad_name(name: str, place: Place) -> Problem:
    taken = name in _TAKEN
    likely = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_0123456789")
    return Problem(
        "bad-field-name",
        place,
        f"“{name}” cannot be the name of a field"
        + (", because tags read it as something else" if taken else ""),
        "small letters, digits and underscores, beginning with a letter, such as ward_member",
        f"call it {likely or 'ward_member'}" + ("_text" if taken else ""),
    )
