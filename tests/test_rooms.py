"""The rooms of the house: what one room uses of another is what that room's face lists."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import panel_papers

HOUSE = Path(panel_papers.__file__).parent
ROOMS = sorted(path.parent.name for path in HOUSE.glob("*/__init__.pyi"))
PAPERS = {"acceptance", "body", "links", "model", "settings"}
"""The modules of the core that are about papers."""


def face(room: str) -> dict[str, str]:
    """Return the names that a room's face lists, each with its module."""
    tree = ast.parse((HOUSE / room / "__init__.pyi").read_text(encoding="utf-8"))
    return {
        alias.name: str(node.module)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@cache
def imports() -> list[tuple[str, str, str]]:
    """Return each import across rooms: the file, the module it imports from, and the name."""
    return list(_imports())


def _imports() -> Iterator[tuple[str, str, str]]:
    for path in sorted(HOUSE.rglob("*.py")):
        parts = path.relative_to(HOUSE).with_suffix("").parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for module, name in _imported(node, ("panel_papers", *parts[:-1])):
                root, *rest = module.split(".")
                room = rest[0] if rest else name
                if root == "panel_papers" and room in ROOMS and room != parts[0]:
                    yield "/".join(parts), module, name


def _imported(node: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = package[: len(package) + 1 - node.level] if node.level else ()
        module = ".".join([*above, *([node.module] if node.module else [])])
        yield from ((module, alias.name) for alias in node.names)


def test_there_are_imports_across_rooms_to_look_at():
    assert len(ROOMS) == 13  # and cli, which nothing imports
    assert len(imports()) > 1000
    assert ("build/pipeline", "panel_papers.output", "make_pack") in imports()


def test_nothing_reaches_into_the_modules_of_another_room():
    faces = {f"panel_papers.{room}": face(room) for room in ROOMS}
    assert [each for each in imports() if each[2] not in faces.get(each[1], {})] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_face_lists_what_other_rooms_use_and_no_more(room):
    used = {name for _, module, name in imports() if module == f"panel_papers.{room}"}
    assert sorted(face(room)) == sorted(used)


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_face_lists_is_there(room):
    module = import_module(f"panel_papers.{room}")
    assert sorted(module.__all__) == sorted(face(room))
    for name in face(room):
        assert not isinstance(getattr(module, name), ModuleType), name
        # a module of that name would take the place of what the face lists
        assert not (HOUSE / room / f"{name}.py").exists()
        assert not (HOUSE / room / name).exists()


def test_pdf_knows_nothing_of_papers():
    core = face("core")
    used = {
        (path, core[name])
        for path, module, name in imports()
        if path.startswith("pdf/") and module == "panel_papers.core"
    }
    assert len(used) > 3
    assert [each for each in used if each[1].split(".")[0] in PAPERS] == []
    assert {path.stem for path in (HOUSE / "core").glob("*.py")} >= PAPERS


def test_no_more_than_three_modules_are_in_no_room():
    flat = sorted(path.name for path in HOUSE.glob("*.py"))
    assert "__init__.py" in flat
    assert len(flat) <= 3


def test_no_tool_passes_over_a_room_because_of_its_name(pytestconfig):
    passed_over = pytestconfig.getini("norecursedirs")
    assert "build" not in passed_over
    linted = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files", "src", "tests"],
        cwd=HOUSE.parents[1],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for room in ("cli", *ROOMS):
        assert f"{HOUSE / room / '__init__.py'}" in linted
    assert str(Path(__file__).parent / "build" / "test_build.py") in linted
