"""A paper made of a few texts, as checks see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from panel_papers.checks.registry import Subject
from panel_papers.content.passages import passages_of
from panel_papers.inputs import read_paper

FOLDER = Path("inputs/paper")
COVER = """\
title: {title}
report_to: Essex Police, Fire and Crime Panel
author: Police, Fire and Crime Commissioner for Essex
date: 2024-03-14
for: {purpose}
enquiries_to:
  name: Policy team
  role: Policy Officer
  email: policy@example.org
sections: [{sections}]
"""

SubjectOf = Callable[..., Subject]


@pytest.fixture
def subject_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SubjectOf:
    """Return what makes a subject of files: each `.md` beside paper.yaml is a section.

    `paper` is added to paper.yaml, from line 11 on; `purpose` and `title` are fields of its cover.
    """
    monkeypatch.chdir(tmp_path)

    def make(
        files: Mapping[str, str | bytes],
        *,
        paper: str = "",
        title: str = "Progress",
        purpose: str = "Noting",
        words: frozenset[str] = frozenset(),
        documents: Mapping[int, bytes] | None = None,
        today: date | None = None,
    ) -> Subject:
        names = [name.removesuffix(".md") for name in files if "/" not in name]
        cover = COVER.format(title=title, purpose=purpose, sections=", ".join(names))
        for name, content in {"paper.yaml": cover + paper, **files}.items():
            path = FOLDER / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        read = read_paper(FOLDER, draft=False).paper
        passages = passages_of(read)
        return Subject(FOLDER.as_posix(), read, passages, documents or {}, today, words)

    return make
