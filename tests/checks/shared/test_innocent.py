"""Ordinary papers share with their restricted appendices nothing that is worth a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.core.model import Paper

from .papers import compared, public_paper, told

FILES = sorted((Path(__file__).parent / "innocent").glob("*.md"))


def paper_of(file: Path) -> tuple[Paper, str]:
    """Return a paper from one file: its cover, its sections, and what is restricted."""
    head, *parts = file.read_text(encoding="utf-8").split("\n=== ")
    cover = dict(line.split(": ", 1) for line in head.strip().splitlines())
    texts = {name: text for name, _, text in (part.partition("\n") for part in parts)}
    restricted = texts.pop("restricted")
    paper = public_paper(
        texts, title=cover["title"], public_title=cover["public title"], reason=cover["reason"]
    )
    return paper, restricted


def test_there_are_ordinary_papers_of_several_kinds():
    assert len(FILES) >= 12


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_ordinary_paper_has_no_finding(file: Path):
    paper, restricted = paper_of(file)
    assert told(compared(paper, restricted)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_ordinary_paper_has_something_to_leak(file: Path):
    """The silence above is not that of a comparison that finds nothing."""
    paper, restricted = paper_of(file)
    leaked = " ".join(line for line in restricted.splitlines() if not line.startswith("#"))
    leaky = public_paper({"context": f"It was reported that {leaked}"}, title=str(paper.title))
    assert told(compared(leaky, restricted))
