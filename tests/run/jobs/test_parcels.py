"""A paper that travels as bytes comes back as it would have been built at home."""

from __future__ import annotations

import json
import pickle
import sys
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from panel_papers.core.problem_formats import problem_of
from panel_papers.core.problems import InputsError
from panel_papers.core.settings import Settings
from panel_papers.run.jobs.parcel import pack_parcel, run_parcel, unpack, versions_here
from panel_papers.run.run import run_paper

from .conftest import Desk

HOSTILE = [
    "../evil.txt",
    "inputs/../../evil.txt",
    "/evil.txt",
    "inputs//evil.txt",
    "",
    "inputs/.",
    "inputs/.. /evil.txt",
    "inputs\\..\\..\\evil.txt",
    "C:/evil.txt",
    "inputs/evil.txt:stream",
    "inputs/evil\0.txt",
]


def settings_of(desk: Desk, outputs: str) -> Settings:
    return Settings(
        inputs=desk.folder / "inputs",
        templates=desk.folder / "templates",
        outputs=desk.folder / outputs,
        engine="embedded",
        today=date(2024, 3, 1),
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_parcel_with_a_name_that_leads_elsewhere_writes_nothing(tmp_path: Path, name: str):
    folder = tmp_path / "work"
    folder.mkdir()
    with pytest.raises(ValueError, match="may lead elsewhere"):
        unpack({"inputs/harmless.txt": b"", name: b"evil"}, folder)
    assert list(tmp_path.rglob("*")) == [folder]


def test_parcel_never_writes_into_what_is_there(tmp_path: Path):
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "mine.txt").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        unpack({"inputs/mine.txt": b"theirs"}, tmp_path)
    assert (tmp_path / "inputs" / "mine.txt").read_bytes() == b"mine"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a-first", "c-faulty"])
def test_parcel_comes_back_as_the_paper_built_at_home(desk: Desk, name: str):
    settings = settings_of(desk, f"home-{name}")
    answer = pickle.loads(pickle.dumps(run_parcel(pack_parcel(name, settings))))
    assert not (desk.folder / f"home-{name}").exists(), "the worker publishes nothing"
    said: list[str] = []
    assert answer.outcome == run_paper(name, settings, said.append)
    assert answer.said == tuple(said)
    home = {
        file.removeprefix(f"{name}/"): data for file, data in desk.files(f"home-{name}").items()
    }
    assert (answer.files or {}) == home


def test_flat_templates_travel_with_the_bodies_beside_them(desk: Desk):
    flat = replace(settings_of(desk, "flat"), templates=desk.folder / "templates" / "word")
    files = pack_parcel("a-first", flat).files
    assert {name.split("/")[0] for name in files} == {"inputs", "templates", "bodies"}
    assert "templates/house.docx" in files
    assert "bodies/panel.yaml" in files


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_linked_file_travels_as_a_file(desk: Desk, tmp_path: Path):
    paper = tmp_path / "inputs" / "linked"
    paper.mkdir(parents=True)
    (paper / "paper.yaml").symlink_to(desk.folder / "inputs" / "a-first" / "paper.yaml")
    settings = replace(settings_of(desk, "linked"), inputs=tmp_path / "inputs")
    parcel = pack_parcel("linked", settings)
    unpack(parcel.files, tmp_path / "work")
    unpacked = tmp_path / "work" / "inputs" / "linked" / "paper.yaml"
    assert not unpacked.is_symlink()
    assert unpacked.read_bytes() == (paper / "paper.yaml").read_bytes()


def test_paper_that_is_not_there_makes_no_parcel(desk: Desk):
    with pytest.raises(InputsError) as fault:
        pack_parcel("a-frist", settings_of(desk, "none"))
    assert [(each.code, each.hint) for each in fault.value.problems] == [
        ("no-such-paper", "write “a-first” if you mean that")
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc has a file that nobody can read")
def test_file_that_cannot_be_read_is_a_named_fault(desk: Desk, tmp_path: Path):
    paper = tmp_path / "inputs" / "closed"
    paper.mkdir(parents=True)
    (paper / ".#paper.yaml").symlink_to("nowhere")  # an editor's lock: nothing to be read
    (paper / "paper.yaml").symlink_to("/proc/self/mem")
    with pytest.raises(InputsError) as fault:
        pack_parcel("closed", replace(settings_of(desk, "none"), inputs=tmp_path / "inputs"))
    assert [(each.code, each.place.file) for each in fault.value.problems] == [
        ("unread-file", (paper / "paper.yaml").as_posix())
    ]


@pytest.mark.parametrize("what", ["panel-papers", "dxpdf"])
def test_worker_of_another_version_refuses(desk: Desk, what: str):
    parcel = pack_parcel("a-first", settings_of(desk, "none"))
    other = replace(parcel, versions=dict(parcel.versions) | {what: "0.0.1"})
    outcome = run_parcel(other).outcome
    assert outcome.exit_code == 5
    assert [(problem.code, problem.found) for problem in outcome.problems] == [
        ("worker-version", f"A worker has {what} {versions_here()[what]} instead of 0.0.1")
    ]


@pytest.mark.parametrize("name", ["a-first", "c-faulty"])
def test_outcome_travels_as_plain_values(desk: Desk, name: str):
    outcome = run_paper(name, settings_of(desk, "plain"))
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    assert json.loads(json.dumps(outcome.manifest)) == outcome.manifest
    assert len(json.dumps([problem_of(problem) for problem in outcome.problems])) > 100
