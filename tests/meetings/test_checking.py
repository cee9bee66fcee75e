"""Check and status: all that is wrong at once, and each item with what is missing."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from panel_papers.core import sha256
from panel_papers.inputs import STANDING
from panel_papers.meetings.issues.record import (
    Contents,
    Facts,
    Issue,
    IssuedDocument,
    IssuedInput,
    IssuedItem,
    encoded,
    record_name,
)

from ..commands import run_command
from .part_2 import MEETING, lay_out, write_minutes

CODES = ("--format", "json")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    lay_out(tmp_path)
    return tmp_path


def meeting(desk: Path, *arguments: str):
    return run_command("meeting", *arguments, folder=desk)


def write(desk: Path, text: str) -> None:
    (desk / "meetings/march/meeting.yaml").write_text(text, encoding="utf-8")


def words(text: str) -> str:
    return " ".join(text.split())


def test_check_reports_agenda_papers_and_what_they_share_together(desk):
    agenda = MEETING.replace("Update by the Commissioner", "Update {{ name }}")
    write(desk, agenda.replace("last.docx", "gone.docx") + "  - paper: nothing\n")
    context = desk / "inputs/grant/context.md"
    context.write_text("Alphacorp Holdings will pay TBC.\n", encoding="utf-8")
    answer = meeting(desk, "check", "march", "--today", "2024-03-01", "-q")
    said = words(answer.stderr)
    assert answer.returncode == 6
    for place, code in (
        ("meetings/march/meeting.yaml:8:21:", "file-not-found"),
        ("meetings/march/meeting.yaml:18:12:", "meeting-paper-missing"),
        ("meetings/march/meeting.yaml, the heading “5. Update {{ name }}”", "unfilled-tag"),
        ("inputs/grant/context.md:1:1:", "shared-with-restricted"),
        ("inputs/grant/context.md:1:29:", "placeholder"),
    ):
        assert f"error: {place}" in said, place
        assert f"[{code}]" in said, code


def test_papers_are_checked_also_where_the_agenda_cannot_be_read(desk):
    write(desk, MEETING.replace('time: "10:00"', "time: ten"))
    (desk / "inputs/grant/context.md").unlink()
    answer = meeting(desk, "check", "march")
    assert answer.returncode == 3
    assert "[bad-time]" in answer.stderr
    assert "inputs/grant" in answer.stderr


def test_status_shows_an_item_without_its_paper_or_minutes_with_what_is_missing(desk):
    text = MEETING.replace("last.docx", "gone.docx").replace("paper: grant", "paper: nothing")
    follow = "  - {title: Plan, to_follow: {reason: Two dates are open, expected: 2024-02-20}}\n"
    write(desk, text + follow)
    page = desk / "status.html"
    answer = meeting(
        *(desk, "status", "march", "--today", "2024-03-01", *CODES, "--html", str(page))
    )
    assert answer.returncode == 0, answer.stderr
    (said,) = json.loads(answer.stdout)["papers"]
    assert [(each["kind"], each["state"], each["ready"]) for each in said["items"]] == [
        ("standing", "needs no document", True),
        ("minutes", "are missing: the file “gone.docx” is not in meetings/march", False),
        ("paper", "ready; appendix 2 not for publication", True),
        ("urgent", "is missing: there is no paper “nothing” in the inputs", False),
        ("verbal", "needs no document", True),
        ("exclusion", "needs no document", True),
        ("part_2", "ready, with 1 warning; not for publication", True),
        ("to_follow", "to follow, expected by 20 February 2024, which has passed", False),
    ]
    assert (said["days_left"], said["errors"]) == (5, 2)
    html = page.read_text(encoding="utf-8")
    assert "<h3>2. Minutes of the last meeting</h3>" in html
    assert "<p>Are missing: the file “gone.docx” is not in meetings/march. Ask Democratic" in html
    assert "<dd>5 of 8 items</dd>" in html
    assert "Quillmere" not in html


def test_a_paper_that_is_to_follow_is_late_until_the_meeting(desk):
    follow = "  - {title: Plan, to_follow: {reason: Two dates are open, expected: 2024-03-01}}\n"
    write(desk, MEETING + follow)
    said = {
        day: meeting(desk, "check", "march", "--today", day).stderr.count("[to-follow-late]")
        for day in ("2024-03-01", "2024-03-02", "2024-03-14", "2024-03-15")
    }
    assert said == {"2024-03-01": 0, "2024-03-02": 1, "2024-03-14": 1, "2024-03-15": 0}


def test_minutes_that_name_another_day_are_reported_where_the_day_is_typed(desk):
    write_minutes(desk, "The panel agreed the plan.", day="8 February 2024")
    answer = meeting(desk, "check", "march")
    assert "meetings/march/meeting.yaml:8:36: The minutes name 8 February 2024, and not " in (
        words(answer.stderr)
    )
    assert answer.stderr.count("[minutes-other-day]") == 1


def publish(desk: Path) -> None:
    """Write the record of a published agenda that has the first four items."""
    facts = Facts(
        body="Essex Police, Fire and Crime Panel",
        date=datetime.date(2024, 3, 14),
        time="10am",
        venue="Council Chamber",
        members=(),
        enquiries_to="Democratic Services, committees@example.org",
    )
    apologies = STANDING["apologies"]
    items = (
        IssuedItem(1, "standing", apologies.title, apologies.title, (apologies.text,), ""),
        IssuedItem(2, "minutes", "Thursday 1 February 2024", "Minutes", (), "", pages(2, 2)),
        IssuedItem(3, "paper", "budget", "Budget", (), "", pages(3, 8)),
        IssuedItem(4, "urgent", "grant", "Grant", (), "", pages(9, 9)),
    )
    minutes = desk / "meetings/march/last.docx"
    budget = desk / "inputs/budget/context.md"
    issue = Issue(
        meeting="march",
        number=1,
        issued=datetime.date(2024, 3, 5),
        contents=Contents(0, 1, 9, facts, items),
        files=(),
        inputs=(
            IssuedInput("last.docx", sha256(minutes.read_bytes())),
            IssuedInput("context.md", sha256(budget.read_bytes()), "budget"),
        ),
    )
    record = desk / "meetings/march" / record_name(1)
    record.parent.mkdir()
    record.write_bytes(encoded(issue))


def pages(first: int, last: int) -> tuple[IssuedDocument, ...]:
    return (IssuedDocument("Report", first, last, "00"),)


def test_status_shows_what_is_published_what_has_changed_since_and_who_owes_what(desk):
    publish(desk)
    follow = "{reason: Two dates are open, expected: 2024-03-11, owed_by: Head of Plans}"
    write(desk, MEETING + f"  - {{title: Plan, to_follow: {follow}}}\n")
    (desk / "inputs/budget/context.md").write_text("It grows by 3 per cent.\n", encoding="utf-8")
    (desk / "inputs/grant/purpose.md").unlink()
    page = desk / "status.html"
    status = ("status", "march", "--today", "2024-03-07", "--html", str(page))
    (said,) = json.loads(meeting(desk, *status, *CODES).stdout)["papers"]
    assert [each["published"] for each in said["items"]] == [
        "",
        "published on page 2 of the agenda pack",
        "has changed since it was published on pages 3 – 8 of the agenda pack",
        "published on page 9 of the agenda pack",
        *["not published yet"] * 4,
    ]
    assert said["issues"] == [
        {
            "number": 1,
            "name": "the agenda pack",
            "issued": "2024-03-05",
            "first_page": 1,
            "last_page": 9,
        }
    ]
    assert said["owed"] == [
        {"by": "finance@example.org", "items": [4]},
        {"by": "Head of Plans", "items": [8]},
    ]
    assert said["unpublished"] == [3, 5, 6, 7, 8]
    html = words(page.read_text(encoding="utf-8"))
    deadline = "Published on Tuesday 5 March 2024; the last day for the agenda is Wednesday 6 March"
    assert f"<dd>{deadline} 2024: 1 day ago</dd>" in html
    assert "<li>Head of Plans: item 8</li>" in html
    assert (
        "<li>Issue 1, the agenda pack: pages 1 – 9, published on Tuesday 5 March 2024</li>" in html
    )


@pytest.mark.chromium
@pytest.mark.slow
def test_the_page_of_the_status_has_no_barriers(desk, look_at, barriers):
    publish(desk)
    page = desk / "status.html"
    answer = meeting(desk, "status", "march", "--today", "2024-03-07", "--html", str(page))
    assert answer.returncode == 0, answer.stderr
    assert barriers(look_at(page.as_uri())) == []


def test_an_item_inserted_above_published_ones_is_one_error_at_its_line(desk):
    publish(desk)
    assert "[issued-item-moved]" not in meeting(desk, "check", "march").stderr
    write(desk, MEETING.replace("  - paper: budget", "  - verbal: Late news\n  - paper: budget"))
    said = words(meeting(desk, "check", "march").stderr)
    assert said.count("[issued-item-moved]") == 1
    assert (
        "error: meetings/march/meeting.yaml:9:5: Item 3, “Late news”, is new, and there are "
        "published items below it." in said
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "begin with a line such as “body: council”"),
        (
            MEETING.replace("last.docx", "../last.docx"),
            "“../last.docx” leads out of the meeting’s folder. [path-leaves-folder] expected: a "
            "path inside the meeting’s folder, such as “minutes/last.docx”",
        ),
    ],
)
def test_messages_speak_of_a_meeting(desk, text, said):
    write(desk, text)
    assert said in words(meeting(desk, "check", "march").stderr)


def test_a_day_that_there_is_not_is_named(desk):
    answer = meeting(desk, "new", "may", "--date", "2027-02-30", "--body", "panel")
    assert answer.returncode == 2
    assert "Invalid value for '--date': 30 February 2027 does not exist." in words(answer.stderr)


@pytest.mark.parametrize("command", ["check", "status"])
def test_a_paragraph_that_the_law_does_not_have_is_named_by_each_command(desk, command):
    write(desk, MEETING.replace("paragraph: [3, 5]", "paragraph: 9"))
    answer = meeting(desk, command, "march", "--today", "2024-03-01")
    assert "Traceback" not in answer.stderr
    assert "“9” cannot be used" in words(answer.stderr)
    assert "[not-exempt]" in answer.stderr
