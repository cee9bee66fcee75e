"""A good paper to spoil, one fault at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from panel_papers.core.problems import InputsError, Problem
from panel_papers.inputs import read_paper
from panel_papers.inputs.results import ReadPaper

GOOD = """\
title: High-Level Summary
report_to: Essex Police, Fire and Crime Panel
author: Police, Fire and Crime Commissioner for Essex
date: 2024-03-14
for: Noting
enquiries_to:
  name: Policy team
  role: Policy Officer
  email: policy@example.org
"""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


class Folder:
    """The folder inputs/march-2024, holding a good paper at first."""

    path = Path("inputs/march-2024")

    def __init__(self) -> None:
        self.path.mkdir(parents=True)
        self.write("paper.yaml", GOOD)
        for section in ("purpose", "recommendations", "context"):
            self.write(f"{section}.md", f"The {section}.\n")

    def write(self, name: str, content: str | bytes) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)

    def add(self, yaml: str) -> None:
        """Add lines to paper.yaml; the first of them is line 10."""
        self.write("paper.yaml", GOOD + yaml)

    def appendix(self, file: str, content: str | bytes, more: str = "") -> None:
        """Make `file` the only appendix."""
        self.write(file, content)
        self.add(f"appendices:\n  - title: Plan\n    file: {file}\n{more}")

    def read(self, *, draft: bool = False) -> ReadPaper:
        return read_paper(self.path, draft=draft)

    def faults(self, *, draft: bool = False) -> list[Problem]:
        with pytest.raises(InputsError) as caught:
            self.read(draft=draft)
        return list(caught.value.problems)

    def fault(self) -> Problem:
        """The only fault there is."""
        (problem,) = self.faults()
        return problem


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def word_document(**more: str | bytes) -> bytes:
    """The smallest .docx; `more` holds further members, with “__” for “/” and “_” for “.”."""
    body = f'<w:document xmlns:w="{WORD}"><w:body/></w:document>'
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": body, **more})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder()


@pytest.fixture(scope="session")
def docx() -> bytes:
    return word_document()


@pytest.fixture(scope="session")
def pack():
    """Makes a zip archive of members."""
    return zipped
