"""A problem as its reader gets it: as text for a terminal, and as JSON."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from panel_papers.core.problems import ExitCode, Level, Problem, published

_WIDTH = 96
_COUNTED = {Level.ERROR: "error", Level.WARNING: "warning", Level.SUGGESTION: "suggestion"}

# A sentence that ends in a quotation “such as this one.” has its mark already.
_CLOSED = re.compile(r"[.!?…][”’)\"]*$")


def sentence(text: str) -> str:
    """Return a statement with its full stop, unless it has a closing mark already."""
    return text if _CLOSED.search(text) else f"{text}."


def problem_text(problem: Problem) -> str:
    """Return a problem for the user's own terminal: place, sentence, what was expected, fix.

    With the words that it quotes: nothing that this returns may be written into a file.
    """
    lines = [f"{problem.level}: {problem.place}: {sentence(problem.found)} [{problem.code}]"]
    if problem.quoted:
        lines.append(_indented("quoted", problem.quoted))
    if problem.wanted:
        lines.append(_indented("expected", problem.wanted))
    if problem.hint:
        lines.append(_indented("fix", problem.hint))
    if problem.acceptable:
        place = replace(problem.place, file=problem.place.file.rpartition("/")[2])
        about = problem.fingerprint or f'"{place}"'
        entry = f"{{code: {problem.code}, about: {about}, reason: …, date: YYYY-MM-DD}}"
        lines.append(
            _indented(
                "accept",
                f"if it is right as it is, in {problem.accepted_in}: accepted: [{entry}]",
            )
        )
    return "\n".join(lines)


def problem_of(problem: Problem) -> dict[str, Any]:
    """Return a problem for JSON: its level, code and place, what was found, what to do.

    Not the words that it quotes: JSON goes into files.
    """
    place = problem.place
    return {
        "code": problem.code,
        "level": problem.level.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "where": place.where,
        "found": problem.found,
        "wanted": problem.wanted,
        "hint": problem.hint,
    }


def json_text(
    papers: Sequence[Mapping[str, Any]],
    problems: Sequence[Problem],
    exit_code: ExitCode,
) -> str:
    """Return a run as JSON: its problems, and the manifest of each of its papers.

    Of problems in restricted files it says only how many there are.
    """
    return json.dumps(
        {
            "exit_code": int(exit_code),
            "problems": [problem_of(problem) for problem in published(problems)],
            "restricted_problems": sum(problem.restricted for problem in problems),
            "papers": list(papers),
        },
        ensure_ascii=False,
        indent=2,
    )


def counted(problems: Iterable[Problem]) -> str:
    """Return how many problems there are of each level: “2 errors and 1 warning”."""
    levels = Counter(problem.level for problem in problems)
    counts = [
        f"{levels[level]} {word}{'' if levels[level] == 1 else 's'}"
        for level, word in _COUNTED.items()
        if levels[level]
    ]
    last = " and ".join(counts[-2:])
    return ", ".join([*counts[:-2], last]) or "no problems"


def _indented(label: str, text: str) -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=f"    {label + ':':<10}",
        subsequent_indent=" " * 14,
        break_on_hyphens=False,
        break_long_words=False,
    )
