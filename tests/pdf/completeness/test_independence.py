"""The check judges engines, so it shares no code with what writes PDFs or Word documents."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import panel_papers.pdf.completeness

ALLOWED = {"lxml", "pypdfium2", "panel_papers", *sys.stdlib_module_names}


def test_it_imports_nothing_but_two_readers():
    folder = Path(panel_papers.pdf.completeness.__file__).parent
    modules = list(folder.glob("*.py"))
    assert len(modules) > 10
    for module in modules:
        for imported in _imports(module):
            assert imported.partition(".")[0] in ALLOWED, module
            if imported.startswith("panel_papers"):
                assert imported.startswith("panel_papers.pdf.completeness"), module


def _imports(module: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found
