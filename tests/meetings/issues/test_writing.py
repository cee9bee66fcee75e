"""The record of an issue where the computer refuses: nothing is lost, nothing is published."""

from __future__ import annotations

import errno
import os

import pytest

from panel_papers.core import OutputsError
from panel_papers.meetings.issues.writing import write_record

STEPS = ["folder", "temporary file", "write", "place"]


def fails_at(here: str, number: int):
    def step(name: str) -> None:
        if name == here:
            raise OSError(number, os.strerror(number))

    return step


@pytest.mark.parametrize("here", STEPS)
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EACCES, "issue-not-written"),
        (errno.EROFS, "issue-not-written"),
    ],
)
def test_a_refusal_at_any_step_leaves_nothing_and_keeps_the_former_records(
    tmp_path, here, number, code
):
    former = tmp_path / "issued" / "issue-1.json"
    write_record(former, b"former")
    with pytest.raises(OutputsError) as error:
        write_record(former.with_name("issue-2.json"), b"new", fails_at(here, number))
    (problem,) = error.value.problems
    assert (problem.code, os.strerror(number) in problem.found) == (code, True)
    assert [each.name for each in former.parent.iterdir()] == ["issue-1.json"]
    assert former.read_bytes() == b"former"


def test_a_refusal_after_the_record_is_in_place_does_not_deny_it(tmp_path):
    path = tmp_path / "issued" / "issue-1.json"
    write_record(path, b"new", fails_at("sync", errno.EIO))
    assert path.read_bytes() == b"new"


def test_a_name_that_another_computer_took_at_the_last_moment_is_kept(tmp_path):
    path = tmp_path / "issued" / "issue-1.json"

    def step(name: str) -> None:
        if name == "place":
            path.write_bytes(b"the other clerk's")

    with pytest.raises(OutputsError) as error:
        write_record(path, b"ours", step)
    assert [each.code for each in error.value.problems] == ["issue-exists"]
    assert [each.read_bytes() for each in path.parent.iterdir()] == [b"the other clerk's"]
