"""The summary of what the last meeting did without the public: asked for, printed, compared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest

from ..commands import run_command
from .part_2 import lay_out

SUMMARY = "The panel settled a claim and asked for a report on its cost"
PRINTED = (
    f"Summary of what was done without the public (Local Government Act 1972 s100C(2)): {SUMMARY}."
)


def run(desk: Path, *arguments: str, code: int) -> str:
    answer = run_command("meeting", *arguments, folder=desk)
    assert answer.returncode == code, answer.stderr
    return answer.stdout + answer.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with the meeting of March, and that of February, which had an exempt item."""
    march = lay_out(tmp_path)
    february = march.parents[1] / "february" / march.name
    february.parent.mkdir()
    shutil.copy(march, february)
    said = march.read_text(encoding="utf-8").replace("date: 2024-03-14", "date: 2024-02-01")
    february.write_text(said, encoding="utf-8")
    return tmp_path


def summarised(desk: Path, summary: str) -> None:
    path = desk / "meetings" / "march" / "meeting.yaml"
    said = path.read_text(encoding="utf-8")
    given = f"of: 2024-02-01, summary: {summary}}}"
    path.write_text(said.replace("of: 2024-02-01}", given), encoding="utf-8")


def test_a_summary_is_asked_for_where_the_last_meeting_had_a_private_part(desk):
    assert "[minutes-without-summary]" in run(desk, "check", "march", code=0)
    summarised(desk, SUMMARY)
    assert "[minutes-without-summary]" not in run(desk, "check", "march", code=0)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("date: 2024-02-01", "date: 2024-01-04"),
        ("body: panel", "body: council"),
        ("  - standing: exclusion\n", ""),
    ],
)
def test_none_is_asked_for_of_another_day_or_body_or_a_meeting_that_was_public(desk, typed, other):
    path = desk / "meetings" / "february" / "meeting.yaml"
    said = path.read_text(encoding="utf-8").partition("  - part_2:")[0]
    assert typed in said
    path.write_text(said.replace(typed, other), encoding="utf-8")
    assert "[minutes-without-summary]" not in run(desk, "check", "march", code=0)


def test_the_agenda_prints_the_summary_with_its_law(desk):
    summarised(desk, SUMMARY)
    run(desk, "build", "march", "--engine", "embedded", code=0)
    public = desk / "outputs" / "meetings" / "march" / "public"
    (pack,) = public.glob("*pack.pdf")
    first = " ".join(pypdf.PdfReader(pack).pages[0].extract_text().split())
    assert PRINTED in first
    (page,) = public.glob("*agenda.html")
    assert PRINTED in page.read_text(encoding="utf-8")


def test_a_summary_that_says_what_was_exempt_at_the_last_meeting_stops_the_build(desk):
    inputs = desk / "inputs"
    shutil.copytree(inputs / "claim", inputs / "older-claim")
    paper = inputs / "older-claim" / "recommendations.md"
    paper.write_text("To settle the claim of Thistlewick for £61,400.\n", encoding="utf-8")
    path = desk / "meetings" / "february" / "meeting.yaml"
    said = path.read_text(encoding="utf-8").replace("paper: claim", "paper: older-claim")
    path.write_text(said, encoding="utf-8")
    summarised(desk, "The panel settled the claim of Thistlewick")
    said = run(desk, "build", "march", "--engine", "embedded", code=6)
    assert "Thistlewick" in said
    assert not (desk / "outputs" / "meetings" / "march").exists()


def test_a_summary_that_says_what_is_exempt_stops_the_build(desk):
    summarised(desk, "The panel paid Quillmere Joinery")
    said = run(desk, "build", "march", "--engine", "embedded", code=6)
    assert "Quillmere" in said
    assert "item 2" in said
    assert not (desk / "outputs" / "meetings" / "march").exists()


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("inputs/claim", "an exempt paper of that meeting is no longer in the folder “inputs”."),
        ("meetings/february", "the folder of that meeting is not beside this one."),
    ],
)
def test_a_summary_that_is_not_compared_with_all_is_reported(desk, gone, said):
    summarised(desk, SUMMARY)
    assert "[summary-not-compared]" not in run(desk, "check", "march", code=0)
    path = desk / "meetings" / "march" / "meeting.yaml"
    february = desk / "meetings" / "february" / "meeting.yaml"
    february.write_text(february.read_text(encoding="utf-8").replace("claim", "other"), "utf-8")
    shutil.copytree(desk / "inputs" / "claim", desk / "inputs" / "other")
    assert "[summary-not-compared]" not in run(desk, "check", "march", code=0)
    shutil.rmtree(desk / gone.replace("claim", "other"))
    found = " ".join(run(desk, "check", path.parent.name, code=0).split())
    assert f"The summary was not compared with all that was exempt: {said}" in found
    assert "other" not in found.partition("summary-not-compared")[0].rpartition("warning:")[2]
