"""Checks before publication: what must trigger each, its near miss, and the place told."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement

from panel_papers.checks.publication import (
    draft_names,
    guidance,
    highlights,
    leftovers,
    personal_data,
    placeholders,
    unfilled_tags,
)
from panel_papers.core import Place, Problem
from panel_papers.word import WordTemplate

from ..rules_helpers import ROOT, Case

PROSE = "inputs/budget/purpose.md"
PAPER = "inputs/budget/paper.yaml"


@pytest.fixture
def case(tmp_path: Path, monkeypatch) -> Case:
    monkeypatch.chdir(tmp_path)
    return Case(tmp_path)


# --- tags -----------------------------------------------------------------------------------------


@pytest.mark.trigger("unfilled-tag")
def test_unfilled_tag_is_told_at_its_character(case: Case):
    case.prose("Why.\n\nAsk **{{ contact.name }}** today.\n")
    assert case.say(unfilled_tags) == [
        (
            "unfilled-tag",
            f"{PROSE}:3:7",
            "“{{ contact.name }}” is a tag that has not been filled in, and prints as it is",
        )
    ]


@pytest.mark.parametrize(
    "tag",
    ["{{name}}", "{{ name | upper }}", "{{r name }}", "{{ a.b_c }}", "«Name»"],
)
def test_tags_of_all_kinds_are_seen(case: Case, tag: str):
    case.prose(f"{tag}\n")
    assert [place for _, place, _ in case.say(unfilled_tags)] == [f"{PROSE}:1:1"]


@pytest.mark.near_miss("unfilled-tag", "typed-tag")
@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }}",
        "{{ x.__class__ }}",
        "{{1, 2}, {3}}",
        "{ name }",
        "5 {% of 7",
        "`{{ name }}` x\n\n    {{ name }}",
    ],
)
def test_sums_braces_and_code_blocks_are_no_unfilled_tags(case: Case, text: str):
    case.prose(f"{text}\n")
    assert [f for _, _, f in case.say(unfilled_tags) if "`" not in text] == []


@pytest.mark.trigger("typed-tag")
def test_a_steering_tag_in_prose_prints_as_typed_and_in_a_supplied_file_was_forgotten(case: Case):
    case.prose("Why {% if late %} so?\n")
    assert [found[:2] for found in case.say(unfilled_tags)] == [("typed-tag", f"{PROSE}:1:5")]
    case.prose("Why.\n")
    case.supply(lambda d: d.add_paragraph("{%p if late %}"))
    assert [code for code, _, _ in case.say(unfilled_tags)] == ["unfilled-tag"]


def test_tags_in_titles_and_supplied_files_have_their_places(case: Case):
    case.supply(lambda d: (d.add_heading("Costs"), d.add_paragraph("x"), d.add_paragraph("{{a}}")))
    assert [place for _, place, _ in case.say(unfilled_tags)] == [
        "inputs/budget/annex.docx, under the heading “Costs”, paragraph 2"
    ]
    case.supply_pdf("Fine.", "Ask {{ name }}.")
    assert [place for _, place, _ in case.say(unfilled_tags)] == ["inputs/budget/annex.pdf, page 2"]
    case.yaml(title='"Budget {{ year }}"')
    assert [place for _, place, _ in case.say(unfilled_tags)] == [f"{PAPER}, title"]


# --- gaps -----------------------------------------------------------------------------------------


@pytest.mark.trigger("placeholder")
@pytest.mark.parametrize(
    ("text", "gap", "column"),
    [
        ("The date is TBC.", "TBC", 13),
        ("The cost is £XX a year.", "£XX", 13),
        ("The cost is £x.xm.", "£x.xm", 13),
        ("It is due on XX/XX/2024.", "XX/XX/2024", 14),
        ("It rose by XX%.", "XX%", 12),
        ("Ask [insert name] first.", "[insert name]", 5),
        ("On [date TBC] we meet.", "[date TBC]", 4),
        ("Lorem ipsum dolor.", "Lorem ipsum", 1),
    ],
)
def test_gap_is_told_at_its_character(case: Case, text: str, gap: str, column: int):
    case.prose(f"{text}\n")
    assert case.say(placeholders) == [
        ("placeholder", f"{PROSE}:1:{column}", f"“{gap}” is a gap that has not been filled in")
    ]


@pytest.mark.trigger("placeholder-in-cell")
def test_a_cell_that_says_tbc_and_no_more_is_a_warning(case: Case):
    case.prose("| Project | Start |\n|---|---|\n| Depot | TBC |\n| Roof, TBC | May |\n")
    found = [(p.code, p.place.line) for p in case.find(placeholders)]
    assert found == [("placeholder-in-cell", 3), ("placeholder", 4)]


@pytest.mark.near_miss("placeholder", "placeholder-in-cell", "placeholder-supplied")
@pytest.mark.parametrize(
    "text",
    [
        "Schedule XX of the Act, and Part XXX, apply.",
        "The Thurrock Business Association (TBA) met. The TBA agreed.",
        "The tba of the contract, tbc or not, is in small letters.",
        "A factor of 3x, an X-ray, and SAXXON.",
        "See [the plan](https://example.org/plan) [2024].",
        "The list [names of members] is closed.",
        "The insert [a leaflet] was sent.",
    ],
)
def test_roman_numbers_names_and_brackets_are_no_gaps(case: Case, text: str):
    case.prose(f"{text}\n")
    assert case.say(placeholders) == []


@pytest.mark.trigger("placeholder-supplied")
def test_gap_in_a_supplied_file_is_a_warning_and_told_once(case: Case):
    case.supply_pdf("Owner: TBC")
    assert case.say(placeholders) == [
        (
            "placeholder-supplied",
            "inputs/budget/annex.pdf, page 1",
            "“TBC” is a gap that has not been filled in",
        )
    ]
    # “TBC” in a Word document is told when it is cleaned (leftover-note), “£XX” is not
    case.supply(lambda d: d.add_paragraph("Owner: TBC, cost £XX"))
    assert case.say(placeholders) == [
        (
            "placeholder-supplied",
            "inputs/budget/annex.docx, before the first heading, paragraph 1",
            "“£XX” is a gap that has not been filled in",
        )
    ]


def test_gap_in_the_title_is_told_once_though_the_report_prints_it(case: Case):
    case.yaml(title="Budget TBC")
    assert case.say(placeholders) == [
        ("placeholder", f"{PAPER}, title", "“TBC” is a gap that has not been filled in")
    ]


def test_gap_that_a_template_holds_is_told_in_the_document_made(case: Case, tmp_path: Path):
    _template(case, tmp_path, "purpose", lambda d: d.add_paragraph("Cleared by: TBC"))
    [(code, place, found)] = case.say(placeholders)
    assert (code, found) == ("placeholder", "“TBC” is a gap that has not been filled in")
    assert place == "budget-report.docx, under the heading “Purpose of Report”, paragraph 2"


def _template(case: Case, tmp_path: Path, name: str, change) -> None:
    """Give the case templates of its own, of which one is changed as an editor would."""
    folder = tmp_path / "word"
    folder.mkdir()
    for path in (ROOT / "templates" / "word").glob("*.docx"):
        (folder / path.name).write_bytes(path.read_bytes())
    document = docx.Document(str(folder / f"{name}.docx"))
    change(document)
    document.save(str(folder / f"{name}.docx"))
    case.templates = folder


# --- guidance -------------------------------------------------------------------------------------


@pytest.mark.trigger("guidance-text")
@pytest.mark.parametrize(
    ("text", "note", "column"),
    [
        ("Costs. Delete this note before sending.", "Delete this note", 8),
        ("For release or not for publication, delete one.", "delete one", 37),
        ("Click or tap here to enter text.", "Click or tap here to enter text", 1),
        ("Guidance for authors: be brief.", "Guidance for authors", 1),
    ],
)
def test_note_to_the_author_is_told_at_its_character(case, text: str, note: str, column: int):
    case.prose(f"{text}\n")
    assert case.say(guidance) == [
        (
            "guidance-text",
            f"{PROSE}:1:{column}",
            f"“{note}” looks like a note to the author, and would be printed",
        )
    ]


@pytest.mark.near_miss("guidance-text")
@pytest.mark.parametrize(
    "text",
    [
        "Members may delete the note of the meeting.",
        "The guidance for schools was published.",
        "The service asked residents to click on the map.",
        "We removed these barriers.",
    ],
)
def test_what_members_are_told_is_no_note_to_the_author(case: Case, text: str):
    case.prose(f"{text}\n")
    assert case.say(guidance) == []


# --- highlights and leftovers ---------------------------------------------------------------------


@pytest.mark.trigger("highlighted-text")
def test_highlighted_text_is_told_by_its_words(case: Case):
    def make(document):
        document.add_heading("Costs")
        document.add_paragraph("Plain.")
        run = document.add_paragraph("It costs ").add_run("£40,000")
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    case.supply(make)
    assert case.say(highlights) == [
        (
            "highlighted-text",
            "inputs/budget/annex.docx, under the heading “Costs”, paragraph 2",
            "“£40,000” is highlighted",
        )
    ]


def test_text_under_a_dark_mark_is_neither_quoted_nor_to_be_uncovered(case: Case):
    def make(document):
        document.add_heading("Costs")
        run = document.add_paragraph("It costs ").add_run("£40,000")
        run.font.highlight_color = WD_COLOR_INDEX.BLACK

    case.supply(make)
    (problem,) = highlights.find(case.subject())
    assert (problem.found, "delete the words" in str(problem.hint)) == (
        "Text is covered by dark highlighting, and can still be copied",
        True,
    )
    assert "Highlight Colour" not in str(problem.hint)
    assert "£40,000" not in f"{problem.found}{problem.hint}{problem.wanted}"


@pytest.mark.near_miss("highlighted-text")
def test_shading_and_bold_are_no_highlighting(case: Case):
    def make(document):
        run = document.add_paragraph().add_run("Bold")
        run.bold = True
        run.font.highlight_color = WD_COLOR_INDEX.AUTO

    case.supply(make)
    assert case.say(highlights) == []


@pytest.mark.trigger("hidden-text-left")
def test_what_a_template_leaves_behind_stops_publication(case: Case, tmp_path: Path):
    def change(document):
        hidden = document.add_paragraph().add_run("secret")
        hidden.font.hidden = True

    _template(case, tmp_path, "purpose", change)
    assert case.say(leftovers) == [
        (
            "hidden-text-left",
            "budget-report.docx, under the heading “Purpose of Report”, paragraph 2",
            "The text has hidden words",
        )
    ]


@pytest.mark.near_miss("tracked-changes", "comments-left", "hidden-text-left", "author-name")
def test_the_documents_made_name_no_author_but_the_one_on_the_cover(case: Case):
    assert case.subject().documents
    assert case.say(leftovers) == []


@pytest.mark.trigger("tracked-changes", "comments-left", "author-name")
def test_tracked_change_comment_and_author_in_a_document_made(case: Case):
    from msgspec.structs import replace

    from ..rules_helpers import word

    def make(document):
        document.core_properties.author = "Somebody"
        document.core_properties.last_modified_by = ""
        paragraph = document.add_paragraph("Text")
        paragraph._p.append(OxmlElement("w:ins"))
        document.add_comment(document.add_paragraph("More").runs, "Why?", "A", "A")

    house = WordTemplate("templates/word/section.docx", word(lambda new: new.add_paragraph("Text")))
    subject = replace(case.subject(), documents={0: word(make)}, templates=(house,))
    open_it = "open the template templates/word/section.docx in Word, and"
    report = "budget-report.docx"
    assert list(leftovers.find(subject)) == [
        Problem(
            "tracked-changes",
            Place(report, where="before the first heading, paragraph 1"),
            "The text has a tracked change",
            "",
            f"{open_it} choose Review › Accept All Changes and Stop Tracking",
            quoted="“Text”",
        ),
        Problem(
            "comments-left",
            Place(report, where="before the first heading, paragraph 2"),
            "The text has a comment",
            "",
            f"{open_it} choose Review › Delete › Delete All Comments in Document",
            quoted="“More”",
        ),
        Problem(
            "author-name",
            Place(report),
            "The document’s properties name an author who is not the author of the paper",
            "",
            f"{open_it} choose File › Info › Check for Issues › Inspect Document, and remove the "
            "properties",
            quoted="“Somebody”",
        ),
    ]


# --- names of drafts ------------------------------------------------------------------------------


@pytest.mark.trigger("draft-file-name")
@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("v0.3 FINAL (2).docx", "v0.3"),
        ("budget_v2.docx", "v2"),
        ("budget version 4.docx", "version 4"),
        ("budget FINAL.docx", "FINAL"),
        ("budget-draft2.docx", "draft"),
        ("budget (3).docx", "(3)"),
        ("Copy of budget.docx", "Copy of"),
        ("budget - Copy.docx", "Copy"),
        ("budget_clean.docx", "clean"),
    ],
)
def test_file_named_as_a_draft(case: Case, name: str, mark: str):
    case.supply(lambda d: d.add_paragraph("Text"), name)
    assert case.say(draft_names) == [
        (
            "draft-file-name",
            f"inputs/budget/{name}",
            f"The file name “{name}” looks like that of a draft (“{mark}”)",
        )
    ]


@pytest.mark.near_miss("draft-file-name")
@pytest.mark.parametrize(
    "name",
    [
        "final-accounts.docx",
        "draft-budget-2024.docx",
        "valuation-2024.docx",
        "clean-air-plan.docx",
        "hard-copy-survey.docx",
        "section-106 (Essex).docx",
        "v-and-v-unit.docx",
    ],
)
def test_file_named_for_what_it_holds(case: Case, name: str):
    case.supply(lambda d: d.add_paragraph("Text"), name)
    assert case.say(draft_names) == []


@pytest.mark.trigger("draft-title")
@pytest.mark.parametrize(
    ("title", "mark"),
    [
        ("Special Measures update v2.0.docx", "v2.0"),
        ("Special Measures update.docx", ".docx"),
        ("Summary Action Log Public v194", "v194"),
        ("Quarterly Report from the Chair (5)", "(5)"),
        ("Budget FINAL", "FINAL"),
        ("budget_report", "t_r"),
    ],
)
def test_title_that_reads_as_a_file_name(case: Case, title: str, mark: str):
    case.yaml(title=f'"{title}"')
    assert case.say(draft_names) == [
        ("draft-title", f"{PAPER}, title", f"The title “{title}” looks like a file name (“{mark}”)")
    ]


@pytest.mark.near_miss("draft-title")
@pytest.mark.parametrize(
    "title",
    [
        "Draft Budget 2024-25",
        "Final Accounts",
        "THE FINAL REPORT",
        "Consultation on the V2G scheme",
        "Budget (Essex)",
        "Budget (2024)",
    ],
)
def test_title_in_words(case: Case, title: str):
    case.yaml(title=f'"{title}"')
    assert case.say(draft_names) == []


# --- personal data --------------------------------------------------------------------------------


@pytest.mark.trigger("national-insurance-number")
def test_insurance_number_is_told_and_not_repeated(case: Case):
    case.prose("Why.\n\nThe officer, AB 12 34 56 C, agreed.\n")
    assert case.say(personal_data) == [
        (
            "national-insurance-number",
            f"{PROSE}:3:14",
            "“AB … C” looks like a National Insurance number",
        )
    ]


@pytest.mark.near_miss("national-insurance-number")
@pytest.mark.parametrize(
    "text",
    [
        "QQ 12 34 56 C",  # the example of HMRC: Q is never used
        "GB 12 34 56 C",  # a prefix that is never used
        "AB 12 34 56 E",  # only A to D
        "AB1234567C",
        "Grant no AB123456CD",
    ],
)
def test_numbers_that_are_no_insurance_numbers(case: Case, text: str):
    case.prose(f"The number {text} stands.\n")
    assert case.say(personal_data) == []


@pytest.mark.trigger("nhs-number")
@pytest.mark.parametrize("text", ["943 476 5919", "943-476-5919"])
def test_nhs_number_is_told_and_not_repeated(case: Case, text: str):
    case.prose(f"Patient {text} agreed.\n")
    assert case.say(personal_data) == [
        (
            "nhs-number",
            f"{PROSE}:1:9",
            "“94… …9” looks like an NHS number: its check digit is right",
        )
    ]


def test_nhs_number_whose_check_digit_is_nought(case: Case):
    case.prose("Patient 100 000 0060 agreed.\n")
    assert [code for code, _, _ in case.say(personal_data)] == ["nhs-number"]


def test_nhs_number_without_gaps_is_told_where_the_text_speaks_of_the_nhs(case: Case):
    case.prose("NHS number 9434765919.\n\nInvoice 9434765919.\n")
    assert [place for _, place, _ in case.say(personal_data)] == [f"{PROSE}:1:12"]


@pytest.mark.near_miss("nhs-number")
@pytest.mark.parametrize(
    "text", ["943 476 5918", "000 000 0000", "100 000 0010", "£943 476 5919", "943 4765919"]
)
def test_numbers_that_are_no_nhs_numbers(case: Case, text: str):
    case.prose(f"NHS spending of {text} stands.\n")
    assert case.say(personal_data) == []


@pytest.mark.trigger("personal-email")
@pytest.mark.near_miss("personal-email")
def test_mail_of_others_is_told_and_the_contacts_is_not(case: Case):
    case.prose("Ask finance@example.org, Finance@Example.org or a.person@example.org.\n")
    assert case.say(personal_data) == [
        (
            "personal-email",
            f"{PROSE}:1:49",
            "The e-mail address “a.person@example.org” is not that of the paper’s contact",
        )
    ]


@pytest.mark.trigger("personal-telephone")
@pytest.mark.parametrize(
    "number",
    ["01632 960 001", "(01632) 960001", "020 7946 0000", "07700 900 123", "+44 20 7946 0000"],
)
def test_telephone_number_is_told(case: Case, number: str):
    case.prose(f"Ring {number} today.\n")
    assert case.say(personal_data) == [
        (
            "personal-telephone",
            f"{PROSE}:1:6",
            f"The telephone number “{number}” would be published with the paper",
        )
    ]


@pytest.mark.near_miss("personal-telephone")
@pytest.mark.parametrize(
    "text",
    [
        "Ring 999 or 101.",
        "On 01/02/2024 and 01-02-2024.",
        "ISBN 0 19 853453 1 and £01632960001.",
        "Planning application 24/01632/FUL of 0163296.",
        "From 01 2023 to 12 2024.",
        "It costs 0.1632960001.",
    ],
)
def test_numbers_that_are_no_telephone_numbers(case: Case, text: str):
    case.prose(f"{text}\n")
    assert case.say(personal_data) == []


def test_personal_data_of_supplied_files_has_its_place(case: Case):
    def make(document):
        document.add_heading("Costs")
        table = document.add_table(2, 2)
        table.cell(1, 1).text = "AB123456C"

    case.supply(make)
    assert [place for _, place, _ in case.say(personal_data)] == [
        "inputs/budget/annex.docx, under the heading “Costs”, table 1, row 2, column 2"
    ]
    case.supply_pdf("One.", "Two.", "Ring 01632 960001.")
    assert [place for _, place, _ in case.say(personal_data)] == ["inputs/budget/annex.pdf, page 3"]
