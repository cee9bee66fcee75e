"""A problem as its reader gets it: as text for a terminal, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from panel_papers.core.problems import ExitCode, Problem, published

_WIDTH = 96


def problem_text(problem: Problem) -> str:
    """Return a problem for the user's own terminal: place and fact, what was wanted, what to do.

    With the words that it quotes: nothing that this returns may be written into a file.
    """
    lines = [f"{problem.level}: {problem.place}: {problem.found} [{problem.code}]"]
    if problem.quoted:
        lines.append(_indented("quoted", problem.quoted))
    lines.append(_indented("wanted", problem.wanted))
    if problem.hint:
        lines.append(_indented("hint", problem.hint))
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


def _indented(label: str, text: str) -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=f"    {label + ':':<8}",
        subsequent_indent=" " * 12,
        break_on_hyphens=False,
        break_long_words=False,
    )
