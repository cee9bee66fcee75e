"""Problems as SARIF 2.1.0, which editors and code hosts show at the lines they concern."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from panel_papers import __version__
from panel_papers.checks import CHECKS, Rule
from panel_papers.core import Level, Place, Problem, published, sentence

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.SUGGESTION: "note"}


def sarif_text(problems: Sequence[Problem]) -> str:
    """Return the problems of a run as one SARIF log (OASIS SARIF 2.1.0), its rules described.

    Of problems in restricted files it says only how many there are, as a property of the run.
    """
    kept_back = sum(problem.restricted for problem in problems)
    problems = published(problems)
    rules = {rule.code: rule for check in CHECKS for rule in check.RULES}
    codes = list(dict.fromkeys(problem.code for problem in problems))
    driver = {
        "name": "panel-papers",
        "version": __version__,
        "rules": [_rule(code, rules.get(code), problems) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) for problem in problems],
    }
    if kept_back:
        run["properties"] = {"restrictedProblems": kept_back}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str, rule: Rule | None, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return what a rule says of itself; for a problem in reading, what its first finding says."""
    if rule is not None:
        help_text = f"{rule.why}\n\nNot: {rule.wrong}\nBut: {rule.right}"
        if rule.source:
            help_text += f"\n\nSource: {rule.source}"
        title, level = rule.title, rule.level
    else:
        first = next(problem for problem in problems if problem.code == code)
        title, level = code.replace("-", " ").capitalize(), first.level
        help_text = f"Expected: {first.wanted}" if first.wanted else sentence(first.found)
    return {
        "id": code,
        "shortDescription": {"text": title},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": _LEVELS[level]},
    }


def _result(problem: Problem, index: int) -> dict[str, Any]:
    text = sentence(problem.found)
    if problem.wanted:
        text += f" Expected: {sentence(problem.wanted)}"
    if problem.hint:
        text += f" Fix: {sentence(problem.hint)}"
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[problem.level],
        "message": {"text": text},
        "locations": [_location(problem.place)],
    }


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line is not None:
        region = {"startLine": place.line}
        if place.column is not None:
            region["startColumn"] = place.column
        physical["region"] = region
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.where:
        location["logicalLocations"] = [{"fullyQualifiedName": place.where}]
        location["message"] = {"text": place.where}
    return location


def _uri(file: str) -> str:
    """Return a file as a URI: relative as its place is, or with “file:” where that is absolute."""
    path = PureWindowsPath(file)
    if path.drive or PurePosixPath(file).is_absolute():
        return (path if path.drive else PurePosixPath(file)).as_uri()
    return quote(file.replace("\\", "/"))
