"""Checks of a paper before publication; a new one is a module here and its name in `CHECKS`."""

from __future__ import annotations

from collections.abc import Sequence

from panel_papers.checks.accessibility import (
    alternative_texts,
    contrasts,
    document_properties,
    empty_lines,
    fake_structure,
    heading_order,
    link_texts,
    table_structure,
    type_size,
)
from panel_papers.checks.body_rules import (
    lateness,
    paragraph_numbers,
    report_length,
    required_sections,
    statutory_texts,
)
from panel_papers.checks.by_file import found_by
from panel_papers.checks.protocol import Check, Rule, Subject
from panel_papers.checks.publication import (
    author_notes,
    deceiving_text,
    draft_names,
    guidance,
    highlights,
    leftovers,
    link_titles,
    markdown_slips,
    merge_conflicts,
    pasted_text,
    personal_data,
    placeholders,
    protective_marks,
    typed_marks,
    unfilled_tags,
)
from panel_papers.checks.references import (
    abbreviations,
    announced_chapters,
    appendix_read_as,
    appendix_references,
    background_papers,
    capitals,
    dates_in_text,
    document_names,
    inner_references,
    plan_years,
    report_for,
    swapped_digits,
    table_totals,
    two_values,
    typed_footnotes,
    unlike_periods,
)
from panel_papers.checks.template_words import named_by_template
from panel_papers.checks.wording import (
    broken_sentences,
    language,
    long_sentences,
    reading_ease,
    repeated_words,
    spacing,
    verb_forms,
)
from panel_papers.checks.wording.word_lists import body_words
from panel_papers.core import Problem

CHECKS: tuple[Check, ...] = (
    # references and consistency
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
    two_values,
    swapped_digits,
    table_totals,
    unlike_periods,
    dates_in_text,
    inner_references,
    typed_footnotes,
    repeated_words,
    verb_forms,
    spacing,
    # publication
    unfilled_tags,
    placeholders,
    merge_conflicts,
    pasted_text,
    author_notes,
    typed_marks,
    markdown_slips,
    deceiving_text,
    protective_marks,
    guidance,
    highlights,
    leftovers,
    link_titles,
    draft_names,
    personal_data,
    # accessibility of the Word documents
    document_properties,
    heading_order,
    table_structure,
    alternative_texts,
    link_texts,
    contrasts,
    fake_structure,
    empty_lines,
    type_size,
    # rules of the body
    required_sections,
    report_length,
    paragraph_numbers,
    statutory_texts,
    lateness,
    # plain English
    long_sentences,
    reading_ease,
    language,
)
_BESIDE: tuple[Check, ...] = (language,)
"""Those whose work is done beside ours. They make suggestions alone: nothing need wait for them."""
_ENGLISH: tuple[Check, ...] = (language, reading_ease, verb_forms)
"""Those that read English, and say nothing of papers in another language."""

__all__ = [
    "CHECKS",
    "Check",
    "Rule",
    "Subject",
    "begin",
    "body_words",
    "check",
    "check_at_once",
    "check_beside",
]


def begin(subject: Subject) -> None:
    """Begin with what is done beside other work: `check_beside` then has less to wait for.

    The subject needs no documents yet.
    """
    if subject.paper.language.partition("-")[0].lower() == "en":
        language.begin(subject)


def check(subject: Subject) -> tuple[Problem, ...]:
    """Return what all checks find, by check, then by place."""
    return check_at_once(subject) + check_beside(subject)


def check_at_once(subject: Subject) -> tuple[Problem, ...]:
    """Return what the checks find that wait for nothing: all that can stop a build is among it."""
    found = _found([each for each in CHECKS if each not in _BESIDE], subject)
    return tuple(named_by_template(found, subject))


def check_beside(subject: Subject) -> tuple[Problem, ...]:
    """Return the suggestions of the checks that a process beside this one works for."""
    return subject.once(_suggestions)


def _suggestions(subject: Subject) -> tuple[Problem, ...]:
    return _found(_BESIDE, subject)


def _found(checks: Sequence[Check], subject: Subject) -> tuple[Problem, ...]:
    is_english = subject.paper.language.partition("-")[0].lower() == "en"
    return tuple(
        problem
        for each in checks
        if is_english or each not in _ENGLISH
        for problem in sorted(
            found_by(each, subject), key=lambda p: (p.place.file, p.place.line or 0)
        )
    )
