"""What the preview works on apart, and what it shows where that exceeds its limits."""

from __future__ import annotations

import os
import sys

import pytest

from panel_papers.cli.in_child import in_child
from panel_papers.core import LimitsError, Place, Problem
from panel_papers.pdf.engines import choose_engine
from panel_papers.template_tools.preview.studio import Studio, here

OVER = Problem("file-over-time", Place("templates/word/purpose.docx"), "found", "expected")


def test_template_beyond_its_limits_is_a_problem_beside_the_last_good_pages(own_desk):
    over = False

    def apart(name, work):
        assert name == own_desk.templates.as_posix()
        if over:
            raise LimitsError([OVER])
        return here(name, work)

    studio = Studio(
        own_desk.templates,
        own_desk.inputs,
        choose_engine("embedded"),
        only=["purpose"],
        apart=apart,
    )
    good = studio.view("purpose", "shortest")
    over = True
    studio.changed()
    view = studio.view("purpose", "shortest")
    assert ([each.problem for each in view.faults], view.stale) == ([OVER], True)
    assert view.drawing is good.drawing
    over = False
    studio.changed()
    assert not studio.view("purpose", "shortest").stale


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_all_that_reads_templates_runs_in_another_process(own_desk):
    pids = []

    def check(templates, files):
        return [Problem("pid", Place(str(os.getpid())), "found", "expected")]

    def apart(name, work):
        pids.append(os.getpid())
        return in_child(name, work)

    studio = Studio(
        own_desk.templates,
        own_desk.inputs,
        choose_engine("embedded"),
        only=["purpose"],
        check=check,
        apart=apart,
    )
    view = studio.view("purpose", "shortest")
    assert view.drawing.pages
    assert str(os.getpid()) not in {each.problem.place.file for each in view.faults}
    assert view.faults
    assert studio.picture(view.drawing.key, 1).startswith(b"\x89PNG")
    assert pids == [os.getpid()] * 2
