"""Ordinary papers are built, without a finding that somebody would have to accept."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.build.check import check_paper
from panel_papers.build.pipeline import make_paper

from . import innocents
from .attack import Supplied, errors_of, public_files, write_paper


def supplied() -> list[Supplied]:
    return [
        Supplied(f"{each.name.replace(' ', '-')}.{each.ending}", each.data, [], each.keys)
        for each in innocents.ALL
    ]


@pytest.mark.slow
def test_ordinary_files_are_built_together(tmp_path: Path):
    files = supplied()
    settings = write_paper(tmp_path, files)
    problems = errors_of(lambda: check_paper("depots", settings))
    assert {Path(p.place.file).name: p.found for p in problems} == {}
    build = make_paper("depots", settings)
    assert not build.gated
    assert "depots-pack.pdf" in public_files(tmp_path)
