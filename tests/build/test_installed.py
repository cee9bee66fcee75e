"""An installed package is enough: in an empty folder, with nothing but what the wheel holds."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ..conftest import MadeOnce

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(made_once: MadeOnce) -> Path:
    """Return a folder with what the wheel holds, unpacked as pip does."""

    def make(folder: Path) -> None:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        (packed,) = folder.glob("*.whl")
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(folder / "site")

    return made_once("wheel", make) / "site"


def run(wheel: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "panel_papers", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(wheel), "PANEL_PAPERS_CACHE": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_holds_the_projects_templates(wheel):
    shipped = wheel / "panel_papers" / "shipped" / "templates"
    ours = ROOT / "templates"
    names = sorted(p.relative_to(ours).as_posix() for p in ours.rglob("*") if p.is_file())
    assert names == sorted(
        p.relative_to(shipped).as_posix() for p in shipped.rglob("*") if p.is_file()
    )
    assert all((ours / each).read_bytes() == (shipped / each).read_bytes() for each in names)


def test_new_and_build_in_an_empty_folder(wheel, tmp_path):
    made = run(wheel, tmp_path, "new", "test-2027", "--date", "2027-03-04")
    assert (made.returncode, made.stderr) == (0, "Change these files, then: make-paper test-2027\n")
    built = run(wheel, tmp_path, "build", "test-2027", "--engine", "embedded")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "outputs/test-2027/test-2027-pack.pdf").is_file()
    checked = run(wheel, tmp_path, "verify", "outputs/test-2027")
    assert checked.stdout == "outputs/test-2027: unchanged since it was built.\n"


def test_init_for_a_council_and_a_paper_of_it(wheel, tmp_path):
    assert run(wheel, tmp_path, "init", "papers", "--body", "council").returncode == 0
    papers = tmp_path / "papers"
    assert run(wheel, papers, "new", "june-2027").returncode == 0
    built = run(wheel, papers, "build", "--all", "--engine", "embedded")
    assert built.returncode == 0, built.stderr
    assert "6 clear working days" in built.stdout  # the council's notice, not the law's 5
    for name in ("sample-report", "june-2027"):
        assert (papers / f"outputs/{name}/{name}-report.docx").is_file()


def test_a_changed_template_of_the_folder_is_the_one_that_prints(wheel, tmp_path):
    assert run(wheel, tmp_path, "init").returncode == 0
    (tmp_path / "templates/word/purpose.docx").unlink()
    built = run(wheel, tmp_path, "check", "sample-report")
    assert built.returncode == 4
    assert "[no-template]" in built.stderr


def test_python_m_says_its_version(wheel, tmp_path):
    said = run(wheel, tmp_path, "--version")
    assert said.stdout.startswith("panel-papers, version ")
