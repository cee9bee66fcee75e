"""The Python API, as a program of its user calls it: `from panel_papers import build_paper`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from panel_papers import ExitCode, Level, build_paper, check_paper

ROOT = Path(__file__).parents[1]
PAPER = """title: Progress in the Year
report_to: Example Panel
author: Chief Officer
date: 2024-03-14
for: Noting
enquiries_to: {name: Performance Team, role: Policy, email: performance@example.org}
sections: [purpose]
background_papers: [{title: Plan 2024, url: "#"}]
appendices:
"""


@pytest.fixture
def limits(monkeypatch):
    """What the child process, a fresh Python, finds in its environment."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    return monkeypatch.setenv


@pytest.fixture
def papers(tmp_path):
    """The folders of a paper that may be published, as keywords."""
    folder = tmp_path / "inputs" / "march-2024"
    folder.mkdir(parents=True)
    folder.joinpath("paper.yaml").write_text(PAPER, encoding="utf-8")
    folder.joinpath("purpose.md").write_text("To report on the year.\n", encoding="utf-8")
    return {"inputs": tmp_path / "inputs", "templates": ROOT / "templates"}


def test_a_build_returns_the_files_that_the_command_writes(papers, limits, tmp_path):
    built = build_paper("march-2024", outputs=tmp_path / "outputs", engine="embedded", **papers)
    folder = tmp_path / "outputs" / "march-2024"
    assert sorted(built.files) == sorted(path for path in folder.rglob("*") if path.is_file())
    assert {f"march-2024-{name}" for name in ("report.docx", "pack.pdf")} < {
        path.name for path in built.files
    }
    assert built.restricted_files == ()
    assert (built.paper, built.exit_code, built.draft) == ("march-2024", ExitCode.BUILT, False)
    assert built.built and built.may_be_published and not built.errors
    assert "dead-link" in {each.code for each in built.problems}
    assert "Built march-2024" in built.summary
    with pytest.raises(AttributeError):
        built.draft = True


def test_a_draft_is_built_and_may_not_be_published(papers, limits, tmp_path):
    folder = papers["inputs"] / "march-2024"
    (folder / "secret.md").write_text("The supplier asks for 7,310 pounds a week.\n", "utf-8")
    paper = folder / "paper.yaml"
    entry = (
        "  - title: Prices\n    file: secret.md\n"
        "    restricted: {paragraph: 3, reason: Prices given in confidence}\n"
    )
    paper.write_text(paper.read_text("utf-8") + entry, "utf-8")
    built = build_paper("march-2024", outputs=tmp_path, engine="embedded", draft=True, **papers)
    assert built.built and built.draft and not built.may_be_published
    names = [path.relative_to(tmp_path / "march-2024").as_posix() for path in built.files]
    assert "march-2024-report-draft.docx" in names
    assert not [name for name in names if "restricted" in name]
    assert built.restricted_files
    assert {path.parent.name for path in built.restricted_files} == {"restricted"}
    assert all(path.is_file() for path in (*built.files, *built.restricted_files))


def test_errors_of_the_inputs_are_in_the_result_with_their_places(papers, limits, tmp_path):
    paper = papers["inputs"] / "march-2024" / "paper.yaml"
    paper.write_text(paper.read_text("utf-8").replace("2024-03-14", "2024-02-31"), "utf-8")
    for came in (
        build_paper("march-2024", outputs=tmp_path / "outputs", **papers),
        check_paper("march-2024", **papers),
    ):
        (error,) = came.errors
        assert (error.code, error.level) == ("no-such-date", Level.ERROR)
        assert (error.place.file, error.place.line) == (paper.as_posix(), 4)
        assert came.exit_code is ExitCode.INPUTS
    assert not (tmp_path / "outputs").exists()


def test_a_check_says_whether_the_paper_can_be_built(papers, limits):
    checked = check_paper("march-2024", today=date(2024, 2, 1), **papers)
    assert checked.can_be_built and not checked.errors
    assert {each.level for each in checked.problems} >= {Level.WARNING}
    strict = check_paper("march-2024", strict=True, today=date(2024, 2, 1), **papers)
    assert (strict.can_be_built, strict.exit_code) == (False, ExitCode.INPUTS)
    purpose = papers["inputs"] / "march-2024" / "purpose.md"
    purpose.write_text(purpose.read_text("utf-8") + "\n<!-- ask legal -->\n", "utf-8")
    gated = check_paper("march-2024", today=date(2024, 2, 1), **papers)
    assert (gated.can_be_built, gated.exit_code) == (False, ExitCode.GATE)
    assert [each.place.file for each in gated.errors] == [purpose.as_posix()]


def test_a_paper_that_takes_too_long_is_ended_as_by_the_command(papers, limits, tmp_path):
    limits("PANEL_PAPERS_SECONDS", "1")
    built = build_paper("march-2024", outputs=tmp_path / "outputs", **papers)
    assert [each.code for each in built.problems] == ["build-too-long"]
    assert (built.exit_code, built.built) == (ExitCode.ENGINE, False)


def test_what_is_no_limit_and_no_engine_is_refused_before_any_work(papers, limits, tmp_path):
    with pytest.raises(ValueError, match="engine must be one of auto, "):
        build_paper("march-2024", engine="word", outputs=tmp_path, **papers)
    limits("PANEL_PAPERS_SECONDS", "soon")
    with pytest.raises(ValueError, match="PANEL_PAPERS_SECONDS"):
        check_paper("march-2024", **papers)


def run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments, str(script)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_example_of_the_page_runs_as_a_script(tmp_path):
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    script = tmp_path / "publish.py"
    script.write_text(page.split("```python\n")[1].split("```")[0], encoding="utf-8")
    came = run(script)
    assert came.returncode == 0, came.stderr
    assert "march-2024 can be built" in came.stdout


def test_a_script_without_its_guard_is_told_what_to_do(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import panel_papers\npanel_papers.check_paper('march-2024')\n")
    came = run(script)
    assert came.returncode == 1
    assert "RuntimeError" in came.stderr and "__name__ == '__main__'" in came.stderr


def test_import_of_the_package_loads_nothing_heavy():
    code = (
        "import json, sys, panel_papers; before = sorted(sys.modules); "
        "panel_papers.build_paper; print(json.dumps([before, sorted(sys.modules)]))"
    )
    came = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    before, after = json.loads(came.stdout)
    assert [name for name in before if name.startswith("panel_papers.")] == []
    heavy = {"docx", "lxml", "pandas", "numpy", "pikepdf", "yaml", "click", "matplotlib"}
    assert not heavy & {name.partition(".")[0] for name in after}
