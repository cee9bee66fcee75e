"""What the documents repeat of the code is what the code says."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from panel_papers.core.problems import ExitCode

from ..commands import run_command

ROOT = Path(__file__).parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_commands_page_is_what_the_commands_say():
    page = runpy.run_path(str(ROOT / "tools" / "write_docs.py"))["commands_page"]
    assert read("docs/commands.md") == page()


def test_page_of_the_libraries_is_what_the_list_says():
    page = runpy.run_path(str(ROOT / "tools" / "write_docs.py"))["libraries_page"]
    assert read("docs/libraries.md") == page()


def test_pages_of_the_checks_are_what_their_rules_say():
    pages = runpy.run_path(str(ROOT / "tools" / "write_docs.py"))["checks_pages"]()
    assert len(pages) > 20
    there = {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob("docs/checks/*")}
    assert there == pages


def test_pages_of_the_problems_are_what_the_code_says():
    pages = runpy.run_path(str(ROOT / "tools" / "write_docs.py"))["problems_pages"]()
    assert len(pages) > 300
    there = {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob("docs/problems/*")}
    assert there == pages


def test_list_of_our_own_sentences_is_what_the_code_says():
    tool = runpy.run_path(str(ROOT / "tools" / "write_own_sentences.py"))
    assert tool["LIST"].read_text(encoding="utf-8") == tool["sentences"]()


def test_help_lists_every_exit_code():
    told = {int(code) for code in re.findall(r"\b(\d+) {2}[a-z]", read("docs/commands.md"))}
    assert told == {int(code) for code in ExitCode}


def test_architecture_names_the_rooms_that_are_held():
    rooms = re.search(r"layers = \[\n(.*?)\n\]", read("pyproject.toml"), re.DOTALL)
    drawn = re.search(r"## The rooms.*?\n\n((?: {4}[^\n]+\n)+)", read("ARCHITECTURE.md"), re.DOTALL)
    assert rooms and drawn
    held = [re.findall(r"[a-z_]+", line) for line in rooms[1].splitlines()]
    assert [re.findall(r"[a-z_]+", line) for line in drawn[1].splitlines()] == held


def test_architecture_names_files_that_are_there():
    named = set(re.findall(r"`([\w./]+/[\w.]*)`", read("ARCHITECTURE.md")))
    assert len(named) > 60
    roots = (ROOT, ROOT / "src" / "panel_papers")
    within = {path for root in roots[1:] for path in root.iterdir() if path.is_dir()}
    missing = [
        name
        for name in sorted(named)
        if not any((root / name).exists() for root in (*roots, *within))
    ]
    assert missing == []


def test_every_module_begins_with_what_it_is_for():
    modules = sorted((ROOT / "src").rglob("*.py"))
    assert len(modules) > 50
    for module in modules:
        first = module.read_text(encoding="utf-8").splitlines()[:1]
        assert first and re.match(r'"""\w.+', first[0]), module


def test_nothing_of_ours_names_a_machine():
    for path in [*ROOT.glob("*.lock"), ROOT / "README.md", ROOT / "pyproject.toml"]:
        text = path.read_text(encoding="utf-8")
        assert "://" not in re.sub(r"https://www\.libreoffice\.org\S*", "", text), path


def test_fault_that_the_readme_shows_is_what_the_program_says(tmp_path):
    paper = tmp_path / "inputs" / "march-2024" / "paper.yaml"
    paper.parent.mkdir(parents=True)
    text = read("inputs/march-2024/paper.yaml").replace("2024-03-14", "2024-02-31")
    paper.write_text(text, encoding="utf-8")
    said = run_command("march-2024", program="make_paper", folder=tmp_path).stderr
    shown = re.search(r"    error: inputs/march-2024/paper.yaml.*\n.*\n.*\n", read("README.md"))
    assert shown and re.sub(r"(?m)^    ", "", shown[0]) in said
