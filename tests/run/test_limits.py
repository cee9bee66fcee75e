"""Work without end, without measure or without a process ends in a named fault."""

from __future__ import annotations

import gc
import os
import re
import shutil
import signal
import sys
import weakref
from pathlib import Path

import pytest

from panel_papers.core.problems import PanelPapersError, Place, Problem
from panel_papers.core.settings import Settings
from panel_papers.run.jobs import worker
from panel_papers.run.limits import MEGABYTE, Limits, limited, limits_from, tidy

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are POSIX's")

# As many turns as a template may take, each with much to do.
LONG = "{% set long = title %}" + "{% set long = long ~ long %}" * 6
WORK = "{% if long|title == 'x' %}{% endif %}" * 1_000
SLOW = "{% for a in title %}{% for b in title[:60] %}" + WORK + "{% endfor %}{% endfor %}"


def test_template_that_takes_too_long_is_named(built, unharmed):
    built.template("purpose", LONG + SLOW)
    built.variables["PANEL_PAPERS_FILE_SECONDS"] = "3"

    answer = built.make()

    assert (answer.code, answer.codes) == (4, ["file-over-time"])
    assert "templates/word/purpose.docx: This file takes more than 3 seconds" in answer.err
    assert "[long-sentence]" in answer.err, "the texts are checked all the same"
    assert unharmed()


def test_template_that_grows_without_end_is_stopped_by_the_memory(built, unharmed):
    built.template("purpose", "{% set a = title %}" + "{% set a = a ~ a %}" * 40 + "{{ a|length }}")

    built.variables["PANEL_PAPERS_MEGABYTES"] = "1500"

    answer = built.make("--format", "json")

    assert answer.code == answer.json["exit_code"] == 4
    errors = [each for each in answer.json["problems"] if each["level"] == "error"]
    assert [each["code"] for each in errors] == ["file-over-memory"]
    assert errors[0]["file"] == "templates/word/purpose.docx"
    assert "Traceback" not in answer.err
    assert unharmed()


TAGS = ["{{ title * 10**9 }}", "{{ title * 999999999 }}", "{{ 9**9**9 }}"]
TAGS += ["{{ '%999999999d' % 1 }}", "{{ title % 1 }}"]


def test_tag_that_asks_for_all_memory_is_refused_at_once(desk):
    desk.template("purpose", *TAGS)

    answer = desk.make()

    assert answer.code == 4
    assert set(answer.codes) <= {"unsafe-tag", "tag-failed"}
    assert desk.left() == []


def test_paper_after_one_that_was_stopped_is_built(desk):
    slow = desk.folder / "inputs" / "april-2024"
    shutil.copytree(desk.paper, slow)
    desk.template(
        "purpose", LONG + "{% if title == 'Slow, and slow without an end' %}" + SLOW + "{% endif %}"
    )
    (slow / "paper.yaml").unlink()
    text = (desk.paper / "paper.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^title:.*\n(  .*\n)*", "title: Slow, and slow without an end\n", text)
    (slow / "paper.yaml").write_text(text, encoding="utf-8")
    desk.variables["PANEL_PAPERS_FILE_SECONDS"] = "10"

    answer = desk.run("april-2024", "march-2024", "--engine", "embedded", "--format", "json")

    assert answer.code == answer.json["exit_code"] == 4
    errors = [each for each in answer.json["problems"] if each["level"] == "error"]
    assert [(each["code"], each["file"]) for each in errors] == [
        ("file-over-time", "templates/word/purpose.docx")
    ]
    assert [each["paper"] for each in answer.json["papers"]] == ["march-2024"]
    assert desk.left() == []


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in listed.split()]


FROM_OUTSIDE = "The build of march-2024 was ended from outside, or the computer ran out of memory"
CRASH = "One of the files of march-2024 makes a library crash"


@pytest.mark.parametrize(
    ("number", "cause"),
    [(signal.SIGKILL, FROM_OUTSIDE), (signal.SIGABRT, CRASH), (signal.SIGSEGV, CRASH)],
)
def test_child_that_is_killed_is_a_fault_with_the_papers_name(built, unharmed, number, cause):
    built.soffice("exec sleep 60")
    process = built.start("march-2024", "--engine", "libreoffice", "-v")
    assert "reading" in process.stderr.readline()
    while "making the pack" not in (line := process.stderr.readline()):
        assert line

    os.kill(children(process.pid)[0], number)
    _, err = process.communicate(timeout=20)

    assert process.returncode == 5
    assert f"march-2024: {cause} (the signal {number.name}). [build-killed]" in err
    assert unharmed()


def test_limits_are_what_the_environment_says():
    assert limits_from({}) == Limits()
    assert limits_from({"PANEL_PAPERS_SECONDS": "", "PATH": "x"}) == Limits()
    asked = {"PANEL_PAPERS_SECONDS": "5", "PANEL_PAPERS_MEGABYTES": "900"}
    assert limits_from(asked) == Limits(5, 900 * MEGABYTE)


@pytest.mark.parametrize("typed", ["0", "-1", "ten", "1.5", "٣"])
def test_limit_that_is_no_number_is_wrong_usage(desk, typed):
    desk.variables["PANEL_PAPERS_SECONDS"] = typed
    answer = desk.make()
    assert answer.code == 2
    assert f"PANEL_PAPERS_SECONDS is “{typed}”; a whole number above 0" in answer.err


class Ring:
    """A value that refers to itself, as what python-docx makes of a document does."""

    def __init__(self) -> None:
        self.itself = self


def test_python_tidies_up_seldom_within_and_as_before_after():
    usual = gc.get_threshold()
    with limited("a paper", Limits()):
        assert gc.get_threshold()[0] > usual[0]
    assert gc.get_threshold() == usual


def test_what_a_paper_left_is_given_back_also_after_the_first(monkeypatch):
    monkeypatch.setattr("panel_papers.run.limits._frozen", False)
    try:
        for _ in range(2):
            left = weakref.ref(Ring())
            tidy()
            assert left() is None
        assert gc.get_freeze_count() > 10_000  # the code, which is not looked through again
    finally:
        gc.unfreeze()


@pytest.mark.parametrize(
    "fault", [None, ZeroDivisionError(), PanelPapersError([Problem("a", Place("b"), "c", "d")])]
)
def test_worker_gives_back_what_a_paper_left_however_it_ended(fault, monkeypatch):
    left = []

    def run_paper(*_: object) -> None:
        left.append(weakref.ref(Ring()))
        if fault:
            raise fault

    monkeypatch.setattr("panel_papers.run.run.run_paper", run_paper)
    monkeypatch.setattr("panel_papers.run.limits._frozen", False)
    gc.disable()
    try:
        worker.build("a-paper", Settings())
        assert left[0]() is None
    finally:
        gc.enable()
        gc.unfreeze()
