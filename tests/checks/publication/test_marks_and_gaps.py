"""Marks of what is not public or not final, and gaps that authors leave: in every public part."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given, strategies as st

from panel_papers.checks.publication import placeholders, protective_marks

from ..rules_helpers import Case

PROSE = "inputs/budget/purpose.md"
FILES = Path(__file__).parent / "files"
RESTRICTED = (
    "appendices:\n"
    "  - title: Annex\n"
    '    file: "{file}"\n'
    "    restricted: {{paragraph: 3, reason: It would harm the next tender.}}\n"
)


@pytest.fixture
def case(tmp_path: Path, monkeypatch) -> Case:
    monkeypatch.chdir(tmp_path)
    return Case(tmp_path)


def codes(case: Case) -> list[str]:
    return [problem.code for problem in case.find(protective_marks)]


@pytest.mark.parametrize("marks", [protective_marks._CLOSED, protective_marks._DRAFT])
@given(data=st.data())
def test_every_mark_has_a_part_by_which_its_page_is_found(data, marks):
    mark = data.draw(st.from_regex(marks, fullmatch=True))
    assert protective_marks._has_part(mark)


def test_a_page_of_officers_has_no_such_part():
    assert not protective_marks._has_part("The panel considers what officers forecast.")


# --- marks ----------------------------------------------------------------------------------------


@pytest.mark.trigger("marked-not-public")
def test_supplied_pdf_that_says_it_is_not_public_is_an_error_that_may_be_accepted(case: Case):
    case.write("letter.pdf", (FILES / "marked-letter.pdf").read_bytes())
    case.yaml("appendices:\n  - {title: Letter of the insurer, file: letter.pdf}\n")
    [problem] = case.find(protective_marks)
    assert (problem.code, str(problem.place), problem.found) == (
        "marked-not-public",
        "inputs/budget/letter.pdf, page 1",
        "The file is marked as not public: “OFFICIAL-SENSITIVE: NOT FOR PUBLICATION”",
    )
    assert problem.acceptable


@pytest.mark.parametrize(
    "line",
    [
        "OFFICIAL-SENSITIVE",
        "Official - Sensitive [Commercial]",
        "UK OFFICIAL: SENSITIVE | Page 1 of 3",
        "CONFIDENTIAL",
        "Private and confidential",
        "Strictly private & confidential",
        "CONFIDENTIAL: the bids",
        "Not for publication",
        "NOT FOR ONWARD CIRCULATION",
        "Commercial in confidence",
        "Commercially sensitive",
        "For internal use only",
        "Without prejudice",
        "This letter is strictly confidential and must not be shown to others.",
        "Not for publication by virtue of paragraph 3 of Schedule 12A",
        "Exempt from publication",
    ],
)
def test_each_kind_of_mark_is_seen_in_a_pdf_and_in_word(case: Case, line: str):
    case.supply_pdf(line)
    assert codes(case) == ["marked-not-public"]
    case.supply(lambda d: d.add_paragraph(line))
    assert codes(case) == ["marked-not-public"]


@pytest.mark.parametrize(
    ("of_run", "of_style", "found"),
    [(True, None, []), (None, True, []), (False, True, ["marked-not-public"])],
)
def test_mark_that_is_struck_through_is_taken_back(case: Case, of_run, of_style, found):
    def write(document: Document) -> None:
        document.styles["Body Text"].font.strike = of_style
        paragraph = document.add_paragraph(style="Body Text")
        for words in ("Not for ", "publication"):
            paragraph.add_run(words).font.strike = of_run

    case.supply(write)
    assert codes(case) == found


def test_mark_of_which_a_part_is_struck_stays_one(case: Case):
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("OFFICIAL-")
        paragraph.add_run("SENSITIVE").font.double_strike = True

    case.supply(write)
    assert codes(case) == ["marked-not-public"]


def test_mark_in_a_page_header_of_word_is_seen(case: Case):
    def make(document: Document) -> None:
        document.add_paragraph("The text.")
        document.sections[0].header.paragraphs[0].text = "Official-Sensitive\tPage 1"

    case.supply(make)
    [problem] = case.find(protective_marks)
    assert "page header" in str(problem.place)


def test_mark_that_a_template_holds_is_seen(case: Case, tmp_path: Path):
    folder = tmp_path / "word"
    folder.mkdir()
    for path in case.templates.glob("*.docx"):
        (folder / path.name).write_bytes(path.read_bytes())
    document = docx.Document(str(folder / "purpose.docx"))
    document.add_paragraph("OFFICIAL-SENSITIVE")
    document.save(str(folder / "purpose.docx"))
    case.templates = folder
    assert codes(case) == ["marked-not-public"]


def test_mark_in_a_section_a_title_and_a_spreadsheet_is_seen(case: Case):
    case.prose("**NOT FOR PUBLICATION**\n\nThe text.\n")
    case.write("costs.csv", "Item,Cost\nCONFIDENTIAL,1\nA,1\n")
    case.yaml("appendices:\n  - {title: Costs, file: costs.csv}\n", title="Confidential")
    assert codes(case) == ["marked-not-public"] * 3


@pytest.mark.trigger("marked-draft")
@pytest.mark.parametrize(
    "line",
    [
        "DRAFT",
        "Draft v0.3",
        "Draft version 2",
        "DRAFT – 4 May 2027",
        "Final draft",
        "Draft for comment",
        "DRAFT – budget report",
        "Draft report",
    ],
)
def test_each_mark_of_a_draft_is_seen(case: Case, line: str):
    case.supply_pdf(line.replace("–", "-"))
    assert codes(case) == ["marked-draft"]


def test_mark_on_each_page_is_reported_once_with_its_number(case: Case):
    case.supply_pdf("DRAFT", "DRAFT", "DRAFT")
    assert case.say(protective_marks) == [
        (
            "marked-draft",
            "inputs/budget/annex.pdf, page 1",
            "The file is marked as a draft: “DRAFT” (3 times in this file)",
        )
    ]


@pytest.mark.near_miss("marked-not-public", "marked-draft")
@pytest.mark.parametrize(
    "text",
    [
        "Appendix 1 is not for publication, as it names the bidders.",
        "Members asked for the draft Local Plan and the draft budget 2027/28.",
        "The vote is confidential. Confidential advice was taken from counsel.",
        "Confidential: the vote was by ballot.",
        "## Draft Local Plan",
        "## Draft minutes of the last meeting",
        "## Confidential reporting line",
        "## Confidentiality",
        "Documents marked OFFICIAL-SENSITIVE are kept for 7 years.",
        "Consultation draft",
        "Draft for approval",
        "The report is not exempt, and this policy is not confidential.",
        "The restricted reserves; the private sector; official guidance.",
        "- Draft budget\n- Draft programme\n",
        "| Paper | Status |\n|---|---|\n| Plan | Draft |\n| Bids | Not for publication |\n",
        "This meeting is not open to the public for item 9.",
        "```\nOFFICIAL-SENSITIVE\n```",
    ],
)
def test_text_that_speaks_of_drafts_and_secrets_has_no_mark(case: Case, text: str):
    case.prose(f"{text}\n")
    assert case.say(protective_marks) == []


def test_small_letters_count_at_the_head_and_in_page_headers_alone(case: Case):
    def policy(document: Document) -> None:
        for number in range(12):
            document.add_paragraph(f"Sentence {number} of the policy.")
        for item in ("Commercially sensitive", "Confidential", "Draft"):
            document.add_paragraph(item, style="List Bullet")

    case.supply(policy)
    assert codes(case) == []
    case.supply(lambda d: (policy(d), d.add_paragraph("CONFIDENTIAL")))
    assert codes(case) == ["marked-not-public"]


def test_every_mark_in_capitals_counts_below_the_head(case: Case):
    marks = (
        *("OFFICIAL SENSITIVE", "TOP SECRET", "SECRET", "PROTECT STAFF", "RESTRICTED LEGAL"),
        *("CONFIDENTIAL", "STRICTLY IN CONFIDENCE", "COMMERCIAL IN CONFIDENCE"),
        *("COMMERCIALLY SENSITIVE", "NOT FOR PUBLICATION", "DO NOT CIRCULATE"),
        *("INTERNAL ONLY", "OFFICIAL USE ONLY", "RESTRICTED CIRCULATION", "EXEMPT REPORT"),
        *("LEGALLY PRIVILEGED", "EMBARGOED", "WITHOUT PREJUDICE", "DRAFT", "DRAFT V2"),
    )

    def policy(document: Document) -> None:
        for number in range(12):
            document.add_paragraph(f"Sentence {number} of the policy.")
        for mark in marks:
            document.add_paragraph(mark)

    case.supply(policy)
    said = " ".join(found for _, _, found, *_ in case.say(protective_marks))
    assert [mark for mark in marks if f"“{mark}”" not in said] == []


@pytest.mark.parametrize("heading", ["Exempt information", "Confidential information", "Private"])
def test_headings_of_rules_on_access_are_no_marks(case: Case, heading: str):
    case.supply(lambda d: d.add_heading(heading))
    assert codes(case) == []


def test_register_of_classified_documents_is_no_marked_document(case: Case):
    rows = "".join(f"Record {n},OFFICIAL-SENSITIVE\n" for n in range(4))
    case.write("register.csv", f"Record,Class\n{rows}")
    case.yaml("appendices:\n  - {title: Register, file: register.csv}\n")
    assert codes(case) == []


# --- gaps -----------------------------------------------------------------------------------------


def test_gaps_of_a_paper_in_a_hurry_are_errors_with_line_and_column(case: Case):
    case.prose(
        "## Background\n\nThe meeting is on xx/xx/2027 and the cost is ???. <<insert name>> will "
        "sign. [JS to check with legal] The count was ######.\n"
    )
    assert sorted((place, found) for _, place, found in case.say(placeholders)) == [
        (f"{PROSE}:3:117", "“######” is a gap that has not been filled in"),
        (f"{PROSE}:3:19", "“xx/xx/2027” is a gap that has not been filled in"),
        (f"{PROSE}:3:46", "“???” is a gap that has not been filled in"),
        (f"{PROSE}:3:51", "“<<insert name>>” is a gap that has not been filled in"),
        (f"{PROSE}:3:78", "“[JS to check with legal]” is a gap that has not been filled in"),
    ]


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("It costs £x a year.", "£x"),
        ("It costs £??? a year.", "£???"),
        ("It costs £____ a year.", "£____"),
        ("About xx residents replied.", "xx"),
        ("About xx% replied.", "xx%"),
        ("Due in March 20XX.", "20XX"),
        ("The date is ??.", "??"),
        ("Signed by <name>.", "<name>"),
        ("Signed by <insert job title>.", "<insert job title>"),
        ("Owner (tbc).", "tbc"),
        ("Owner: tbd", "tbd"),
        ("TODO write this.", "TODO"),
        ("[awaiting figures from finance]", "[awaiting figures from finance]"),
        ("[Finance to confirm]", "[Finance to confirm]"),
        ("[please check]", "[please check]"),
        ("Paid on [●] 2027.", "[●]"),
        ("[TBD]", "[TBD]"),
    ],
)
def test_each_kind_of_gap_is_seen(case: Case, text: str, gap: str):
    case.prose(f"{text}\n")
    assert [found for _, _, found in case.say(placeholders)] == [
        f"“{gap}” is a gap that has not been filled in"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Why? Really?! What next??",
        "Chapter xx, pages xviii–xx, item (xx) and p. xx.",
        "# Heading\n\n#tag and C# and issue #123.",
        "He said the panel [agreed to check] the plan, and [sic] wrote.",
        "The council [sought to confirm] its view […].",
        "A « quotation » and 5 << 6.",
        "```\n??? or <<name>>\n```",
        "A to-do list is kept; what to do follows.",
        "The members (names to follow the agenda) met at 10xx.",
        "[Name of the road](https://example.org/x) is closed.",
        "The grade is XL, and the ratio 2:1.",
        "###",
    ],
)
def test_signs_of_ordinary_text_are_no_gaps(case: Case, text: str):
    case.prose(f"Text.\n\n{text}\n")
    assert case.say(placeholders) == []


def test_gap_in_a_supplied_pdf_and_word_file_is_a_warning(case: Case):
    case.supply_pdf("The cost is ???")
    assert [code for code, _, _ in case.say(placeholders)] == ["placeholder-supplied"]
    case.supply(lambda d: d.add_paragraph("Signed by <<name>> on xx/xx/2027"))
    assert [code for code, _, _ in case.say(placeholders)] == ["placeholder-supplied"] * 2


def test_gap_of_the_papers_own_words_may_be_accepted(case: Case):
    case.prose("The date is TBC.\n")
    assert [problem.acceptable for problem in case.find(placeholders)] == [True]
