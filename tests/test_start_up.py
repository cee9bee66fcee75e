"""What a command loads: nothing before it is needed, and nothing that it does not need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OF_WORD = {"docx", "docxtpl", "jinja2", "lxml", "markdown_it", "yaml"}
OF_PDF = {"dxpdf", "pikepdf", "pypdf", "pypdfium2", "PIL", "fontTools"}
OF_DATA = {"pandas", "numpy", "openpyxl", "matplotlib"}
OF_FEW = {"distributed", "holidays", "filelock", "platformdirs"}
HEAVY = OF_WORD | OF_PDF | OF_DATA | OF_FEW | {"harper"}


def loaded(command: str, *words: str, cache: str = "") -> set[str]:
    """Return the heavy packages that a command loads, its child process included."""
    code = f"from panel_papers.cli import {command}; {command}()"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code, *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PANEL_PAPERS_CACHE": cache},
        capture_output=True,
        text=True,
        check=True,
    )
    names = re.findall(r"^import time:[^|]*\|[^|]*\| +(\w+)", done.stderr, re.MULTILINE)
    assert "panel_papers" in names
    return HEAVY & set(names)


@pytest.mark.parametrize("command", ["make_paper", "panel_papers"])
def test_help_loads_nothing_heavy(command: str):
    assert loaded(command, "--help") == set()


def test_check_loads_nothing_of_pdf_data_or_charts():
    assert loaded("panel_papers", "check", "march-2024", "-q") == OF_WORD


def test_a_first_build_loads_no_engine_but_its_own_and_an_unchanged_one_hardly_anything(tmp_path):
    build = ("march-2024", "-q", "--engine", "embedded", "--outputs", str(tmp_path / "outputs"))
    first = loaded("make_paper", *build, cache=str(tmp_path / "cache"))
    assert not first & (OF_DATA | {"distributed", "holidays"})
    assert first >= OF_WORD | {"pikepdf"}
    assert not first & {"pypdf", "fontTools"}
    assert loaded("make_paper", *build, cache=str(tmp_path / "cache")) == set()
