"""Cover sheets: labels above values, lines with tabs, dates with weekday and time, contacts."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document

from panel_papers.core import InputsError
from panel_papers.inputs import import_file
from panel_papers.inputs.importing.cover import contact_of
from panel_papers.inputs.importing.cover_dates import dated

from .conftest import imported


@pytest.mark.parametrize(
    ("text", "date", "time"),
    [
        ("Thursday 14 March 2024 at 10.30 am", "Thursday 14 March 2024", "at 10.30 am"),
        ("14/03/2024 10:30", "14/03/2024", "10:30"),
        ("10.30am on Thursday, 14th March 2024", "Thursday, 14th March 2024", "10.30am on"),
        ("14 Mar 2024", "14 Mar 2024", ""),
        ("2024-03-14", "2024-03-14", ""),
    ],
)
def test_a_date_is_found_beside_its_time(text: str, date: str, time: str) -> None:
    found = dated(text)
    assert found is not None
    assert (found.date, found.time, found.alone) == (date, time, True)


@pytest.mark.parametrize(
    "text", ["31/02/2024", "Friday 14 March 2024", "14 March 2024 to 15 March 2024", "March 2024"]
)
def test_a_date_that_does_not_exist_or_is_not_the_only_one_is_not_taken(text: str) -> None:
    assert dated(text) is None


def test_other_words_beside_a_date_are_no_time() -> None:
    found = dated("Cabinet, 14 March 2024")
    assert found is not None
    assert (found.before, found.after, found.alone) == ("Cabinet,", "", False)


def test_a_committee_with_its_date_is_two_facts() -> None:
    def make(document: Document) -> None:
        document.add_paragraph("Meeting: Cabinet – 18 March 2027")
        document.add_paragraph("Subject: The roof")

    yaml = imported(make).files["paper.yaml"].decode()
    assert "title: The roof\nreport_to: Cabinet\n" in yaml
    assert '\ndate: "18 March 2027"\n' in yaml


@pytest.mark.parametrize(
    "lines",
    [["Subject: The roof"], ["Subject:", "The roof"], ["Re:\tThe roof"], ["Title\tThe roof"]],
)
def test_a_subject_is_the_title(lines: list[str]) -> None:
    def make(document: Document) -> None:
        document.add_heading("Example Council", 1)
        for line in ["Report to: Cabinet", "Date: 18 March 2027", *lines]:
            document.add_paragraph(line)
        document.add_heading("Purpose", 1)
        document.add_paragraph("To note the roof.")

    found = imported(make)
    assert "title: The roof\n" in found.files["paper.yaml"].decode()
    assert "Example Council" in found.left
    assert found.sections == ("purpose",)


def test_labels_above_their_values_are_no_values() -> None:
    def make(document: Document) -> None:
        table = document.add_table(2, 3)
        texts = ("Committee", "Date", "Author", "Cabinet", "18 March 2027", "Director of Place")
        for cell, text in zip(table._cells, texts, strict=True):
            cell.text = text

    assert imported(make).facts == ("report_to", "date", "author")


def test_a_weekday_that_is_wrong_is_listed_and_no_date() -> None:
    found = imported(lambda document: document.add_paragraph("Date: Friday 18 March 2027"))
    assert "date" not in found.facts
    assert "Date Friday 18 March 2027: it is not taken for the date of the meeting" in found.left


@pytest.mark.parametrize(
    ("text", "contact", "left"),
    [
        (
            "Roof Team\nEstates\nTel: 01632 960123\nE-mail: roof@example.org",
            {"name": "Roof Team", "role": "Estates", "email": "roof@example.org"},
            ["The contact’s telephone number has no place: Tel: 01632 960123"],
        ),
        ("Roof Team (Estates)", {"name": "Roof Team", "role": "Estates"}, []),
    ],
)
def test_a_contact_is_divided(text: str, contact: dict[str, str], left: list[str]) -> None:
    assert contact_of(text) == (contact, left)


def test_a_file_that_is_not_there_is_reported_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputsError) as error:
        import_file(tmp_path / "nothing.docx", {})
    (problem,) = error.value.problems
    assert problem.code == "import-file-missing"
    assert problem.found == f"There is no file “{(tmp_path / 'nothing.docx').as_posix()}”"
    assert (
        problem.hint
        == "type the file’s name with its folder and ending, such as Documents/report.docx"
    )
