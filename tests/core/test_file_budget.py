"""The budget of one file: who exceeds it is named, at its stage, and left out of the next attempt.

A budget below zero is exceeded by all that is watched, whatever the computer: no test here waits.
"""

from __future__ import annotations

import threading

import pytest

from panel_papers.core import (
    Attempt,
    FileBudget,
    FileWatch,
    InputsError,
    Limit,
    Overrun,
    OverrunError,
    Place,
    Stage,
    TemplatesError,
    excluded,
    files_over_budget,
    over_budget,
    watching,
    working_on,
)
from panel_papers.core.file_budget import Begun, Ended, FileTask

PLAN = Place("inputs/june/plan.docx", 3)
ENOUGH = FileBudget()
NO_TIME = FileBudget(seconds=-1)
NO_MEMORY = FileBudget(memory=-1)
SLOW = Overrun(FileTask(PLAN.file, Stage.CLEANING), Limit.TIME, 60)


def overrun(budget: FileBudget, raised: type[BaseException] | None = None) -> Overrun | None:
    with (
        pytest.raises(OverrunError) as ended,
        watching(FileWatch(budget)),
        working_on(PLAN, Stage.CLEANING),
    ):
        if raised:
            raise raised
    return ended.value.overrun


def test_nothing_is_watched_without_a_watch():
    with working_on(PLAN, Stage.READING):
        assert over_budget(PLAN.file) is excluded(PLAN, Stage.READING) is None
    assert files_over_budget() == []


def test_file_beyond_its_time_or_memory_is_named_with_its_stage():
    assert overrun(NO_TIME) == Overrun(FileTask(PLAN.file, Stage.CLEANING), Limit.TIME, -1)
    assert overrun(NO_MEMORY) == Overrun(FileTask(PLAN.file, Stage.CLEANING), Limit.MEMORY, -1)


def test_file_that_asks_for_the_whole_paper_s_memory_is_named():
    task = FileTask(PLAN.file, Stage.CLEANING)
    assert overrun(ENOUGH, MemoryError) == Overrun(task, Limit.ALL_MEMORY)


def test_file_within_its_budget_and_an_error_in_it_are_left_alone():
    with watching(FileWatch(ENOUGH)):
        with working_on(PLAN, Stage.READING):
            pass
        with pytest.raises(ZeroDivisionError), working_on(PLAN, Stage.READING):
            _ = 1 / 0


def test_short_text_is_not_watched_by_itself():
    with watching(FileWatch(NO_TIME)):
        with working_on(PLAN, Stage.READING, size=1_999):
            pass
        with pytest.raises(OverrunError), working_on(PLAN, Stage.READING, size=2_000):
            pass


def test_innermost_file_is_named():
    template = Place("templates/word/plan.docx")
    with (
        pytest.raises(OverrunError) as ended,
        watching(FileWatch(NO_TIME)),
        working_on(PLAN, Stage.WRITING),
        working_on(template, Stage.FILLING, TemplatesError),
    ):
        pass
    assert ended.value.overrun
    assert ended.value.overrun.task.file == template.file


def in_two_threads(watch: FileWatch) -> list[OverrunError]:
    """Work on two files that begin before one of them ends, as far as the watch lets them."""
    both, raised = threading.Barrier(2), []

    def work(name: str) -> None:
        try:
            with working_on(Place(name), Stage.CONVERTING):
                both.wait(0.2 if watch.attempt.alone else 20)
        except OverrunError as error:
            raised.append(error)
        except threading.BrokenBarrierError:
            raised.append(OverrunError(None))

    with watching(watch):
        threads = [threading.Thread(target=work, args=[name]) for name in ("a", "b")]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    return raised


def test_of_two_files_worked_on_at_once_none_is_blamed():
    assert [each.overrun for each in in_two_threads(FileWatch(NO_TIME))] == [None, None]


def test_alone_one_file_is_worked_on_after_the_other():
    news: list[Begun | Ended] = []
    in_two_threads(FileWatch(ENOUGH, Attempt(alone=True), news.append))
    assert [type(each) for each in news] == [Begun, Ended, Begun, Ended]


def test_who_started_this_process_hears_what_is_worked_on():
    news: list[Begun | Ended] = []
    watch = FileWatch(ENOUGH, report=news.append)
    with watching(watch), working_on(PLAN, Stage.READING, part="sheet 1"):
        [begun] = news
        assert isinstance(begun, Begun)
        assert begun.task == FileTask(PLAN.file, Stage.READING, "sheet 1")
    assert news[1:] == [Ended(begun.number)]
    watch.close()
    assert len(news) == 2


def test_next_attempt_reports_the_file_where_it_is_worked_on():
    with watching(FileWatch(ENOUGH, Attempt((SLOW,)))):
        with (
            pytest.raises(TemplatesError) as said,
            working_on(PLAN, Stage.CLEANING, TemplatesError),
        ):
            pytest.fail("it is not worked on again")
        assert said.value.problems == (SLOW.problem,)
        assert excluded(PLAN, Stage.CLEANING) == over_budget(PLAN.file) == SLOW.problem
        assert excluded(PLAN, Stage.READING) is None
        assert files_over_budget() == [SLOW.problem]


def test_what_is_worked_on_instead_of_the_file_has_no_budget():
    with watching(FileWatch(NO_TIME, Attempt((SLOW,)))), working_on(PLAN, Stage.READING):
        pass


def test_all_texts_together_are_not_reported_where_one_of_them_is():
    together = Overrun(FileTask("inputs/june", Stage.TOGETHER, "spacing"), Limit.TIME, 60)
    one = Overrun(FileTask("inputs/june/a.md", Stage.CHECKING, "spacing"), Limit.TIME, 60)
    other = Overrun(FileTask("inputs/june", Stage.TOGETHER, "capitals"), Limit.TIME, 60)
    with watching(FileWatch(ENOUGH, Attempt((together, one, other)))):
        assert files_over_budget() == [one.problem, other.problem]


@pytest.mark.parametrize(
    ("limit", "amount", "code", "found"),
    [
        (Limit.TIME, 60, "file-over-time", "more than 60 seconds of processor time to clean"),
        (Limit.CLOCK, 600, "file-over-time", "most of the 600 seconds allowed for one paper"),
        (Limit.MEMORY, 2**30, "file-over-memory", "more than 1,024 MB of memory to clean"),
        (Limit.ALL_MEMORY, 0, "file-over-memory", "The memory allowed for one paper was used up"),
        (Limit.CRASH, 0, "file-crash", "A library crashed in the attempt to clean this file"),
    ],
)
def test_problem_says_what_was_too_much(limit, amount, code, found):
    problem = Overrun(SLOW.task, limit, amount).problem
    assert (problem.code, problem.place) == (code, Place(PLAN.file))
    assert found in problem.found
    assert problem.hint


def test_error_of_another_file_passes_through():
    with (
        watching(FileWatch(ENOUGH, Attempt((SLOW,)))),
        pytest.raises(InputsError),
        working_on(Place("b"), Stage.READING),
    ):
        raise InputsError([SLOW.problem])
