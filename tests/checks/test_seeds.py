"""What the checks find in the two worked examples: each of these was judged by eye.

A change of this list is a change of what the users of these papers are told.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.checks.references import (
    abbreviations,
    announced_chapters,
    appendix_read_as,
    appendix_references,
    background_papers,
    capitals,
    document_names,
    plan_years,
    report_for,
)
from panel_papers.checks.registry import Subject
from panel_papers.checks.wording import (
    broken_sentences,
    language,
    long_sentences,
    reading_ease,
    repeated_words,
    spacing,
    verb_forms,
)
from panel_papers.content.passages import passages_of

from .rules_helpers import paper_of

SEEDS = Path(__file__).parent.parent / "seeds"
FAMILIES = (
    *(appendix_references, appendix_read_as, document_names, background_papers),
    *(announced_chapters, plan_years, capitals, abbreviations, report_for, broken_sentences),
    *(repeated_words, verb_forms, spacing, language, long_sentences, reading_ease),
)
"""References, consistency and plain English."""

MARCH = [
    ("appendix-read-as", "purpose.md:1:243"),
    ("appendix-read-as", "purpose.md:1:285"),
    ("document-names", "recommendations.md:1:59"),
    ("background-paper-published", "paper.yaml:17:12"),
    ("chapter-name", "context.md:32:5"),
    ("year-forms", "paper.yaml:2:79"),
    ("year-forms", "paper.yaml:2:118"),
    ("name-without-years", "purpose.md:1:263"),
    ("abbreviation-letters", "context.md:28:151"),
    ("abbreviation-not-spelled-out", "context.md:20:620"),
    ("abbreviation-not-spelled-out", "context.md:38:390"),
    ("abbreviation-not-spelled-out", "context.md:50:10"),
    ("abbreviation-not-spelled-out", "paper.yaml:21:16"),
    ("broken-sentence", "context.md:50:296"),
    ("long-sentence", "context.md:34:1"),
    ("long-sentence", "context.md:38:149"),
    ("long-sentence", "purpose.md:1:1"),
]
SCORECARD = [
    ("capitals-differ", "scorecard.yaml:80:57"),
    ("capitals-differ", "scorecard.yaml:84:5"),
    ("abbreviation-not-spelled-out", "scorecard.yaml:23:19"),
    ("no-full-stop", "scorecard.yaml:72:9"),
    ("verb-form", "scorecard.yaml:62:46"),
    ("long-sentence", "scorecard.yaml:13:5"),
    ("long-sentence", "scorecard.yaml:19:5"),
    ("long-sentence", "scorecard.yaml:34:5"),
    ("long-sentence", "scorecard.yaml:41:14"),
    ("long-sentence", "scorecard.yaml:56:47"),
    ("long-sentence", "scorecard.yaml:62:5"),
    ("long-sentence", "scorecard.yaml:81:70"),
]


def found(subject: Subject) -> list[tuple[str, str]]:
    return [
        (problem.code, str(problem.place).rpartition("/")[2])
        for each in FAMILIES
        for problem in each.find(subject)
    ]


def told(subject: Subject, code: str) -> list[str]:
    return [p.found for each in FAMILIES for p in each.find(subject) if p.code == code]


def subject_of_ours(name: str) -> Subject:
    folder = Path("inputs") / name
    paper = paper_of(folder)
    return Subject(folder.as_posix(), paper, passages_of(paper), {})


@pytest.fixture
def march(root, monkeypatch) -> Subject:
    monkeypatch.chdir(root)
    return subject_of_ours("march-2024")


@pytest.fixture
def scorecard(root, monkeypatch) -> Subject:
    monkeypatch.chdir(root)
    return subject_of_ours("first-term-scorecard")


def test_all_that_is_found_in_march_2024(march):
    assert sorted(found(march)) == sorted(MARCH)


def test_all_that_is_found_in_the_scorecard(scorecard):
    assert sorted(found(scorecard)) == sorted(SCORECARD)


def test_one_document_is_told_under_its_three_names(march):
    assert told(march, "document-names") == [
        "Appendices 1 and 2 have several names: “high-level output reports” "
        "(recommendations.md:1), “output report” (context.md:1) and “High Level "
        "Progress Report” (paper.yaml)"
    ]


def test_plan_years_are_told_in_both_forms(march):
    assert told(march, "year-forms") == [
        "The years of “Police and Crime Plan” are written in 3 ways: “2021-24” (7 times), "
        "“2021-2024” (paper.yaml:2 and paper.yaml:18) and “2021 plan” "
        "(context.md:20 and police-and-crime-plan.yaml:23)",
        "The years of “Fire and Rescue Plan” are written in 2 ways: “2019-24” (6 times) and "
        "“2019-2024” (paper.yaml:2 and recommendations.md:1)",
    ]


def test_abbreviations_never_spelled_out(march):
    first = [each.partition(" ")[0] for each in told(march, "abbreviation-not-spelled-out")]
    assert first == ["“PFCC”", "“CPS”", "“HMICFRS”", "“ECFRS”"]


def test_stray_space_in_the_scorecard_as_it_was_typed(subject_of):
    # in our own inputs Word makes the numbers, so that there is no blank before one
    text = (SEEDS / "first-term-scorecard.txt").read_text(encoding="utf-8")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if "8. Our support" in each)
    subject = subject_of(
        {"context.md": "See appendix 1.", "appendices/scorecard.md": text},
        paper="appendices:\n  - title: Scorecard\n    file: appendices/scorecard.md\n",
    )
    assert ("stray-space", f"scorecard.md:{line}:1") in found(subject)
    assert told(subject, "stray-space") == ["The line “8. Our support …” begins with a space"]
