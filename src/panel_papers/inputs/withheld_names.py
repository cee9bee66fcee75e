"""The names of restricted files and their titles, which only the user may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from panel_papers.core import InputsError, Problem, as_restricted
from panel_papers.inputs.source import Source
from panel_papers.inputs.walk import Walk
from panel_papers.inputs.yaml.value_types import one_line


def restricted_names(folder: Path) -> frozenset[str]:
    """Return the file names and titles that a paper says only of its restricted appendices.

    None where paper.yaml cannot be read. A title of one word is none: it may be said of anything.
    """
    try:
        document = Walk(Source(folder), draft=True).paper_yaml()
    except InputsError:
        return frozenset()
    appendices = document.value.get("appendices")
    entries = appendices if isinstance(appendices, list) else []
    return frozenset(
        name
        for entry in entries
        if isinstance(entry, dict) and "restricted" in entry
        for name in _names(entry)
    )


def _names(entry: Mapping[str, object]) -> Iterator[str]:
    file, title, restricted = entry.get("file"), entry.get("title"), entry.get("restricted")
    if isinstance(file, str) and (name := file.strip().rpartition("/")[2]):
        yield name
    public = restricted.get("public_title") if isinstance(restricted, dict) else None
    if isinstance(title, str) and isinstance(public, str) and len(title.split()) > 1:
        yield one_line(title)


def without_names(problems: Iterable[Problem], names: Iterable[str]) -> tuple[Problem, ...]:
    """Return problems in their order, those that name a restricted file marked as restricted."""
    names = tuple(names)
    return tuple(
        as_restricted([each])[0] if any(name in _words(each) for name in names) else each
        for each in problems
    )


def _words(problem: Problem) -> str:
    said = (str(problem.place), problem.found, problem.wanted, problem.hint)
    return "\n".join(each for each in said if each)
