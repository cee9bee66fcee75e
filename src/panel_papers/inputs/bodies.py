"""A body's profile against its schema: every fault with its line, or the profile."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from panel_papers.body import LABELS, Body
from panel_papers.errors import InputsError, Level, Place, Problem, TemplatesError, did_you_mean
from panel_papers.inputs.restrictions import Nation
from panel_papers.inputs.text import read_text
from panel_papers.inputs.values import Choice, Line, SafeName, fault
from panel_papers.inputs.yaml_text import YamlText, read_yaml
from panel_papers.notice import RULES

UPLOAD_FIELDS = ("body", "date", "paper", "part", "title")
"""What the pattern of upload names can hold; `part` is “report”, “appendix 1”, “pack”."""

_REQUIRED = ("name", "nation")


def _count(most: int) -> BeforeValidator:
    def check(text: object) -> object:
        if not isinstance(text, str):
            return text
        digits = text.strip()
        if not digits.isdecimal() or not digits.isascii() or not 1 <= int(digits[:9]) <= most:
            raise fault("bad-number", f"“{text}”", f"a whole number from 1 to {most:,}")
        return int(digits)

    return BeforeValidator(check)


def _upload_name(pattern: str) -> str:
    known = ", ".join(f"{{{name}}}" for name in UPLOAD_FIELDS)
    wanted = f"a file’s name without its ending, with any of {known}"
    try:
        named = [name for _, name, *form in string.Formatter().parse(pattern) if name is not None]
        plain = all(not any(form) for _, name, *form in string.Formatter().parse(pattern) if name)
    except ValueError:
        raise fault("bad-pattern", f"“{pattern}”", wanted, "close each “{” with “}”") from None
    for name in named:
        if name not in UPLOAD_FIELDS:
            hint = did_you_mean(name, UPLOAD_FIELDS)
            raise fault("bad-pattern", f"“{{{name}}}”, which is no field", wanted, hint)
    if "part" not in named:
        raise fault("bad-pattern", f"“{pattern}”", wanted, "without {part} all names are the same")
    if not plain or any(character in '<>:"/\\|?*' for character in pattern):
        raise fault("bad-pattern", f"“{pattern}”", wanted, 'leave out < > : " / \\ | ? * and !')
    return pattern


class _Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Profile(_Schema):
    name: Line | None = None
    nation: Nation | None = None
    days_of_notice: Annotated[int, _count(60)] | None = None
    labels: dict[str, Line] = Field(default_factory=dict)
    sections: list[SafeName] = Field(default_factory=list)
    implications: list[SafeName] = Field(default_factory=list)
    statutory_texts: list[Line] = Field(default_factory=list)
    upload_name: Annotated[Line, AfterValidator(_upload_name)] | None = None
    numbered_paragraphs: Choice = False
    most_words: Annotated[int, _count(1_000_000)] | None = None


def read_body(folder: Path, key: str, asked_at: Place) -> Body:
    """Return the profile of the body `key` from the folder of profiles.

    Raises InputsError, at `asked_at`, where there is no such body, and TemplatesError with all
    faults of the profile.
    """
    path = folder / f"{key}.yaml"
    known = sorted(each.stem for each in folder.glob("*.yaml")) if folder.is_dir() else []
    if key not in known:
        found = f"the body “{key}”, which has no profile in {folder.as_posix()}"
        wanted = f"one of {', '.join(known)}" if known else f"a profile {path.as_posix()}"
        hint = did_you_mean(key, known) or f"describe it in {path.as_posix()}: that needs no code"
        raise InputsError([Problem("unknown-body", asked_at, found, wanted, hint)])
    place = Place(path.as_posix())
    try:
        data = path.read_bytes()
        document = read_yaml(read_text(data, place), place.file)
    except InputsError as error:
        raise TemplatesError(error.problems) from error
    except OSError as error:
        found = f"the profile cannot be read ({error.strerror or error})"
        raise TemplatesError(
            [Problem("unreadable-file", place, found, "a file to read")]
        ) from error
    profile, problems = _checked(document)
    if profile is None or any(problem.level is Level.ERROR for problem in problems):
        raise TemplatesError(problems)
    return Body(
        key=key,
        name=profile.name or "",
        nation=profile.nation or "",
        path=place.file,
        data=data,
        days_of_notice=profile.days_of_notice,
        labels={**LABELS, **profile.labels},
        sections=tuple(profile.sections),
        implications=tuple(profile.implications),
        statutory_texts=tuple(profile.statutory_texts),
        upload_name=profile.upload_name,
        numbered_paragraphs=profile.numbered_paragraphs,
        most_words=profile.most_words,
    )


def _checked(document: YamlText) -> tuple[_Profile | None, list[Problem]]:
    """Return the profile's fields, and every problem with them in the order of its lines."""
    given = {key: value for key, value in document.value.items() if value is not None}
    problems = [*document.problems, *_missing(document, given), *_unknown_labels(document)]
    profile = None
    try:
        profile = _Profile.model_validate(given)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        problems += [_problem(detail, document) for detail in details]
    if profile is not None:
        problems += _too_short_a_notice(document, profile)
    problems.sort(key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
    return profile, problems


def _missing(document: YamlText, given: Iterable[str]) -> Iterator[Problem]:
    for name in _REQUIRED:
        if name not in given:
            place = document.key_place((name,))
            yield Problem("missing-field", place, f"“{name}” is missing", f"a value for “{name}”")


def _unknown_labels(document: YamlText) -> Iterator[Problem]:
    labels = document.value.get("labels")
    for name in labels if isinstance(labels, dict) else ():
        if name not in LABELS:
            place = document.key_place(("labels", name))
            wanted = f"one of {', '.join(LABELS)}"
            found = f"the unknown label “{name}”"
            yield Problem("unknown-key", place, found, wanted, did_you_mean(name, LABELS))


def _too_short_a_notice(document: YamlText, profile: _Profile) -> Iterator[Problem]:
    """Yield a fault where a body would give its public less notice than the law does."""
    law = [rule for rule in RULES if rule.nation == profile.nation][-1:]
    for rule in law:
        if profile.days_of_notice is not None and profile.days_of_notice < rule.clear_days:
            yield Problem(
                "notice-too-short",
                document.place(("days_of_notice",)),
                f"{profile.days_of_notice} clear days of notice",
                f"at least {rule.clear_days}, as the law of {rule.nation} has it ({rule.source})",
                "a body can give more notice than the law asks for, never less; delete the line "
                "for the law’s own",
            )


def _problem(detail: ErrorDetails, document: YamlText) -> Problem:
    """Return a fault that the schema found in our own words."""
    path = detail["loc"]
    context: dict[str, Any] = detail.get("ctx", {})
    place, name = document.place(path), str(path[0])
    match detail["type"]:
        case "fault":
            found, wanted, hint = context["found"], context["wanted"], context["hint"]
            return Problem(context["code"], place, found, wanted, hint)
        case "extra_forbidden":
            known = list(_Profile.model_fields)
            found, wanted = f"the unknown name “{name}”", f"one of {', '.join(known)}"
            place, hint = document.key_place(path), did_you_mean(name, known)
            return Problem("unknown-key", place, found, wanted, hint)
        case "list_type":
            wanted = "a list, each item on a line that begins with “- ”"
        case "dict_type":
            wanted = f"names with values: {', '.join(LABELS)}"
        case _:
            wanted = "text"
    return Problem("wrong-kind", place, f"“{name}” holds something else", wanted)
