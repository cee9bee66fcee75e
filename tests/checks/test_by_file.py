"""A check that takes too long on all texts together looks at each file by itself, to name one."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from panel_papers.checks.by_file import found_by
from panel_papers.checks.protocol import Check, Subject
from panel_papers.content import Kind, Passage
from panel_papers.core import (
    Attempt,
    FileBudget,
    FileWatch,
    Level,
    Limit,
    Overrun,
    OverrunError,
    Place,
    Problem,
    Stage,
    watching,
)
from panel_papers.core.file_budget import FileTask

FOLDER = "inputs/june"
TEXTS = [f"{FOLDER}/a.md", f"{FOLDER}/b.md"]


def find(subject: Subject) -> Iterator[Problem]:
    """Find each file and document."""
    for file in [each.start.file for each in subject.passages] + list(map(str, subject.documents)):
        seen.append(file)
        yield Problem("spacing", Place(file), "found", "wanted", level=Level.SUGGESTION)


CHECK = cast(Check, SimpleNamespace(RULES=(SimpleNamespace(code="spacing"),), find=find))
seen: list[str] = []


def subject() -> Subject:
    passages = tuple(Passage(file, Kind.PARAGRAPH, 0, "", start=Place(file, 1)) for file in TEXTS)
    paper: Any = SimpleNamespace(name="june")
    return Subject(FOLDER, paper, passages, {0: b"", 2: b""})


def over(file: str, stage: Stage) -> Overrun:
    return Overrun(FileTask(file, stage, "spacing"), Limit.TIME, 60)


def test_ordinary_check_looks_at_all_together():
    with watching(FileWatch(FileBudget())):
        assert [each.place.file for each in found_by(CHECK, subject())] == [*TEXTS, "0", "2"]


def test_check_that_exceeds_its_budget_names_the_paper_first():
    with watching(FileWatch(FileBudget(seconds=-1))), pytest.raises(OverrunError) as ended:
        found_by(CHECK, subject())
    assert ended.value.overrun
    assert ended.value.overrun.task == over(FOLDER, Stage.TOGETHER).task


def test_next_attempt_looks_at_each_file_and_finds_nothing_else():
    seen.clear()
    with watching(FileWatch(FileBudget(), Attempt((over(FOLDER, Stage.TOGETHER),)))):
        assert found_by(CHECK, subject()) == []
    assert seen == [*TEXTS, "0", "2"]


def test_file_that_exceeds_the_budget_alone_is_named():
    attempt = Attempt((over(FOLDER, Stage.TOGETHER), over(TEXTS[0], Stage.CHECKING)))
    with watching(FileWatch(FileBudget(seconds=-1), attempt)), pytest.raises(OverrunError) as ended:
        found_by(CHECK, subject())
    assert ended.value.overrun
    assert ended.value.overrun.task == over(TEXTS[1], Stage.CHECKING).task


def test_word_documents_are_named_as_they_are_delivered():
    known = [over(FOLDER, Stage.TOGETHER), *(over(file, Stage.CHECKING) for file in TEXTS)]
    watch = FileWatch(FileBudget(seconds=-1), Attempt(tuple(known)))
    with watching(watch), pytest.raises(OverrunError) as ended:
        found_by(CHECK, subject())
    assert ended.value.overrun
    assert ended.value.overrun.task.file == "june-report.docx"
