"""A process that builds papers is replaced when it has built many, or when it has grown large."""

from __future__ import annotations

import pytest

from panel_papers.core.problems import ExitCode
from panel_papers.run.jobs import local
from panel_papers.run.result import Outcome

OLD, LARGE = local._MOST_PAPERS, local._MOST_MEMORY


@pytest.mark.parametrize(
    ("papers", "memory", "fit"),
    [
        (1, 1, True),
        (OLD - 1, LARGE - 1, True),
        (OLD, 1, False),
        (1, LARGE, False),
    ],
)
def test_process_has_no_other_paper_when_it_is_old_or_large(papers, memory, fit):
    worker = local._Worker.__new__(local._Worker)  # without a process
    done = Outcome("june-2024", ExitCode.BUILT, ()), ()
    worker._job, worker._papers, worker._came = (3, "june-2024"), papers, (done, memory)
    assert worker.end() == (3, "june-2024", done)
    assert worker.fit is fit
