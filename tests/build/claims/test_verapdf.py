"""veraPDF finds nothing wrong with what claims to be accessible, and something with the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.output.pack.claims import join_and_claim
from panel_papers.pdf.conformance.page_validation import validate
from panel_papers.pdf.joining import Options, Part

from ...pdf.conformance.small_files import BROKEN, REPAIRED, SOUND
from ...verapdf import broken_rules
from ..conftest import Desk, Shelf
from .conftest import DAY, Made, made, with_every_feature

SHIPPED = ["march-2024", "first-term-scorecard"]
OPTIONS = Options(title="Pack", language="en-GB", created=DAY)

pytestmark = pytest.mark.java


@pytest.mark.slow
def test_packs_of_the_shipped_papers_and_of_one_with_every_feature(
    desk: Desk, shipped: Shelf, engine_name: str, tmp_path: Path
):
    papers = {}
    for paper in SHIPPED:
        other, answer = shipped(engine_name, paper)
        papers[paper] = Made(answer, other.folder / "outputs" / paper)
    with_every_feature(desk, shipped)
    papers["everything"] = made(desk, "everything", "--engine", engine_name)
    claims = {}
    for paper, built in papers.items():
        assert built.answer.code == 0, built.answer.err
        file = tmp_path / f"{paper}.pdf"
        file.write_bytes(built.pack)
        (claims[file],) = built.claims  # the same in all places
        # What LibreOffice tags otherwise than PDF/UA asks, and cannot be repaired, is not claimed.
        assert claims[file] or (engine_name, paper) == ("libreoffice", "everything"), built.warnings
    judged = {file: without_mark(found) for file, found in broken_rules(claims).items()}
    assert {file: not found for file, found in judged.items()} == claims


@pytest.mark.parametrize("beside", [None, "whole"], ids=["alone", "behind a sound part"])
def test_small_files_claim_just_where_verapdf_finds_nothing(tmp_path: Path, beside: str | None):
    small = {name: make for name, (make, *_) in {**BROKEN, **REPAIRED}.items()} | SOUND
    claims = {}
    for name, make in small.items():
        parts = [Part("First", SOUND[beside]())] if beside else []
        parts.append(Part("Small", make()))
        claim = join_and_claim(parts, [None] * len(parts), OPTIONS, validate)
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(claim.pdf)
        claims[file] = not claim.obstacles
        assert (b"<pdfuaid:part>1</pdfuaid:part>" in claim.pdf) == claims[file]
    assert sorted(file.stem for file, true in claims.items() if true) == sorted(REPAIRED | SOUND)
    judged = {file: without_mark(found) for file, found in broken_rules(claims).items()}
    assert {file: not found for file, found in judged.items()} == claims


def without_mark(rules: list[str]) -> list[str]:
    """Leave out that a file does not say that it is PDF/UA-1."""
    return [rule for rule in rules if rule != "5-1"]
