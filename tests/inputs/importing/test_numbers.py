"""Numbers that a report has typed are printed once: left to the body, or kept and listed."""

from __future__ import annotations

from docx.document import Document

from .conftest import NUMBERED, imported, texts


def _report(document: Document, *context: str) -> None:
    document.add_heading("1. Purpose of Report", 1)
    document.add_paragraph("1.1 To note the roof.")
    document.add_heading("2. Context / Summary", 1)
    for text in context:
        document.add_paragraph(text)


def test_numbers_that_run_as_the_body_numbers_are_taken_off() -> None:
    def make(document: Document) -> None:
        _report(document, "2.1\tOne.", "2.2. Two, see paragraph 2.1.", "2.3) Three.")

    found = imported(make, NUMBERED)
    assert texts(found) == {
        "purpose": "To note the roof.\n",
        "context": "One.\n\nTwo, see paragraph 2.1.\n\nThree.\n",
    }
    assert not [each for each in found.left if "paper.yaml" not in each]


def test_a_number_that_would_be_another_is_kept_and_listed_with_what_refers_to_it() -> None:
    def make(document: Document) -> None:
        _report(document, "2.1 One.", "2.3 Three, see paragraphs 2.3 and 2.1.", "Bare.")

    found = imported(make, NUMBERED)
    assert texts(found)["context"] == ("One.\n\n2.3 Three, see paragraphs 2.3 and 2.1.\n\nBare.\n")
    assert found.left[-3:] == (
        "Numbers of paragraphs in context are kept as they are typed, and the body’s own are "
        "printed before them: 2.3 below 2.2. Take them off, and look at what refers to them.",
        "Paragraphs of context that have no number in the report are printed with one: "
        "“Bare.” as 2.3.",
        "References in context lead to paragraphs whose number is printed otherwise: paragraph "
        "2.3, printed as 2.2.",
    )


def test_a_body_without_numbers_keeps_those_that_were_typed() -> None:
    found = imported(lambda document: _report(document, "2.1 One.", "2.9 Nine."))
    assert texts(found)["context"] == "2.1 One.\n\n2.9 Nine.\n"


def test_a_caption_that_would_be_numbered_is_listed() -> None:
    def make(document: Document) -> None:
        document.add_heading("Costs", 1)
        document.add_paragraph("Table 1: What it costs", style="Caption")

    assert imported(make, NUMBERED).left[-1] == (
        "Paragraphs of costs that have no number in the report are printed with one: “Table 1: "
        "What it costs” as 1.1."
    )


def test_typed_letters_are_a_list_where_they_run_from_a_on() -> None:
    def make(document: Document) -> None:
        _report(document, "2.1 Two:", "(a) one", "(i) inner", "(ii) other", "(b) two", "2.2 End.")
        document.add_heading("3. More", 1)
        document.add_paragraph("(b) two")
        document.add_paragraph("(c) three")

    found = imported(make, NUMBERED)
    assert texts(found)["context"] == ("Two:\n\n1. one\n   1. inner\n   2. other\n2. two\n\nEnd.\n")
    assert texts(found)["more"] == "(b) two\n\n(c) three\n"


def test_typed_bullets_are_a_list() -> None:
    def make(document: Document) -> None:
        _report(document, "Two:", "•\tone", "• two", "– a dash alone")

    assert texts(imported(make))["context"] == "Two:\n\n- one\n- two\n\n– a dash alone\n"


def test_the_number_of_a_heading_is_taken_off_where_it_is_printed() -> None:
    def make(document: Document) -> None:
        _report(document, "One.")
        document.add_heading("3. Options", 1)
        document.add_paragraph("None.")
        document.add_heading("5.0 Costs", 1)
        document.add_paragraph("None.")

    found = imported(make)
    yaml = found.files["paper.yaml"].decode()
    assert '  - {options: Options}\n  - {costs: "5.0 Costs"}\n' in yaml
    assert found.left[-1] == (
        "The heading “5.0 Costs” of costs keeps its number, and is printed with the number 4 "
        "before it."
    )


def test_typed_numbers_that_are_not_those_of_the_printed_heading_are_listed() -> None:
    def make(document: Document) -> None:
        document.add_heading("1. Purpose of Report", 1)
        document.add_paragraph("1.1 To note the roof.")
        document.add_heading("3. Context / Summary", 1)
        document.add_heading("3.1 The roof", 2)
        document.add_paragraph("3.2 It leaks.")

    found = imported(make)
    assert texts(found)["context"] == "## 3.1 The roof\n\n3.2 It leaks.\n"
    assert found.left[-2:] == (
        "The heading “3. Context / Summary” of context is printed with the number 2.",
        "Numbers in context are kept as they are typed, below a heading that is printed with the "
        "number 2: 3.1; 3.2. Change them or take them off, and look at what refers to them.",
    )
