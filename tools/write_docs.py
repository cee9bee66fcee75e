"""Writes the pages of docs/ that follow from the code. A test compares them with the code.

`commands.md` is what each command's `--help` says; `checks/` has a page for each rule of a check,
`problems/` one for each other problem; `libraries.md` lists the libraries that shape an output.

python tools/write_docs.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from panel_papers.checks.registry import CHECKS, Rule
from panel_papers.checks.shared.sharing import SHARED_RULES
from panel_papers.cli.commands import make_paper, panel_papers
from panel_papers.cli.explain import Explanation, explanations
from panel_papers.core.identity import LIBRARIES
from panel_papers.core.problems import Level

sys.path.insert(0, str(Path(__file__).parent))  # a test runs this file from elsewhere

from message_texts import messages

DOCS = Path(__file__).parent.parent / "docs"
CHECKS_HEAD = """# The checks

Written by `python tools/write_docs.py` from the checks themselves.

`panel-papers check PAPER` and every build look for these. An error stops a clean build; a warning
or a suggestion does not. Each message ends with its code in square brackets.
[Other problems](../problems/README.md) have pages of their own.
"""
PROBLEMS_HEAD = """# Problems with files, values, templates and programs

Written by `python tools/write_docs.py` from the `problems.toml` of each room and from the messages
in the code. `panel-papers explain CODE` says the same. [What checks find](../checks/README.md) has
pages of its own.
"""
LIBRARIES_HEAD = """# The libraries that shape an output

Written by `python tools/write_docs.py` from the program's own list (`core/identity.py`).

`manifest.json` names them with their versions; what the cache keeps is used by these versions only.
"""
HEAD = "# The commands\n\nWritten by `python tools/write_docs.py` from the commands themselves.\n"


def commands_page() -> str:
    """Return the page: every command with its help, `make-paper` first."""
    parts = [_part(make_paper, "make-paper"), _part(panel_papers, "panel-papers")]
    parts += _parts(panel_papers, "panel-papers")
    return "\n".join([HEAD, *parts])


def libraries_page() -> str:
    """Return the page: every library that shapes what a build makes, and what it is for."""
    lines = [f"| {name} | {what} |" for name, what in LIBRARIES.items()]
    table = "\n".join(["| library | what for |", "|---|---|", *lines])
    return f"{LIBRARIES_HEAD}\n{table}\n"


def checks_pages() -> dict[str, str]:
    """Return the pages of docs/checks/ by name: a list of all rules, and a page for each."""
    rules = [*(rule for check in CHECKS for rule in check.RULES), *SHARED_RULES]
    lines = [f"| [`{rule.code}`]({rule.code}.md) | {rule.level} | {rule.title} |" for rule in rules]
    table = "\n".join(["| code | level | what is wrong |", "|---|---|---|", *lines])
    pages = {f"{rule.code}.md": _rule_page(rule) for rule in rules}
    return {"README.md": f"{CHECKS_HEAD}\n{table}\n", **pages}


def problems_pages() -> dict[str, str]:
    """Return the pages of docs/problems/ by name: a list, and a page for each code."""
    listed = [each for each in explanations().values() if each.fix]
    lines = [f"| [`{each.code}`]({each.code}.md) | {each.problem} |" for each in listed]
    table = "\n".join(["| code | what is wrong |", "|---|---|", *lines])
    said = messages(DOCS.parent / "src")
    pages = {f"{each.code}.md": _problem_page(each, said.get(each.code, [])) for each in listed}
    return {"README.md": f"{PROBLEMS_HEAD}\n{table}\n", **pages}


def _problem_page(explanation: Explanation, said: list[str]) -> str:
    shown = "".join(f"\n{_block(text)}\n" for text in said)
    message = f"\nIts message, with “…” for what differs:\n{shown}" if said else ""
    return (
        f"# {explanation.problem.removesuffix('.')}\n\n`{explanation.code}`\n\n"
        f"**How to fix it:** {explanation.fix}\n{message}\n[All problems](README.md)\n"
    )


def _rule_page(rule: Rule) -> str:
    accept = (
        " It may be accepted in paper.yaml, with `about:` and a reason." if rule.acceptable else ""
    )
    source = f"\nSource: {rule.source}.\n" if rule.source else ""
    return (
        f"# {rule.title}\n\n`{rule.code}`, {_LEVELS[rule.level]}{accept}\n\n{rule.why}\n\n"
        f"Wrong:\n\n{_block(rule.wrong)}\n\nRight:\n\n{_block(rule.right)}\n{source}"
        "\n[All checks](README.md)\n"
    )


_LEVELS = {
    Level.ERROR: "an error: it stops a clean build.",
    Level.WARNING: "a warning: the paper can be built; `--strict` stops it.",
    Level.SUGGESTION: "a suggestion.",
}


def _block(text: str) -> str:
    return f"````text\n{text}\n````"


def _parts(group: click.Group, name: str) -> list[str]:
    parts = []
    for own_name, command in group.commands.items():
        parts.append(_part(command, f"{name} {own_name}"))
        if isinstance(command, click.Group):
            parts += _parts(command, f"{name} {own_name}")
    return parts


def _part(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, max_content_width=90, terminal_width=90)
    return f"## {name}\n\n```\n{command.get_help(context)}\n```\n"


def _write_folder(folder: Path, pages: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    (DOCS / "commands.md").write_text(commands_page(), encoding="utf-8", newline="\n")
    (DOCS / "libraries.md").write_text(libraries_page(), encoding="utf-8", newline="\n")
    _write_folder(DOCS / "checks", checks_pages())
    _write_folder(DOCS / "problems", problems_pages())
