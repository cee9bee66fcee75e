"""A body's profile against its schema: every problem with its line, or the profile."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from panel_papers.core import (
    LABELS,
    Body,
    Heading,
    InputsError,
    Level,
    Place,
    Problem,
    Stage,
    TemplatesError,
    did_you_mean,
    working_on,
)
from panel_papers.inputs.cover import ROW, CoverEntry, cover_fields
from panel_papers.inputs.own_fields import FIELD, FieldEntry, own_fields
from panel_papers.inputs.profile_choices import (
    APPENDIX_LABELS,
    LETTERS,
    RECOMMENDATION_NUMBERS,
)
from panel_papers.inputs.restrictions import NATION
from panel_papers.inputs.sections import SECTIONS, SectionEntry
from panel_papers.inputs.standing import STANDING_ITEM
from panel_papers.inputs.text import read_text
from panel_papers.inputs.yaml.document import Tree, YamlText, read_yaml
from panel_papers.inputs.yaml.schema import (
    Fault,
    Kind,
    Shape,
    ValueFault,
    hold,
    list_of,
    names_in,
    names_of,
    record,
    text_of,
)
from panel_papers.inputs.yaml.value_types import CHOICE, LANGUAGE, LINE, one_line, whole_number
from panel_papers.law import RULES

UPLOAD_FIELDS = ("body", "date", "paper", "part", "title")
"""What the pattern of upload names can hold; `part` is “report”, “appendix 1”, “pack”."""

_REQUIRED = ("name", "nation")


def _count(most: int) -> Shape:
    def check(typed: str) -> int:
        digits = typed.strip()
        if not digits.isdecimal() or not digits.isascii() or not 1 <= int(digits[:9]) <= most:
            raise ValueFault(
                "bad-number",
                f"“{typed}” is not a number that can be used here",
                f"a whole number from 1 to {most:,}",
            )
        return int(digits)

    return text_of(check, schema=whole_number(most))


def _upload_name(pattern: str) -> str:
    known = ", ".join(f"{{{name}}}" for name in UPLOAD_FIELDS)
    wanted = f"a file’s name without its ending, with any of {known}"
    try:
        named = [name for _, name, *form in string.Formatter().parse(pattern) if name is not None]
        plain = all(not any(form) for _, name, *form in string.Formatter().parse(pattern) if name)
    except ValueError:
        found = f"The pattern “{pattern}” has a brace that is not closed"
        raise ValueFault("bad-pattern", found, wanted, "close each “{” with “}”") from None
    for name in named:
        if name not in UPLOAD_FIELDS:
            hint = did_you_mean(name, UPLOAD_FIELDS)
            raise ValueFault(
                "bad-pattern",
                f"The pattern has “{{{name}}}”, which is not a known field",
                wanted,
                hint,
            )
    if "part" not in named:
        raise ValueFault(
            "bad-pattern",
            f"The pattern “{pattern}” gives all files of a paper the same name",
            wanted,
            "write {part} into it, such as “{date}-{part}”",
        )
    if not plain or any(character in '<>:"/\\|?*' for character in pattern):
        raise ValueFault(
            "bad-pattern",
            f"The pattern “{pattern}” has a character that names of files cannot have",
            wanted,
            'leave out < > : " / \\ | ? * and !',
        )
    return pattern


class Profile(Struct, frozen=True):
    """The fields of a body's profile."""

    name: str | None = None
    """The name of the body."""
    nation: str | None = None
    """The nation whose law applies."""
    language: str | None = None
    """The language of the body’s papers, such as cy-GB, where a paper does not say another."""
    days_of_notice: int | None = None
    """Clear days of notice before a meeting, where they are more than the law's."""
    labels: dict[str, str] = {}
    """What the cover sheet calls its rows, where it is not the usual words."""
    sections: list[SectionEntry] = []
    """The sections that every report of the body has, in their order, some with a heading."""
    implications: list[SectionEntry] = []
    """The implications that every report has, each with text or a reason for none."""
    cover: list[CoverEntry] = []
    """The rows that the body adds to the cover sheet, each with a label."""
    fields: list[FieldEntry] = []
    """The fields that the body adds for its templates, each with a name and what it means."""
    statutory_texts: list[str] = []
    """Texts that are printed at the end of every report."""
    upload_name: str | None = None
    """The names of uploaded files: {body}, {date}, {paper}, {title}, and always {part}."""
    numbered_paragraphs: bool = False
    """Whether paragraphs are numbered."""
    appendices: str | None = None
    """Whether appendices have numbers or letters."""
    numbered_recommendations: str | None = None
    """How recommendations are numbered, by the first number: 1, (1) or 1.1."""
    most_words: int | None = None
    """The most words that a report may have."""
    standing_items: list[str] = []
    """The items that the agenda of a new meeting has, such as apologies."""
    executive: bool = False
    """Whether the body is an executive, such as a cabinet, or a committee of one."""


PROFILE = record(
    Profile,
    {
        "name": LINE,
        "nation": NATION,
        "language": LANGUAGE,
        "days_of_notice": _count(60),
        "labels": names_of(LINE, {"enum": [*LABELS]}),
        "sections": SECTIONS,
        "implications": SECTIONS,
        "cover": list_of(ROW),
        "fields": list_of(FIELD),
        "statutory_texts": list_of(LINE),
        "upload_name": text_of(one_line, _upload_name),
        "numbered_paragraphs": CHOICE,
        "appendices": APPENDIX_LABELS,
        "numbered_recommendations": RECOMMENDATION_NUMBERS,
        "most_words": _count(1_000_000),
        "standing_items": list_of(STANDING_ITEM),
        "executive": CHOICE,
    },
    needed=_REQUIRED,
)


_ENTRIES: dict[str, type[Struct]] = {"cover": CoverEntry, "fields": FieldEntry}
"""What the items of these lists are."""


def read_body(folder: Path, key: str, asked_at: Place) -> Body:
    """Return the profile of the body `key` from the folder of profiles.

    Raises InputsError, at `asked_at`, where there is no such body, and TemplatesError with all
    problems in the profile.
    """
    path = folder / f"{key}.yaml"
    known = sorted(each.stem for each in folder.glob("*.yaml")) if folder.is_dir() else []
    if key not in known:
        found = f"The body “{key}” has no profile in {folder.as_posix()}"
        wanted = f"one of {', '.join(known)}" if known else f"a profile {path.as_posix()}"
        hint = did_you_mean(key, known) or (
            "write the name of a body that there is; for a new body, copy the file of another "
            f"in that folder, save it as {path.as_posix()}, and change it"
        )
        raise InputsError([Problem("unknown-body", asked_at, found, wanted, hint)])
    place = Place(path.as_posix())
    try:
        data = path.read_bytes()
        with working_on(place, Stage.READING):
            document = read_yaml(read_text(data, place), place.file)
    except InputsError as error:
        raise TemplatesError(error.problems) from error
    except OSError as error:
        found = f"The body’s profile cannot be read ({error.strerror or error})"
        raise TemplatesError(
            [
                Problem(
                    "unreadable-file",
                    place,
                    found,
                    "",
                    "close it in other programs, and run the command again; if that does not "
                    "help, ask IT whether you may open this file",
                )
            ]
        ) from error
    profile, problems = _checked(document)
    if profile is None or any(problem.level is Level.ERROR for problem in problems):
        raise TemplatesError(problems)
    return Body(
        key=key,
        name=profile.name or "",
        nation=profile.nation or "",
        language=profile.language,
        path=place.file,
        data=data,
        days_of_notice=profile.days_of_notice,
        labels={**LABELS, **profile.labels},
        sections=tuple(each.name for each in profile.sections),
        implications=tuple(each.name for each in profile.implications),
        headings=_headings(document, profile),
        cover=tuple(cover_fields(document, profile.cover)[0]),
        fields=tuple(own_fields(document, profile.fields)[0]),
        statutory_texts=tuple(profile.statutory_texts),
        upload_name=profile.upload_name,
        numbered_paragraphs=profile.numbered_paragraphs,
        lettered_appendices=profile.appendices == LETTERS,
        numbered_recommendations=profile.numbered_recommendations,
        most_words=profile.most_words,
        standing_items=tuple(profile.standing_items),
        executive=profile.executive,
    )


def _checked(document: YamlText) -> tuple[Profile | None, list[Problem]]:
    """Return the profile's fields, and every problem with them in the order of its lines."""
    given: dict[str, Tree] = {
        key: value for key, value in document.value.items() if value is not None
    }
    problems = [*document.problems, *_missing(document, given), *_unknown_labels(document)]
    profile, faults = hold(given, PROFILE)
    problems += [_problem(fault, document) for fault in faults]
    if profile is not None:
        problems += _too_short_a_notice(document, profile)
        problems += cover_fields(document, profile.cover)[1]
        problems += own_fields(document, profile.fields)[1]
    problems.sort(key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
    return profile, problems


def _headings(document: YamlText, profile: Profile) -> dict[str, Heading]:
    """Return the headings that the profile gives to sections, by their names."""
    found: dict[str, Heading] = {}
    for key, entries in (("sections", profile.sections), ("implications", profile.implications)):
        for index, each in enumerate(entries):
            if each.heading is not None:
                place = document.place((key, index, each.name))
                found.setdefault(each.name, Heading(each.heading, place))
    return found


def _missing(document: YamlText, given: Iterable[str]) -> Iterator[Problem]:
    for name in _REQUIRED:
        if name not in given:
            place = document.key_place((name,))
            yield Problem(
                "missing-field",
                place,
                f"“{name}” is missing",
                "",
                f"add “{name}: …” in this file, with its value in place of “…”",
            )


def _unknown_labels(document: YamlText) -> Iterator[Problem]:
    labels = document.value.get("labels")
    for name in labels if isinstance(labels, dict) else ():
        if name not in LABELS:
            place = document.key_place(("labels", name))
            wanted = f"one of {', '.join(LABELS)}"
            found = f"“{name}” is not a label that can be changed"
            hint = did_you_mean(name, LABELS) or "delete the line, or write one of these"
            yield Problem("unknown-key", place, found, wanted, hint)


def _too_short_a_notice(document: YamlText, profile: Profile) -> Iterator[Problem]:
    """Yield a problem where a body would give its public less notice than the law does."""
    law = [rule for rule in RULES if rule.nation == profile.nation][-1:]
    for rule in law:
        if profile.days_of_notice is not None and profile.days_of_notice < rule.clear_days:
            yield Problem(
                "notice-too-short",
                document.place(("days_of_notice",)),
                f"{profile.days_of_notice} clear days of notice are fewer than the law requires in "
                f"{rule.nation}",
                f"at least {rule.clear_days} clear days ({rule.source})",
                f"write {rule.clear_days} or more, or delete the line to use the law’s number",
            )


def _problem(fault: Fault, document: YamlText) -> Problem:
    """Return a problem that the schema found in our own words."""
    path = fault.path
    place, name = document.place(path), str(path[0])
    match fault.kind:
        case Kind.VALUE:
            return fault.problem(place)
        case Kind.UNKNOWN:
            known = names_in(_ENTRIES.get(name, Profile) if len(path) > 1 else Profile)
            found, wanted = fault.unknown_name, f"one of {', '.join(known)}"
            place = document.key_place(path)
            hint = did_you_mean(str(path[-1]), known) or "delete the line, or write one of these"
            return Problem("unknown-key", place, found, wanted, hint)
        case Kind.MISSING if name == "fields":
            found = f"“{path[-1]}” is missing from one of the body’s own fields"
            hint = f"add “{path[-1]}: …” here, as in {{name: ward_member, meaning: …}}"
            return Problem("missing-field", place, found, "", hint)
        case Kind.MISSING:
            found = f"“{path[-1]}” is missing from a row of the cover sheet"
            hint = "add “label: …” here, with what the row is called in place of “…”"
            return Problem("missing-field", place, found, "", hint)
        case Kind.NOT_A_LIST:
            wanted = "a list, each item on a line that begins with “- ”"
        case Kind.NOT_NAMES:
            names = names_in(_ENTRIES[name]) if name in _ENTRIES else LABELS
            wanted = f"names with values: {', '.join(names)}"
        case _:
            wanted = "text"
    last = next(step for step in reversed(path) if isinstance(step, str))
    found = f"What follows “{last}:” is of another kind than is expected"
    return Problem("wrong-kind", place, found, wanted, fault.how_to_write(last))
