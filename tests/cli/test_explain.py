"""`panel-papers explain`: every code that the program can report has an explanation."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import panel_papers
from panel_papers.checks.registry import CHECKS
from panel_papers.cli.explain import ROOMS, explanations

from ..commands import run_command

SOURCE = Path(panel_papers.__file__).parent
_HYPHENATED = re.compile(r"[a-z]+(-[a-z]+)+")
_CODE = re.compile(r"[a-z]+(-[a-z]+)*")
NO_CODES = {
    "content-security-policy",
    "http-equiv",
    "report-title",
    "large-print",
    "pack-restricted",
    "note-mark",
    "aria-label",
    "data-label",
    "sample-report",
    "bottom-to-top",
    "layout-flow",
    "mso-layout-flow-alt",
    "margin-left",
    "margin-top",
    "z-index",
    "fontlist-v",
    "x-none",
    "core-properties",
    "custom-properties",
    "extended-properties",
    "mm-dd-yy",
    "stacked-bar",
    "strike-through",
    "cat-file",
    "ls-tree",
    "rev-parse",
    "templates-diff",
    "make-paper",
    "panel-papers",
    "cover-sheet",
    "restricted-notice",
    "harper-py",
    "markdown-it-py",
    "mdit-py-plugins",
    "page-validation",
    "python-docx",
    "no-referrer",
    "no-store",
    "same-origin",
    "ca-file",
    "twenty-four",
    "et-xmlfile",
    "python-dateutil",
    "typing-extensions",
    "x-sysdate",
    "x-systime",
    "next-meeting",
    "public-questions",
    "vice-chair",
}
"""Words with hyphens in the code that are no codes of problems."""


def texts_of_the_code() -> set[str]:
    return {
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def codes_given_to_problems() -> set[str]:
    calls = (
        node
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("Problem", "Rule")
        and node.args
    )
    first = (call.args[0] for call in calls)
    return {
        str(arg.value)
        for arg in first
        if isinstance(arg, ast.Constant) and _CODE.fullmatch(str(arg.value))
    }


def test_every_code_in_the_source_has_an_explanation():
    given = codes_given_to_problems()
    assert len(given) > 200
    hyphenated = {text for text in texts_of_the_code() if _HYPHENATED.fullmatch(text)}
    assert sorted((given | hyphenated - NO_CODES) - explanations().keys()) == []


def test_every_explanation_is_of_a_code_that_the_source_has():
    made_of_parts = {"date-as-text", "misplaced-link", "misplaced-picture", "misplaced-table"}
    assert explanations().keys() - texts_of_the_code() == made_of_parts


def test_each_code_is_explained_once():
    codes = [rule.code for check in CHECKS for rule in check.RULES]
    for room in ROOMS:
        codes += tomllib.loads((SOURCE / room / "problems.toml").read_text(encoding="utf-8"))
    assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_every_explanation_is_made_of_whole_sentences():
    for each in explanations().values():
        assert each.problem[0].isupper() or each.problem[0] in "“#", each
        assert each.problem.endswith("."), each
        assert each.fix or each.right, each
        if each.fix:
            assert each.fix.endswith(".") or "pip install" in each.fix, each


def test_a_code_is_explained_with_how_to_fix_it(tmp_path: Path):
    done = run_command("explain", "outputs-edited", "repeated-word", folder=tmp_path)
    assert done.returncode == 0
    assert "outputs-edited: A built file was edited, and a new build would overwrite it." in (
        done.stdout
    )
    assert "How to fix it: To keep the changes, rename the file or move it" in done.stdout
    assert "Wrong:\n    note the the report" in done.stdout


def test_an_unknown_code_is_answered_with_the_nearest(tmp_path: Path):
    done = run_command("explain", "outputs-editd", folder=tmp_path)
    assert done.returncode == 2
    assert "write “outputs-edited” if you mean that" in done.stderr


def test_without_a_code_all_are_listed(tmp_path: Path):
    lines = run_command("explain", folder=tmp_path).stdout.splitlines()
    assert len(lines) == len(explanations())
