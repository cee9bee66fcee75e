"""A small build made by hand, with every kind of value that a hand-over sheet can show."""

from __future__ import annotations

from datetime import date

import pytest

from panel_papers.core.model import (
    Appendix,
    BackgroundPaper,
    Contact,
    InputFile,
    Paper,
    PdfFile,
    Section,
    WordFile,
)
from panel_papers.core.problems import Level, Place, Problem
from panel_papers.core.values import Prose
from panel_papers.law.deadline import publish_by
from panel_papers.output.built_paper import Build
from panel_papers.output.pack.claims import Obstacle
from panel_papers.output.pack.finished import Pack, PackedPart
from panel_papers.pdf.conformance.rules import Rule
from panel_papers.pdf.engines import choose_engine

OBSTACLES = (
    Obstacle("untagged", 2, Rule("7.1", "it has no tags", "tick the box", "autotag it")),
    Obstacle(
        "not-pdf-ua", 3, Rule("7.3", "a picture is silent", "describe it", "say it"), (6, 8), 2
    ),
    Obstacle("pdf-ua-not-checked", None, Rule("", "it was not read", "save it", "print it")),
)
PLACE = Place("/home/someone/inputs/budget/paper.yaml", 3, 7)


@pytest.fixture
def build() -> Build:
    """A budget paper for a meeting after Easter, with two appendices."""
    return small_build()


def small_build() -> Build:
    paper = Paper(
        name="budget",
        title="Budget for 2024–25 & after",
        short_title="Budget",
        report_to="Fire Authority",
        author="Treasurer",
        date=date(2024, 4, 4),
        report_for="Decision",
        enquiries_to=Contact("Finance Team", "Accountant", "finance@example.org"),
        divisions_affected=None,
        language="en-GB",
        sections=(
            Section("purpose", Prose("Why.", PLACE)),
            Section("recommendations", Prose("That members **agree** the budget.", PLACE)),
        ),
        background_papers=(
            BackgroundPaper("Plan", "The plan", "https://example.org/plan?a=1&b=2"),
            BackgroundPaper("Letter", None, None),
        ),
        appendices=(
            Appendix(1, "Accounts", PdfFile(b"%PDF"), PLACE),
            Appendix(2, "Risks", WordFile(b"PK"), PLACE),
        ),
        files=(InputFile("paper.yaml", b"title: Budget"), InputFile("a/risks.docx", b"PK")),
    )
    engine = "LibreOffice 7.4"
    note = ("it has no tags: each of its pages is tagged as a whole",)
    parts = (
        PackedPart("Contents", 1, 1, engine, None, tagged=True, notes=()),
        PackedPart("Budget for 2024–25 & after", 2, 4, engine, None, tagged=True, notes=()),
        PackedPart("Appendix 1 – Accounts", 5, 5, None, None, tagged=False, notes=note),
        PackedPart("Appendix 2 – Risks", 6, 9, "dxpdf 0.8.1", "it stopped", tagged=True, notes=()),
    )
    return Build(
        paper=paper,
        draft=False,
        files={"budget-report.docx": b"abc", "budget-pack.pdf": b"pdf" * 500_000},
        pack=Pack(b"pdf", 9, 1, parts, obstacles=OBSTACLES, made=(), unprinted=()),
        choice=choose_engine("embedded"),
        deadline=publish_by(date(2024, 4, 4)),
        templates=(),
        problems=(
            Problem("dead-link", PLACE, "the address “#”", "an address", "type it", Level.WARNING),
            Problem(
                "odd", Place("/home/someone/inputs/budget/a/risks.docx", where="page 2"), "a", "b"
            ),
        ),
    )
