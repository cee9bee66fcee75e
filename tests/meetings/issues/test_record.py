"""The records of a meeting's issues: read whole and in order, or refused."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from panel_papers.core import InputsError, sha256
from panel_papers.meetings.issues.record import (
    Contents,
    Facts,
    Issue,
    IssuedFile,
    IssuedInput,
    encoded,
    read_issues,
    record_name,
)

DAY = datetime.date(2027, 5, 6)
FACTS = Facts("Council", DAY, "10am", "Chamber", (), "Clerk, clerk@example.org")


def written(folder: Path, at: int, /, *, first: int, last: int, **changes: object) -> Issue:
    """Write the record of an issue as publishing does, and return the issue."""
    before = [record_name(each) for each in range(1, at)]
    issue = Issue(
        meeting=folder.name,
        number=at,
        issued=datetime.date(2027, 4, at),
        contents=Contents(at - 1, first, last, FACTS, ()),
        files=(IssuedFile("public/pack.pdf", 1, sha256(b"x")),),
        inputs=tuple(IssuedInput(each, sha256((folder / each).read_bytes())) for each in before),
    )
    issue = replace(issue, **changes)
    path = folder / record_name(at)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(issue))
    return issue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "may-2027"


def refused(folder: Path) -> tuple[str, str]:
    """Return the file that is refused, and why."""
    with pytest.raises(InputsError) as error:
        read_issues(folder)
    (problem,) = error.value.problems
    assert problem.code == "issue-damaged"
    return Path(problem.place.file).name, problem.found


def test_a_meeting_that_was_never_published_has_no_issues(folder):
    found = read_issues(folder)
    assert (found.issues, found.records, found.last_page) == ((), (), 0)


def test_records_are_read_as_they_were_written(folder):
    issues = (written(folder, 1, first=1, last=9), written(folder, 2, first=10, last=12))
    found = read_issues(folder)
    assert (found.issues, found.last_page) == (issues, 12)
    assert found.records == tuple(
        (name, sha256((folder / name).read_bytes()))
        for name in ("issued/issue-1.json", "issued/issue-2.json")
    )


def test_a_record_that_was_changed_after_the_next_issue_is_refused(folder):
    written(folder, 1, first=1, last=9)
    written(folder, 2, first=10, last=12)
    written(folder, 1, first=1, last=9, issued=DAY)
    assert refused(folder) == ("issue-1.json", "This record was changed after issue 2")


@pytest.mark.parametrize("data", [b"", b"[]", b'{"meeting": "may-2027"}', b"\xff", b"[" * 99999])
def test_a_damaged_record_is_refused(folder, data):
    written(folder, 1, first=1, last=9)
    (folder / record_name(1)).write_bytes(data)
    assert refused(folder) == ("issue-1.json", "This record of an issue is damaged")


def test_a_missing_record_before_a_later_one_is_refused(folder):
    written(folder, 1, first=1, last=9)
    written(folder, 2, first=10, last=12)
    (folder / record_name(1)).unlink()
    said = "This record is missing, and there are later ones"
    assert refused(folder) == ("issue-1.json", said)


@pytest.mark.parametrize(
    "changes",
    [
        {"meeting": "june-2027"},
        {"number": 3},
        {"contents": Contents(0, 10, 12, FACTS, ())},
        {"contents": Contents(1, 9, 12, FACTS, ())},
        {"contents": Contents(1, 11, 12, FACTS, ())},
    ],
)
def test_a_record_that_is_not_the_next_one_is_refused(folder, changes):
    written(folder, 1, first=1, last=9)
    written(folder, 2, first=10, last=12, **changes)
    assert refused(folder) == ("issue-2.json", "This record is not the next one of this meeting")
