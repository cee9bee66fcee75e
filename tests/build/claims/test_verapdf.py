"""veraPDF finds nothing wrong with what claims to be accessible, and something with the rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from panel_papers.output.pack.claims import join_and_claim
from panel_papers.pdf.conformance.page_validation import validate
from panel_papers.pdf.engines.libreoffice import find_soffice
from panel_papers.pdf.joining import Options, Part

from ...pdf.conformance.small_files import BROKEN, REPAIRED, SOUND
from ...verapdf import broken_rules
from ..conftest import Shelf, set_desk
from .conftest import DAY, Made, made, with_every_feature

SHIPPED = ["march-2024", "first-term-scorecard"]
ENGINES = ["rdocx", "dxpdf", *(["libreoffice"] if find_soffice() else [])]
OPTIONS = Options(title="Pack", language="en-GB", created=DAY)
SMALL = {name: make for name, (make, *_) in {**BROKEN, **REPAIRED}.items()} | SOUND
BESIDE = {"alone": None, "behind a sound part": "whole"}

pytestmark = [pytest.mark.java, pytest.mark.slow]


@dataclass(frozen=True)
class Judged:
    """What is claimed of files, and what veraPDF finds wrong with them, by their names."""

    claimed: dict[str, bool]
    found: dict[str, list[str]]

    def of(self, *folders: str) -> tuple[dict[str, bool], dict[str, bool]]:
        """Return which files of a folder claim to be PDF/UA-1, and which are."""
        inside = [name for name in self.claimed if name.split("/")[:-1] == [*folders]]
        assert inside, f"no file in {folders}"
        return (
            {name.rpartition("/")[2]: self.claimed[name] for name in inside},
            {name.rpartition("/")[2]: not self.found[name] for name in inside},
        )


@pytest.fixture(scope="module")
def judged(root: Path, shipped: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """All files of this module, which one start of Java judges."""
    folder = tmp_path_factory.mktemp("judged")
    claimed = {}
    for engine in ENGINES:
        for paper, built in packs(engine, root, shipped, folder / "desks" / engine).items():
            assert built.answer.code == 0, built.answer.err
            (claim,) = built.claims  # the same in all places
            # What LibreOffice tags otherwise than PDF/UA asks, and cannot be repaired, is not
            # claimed.
            assert claim or (engine, paper) == ("libreoffice", "everything"), built.warnings
            claimed[write(folder, f"{engine}/{paper}", built.pack)] = claim
    for how, beside in BESIDE.items():
        for name, make in SMALL.items():
            parts = [Part("First", SOUND[beside]())] if beside else []
            parts.append(Part("Small", make()))
            claim = join_and_claim(parts, [None] * len(parts), OPTIONS, validate)
            assert (b"<pdfuaid:part>1</pdfuaid:part>" in claim.pdf) == (not claim.obstacles)
            claimed[write(folder, f"{how}/{name}", claim.pdf)] = not claim.obstacles
    rules = broken_rules(folder / f"{name}.pdf" for name in claimed)
    found = {
        file.relative_to(folder).with_suffix("").as_posix(): without_mark(broken)
        for file, broken in rules.items()
    }
    return Judged(claimed, found)


def packs(engine: str, root: Path, shipped: Shelf, folder: Path) -> dict[str, Made]:
    """Build the shipped papers and one with every feature."""
    papers = {}
    for paper in SHIPPED:
        other, answer = shipped(engine, paper)
        papers[paper] = Made(answer, other.folder / "outputs" / paper)
    desk = set_desk(root, folder)
    with_every_feature(desk, shipped)
    return papers | {"everything": made(desk, "everything", "--engine", engine)}


def write(folder: Path, name: str, pdf: bytes) -> str:
    """Write a PDF, and return its name."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / f"{name}.pdf").write_bytes(pdf)
    return name


def test_packs_of_the_shipped_papers_and_of_one_with_every_feature(
    judged: Judged, engine_name: str
):
    claimed, sound = judged.of(engine_name)
    assert sorted(claimed) == sorted([*SHIPPED, "everything"])
    assert claimed == sound


@pytest.mark.parametrize("how", BESIDE)
def test_small_files_claim_just_where_verapdf_finds_nothing(judged: Judged, how: str):
    claimed, sound = judged.of(how)
    assert sorted(name for name, true in claimed.items() if true) == sorted(REPAIRED | SOUND)
    assert sorted(claimed) == sorted(SMALL)
    assert claimed == sound


def without_mark(rules: list[str]) -> list[str]:
    """Leave out that a file does not say that it is PDF/UA-1."""
    return [rule for rule in rules if rule != "5-1"]
