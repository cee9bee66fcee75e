"""A paper's folder with figures, as the program reads it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from panel_papers.content.figures import Figures, put_in, reckon
from panel_papers.core.model import Paper
from panel_papers.core.problems import Level, Problem
from panel_papers.inputs import FigureFiles, read_paper

OFFICERS = "Period,Officers,Rate\nbefore,500,5.0%\nduring,405,5.9%\nTotal,905,\n"


def figures(text: str, draft: bool = False, **files: str) -> Figures:
    """What figures.yaml and the files of data say; `officers` is data/officers.csv."""
    files = {"officers": OFFICERS} | files
    data = {f"data/{name}.csv": each.encode() for name, each in files.items()}
    given = FigureFiles("inputs/paper", {"figures.yaml": text.encode(), **data})
    return reckon(given, draft=draft)


def printed(text: str, **files: str) -> dict[str, str]:
    """What each figure prints, where nothing is wrong."""
    made = figures(text, **files)
    assert [p for p in made.problems if p.level is Level.ERROR] == []
    return {name: each.printed for name, each in made.values.items()}


def told(problems) -> list[tuple[str, int | None, int | None]]:
    return [(p.code, p.place.line, p.place.column) for p in problems]


PAPER = """\
title: A title
report_to: A panel
author: An officer
date: 2024-03-14
for: Noting
enquiries_to: {name: A team, role: Policy, email: team@example.org}
sections: [context]
"""


@dataclass
class Folder:
    """A paper's folder to write into."""

    path: Path

    def write(self, **files: str) -> Folder:
        for name, text in files.items():
            path = self.path / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self

    def read(self, draft: bool = False) -> tuple[Paper, tuple[Problem, ...]]:
        """The paper with its figures put in, and all problems of that."""
        read = read_paper(self.path, draft=draft)
        made = reckon(read.figures, draft=draft)
        figured = put_in(read.paper, made, draft=draft)
        return figured.paper, (*read.problems, *made.problems, *figured.problems)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A small paper with one figure: “total”, 905."""
    return Folder(tmp_path / "paper").write(
        paper_dot_yaml=PAPER,
        context_dot_md="Text.\n",
        figures_dot_yaml="figures:\n  total: {source: data/officers.csv, "
        "filter: {Period: Total}, column: Officers}\n",
        data__officers_dot_csv=OFFICERS,
    )


@pytest.fixture
def blank_pdf() -> bytes:
    """A PDF of one empty page."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()
