"""veraPDF finds nothing wrong with what claims to be accessible, and something with the rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from panel_papers.output.pack.claims import join_and_claim
from panel_papers.pdf.conformance.page_validation import validate
from panel_papers.pdf.engines.libreoffice import find_soffice
from panel_papers.pdf.joining import Options, Part

from ...pdf.conformance.small_files import BROKEN, REPAIRED, SOUND, UNARCHIVABLE
from ...verapdf import broken_rules
from ..conftest import Shelf, set_desk
from .conftest import DAY, Made, made, with_every_feature

SHIPPED = ["march-2024", "first-term-scorecard"]
ENGINES = ["rdocx", "dxpdf", *(["libreoffice"] if find_soffice() else [])]
OPTIONS = Options(title="Pack", language="en-GB", created=DAY)
SMALL = {name: make for name, (make, *_) in {**BROKEN, **REPAIRED, **UNARCHIVABLE}.items()} | SOUND
ARCHIVAL = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
BESIDE = {"alone": None, "behind a sound part": "whole"}

pytestmark = [pytest.mark.java, pytest.mark.slow]


@dataclass(frozen=True)
class Judged:
    """What is claimed of files, and what veraPDF finds wrong with them, by their names.

    All of it by the standard, as veraPDF names it.
    """

    claimed: dict[str, dict[str, bool]]
    found: dict[str, dict[str, list[str]]]

    def of(self, standard: str, *folders: str) -> tuple[dict[str, bool], dict[str, bool]]:
        """Return which files of a folder claim to be of a standard, and which are."""
        claimed, found = self.claimed[standard], self.found[standard]
        inside = [name for name in claimed if name.split("/")[:-1] == [*folders]]
        assert inside, f"no file in {folders}"
        return (
            {name.rpartition("/")[2]: claimed[name] for name in inside},
            {name.rpartition("/")[2]: not found[name] for name in inside},
        )


@pytest.fixture(scope="module")
def judged(root: Path, shipped: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """All files of this module, which a start of Java for each standard judges."""
    folder = tmp_path_factory.mktemp("judged")
    claimed: dict[str, bool] = {}
    archival: dict[str, bool] = {}
    for engine in ENGINES:
        for paper, built in packs(engine, root, shipped, folder / "desks" / engine).items():
            assert built.answer.code == 0, built.answer.err
            (claim,) = built.claims  # the same in all places
            # What LibreOffice tags otherwise than PDF/UA asks, and cannot be repaired, is not
            # claimed.
            assert claim or (engine, paper) == ("libreoffice", "everything"), built.warnings
            name = write(folder, f"{engine}/{paper}", built.pack)
            claimed[name] = claim
            (archival[name],) = built.archival_claims
    for how, beside in BESIDE.items():
        for name, make in SMALL.items():
            parts = [Part("First", SOUND[beside]())] if beside else []
            parts.append(Part("Small", make()))
            claim = join_and_claim(parts, [None] * len(parts), OPTIONS, validate)
            assert (b"<pdfuaid:part>1</pdfuaid:part>" in claim.pdf) == (not claim.obstacles)
            written = write(folder, f"{how}/{name}", claim.pdf)
            claimed[written] = not claim.obstacles
            archival[written] = ARCHIVAL in claim.pdf
    files = [folder / f"{name}.pdf" for name in claimed]
    found = {
        standard: {
            file.relative_to(folder).with_suffix("").as_posix(): without_mark(broken)
            for file, broken in broken_rules(files, standard).items()
        }
        for standard in ("ua1", "2a")
    }
    return Judged({"ua1": claimed, "2a": archival}, found)


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
    claimed, sound = judged.of("ua1", engine_name)
    assert sorted(claimed) == sorted([*SHIPPED, "everything"])
    assert claimed == sound
    archival, fit = judged.of("2a", engine_name)
    assert archival == {name: claimed[name] and fit[name] for name in claimed}
    assert [archival[name] for name in SHIPPED] == [True, True]


@pytest.mark.parametrize("how", BESIDE)
def test_small_files_claim_just_where_verapdf_finds_nothing(judged: Judged, how: str):
    claimed, sound = judged.of("ua1", how)
    good = REPAIRED | SOUND | UNARCHIVABLE
    assert sorted(name for name, true in claimed.items() if true) == sorted(good)
    assert sorted(claimed) == sorted(SMALL)
    assert claimed == sound
    archival, fit = judged.of("2a", how)
    assert sorted(name for name, true in archival.items() if true) == sorted(REPAIRED | SOUND)
    assert archival == {name: claimed[name] and fit[name] for name in claimed}


def without_mark(rules: list[str]) -> list[str]:
    """Leave out that a file does not say that it is PDF/UA-1 or PDF/A-2a."""
    return [rule for rule in rules if rule not in ("5-1", "6.6.4-1")]
