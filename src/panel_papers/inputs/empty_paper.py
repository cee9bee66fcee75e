"""A paper that says nothing: what can be asked of its templates without one."""

from __future__ import annotations

from panel_papers.core import Missing, Paper

EMPTY_PAPER = Paper(
    name="",
    title=Missing("title"),
    short_title=Missing("short_title"),
    report_to=Missing("report_to"),
    author=Missing("author"),
    date=Missing("date"),
    report_for=Missing("for"),
    enquiries_to=Missing("enquiries_to"),
    divisions_affected=None,
    language="en-GB",
    sections=(),
    background_papers=(),
    appendices=(),
    files=(),
)
"""Each field that a paper must give is missing, and each list is empty."""
