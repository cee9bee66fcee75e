"""paper.yaml against its schema: every problem with its line, or the values it holds."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from panel_papers.core import AlternativeText, Level, Place, Problem, did_you_mean
from panel_papers.inputs.restrictions import NATION, PARAGRAPHS, restriction_faults
from panel_papers.inputs.sections import (
    DEFAULT_SECTIONS,
    SECTIONS,
    SectionEntry,
    listed_sections,
    repeated_sections,
)
from panel_papers.inputs.yaml.document import Path, Tree, YamlText
from panel_papers.inputs.yaml.schema import (
    ANY_TEXT,
    Fault,
    Kind,
    Shape,
    hold,
    list_of,
    names_in,
    names_of,
    record,
    text_of,
)
from panel_papers.inputs.yaml.value_types import (
    ALTERNATIVE,
    ANNOTATIONS,
    CHOICE,
    DATE,
    EMAIL,
    LANGUAGE,
    LINE,
    PAGE_NUMBER,
    REFERENCE_NAME,
    ROW_NUMBER,
    SAFE_NAME,
    SIGNATURE,
    WEB_ADDRESS,
)

REQUIRED: tuple[Path, ...] = (
    ("title",),
    ("report_to",),
    ("author",),
    ("date",),
    ("for",),
    ("enquiries_to",),
    ("enquiries_to", "name"),
    ("enquiries_to", "role"),
    ("enquiries_to", "email"),
)
"""What a paper cannot do without, and a draft can: so these are optional in the schema below."""

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


class Enquiries(Struct, frozen=True):
    """Whom to ask; required in a clean build."""

    name: str | None = None
    """The name of the team or the officer; it is published."""
    role: str | None = None
    """The role or the team, such as “Policy and Performance”."""
    email: str | None = None
    """The email address, such as officer@example.org."""


class BackgroundEntry(Struct, frozen=True):
    """One background paper; `url` is None where the link is dead."""

    title: str
    """The title of the background paper."""
    link_text: str | None = None
    """The words of the link, which make sense when they are read aloud alone."""
    url: str | None = None
    """The address: https://…, http://… or mailto:…."""


class RestrictionEntry(Struct, frozen=True):
    """Why an appendix is exempt (LGA 1972 s100I and Schedule 12A)."""

    paragraph: list[str]
    """The paragraph that describes the exempt information, such as 3, or a list."""
    reason: str
    """Why the information is exempt; it is published."""
    public_title: str | None = None
    """The title in public documents, where the title itself is exempt."""


class AppendixEntry(Struct, frozen=True):
    """One appendix and the file that holds it."""

    title: str
    """The title of the appendix."""
    file: str
    """Its file in this paper's folder, such as appendices/progress.yaml."""
    name: str | None = None
    """The name by which the text refers to it: {{ ref.NAME }}."""
    restricted: RestrictionEntry | None = None
    """Why the appendix is not for publication; leave it out for a public one."""
    alt: AlternativeText | None = None
    """What a picture shows, to be read aloud; for a PDF, page numbers with texts."""
    annotations: str | None = None
    """Whether what somebody typed or drew onto a PDF is printed or removed."""
    signature: str | None = None
    """“print” shows what the signature of a signed PDF looks like."""
    row_headers: bool | None = None
    """Whether the first column of a table names its rows."""
    sheet: str | None = None
    """The sheet of a workbook."""
    header_row: int | None = None
    """The row of a sheet that holds the names of the columns."""
    range: str | None = None
    """The cells of a workbook: B4:H20, a named range or an Excel table."""


class AcceptedEntry(Struct, frozen=True):
    """A warning that the author answers for."""

    code: str
    """The code of the warning, as it is in square brackets."""
    reason: str
    """Why the warning is accepted."""
    date: datetime.date
    """The day on which it was accepted, such as 2024-03-07."""
    about: str | None = None
    """What the warning names, where only that one is accepted."""


class PackFields(Struct, frozen=True):
    """How the pack is numbered and divided."""

    first_page: int = 1
    """The number of the pack's first page."""
    odd_starts: bool = False
    """Whether each part begins on a right-hand page."""
    dividers: bool = False
    """Whether a page with its title comes before each appendix."""


class LateEntry(Struct, frozen=True):
    """What a report that comes late must say (LGA 1972 s100B(4)(b))."""

    urgency: str
    """Why the report cannot wait for the next meeting."""
    lateness: str
    """Why the report was not ready in time."""


class PaperFields(Struct, frozen=True, rename={"report_for": "for"}):
    """The fields of paper.yaml."""

    title: str | None = None
    """The title, as it is on the cover sheet and in the contents."""
    short_title: str | None = None
    """A shorter title, for the header of the pages."""
    report_to: str | None = None
    """The body that meets."""
    author: str | None = None
    """Whose report it is: an office."""
    date: datetime.date | None = None
    """The day of the meeting: 2024-03-14 or 14 March 2024."""
    report_for: str | None = None
    """What the meeting is asked for: Noting, Decision or Information."""
    enquiries_to: Enquiries | None = None
    """Whom to ask; all of it is published."""
    divisions_affected: str | None = None
    """The divisions or wards that the report is about."""
    body: str | None = None
    """The profile of the body, a file in templates/bodies without “.yaml”."""
    nation: str = "England"
    """The nation whose law applies."""
    language: str = "en-GB"
    """The language of the paper, such as en-GB or cy-GB."""
    sections: list[SectionEntry] = field(
        default_factory=lambda: [SectionEntry(name) for name in DEFAULT_SECTIONS]
    )
    """The sections in their order, each with a text beside this file (purpose.md); one without a
    Word template of its own has its heading: {risk: Risk management}."""
    cover: dict[str, str] = {}
    """Further rows of the cover sheet, such as agenda_item: 7; the body's profile lists them."""
    fields: dict[str, str] = {}
    """The body's own fields, such as ward_member; its profile lists them."""
    background_papers: list[BackgroundEntry] = []
    """The documents that the report relies on, each a title or names with values."""
    appendices: list[AppendixEntry] = []
    """The appendices, numbered in this order."""
    accepted: list[AcceptedEntry] = []
    """Warnings that the author has looked at and accepts."""
    pack: PackFields = PackFields()
    """How the pack is numbered and divided."""
    late: LateEntry | None = None
    """What a report that comes late must say (LGA 1972 s100B(4)(b))."""


_ENQUIRIES = record(
    Enquiries, {"name": LINE, "role": LINE, "email": EMAIL}, needed=("name", "role", "email")
)
_BACKGROUND = record(BackgroundEntry, {"title": LINE, "link_text": LINE, "url": WEB_ADDRESS})
_NONE = re.compile(r"\W*(?:none|n/?a|not applicable)\W*", re.IGNORECASE)
_BACKGROUND_OR_TITLE = Shape(
    lambda tree, path, faults: _BACKGROUND.read(
        # “None” beside other papers is a slip
        {"title": tree} if isinstance(tree, str) and not _NONE.fullmatch(tree) else tree,
        path,
        faults,
    ),
    lambda describe: {
        "if": {"type": "object"},  # with “anyOf”, editors would underline the whole item
        "then": _BACKGROUND.schema(describe),
        "else": ANY_TEXT,
    },
)
_RESTRICTION = record(
    RestrictionEntry, {"paragraph": PARAGRAPHS, "reason": LINE, "public_title": LINE}
)
_APPENDIX = record(
    AppendixEntry,
    {
        "title": LINE,
        "file": text_of(),
        "name": REFERENCE_NAME,
        "restricted": _RESTRICTION,
        "alt": ALTERNATIVE,
        "annotations": ANNOTATIONS,
        "signature": SIGNATURE,
        "row_headers": CHOICE,
        "sheet": LINE,
        "header_row": ROW_NUMBER,
        "range": LINE,
    },
)
ACCEPTED = record(AcceptedEntry, {"code": LINE, "reason": LINE, "date": DATE, "about": LINE})
_PACK = record(PackFields, {"first_page": PAGE_NUMBER, "odd_starts": CHOICE, "dividers": CHOICE})
_LATE = record(LateEntry, {"urgency": LINE, "lateness": LINE})
PAPER = record(
    PaperFields,
    {
        "title": LINE,
        "short_title": LINE,
        "report_to": LINE,
        "author": LINE,
        "date": DATE,
        "for": LINE,
        "enquiries_to": _ENQUIRIES,
        "divisions_affected": LINE,
        "body": SAFE_NAME,
        "nation": NATION,
        "language": LANGUAGE,
        "sections": SECTIONS,
        "cover": names_of(LINE),
        "fields": names_of(LINE),
        "background_papers": list_of(_BACKGROUND_OR_TITLE),
        "appendices": list_of(_APPENDIX),
        "accepted": list_of(ACCEPTED),
        "pack": _PACK,
        "late": _LATE,
    },
    needed=[str(name) for name, *below in REQUIRED if not below],
)


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
    meant = f"did you mean “{name}”?"
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
            "list at least one section or one appendix",
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
            return Problem("missing-field", place, found, "", f"add “{name}: …” with a value")
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
    return Problem("wrong-kind", document.place(path), found, wanted, _hint(wanted, document, path))


def _hint(wanted: str, document: YamlText, path: Path) -> str | None:
    value = value_at(document.value, path)
    if wanted == "text" and isinstance(value, dict | list):
        return "if it is text, put the whole value in quotes"
    if isinstance(value, str) and wanted.startswith("a list"):
        return f"write “[{value}]” for a list of one"
    return None


def _unknown_key(fault: Fault, document: YamlText) -> Problem:
    path = fault.path
    name, known = str(path[-1]), _known(path[:-1])
    sections = [each.name for each in listed_sections(document)] if len(path) == 1 else []
    hint = did_you_mean(name, [*known, *sections])
    if hint and hint != did_you_mean(name, known):
        hint += " A section is listed in “sections”, and its text is in a file of its own"
    place: Place = document.key_place(path)
    wanted = f"one of {', '.join(known)}"
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
