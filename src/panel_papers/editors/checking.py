"""All that is wrong with the Word templates, each fault at its place."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx

from panel_papers.editors.parts import part_faults
from panel_papers.editors.supplied import FIXED, Supplied, supplied
from panel_papers.editors.trying import single_faults, trial_faults
from panel_papers.errors import Level, Problem, TemplatesError
from panel_papers.word.fill import WordTemplate, environment, tags_of
from panel_papers.word.tag_faults import names_used
from panel_papers.word.tags import Tag
from panel_papers.word.templates import HOUSE, Templates

COPY = " - problems"
"""What the name of a copy with comments ends in, before “.docx”."""


def check_templates(
    folder: Path, files: Sequence[Path] = (), *, inputs: Path | None = None
) -> list[Problem]:
    """Return all faults of the templates in `folder`, or of `files` alone; raises none of them.

    `inputs` is the folder of papers that say what structured appendices hold; None: none is known.
    """
    problems: list[Problem] = []
    for path in files or _all(folder):
        problems += _check(path, inputs)
    return list(dict.fromkeys(problems))


def _all(folder: Path) -> list[Path]:
    """Return the templates that there are, and those that the build cannot do without."""
    there = {p for p in folder.glob("*.docx") if not p.name.startswith("~$")}
    copies = {p for p in there if p.stem.endswith(COPY) and _original(p) in there}
    return sorted((there - copies) | {folder / f"{name}.docx" for name in FIXED})


def _original(path: Path) -> Path:
    return path.with_name(path.name.replace(f"{COPY}.docx", ".docx"))


def _check(path: Path, inputs: Path | None) -> Iterator[Problem]:
    try:
        template = Templates(path.parent)[path.stem]
    except TemplatesError as error:
        yield from error.problems
        return
    yield from tag_problems(template, _original(path).stem, inputs)


def tag_problems(template: WordTemplate, name: str, inputs: Path | None) -> list[Problem]:
    """Return what is wrong with the tags of a template, by itself and when it is filled."""
    stationery = name == HOUSE
    document = docx.Document(io.BytesIO(template.data))
    by_story, problems = tags_of(document, template.file, None, stationery=stationery)
    asked = _names(by_story) if not problems else frozenset[str]()
    given = supplied(name, inputs, asked)
    if given is None:
        return problems
    document = docx.Document(io.BytesIO(template.data))
    by_story, problems = tags_of(document, template.file, given.names, stationery=stationery)
    if any(problem.code != "unknown-field" for problem in problems):
        return problems
    if not problems:
        problems = [p for tags in by_story for p in _deeper(tags, given)]
    told = {(problem.code, problem.place) for problem in problems}
    tried = trial_faults(template, given, stationery=stationery)
    if any(problem.level is Level.ERROR for problem in problems):
        tried = [problem for problem in tried if problem.code != "text-not-printed"]
    return problems + [p for p in tried if (p.code, p.place) not in told]


def _deeper(tags: Sequence[Tag], given: Supplied) -> Iterator[Problem]:
    parts = list(part_faults(tags, environment(), given.trials, is_open=given.open))
    yield from parts
    told = {problem.place for problem in parts}
    for fields in given.trials[:1] if not given.open else given.trials:
        yield from (p for p in single_faults(tags, fields) if p.place not in told)


def _names(by_story: Sequence[Sequence[Tag]]) -> frozenset[str]:
    used, _ = names_used([tag for tags in by_story for tag in tags], environment())
    return frozenset(used)
