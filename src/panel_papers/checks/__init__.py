"""Checks of a paper before publication; a new one is a module here and its name in `CHECKS`."""

from __future__ import annotations

from panel_papers.checks import (
    abbreviations,
    alternative_texts,
    announced_chapters,
    appendix_read_as,
    appendix_references,
    background_papers,
    broken_sentences,
    capitals,
    contrasts,
    document_names,
    document_properties,
    draft_names,
    empty_lines,
    fake_structure,
    guidance,
    heading_order,
    highlights,
    language,
    lateness,
    leftovers,
    link_texts,
    long_sentences,
    paragraph_numbers,
    personal_data,
    placeholders,
    plan_years,
    reading_ease,
    repeated_words,
    report_for,
    report_length,
    required_sections,
    spacing,
    statutory_texts,
    table_structure,
    two_values,
    type_size,
    unfilled_tags,
    unlike_periods,
    verb_forms,
)
from panel_papers.checks.seam import Check, Rule, Subject
from panel_papers.checks.word_lists import body_words
from panel_papers.errors import Problem

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
    unlike_periods,
    repeated_words,
    verb_forms,
    spacing,
    # publication
    unfilled_tags,
    placeholders,
    guidance,
    highlights,
    leftovers,
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
    language,
    long_sentences,
    reading_ease,
)

__all__ = ["CHECKS", "Check", "Rule", "Subject", "begin", "body_words", "check"]


def check(subject: Subject) -> tuple[Problem, ...]:
    """Return what all checks find, by check, then by place."""
    return tuple(
        problem
        for each in CHECKS
        for problem in sorted(each.find(subject), key=lambda p: (p.place.file, p.place.line or 0))
    )


def begin(subject: Subject) -> None:
    """Begin with what takes long and can be done beside other work; `check` then takes its result.

    The subject needs no documents yet.
    """
    language.begin(subject)
