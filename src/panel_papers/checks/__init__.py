"""Checks of a paper before publication; a new one is a module here and its name in `CHECKS`."""

from __future__ import annotations

from panel_papers.checks import (
    abbreviations,
    announced_chapters,
    appendix_read_as,
    appendix_references,
    background_papers,
    broken_sentences,
    capitals,
    document_names,
    language,
    long_sentences,
    plan_years,
    reading_ease,
    repeated_words,
    report_for,
    spacing,
    verb_forms,
)
from panel_papers.checks.seam import Check, Rule, Subject
from panel_papers.checks.word_lists import body_words
from panel_papers.errors import Problem

CHECKS: tuple[Check, ...] = (
    appendix_references,
    appendix_read_as,
    document_names,
    background_papers,
    announced_chapters,
    plan_years,
    capitals,
    abbreviations,
    report_for,
    broken_sentences,
    repeated_words,
    verb_forms,
    spacing,
    language,
    long_sentences,
    reading_ease,
)

__all__ = ["CHECKS", "Check", "Rule", "Subject", "body_words", "check", "prepare"]


def check(subject: Subject) -> tuple[Problem, ...]:
    """Return what all checks find, by check, then by place."""
    return tuple(
        problem
        for each in CHECKS
        for problem in sorted(each.find(subject), key=lambda p: (p.place.file, p.place.line or 0))
    )


def prepare() -> None:
    """Load the dictionary, which takes most of a second and leaves Python free.

    Called in a thread early in a run, and waited for before `check`, it costs next to no time.
    """
    language.linter()
