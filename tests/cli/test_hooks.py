"""The hooks of pre-commit and the workflow file run commands that there are; `check --all`."""

from __future__ import annotations

import shlex
from pathlib import Path

from ruamel.yaml import YAML

from ..commands import run_command

ROOT = Path(__file__).parents[2]


def loaded(name: str):
    return YAML(typ="safe", pure=True).load((ROOT / name).read_text(encoding="utf-8"))


def test_hooks_of_this_repository_are_what_ci_checks_of_the_code():
    (repo,) = loaded(".pre-commit-config.yaml")["repos"]
    hooks = {" ".join(hook["entry"].split()[:2]) for hook in repo["hooks"]}
    assert {each.removesuffix(" --force-exclude") for each in hooks} == {
        "ruff check",
        "ruff format",
        "mypy",
        "lint-imports",
    }
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert all(f".venv/bin/{each}" in ci for each in hooks)


def test_hook_for_papers_checks_every_paper_and_reports_what_is_wrong(tmp_path):
    (hook,) = loaded(".pre-commit-hooks.yaml")
    program, *arguments = shlex.split(hook["entry"])
    assert (program, hook["pass_filenames"]) == ("panel-papers", False)
    for name in ("april", "may"):
        (tmp_path / "inputs" / name).mkdir(parents=True)
        (tmp_path / "inputs" / name / "paper.yaml").write_text("titel: A\n", encoding="utf-8")
    came = run_command(*arguments, folder=tmp_path)
    assert came.returncode == 3
    for name in ("april", "may"):
        assert f"inputs/{name}/paper.yaml:1:1: “titel” is not a name" in came.stderr


def test_check_wants_names_or_all_and_says_where_there_is_no_paper(tmp_path):
    (tmp_path / "inputs").mkdir()
    for arguments, said in {
        (): "Name the papers to check, or give --all; not both.",
        ("may", "--all"): "Name the papers to check, or give --all; not both.",
        ("--all",): "There is no paper in inputs/.",
    }.items():
        came = run_command("check", *arguments, folder=tmp_path)
        assert came.returncode == 2
        assert said in came.stderr


def test_workflow_runs_on_three_systems_what_the_readme_says():
    jobs = loaded(".github/workflows/tests.yml")["jobs"]
    systems = [jobs["linux"]["runs-on"], *jobs["other-systems"]["strategy"]["matrix"]["os"]]
    assert [each.partition("-")[0] for each in systems] == ["ubuntu", "windows", "macos"]
    steps = "\n".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    assert "\n.ci/run" in f"\n{steps}"
    for part in ("-r requirements-dev.lock", "--no-deps --no-build-isolation -e .", "-m pytest"):
        assert part in steps
        assert part in (ROOT / "README.md").read_text(encoding="utf-8")
