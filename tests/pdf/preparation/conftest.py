"""The helpers beside the tests, under names that no other folder uses; engines to look through."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

from panel_papers.pdf.engines import ENGINES

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "fuzz")]


@pytest.fixture(
    params=[
        pytest.param(name, marks=pytest.mark.libreoffice if name == "libreoffice" else ())
        for name in ENGINES
    ]
)
def printed(request: pytest.FixtureRequest):
    """What an engine prints of a document: its words in order."""
    from simpledocs import words_by

    engine = ENGINES[request.param](None)

    yield partial(words_by, engine)
    engine.close()
