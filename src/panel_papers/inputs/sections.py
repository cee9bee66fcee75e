"""The sections that a paper or a body's profile lists: names, some with a heading of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from panel_papers.core import Body, Place, PlacedText, Problem
from panel_papers.inputs.yaml.document import Path, Tree, YamlText
from panel_papers.inputs.yaml.schema import (
    ANY_TEXT,
    JsonSchema,
    ValueFault,
    list_of,
    short,
    text_or_names,
)
from panel_papers.inputs.yaml.value_types import SAFE_NAME_SCHEMA, one_line, safe_name

DEFAULT_SECTIONS = ["purpose", "recommendations", "context"]
_WANTED = "the name of a section, or a name with its heading: {risk: Risk management}"


class SectionEntry(Struct, frozen=True):
    """One item of a list of sections."""

    name: str
    heading: str | None = None


class ListedSection(NamedTuple):
    """A section that a paper has, right or wrong: where it is listed, None for the usual ones."""

    name: str
    heading: PlacedText | None
    place: Place | None


def as_section(tree: Tree) -> SectionEntry:
    """Return what an item says: a name, or one name with its heading."""
    if isinstance(tree, str):
        return SectionEntry(safe_name(one_line(short(tree))))
    if not isinstance(tree, dict) or len(tree) != 1:
        found = "An item of “sections” has more than one name, or a name without a heading"
        hint = "begin each section with “- ” on a line of its own, and type its heading after it"
        raise ValueFault("section-heading", found, _WANTED, hint)
    ((name, heading),) = tree.items()
    if not isinstance(heading, str) or not heading.strip():
        found = f"The heading of the section “{name}” is empty or is not text"
        raise ValueFault("section-heading", found, _WANTED, f"write “{name}: The heading”")
    return SectionEntry(safe_name(one_line(short(name))), one_line(short(heading)))


_NAMES: JsonSchema = {
    "propertyNames": SAFE_NAME_SCHEMA,
    "additionalProperties": ANY_TEXT,
    "minProperties": 1,
    "maxProperties": 1,
}
SECTIONS = list_of(text_or_names(as_section, names=_NAMES, text=SAFE_NAME_SCHEMA))


def listed_sections(document: YamlText, body: Body | None = None) -> list[ListedSection]:
    """Return each section that paper.yaml lists, or else those of the body or the usual ones.

    A section that is listed without a heading has that of the body's profile, if there is one.
    """
    sections = document.value.get("sections")
    if isinstance(sections, list):
        return list(_typed(document, sections, body))
    names = sections_of(body) if body else DEFAULT_SECTIONS
    return [ListedSection(name, _of_body(name, body), None) for name in names]


def sections_of(body: Body) -> list[str]:
    """Return the sections of a body's papers in their order, each once."""
    return list(dict.fromkeys([*(body.sections or DEFAULT_SECTIONS), *body.implications]))


def repeated_sections(document: YamlText) -> Iterator[Problem]:
    """Yield a problem for each section that paper.yaml lists again."""
    names: set[str] = set()
    for name, _, place in listed_sections(document):
        if name in names and place is not None:
            found = f"The section “{name}” is listed twice"
            yield Problem("duplicate-section", place, found, "", "delete one of the two lines")
        names.add(name)


def _typed(document: YamlText, sections: list[Tree], body: Body | None) -> Iterator[ListedSection]:
    for index, item in enumerate(sections):
        path: Path = ("sections", index)
        if path in document.spoiled:
            continue
        if isinstance(item, str):
            name = one_line(item)
            yield ListedSection(name, _of_body(name, body), document.place(path))
        elif isinstance(item, dict):
            for typed, heading in list(item.items())[:1]:
                name = one_line(typed)
                own = _of_body(name, body)
                if isinstance(heading, str) and heading.strip():
                    own = PlacedText(one_line(heading), document.place((*path, typed)))
                yield ListedSection(name, own, document.key_place((*path, typed)))


def _of_body(name: str, body: Body | None) -> PlacedText | None:
    heading = body.headings.get(name) if body else None
    return PlacedText(heading.text, heading.place) if heading else None
