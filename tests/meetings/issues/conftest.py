"""A meeting that is published, for all that comes after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...conftest import MadeOnce
from ..part_2 import lay_out
from .test_supplements import Desk


@pytest.fixture(scope="session")
def published(made_once: MadeOnce) -> Desk:
    """A meeting with an exempt item and an exempt appendix, built and published; to be copied."""

    def make(folder: Path) -> None:
        desk = Desk(folder)
        lay_out(folder)
        desk.run("build", "march", "--engine", "embedded")
        desk.run("publish", "march", "--today", "2024-03-05")

    return Desk(made_once("published", make))
