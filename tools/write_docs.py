"""Writes the pages of docs/ that the code itself can tell. A test holds them against the code.

`commands.md` is what each command's `--help` says; `checks/` has a page for each rule of a check;
`libraries.md` lists the libraries that shape an output.

python tools/write_docs.py
"""

from __future__ import annotations

from pathlib import Path

import click

from panel_papers.checks.registry import CHECKS, Rule
from panel_papers.checks.shared.sharing import RULES as OF_RESTRICTED
from panel_papers.cli.commands import make_paper, panel_papers
from panel_papers.core.identity import LIBRARIES
from panel_papers.core.problems import Level

DOCS = Path(__file__).parent.parent / "docs"
CHECKS_HEAD = """# The checks

Written by `python tools/write_docs.py` from the checks themselves.

`panel-papers check PAPER` and every build look for these. An error stops a clean build; a warning
or advice does not. Each finding is told with its code in square brackets.
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
    rules = [*(rule for check in CHECKS for rule in check.RULES), *OF_RESTRICTED]
    lines = [f"| [`{rule.code}`]({rule.code}.md) | {rule.level} | {rule.title} |" for rule in rules]
    table = "\n".join(["| code | level | what is wrong |", "|---|---|---|", *lines])
    pages = {f"{rule.code}.md": _rule_page(rule) for rule in rules}
    return {"README.md": f"{CHECKS_HEAD}\n{table}\n", **pages}


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
    Level.ADVICE: "advice.",
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


if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    (DOCS / "commands.md").write_text(commands_page(), encoding="utf-8", newline="\n")
    (DOCS / "libraries.md").write_text(libraries_page(), encoding="utf-8", newline="\n")
    (DOCS / "checks").mkdir(exist_ok=True)
    pages = checks_pages()
    for path in (DOCS / "checks").glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, page in pages.items():
        (DOCS / "checks" / name).write_text(page, encoding="utf-8", newline="\n")
