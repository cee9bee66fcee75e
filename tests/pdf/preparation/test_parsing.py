"""No XML parser is shared between threads."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import panel_papers
from panel_papers.pdf.preparation.parsing import parse

SOURCE = Path(panel_papers.__file__).parent
MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if "XMLParser" in path.read_text("utf-8")]


def test_some_modules_make_parsers():
    assert len(MODULES) > 5


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_parser_is_made_where_it_is_used(path: Path):
    """One made as a module is loaded is used by every thread, and two at once crash the build."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    made = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    assert [ast.unparse(node) for node in made if "XMLParser" in ast.dump(node)] == []


def test_entities_are_not_resolved():
    text = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    assert (parse(text.encode()).text or "") == ""
