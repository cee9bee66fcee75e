"""What is kept in the cache is found again only by the same program and the same libraries."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

from panel_papers.core import identity
from panel_papers.core.identity import LIBRARIES, program_identity

ROOT = Path(__file__).parents[2]
RUN_ONLY = {
    "click": "reads the command line",
    "filelock": "keeps two builds apart",
    "lazy-loader": "loads our own modules",
    "platformdirs": "says where the cache is",
    "psutil": "measures what a file takes",
}


def dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [*project["dependencies"], *project["optional-dependencies"]["ocr"]]
    return {re.split(r"[^\w.-]", name, maxsplit=1)[0] for name in names}


def test_identity_names_every_dependency_that_shapes_an_output():
    named = {line.partition(" ")[0] for line in program_identity().splitlines()}
    assert len(dependencies()) > 20
    assert dependencies() - RUN_ONLY.keys() - named == set()
    assert RUN_ONLY.keys() <= dependencies()


@pytest.mark.parametrize("library", LIBRARIES)
def test_another_version_of_a_library_is_another_identity(
    library: str, monkeypatch: pytest.MonkeyPatch
):
    program_identity.cache_clear()
    before = program_identity()
    program_identity.cache_clear()
    was = identity.version_of(library)
    monkeypatch.setattr(identity, "version_of", lambda name: f"{was}.1" if name == library else was)
    other = {line for line in program_identity().splitlines() if line.startswith(f"{library} ")}
    program_identity.cache_clear()
    assert other == {f"{library} {was}.1"}
    assert f"{library} {was}" in before.splitlines()


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_version_is_the_one_that_is_installed(library: str):
    assert identity.version_of(library) == importlib.metadata.version(library)
