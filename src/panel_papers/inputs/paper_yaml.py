"""paper.yaml against its schema: every problem with its line, or the values it holds."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from msgspec import Struct

from panel_papers.core import Level, Place, Problem, did_you_mean
from panel_papers.inputs.paper_fields import (
    PAPER,
    REQUIRED,
    AcceptedEntry,
    AppendixEntry,
    BackgroundEntry,
    Enquiries,
    LateEntry,
    PackFields,
    PaperFields,
    RestrictionEntry,
)
from panel_papers.inputs.restrictions import restriction_faults
from panel_papers.inputs.sections import (
    listed_sections,
    repeated_sections,
)
from panel_papers.inputs.yaml.document import Path, Tree, YamlText
from panel_papers.inputs.yaml.schema import (
    Fault,
    Kind,
    hold,
    names_in,
)

_EXAMPLES: dict[Path, str] = {
    ("title",): "title: High-Level Summary of Progress",
    ("report_to",): "report_to: Essex Police, Fire and Crime Panel",
    ("author",): "author: Police, Fire and Crime Commissioner for Essex",
    ("date",): "date: 2024-03-14",
    ("for",): "for: Noting",
    ("enquiries_to",): "enquiries_to: {name: …, role: Policy Officer, email: …}",
    ("enquiries_to", "name"): "name: …",
    ("enquiries_to", "role"): "role: Policy Officer",
    ("enquiries_to", "email"): "email: officer@example.org",
}


class Checked(Struct, frozen=True):
    """What checking found: the fields, or None where an error is among the problems."""

    fields: PaperFields | None
    problems: tuple[Problem, ...]


def check_paper(document: YamlText, *, draft: bool) -> Checked:
    """Return the fields of paper.yaml and every problem with them, in the order of its lines.

    In a draft, a required field that is missing is a warning.
    """
    given = _filled(document.value)
    problems = list(document.problems)
    problems += _missing(document, given, Level.WARNING if draft else Level.ERROR)
    problems += _dead_links(document, given)
    problems += repeated_sections(document)
    problems += _nothing_to_say(document, given)
    problems += restriction_faults(document)
    fields, faults = hold(given, PAPER)
    problems += [_problem(fault, document, given) for fault in faults if _news(fault, document)]
    problems.sort(key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
    return Checked(fields, tuple(problems))


def _filled(tree: dict[str, Tree]) -> dict[str, Tree]:
    """Return the tree without its empty values: nothing typed is nothing said."""
    plain = {key: _plain(value) for key, value in tree.items()}
    return {key: value for key, value in plain.items() if value is not None}


def _plain(tree: Tree) -> Tree:
    match tree:
        case dict():
            return _filled(tree)
        case list():
            return [_plain(item) for item in tree]
    return tree if tree and tree.strip() else None


def _missing(document: YamlText, given: dict[str, Tree], level: Level) -> Iterable[Problem]:
    """Yield each required field that is absent or empty, placed at what it is missing from."""
    for path in REQUIRED:
        *parents, name = path
        holder: Tree = given
        for parent in parents:
            holder = holder.get(str(parent)) if isinstance(holder, dict) else None
        if not isinstance(holder, dict) or name in holder or path in document.spoiled:
            continue
        if _is_mistyped(name, holder, _known(path[:-1])):
            continue  # which is reported where it is typed
        dotted = ".".join(str(part) for part in path)
        empty = path in document.keys
        yield Problem(
            "missing-field",
            document.key_place(path) if empty else document.place(path),
            f"“{dotted}” is {'empty' if empty else 'missing'}",
            "",
            f"write “{_EXAMPLES[path]}”",
            level,
        )


def _is_mistyped(name: str | int, typed: Iterable[str], known: Sequence[str]) -> bool:
    """Say whether a name that is missing is there, spelled in a way that is not known."""
    meant = f"write “{name}” if you mean that"
    return any(key not in known and did_you_mean(key, known) == meant for key in typed)


def _dead_links(document: YamlText, given: dict[str, Tree]) -> Iterable[Problem]:
    """Yield a warning for each link that leads nowhere, and take its address out."""
    papers = given.get("background_papers")
    for index, paper in enumerate(papers if isinstance(papers, list) else []):
        path = ("background_papers", index, "url")
        if not isinstance(paper, dict) or path in document.spoiled:
            continue
        url = paper.get("url", "")
        typed = path in document.keys or "link_text" in paper
        if not typed or not isinstance(url, str) or url.strip() not in ("", "#"):
            continue
        paper.pop("url", None)
        yield Problem(
            "dead-link",
            document.place(path),
            f"This background paper’s link has “{url}” instead of a web address"
            if url
            else "This background paper’s link has no web address",
            "",
            "add “url: https://…” here; or delete “url:” to print the text without a link",
            Level.WARNING,
        )


def _nothing_to_say(document: YamlText, given: dict[str, Tree]) -> Iterable[Problem]:
    if given.get("sections") == [] and not given.get("appendices"):
        yield Problem(
            "no-sections",
            document.place(("sections",)),
            "The paper has no sections and no appendices",
            "",
            "write “sections: [purpose, recommendations]” here, and the text of each into a file "
            "beside this one, such as purpose.md",
        )


def _news(fault: Fault, document: YamlText) -> bool:
    """Return whether a problem does not just follow from one that reading the YAML reported."""
    path = fault.path
    return not any(path[: length + 1] in document.spoiled for length in range(len(path)))


def _problem(fault: Fault, document: YamlText, given: dict[str, Tree]) -> Problem:
    """Return a problem that the schema found in our own words."""
    path = fault.path
    name = path[-1]
    match fault.kind:
        case Kind.VALUE:
            return fault.problem(document.place(path))
        case Kind.MISSING:
            empty = path in document.keys
            found = f"“{name}” is {'empty' if empty else 'missing'}"
            place = document.key_place(path) if empty else document.place(path)
            hint = f"write “{name}: …” here, with its value in place of “…”"
            return Problem("missing-field", place, found, "", hint)
        case Kind.UNKNOWN:
            return _unknown_key(fault, document)
        case Kind.NOT_TEXT:
            wanted = "text"
        case Kind.NOT_A_LIST:
            wanted = "a list, each item on a line that begins with “- ”"
        case Kind.NOT_NAMES if path == ("cover",):
            wanted = "names with values, each on a line of its own: agenda_item: 7"
        case Kind.NOT_NAMES if path == ("fields",):
            wanted = "names with values, each on a line of its own"
        case Kind.NOT_NAMES:
            wanted = f"names with values: {', '.join(_known(path))}"
    what = name if isinstance(name, str) else f"{path[-2]}, item {name + 1}"
    found = f"“{what}” holds {_kind(value_at(given, path))}"
    hint = _hint(wanted, document, path) or fault.how_to_write(_name_of(path))
    return Problem("wrong-kind", document.place(path), found, wanted, hint)


def _name_of(path: Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


def _hint(wanted: str, document: YamlText, path: Path) -> str | None:
    value = value_at(document.value, path)
    if wanted == "text" and isinstance(value, dict | list):
        return 'if it is text, put double quotes (") before and behind all of it'
    if isinstance(value, str) and wanted.startswith("a list"):
        return f"write “[{value}]” for a list of one"
    return None


def _unknown_key(fault: Fault, document: YamlText) -> Problem:
    path = fault.path
    name, known = str(path[-1]), _known(path[:-1])
    sections = [each.name for each in listed_sections(document)] if len(path) == 1 else []
    hint = did_you_mean(name, [*known, *sections])
    if hint and hint != did_you_mean(name, known):
        (section,) = difflib.get_close_matches(name, sections, n=1, cutoff=0)
        folder = document.key_place(path).file.rpartition("/")[0]
        hint = f"delete it here; the text of the section “{section}” goes into a file of its own, "
        hint += f"{folder}/{section}.md"
    place: Place = document.key_place(path)
    wanted = f"one of {', '.join(known)}"
    hint = hint or "delete the line, or write one of these in place of the name"
    return Problem("unknown-key", place, fault.unknown_name, wanted, hint)


def _known(path: Path) -> list[str]:
    """Return the names that the schema knows below `path`."""
    records: dict[str, type[Struct]] = {
        "": PaperFields,
        "enquiries_to": Enquiries,
        "pack": PackFields,
        "late": LateEntry,
        "background_papers": BackgroundEntry,
        "appendices": AppendixEntry,
        "restricted": RestrictionEntry,
        "accepted": AcceptedEntry,
    }
    last = [part for part in ("", *path) if isinstance(part, str)][-1]
    return names_in(records[last])


def value_at(tree: Tree, path: Path) -> Tree:
    """Return what is at a path of the tree."""
    for part in path:
        if isinstance(tree, dict):
            tree = tree.get(str(part))
        elif isinstance(tree, list) and isinstance(part, int):
            tree = tree[part] if part < len(tree) else None  # the places of a name given twice
    return tree


def _kind(tree: Tree) -> str:
    match tree:
        case None:
            return "nothing"
        case str():
            return "text"
        case list():
            return "a list"
    return "names with values"
