"""Rules of the body: what must trigger each check, its near miss, and the place told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from panel_papers.checks.body_rules import (
    lateness,
    paragraph_numbers,
    report_length,
    required_sections,
    statutory_texts,
)
from panel_papers.checks.protocol import Rule

from ..rules_helpers import ROOT, Case

PAPER = "inputs/budget/paper.yaml"
PROSE = "inputs/budget/purpose.md"
ALL = (lateness, paragraph_numbers, report_length, required_sections, statutory_texts)


@pytest.fixture
def case(tmp_path: Path, monkeypatch) -> Case:
    monkeypatch.chdir(tmp_path)
    return Case(tmp_path)


def test_a_paper_that_names_no_body_has_no_rules_of_one(case: Case):
    case.prose("None.\n")
    assert [case.say(check) for check in ALL] == [[]] * len(ALL)


# --- required sections and implications -----------------------------------------------------------


@pytest.mark.trigger("required-section")
def test_a_section_the_body_asks_for_is_missed(case: Case):
    case.body("sections: [purpose, options]\n")
    [(code, place, found)] = case.say(required_sections)
    assert (code, place) == ("required-section", f"{PAPER}, sections")
    assert found.startswith("The report has no section “options”, which Example Council asks for (")


@pytest.mark.near_miss("required-section")
@pytest.mark.parametrize("heading", ["Legal implications", "4.1 LEGAL IMPLICATIONS:"])
def test_a_heading_of_its_name_is_the_section(case: Case, heading: str):
    case.body("implications: [legal-implications]\n")
    case.prose(f"Why.\n\n## {heading}\n\nThe Act of 1972 applies.\n\n## Next\n\nNone.\n")
    assert case.say(required_sections) == []


def test_a_heading_that_only_begins_so_is_not(case: Case):
    case.body("implications: [legal-implications]\n")
    case.prose("## Legal implications of the plan for others\n\nMany.\n")
    assert [code for code, _, _ in case.say(required_sections)] == ["required-section"]


NILS = [
    "None.",
    "none",
    "N/A",
    "Nil",
    "Not applicable.",
    "None identified.",
    "No implications.",
    "There are no legal implications.",
    "There are no direct legal or other implications arising from this report.",
    "This report has no legal implications.",
]


@pytest.mark.trigger("nil-without-reason")
@pytest.mark.parametrize("text", NILS)
def test_a_nil_without_a_reason(case: Case, text: str):
    case.body("implications: [legal-implications]\n")
    case.prose(f"Why.\n\n## Legal implications\n\n{text}\n")
    assert case.say(required_sections) == [
        ("nil-without-reason", f"{PROSE}:5:1", f"“{text}” gives no reason")
    ]


@pytest.mark.near_miss("nil-without-reason")
@pytest.mark.parametrize(
    "text",
    [
        "None, as the report is for noting only.",
        "None: the report asks for no decision.",
        "There are no legal implications because nothing is decided.",
        "None. The report is for noting.",
        "No money is available, which leaves a gap of £4m.",
        "Nothing in the Act of 1972 prevents it.",
    ],
)
def test_a_reasoned_nil_and_text_that_begins_with_no(case: Case, text: str):
    case.body("implications: [legal-implications]\n")
    case.prose(f"Why.\n\n## Legal implications\n\n{text}\n")
    assert case.say(required_sections) == []


def test_a_bare_nil_is_right_where_no_implications_are_asked_for(case: Case):
    case.body("sections: [purpose]\n")
    case.prose("None.\n")
    assert case.say(required_sections) == []


def test_implications_in_a_file_of_their_own(case: Case):
    case.body("implications: [legal-implications]\n")
    case.yaml(sections="[purpose, legal-implications]", more="body: council\n")
    case.write("legal-implications.md", "None.\n")
    assert case.say(required_sections) == [
        (
            "nil-without-reason",
            "inputs/budget/legal-implications.md:1:1",
            "“None.” gives no reason",
        )
    ]
    case.write("legal-implications.md", "The Act of 1972 applies.\n")
    assert case.say(required_sections) == []


def test_a_heading_with_nothing_under_it_is_no_implication(case: Case):
    case.body("implications: [legal-implications]\n")
    case.prose("Why.\n\n## Legal implications\n\n## Next\n\nText.\n")
    assert case.say(required_sections) == [
        (
            "nil-without-reason",
            f"{PAPER}, sections",
            "The section “legal-implications” has nothing under its heading",
        )
    ]


# --- length ---------------------------------------------------------------------------------------


@pytest.mark.trigger("report-too-long")
def test_a_report_of_one_word_too_many(case: Case):
    case.body("most_words: 10\n")
    case.prose("One two three four five, six.\n")  # the recommendation has five words
    assert case.say(report_length) == [
        (
            "report-too-long",
            f"{PAPER}, sections",
            "The report has 11 words, of which 6 are in “purpose”",
        )
    ]
    case.prose("One two three four five.\n")
    assert case.say(report_length) == []


@pytest.mark.near_miss("report-too-long")
def test_appendices_do_not_count(case: Case):
    case.write("more.md", "word " * 100)
    case.yaml("appendices:\n  - {title: More, file: more.md}\n")
    case.body("most_words: 10\n")
    assert case.say(report_length) == []


# --- numbers of paragraphs ------------------------------------------------------------------------


@pytest.mark.trigger("paragraph-without-number")
def test_paragraphs_below_a_heading_without_a_number_have_none(case: Case, tmp_path: Path):
    folder = tmp_path / "word"
    folder.mkdir()
    for path in (ROOT / "templates" / "word").glob("*.docx"):
        document = docx.Document(str(path))
        for paragraph in document.paragraphs:
            if paragraph.text == "Purpose of Report":
                paragraph._p.pPr.remove(paragraph._p.pPr.numPr)
        document.save(str(folder / path.name))
    case.templates = folder
    case.body("numbered_paragraphs: yes\n")
    case.prose("One.\n\nTwo.\n\n1. In a list\n\n## A heading\n\n| A | B |\n|---|---|\n| 1 | 2 |\n")
    assert case.say(paragraph_numbers) == [
        (
            "paragraph-without-number",
            "budget-report.docx, under the heading “Purpose of Report”, paragraph 1",
            "2 paragraphs have no number, and Example Council asks for numbered paragraphs "
            f"({(case.bodies / 'council.yaml').as_posix()})",
        )
    ]


@pytest.mark.near_miss("paragraph-without-number")
def test_a_body_that_has_no_numbered_paragraphs(case: Case):
    case.body("numbered_paragraphs: no\n")
    assert case.say(paragraph_numbers) == []


@pytest.mark.near_miss("paragraph-without-number")
def test_paragraphs_below_a_numbered_heading_have_theirs(case: Case):
    case.body("numbered_paragraphs: yes\n")
    case.prose("One.\n\nTwo.\n\n1. In a list\n\n## A heading\n\n> A quotation.\n\nThree.\n")
    assert case.say(paragraph_numbers) == []


def test_a_template_in_a_numbered_style_numbers_them(case: Case, tmp_path: Path):
    folder = tmp_path / "word"
    folder.mkdir()
    for path in (ROOT / "templates" / "word").glob("*.docx"):
        document = docx.Document(str(path))
        for paragraph in document.paragraphs:
            if paragraph.text in ("{{ purpose }}", "{{ recommendations }}"):
                paragraph.style = document.styles["List Number"]
        document.save(str(folder / path.name))
    case.templates = folder
    case.body("numbered_paragraphs: yes\n")
    assert case.say(paragraph_numbers) == []


# --- texts that every report carries --------------------------------------------------------------


@pytest.mark.near_miss("statutory-text")
def test_a_text_of_the_profile_stands_in_the_report(case: Case):
    case.body('statutory_texts: ["Papers are open for four years & more."]\n')
    assert case.say(statutory_texts) == []
    assert "four years & more" in _report(case)


@pytest.mark.trigger("statutory-text")
def test_a_template_that_drops_it(case: Case, tmp_path: Path):
    folder = tmp_path / "word"
    folder.mkdir()
    for path in (ROOT / "templates" / "word").glob("*.docx"):
        document = docx.Document(str(path))
        for paragraph in document.paragraphs:
            if paragraph.text == "{{ text }}":
                paragraph.text = "Something else."
        document.save(str(folder / path.name))
    case.templates = folder
    case.body("statutory_texts: [Papers are open for four years.]\n")
    assert case.say(statutory_texts) == [
        (
            "statutory-text",
            f"{PAPER}, body",
            "The report does not print the text “Papers are open for four years.”, which Example "
            f"Council asks for ({(case.bodies / 'council.yaml').as_posix()})",
        )
    ]


def _report(case: Case) -> str:
    import io

    document = docx.Document(io.BytesIO(case.subject().documents[0]))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


# --- lateness -------------------------------------------------------------------------------------

LATE = "late: {urgency: The grant lapses on 31 March., lateness: The offer came on 8 March.}\n"
# The meeting is on Thursday 14 March 2024: publish by Wednesday 6 March.


def said(case: Case, today: date | None) -> list[tuple[str, str, str]]:
    case.today = today
    return case.say(lateness)


@pytest.mark.trigger("late-report")
@pytest.mark.near_miss("late-report")
def test_on_the_last_day_there_is_time_and_on_the_next_there_is_not(case: Case):
    assert said(case, date(2024, 3, 6)) == []
    assert said(case, date(2024, 3, 7)) == [
        (
            "late-report",
            f"{PAPER}, date",
            "The report is too late to publish: today is Thursday 7 March 2024, and the last day "
            "was Wednesday 6 March 2024, 5 clear days before the meeting on Thursday 14 March 2024",
        )
    ]


@pytest.mark.parametrize(
    ("today", "told"),
    [(date(2024, 3, 14), True), (date(2024, 3, 15), False), (date(2026, 1, 1), False)],
)
def test_a_meeting_that_is_over_needs_no_reasons(case: Case, today: date, told: bool):
    assert bool(said(case, today)) is told


def test_a_day_that_is_not_known_tells_nothing(case: Case):
    assert said(case, None) == []


@pytest.mark.near_miss("late-report-in-time")
def test_reasons_settle_it(case: Case):
    case.yaml(LATE)
    assert said(case, date(2024, 3, 7)) == []


@pytest.mark.trigger("late-report-in-time")
def test_reasons_while_there_is_time(case: Case):
    case.yaml(LATE)
    assert said(case, date(2024, 3, 6)) == [
        (
            "late-report-in-time",
            f"{PAPER}, late",
            "The paper gives reasons for being late, but may be published until Wednesday 6 March "
            "2024 (5 clear days before the meeting on Thursday 14 March 2024)",
        )
    ]


def test_a_body_that_asks_for_more_days_is_late_sooner(case: Case):
    case.body("days_of_notice: 7\n")
    assert said(case, date(2024, 3, 4)) == []
    assert [code for code, _, _ in said(case, date(2024, 3, 5))] == ["late-report"]


def test_in_wales_three_days_count(case: Case):
    case.yaml("nation: Wales\n")
    assert said(case, date(2024, 3, 8)) == []
    assert [code for code, _, _ in said(case, date(2024, 3, 9))] == ["late-report"]


# --- the registry ---------------------------------------------------------------------------------


def test_every_rule_is_told_in_full_and_has_a_code_of_its_own():
    from panel_papers.checks.registry import CHECKS

    rules = [rule for check in CHECKS for rule in check.RULES]
    assert len(rules) > 25
    assert len({rule.code for rule in rules}) == len(rules)
    for rule in rules:
        assert isinstance(rule, Rule)
        assert rule.code == rule.code.lower()
        assert all((rule.title, rule.why, rule.wrong, rule.right))
        assert not rule.title.endswith(".")
        assert rule.why.endswith(".")
