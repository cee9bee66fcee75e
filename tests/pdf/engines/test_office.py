"""An office that is started early or kept running makes what any other makes, and ends cleanly."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from panel_papers.pdf.engines.libreoffice import LibreOffice, find_soffice
from panel_papers.pdf.engines.office import RunningOffice, _pipe

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(sys.platform == "win32", reason="offices listen otherwise there"),
]


@pytest.fixture
def engine(temporary: Path):
    program = find_soffice()
    assert program is not None
    engine = LibreOffice(program)
    yield engine
    engine.close()


@pytest.fixture
def documents(word):
    return [word(f"{name}.docx", f"Words of {name}", font="Arial") for name in "ab"]


def group_lives(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.slow
def test_running_office_makes_the_same_bytes_as_a_fresh_one(engine, documents, temporary):
    fresh = engine.convert(documents)

    engine.warm(held=True)
    office = engine._running
    for _ in range(2):
        assert engine.convert(documents) == fresh
    assert engine._running is office
    group, profile = office._process.pid, office._profile
    engine.close()

    assert not group_lives(group)
    assert not _pipe(profile)
    assert not list(temporary.glob("panel-papers-*/work-*"))


@pytest.mark.slow
def test_office_that_was_started_early_serves_one_batch_and_goes(engine, documents):
    engine.warm()
    group = engine._running._process.pid

    assert len(engine.convert(documents)) == 2

    assert engine._running is None
    assert not group_lives(group)


@pytest.mark.slow
def test_documents_are_converted_where_the_running_office_was_killed(engine, documents):
    engine.warm(held=True)
    engine.convert(documents)
    office = engine._running
    os.killpg(office._process.pid, signal.SIGKILL)

    assert len(engine.convert(documents)) == 2

    assert engine._running is not None
    assert engine._running is not office


def test_office_that_never_listens_is_given_up(program, tmp_path, temporary):
    office = RunningOffice(program("time.sleep(60)"))
    group = office._process.pid

    begun = time.monotonic()
    assert office.convert([], tmp_path, seconds=0.3) is None

    assert time.monotonic() - begun < 30
    office.close()
    assert not group_lives(group)
    assert not list(temporary.glob("panel-papers-*/work-*"))


def test_office_that_holds_too_much_is_not_fit(program, temporary, monkeypatch):
    office = RunningOffice(program("time.sleep(60)"))
    assert office.fit

    monkeypatch.setattr("panel_papers.pdf.engines.office._MOST_MEMORY", 1_000)
    wait = time.monotonic() + 30
    while office.fit and time.monotonic() < wait:
        time.sleep(0.05)

    assert not office.fit
    office.close()
