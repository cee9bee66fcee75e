"""Checks of a paper before publication; a new one is a module here and its name in `CHECKS`."""

from __future__ import annotations

from panel_papers.checks import (
    alternative_texts,
    contrasts,
    document_properties,
    draft_names,
    fake_structure,
    guidance,
    heading_order,
    highlights,
    lateness,
    leftovers,
    link_texts,
    paragraph_numbers,
    personal_data,
    placeholders,
    repeated_words,
    report_length,
    required_sections,
    spacing,
    statutory_texts,
    table_structure,
    type_size,
    unfilled_tags,
)
from panel_papers.checks.seam import Check, Rule, Subject
from panel_papers.errors import Problem

CHECKS: tuple[Check, ...] = (
    repeated_words,
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
    spacing,
    type_size,
    # rules of the body
    required_sections,
    report_length,
    paragraph_numbers,
    statutory_texts,
    lateness,
)

__all__ = ["CHECKS", "Check", "Rule", "Subject", "check"]


def check(subject: Subject) -> tuple[Problem, ...]:
    """Return what all checks find, by check, then by place."""
    return tuple(
        problem
        for each in CHECKS
        for problem in sorted(each.find(subject), key=lambda p: (p.place.file, p.place.line or 0))
    )
