"""What the tests of all areas share: the project's own papers and templates, and LibreOffice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from panel_papers.engines.libreoffice import find_soffice

ROOT = Path(__file__).parent.parent

# The same examples in every run, so that a red run is a change's fault and can be run again.
# To look for new ones: pytest --hypothesis-profile=wild
settings.register_profile("steady", derandomize=True)
settings.register_profile("wild", derandomize=False, print_blob=True)
settings.load_profile("steady")

NO_LIBREOFFICE = (
    "LibreOffice is not installed: https://www.libreoffice.org/download, or on Debian and Ubuntu "
    "“sudo apt-get install libreoffice-writer-nogui”"
)

# No test, and no command that one runs, gets what an earlier run made.
os.environ["PANEL_PAPERS_CACHE"] = ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if find_soffice() is None:
        for item in items:
            if item.get_closest_marker("libreoffice"):
                item.add_marker(pytest.mark.skip(reason=NO_LIBREOFFICE))


@pytest.fixture
def root() -> Path:
    """The project's own folder, with its templates and papers."""
    return ROOT


@pytest.fixture(
    params=["embedded", pytest.param("libreoffice", marks=pytest.mark.libreoffice)],
)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)
