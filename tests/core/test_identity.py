"""What is kept in the cache is found again only by the same program and the same libraries."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest

from panel_papers.core import identity
from panel_papers.core.identity import BROUGHT, LIBRARIES, program_identity

ROOT = Path(__file__).parents[2]
RUN_ONLY = {
    "click": "reads the command line",
    "filelock": "keeps two builds apart",
    "lazy-loader": "loads our own modules",
    "platformdirs": "says where the cache is",
    "psutil": "measures what a file takes",
}


EXTRAS = {"dask": "run", "distributed": "run", "ocrmypdf": "shapes"}  # not installed everywhere
BUILD = {"editables", "hatchling", "pathspec", "pluggy", "tomlkit", "trove-classifiers"}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> set[str]:
    """Return the packages that the code imports from outside, by their names in the registry."""
    modules = set()
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            match node:
                case ast.Import(names=names):
                    modules |= {each.name.partition(".")[0] for each in names}
                case ast.ImportFrom(module=str(module), level=0):
                    modules.add(module.partition(".")[0])
                case ast.Call(func=ast.Name(id="import_module"), args=[ast.Constant(value=str(m))]):
                    modules.add(m.partition(".")[0])
    modules -= sys.stdlib_module_names | {"panel_papers"}
    packages = importlib.metadata.packages_distributions()
    return {canonical(packages.get(each, [each])[0]) for each in modules}


def locked() -> set[str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {canonical(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def named() -> set[str]:
    return {line.partition(" ")[0] for line in program_identity().splitlines()}


def dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [*project["dependencies"], *project["optional-dependencies"]["ocr"]]
    return {re.split(r"[^\w.-]", name, maxsplit=1)[0] for name in names}


def test_every_library_that_the_code_imports_is_listed_or_only_runs_it():
    found = imported()
    assert len(found) > 20
    shaping = found - RUN_ONLY.keys() - {e for e, what in EXTRAS.items() if what == "run"}
    assert shaping - {"ocrmypdf"} == LIBRARIES.keys() - {"numpy"}, (
        "numpy: for matplotlib and pandas"
    )
    assert shaping - named() == set()
    assert RUN_ONLY.keys() <= found


def test_every_library_that_is_installed_for_a_build_is_in_the_key():
    assert len(locked()) > 30
    assert locked() - RUN_ONLY.keys() - BUILD == LIBRARIES.keys() | set(BROUGHT)
    assert LIBRARIES.keys() | set(BROUGHT) <= named()


def test_identity_names_every_dependency_that_shapes_an_output():
    assert len(dependencies()) > 20
    assert dependencies() - RUN_ONLY.keys() - named() == set()
    assert RUN_ONLY.keys() <= dependencies()


@pytest.mark.skipif(sys.platform == "win32", reason="a script for sh")
def test_another_tesseract_is_another_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    tool = tmp_path / "tesseract"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    program_identity.cache_clear()
    before = program_identity()
    tool.write_text("#!/bin/sh\necho 5\n")
    program_identity.cache_clear()
    after = program_identity()
    program_identity.cache_clear()
    assert before != after


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
