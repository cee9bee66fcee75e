"""Commands for templates and finished folders: their work has the limits of a paper."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from click.testing import CliRunner

from panel_papers.cli.commands import panel_papers
from panel_papers.cli.in_child import in_child
from panel_papers.core import (
    ExitCode,
    InputsError,
    PanelPapersError,
    Place,
    Problem,
    Stage,
    TemplatesError,
    files_over_budget,
    working_on,
)

PROBLEM = Problem("code", Place("file"), "found", "wanted")
needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="the work here does not pickle")


def fail(error: type[PanelPapersError]) -> None:
    raise error([PROBLEM])


def crash_on(file: str) -> list[str]:
    """Work on a file that crashes its library; say which files are left out."""
    try:
        with working_on(Place(file), Stage.READING):
            os.abort()
    except InputsError:
        return [each.place.file for each in files_over_budget()]


@needs_fork
def test_result_comes_from_another_process():
    assert in_child("x", os.getpid) != os.getpid()


@needs_fork
@pytest.mark.parametrize("error", [InputsError, TemplatesError])
def test_error_of_the_work_comes_back_with_its_exit_code(error):
    with pytest.raises(PanelPapersError) as said:
        in_child("x", partial(fail, error))
    assert (said.value.exit_code, said.value.problems) == (error.exit_code, (PROBLEM,))


@needs_fork
def test_work_goes_on_without_a_file_that_crashes_it():
    assert in_child("x", partial(crash_on, "a.docx")) == ["a.docx"]


@needs_fork
def test_work_of_another_thread_has_the_same_limits():
    """The preview's server answers each request in a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(in_child, "x", os.getpid).result() != os.getpid()
        assert pool.submit(in_child, "x", partial(crash_on, "a.docx")).result() == ["a.docx"]


@needs_fork
def test_work_that_crashes_by_itself_is_an_error_in_words():
    with pytest.raises(PanelPapersError) as said:
        in_child("templates", os.abort)
    assert said.value.exit_code is ExitCode.ENGINE
    assert [each.code for each in said.value.problems] == ["build-killed"]


@pytest.mark.parametrize(
    "command",
    [
        ("check", "june"),
        ("verify", "outputs/june"),
        ("templates", "check"),
        ("templates", "fields"),
        ("templates", "preview"),
        ("templates", "preview", "--watch"),
        ("templates", "diff", "HEAD"),
    ],
    ids=" ".join,
)
def test_each_command_has_the_limits_of_the_environment(command, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PANEL_PAPERS_FILE_SECONDS", "soon")
    said = CliRunner().invoke(panel_papers, command)
    assert said.exit_code == ExitCode.USAGE
    assert "PANEL_PAPERS_FILE_SECONDS is “soon”; a whole number above 0 is expected." in said.stderr
