"""The marks that a version control system leaves, in data, templates and supplied files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.words import Origin, words_of
from panel_papers.core import Level, Problem

CONFLICT = Rule(
    "merge-conflict-supplied",
    Level.ERROR,
    "Two versions of a text are left side by side",
    "The marks of a version control system are there, so both versions print, one after the other.",
    "<<<<<<< HEAD",
    "the one version that is right",
    acceptable=True,
)
RULES: tuple[Rule, ...] = (CONFLICT,)

_MARK = re.compile(r"(?:<{7}|>{7}|\|{7})(?=\s|$)")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each mark in a table of data, a template or a supplied file.

    In Markdown the marks would be quotations and headings: there the reading itself reports them.
    """
    for words in words_of(subject):
        if words.origin is Origin.CODE:
            continue
        for line in re.finditer(r"^.*$", words.text, re.MULTILINE):
            if match := _MARK.match(line[0]):
                yield CONFLICT.problem(
                    words.place(line.start()),
                    f"“{match[0]}” marks two versions of one text (from git), of which only "
                    "one belongs here",
                    "",
                    "delete the version that is not right, and the lines that begin with "
                    "<<<<<<<, ======= and >>>>>>>",
                )
