"""Checks of a paper before publication; a new one is a module here and its name in `CHECKS`."""

from __future__ import annotations

from panel_papers.checks import repeated_words, two_values, unlike_periods
from panel_papers.checks.seam import Check, Rule, Subject
from panel_papers.errors import Problem

CHECKS: tuple[Check, ...] = (repeated_words, two_values, unlike_periods)

__all__ = ["CHECKS", "Check", "Rule", "Subject", "check"]


def check(subject: Subject) -> tuple[Problem, ...]:
    """Return what all checks find, by check, then by place."""
    return tuple(
        problem
        for each in CHECKS
        for problem in sorted(each.find(subject), key=lambda p: (p.place.file, p.place.line or 0))
    )
