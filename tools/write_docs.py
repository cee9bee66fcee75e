"""Writes docs/commands.md: what each command's `--help` says. A test holds it against the code.

python tools/write_docs.py
"""

from __future__ import annotations

from pathlib import Path

import click

from panel_papers.cli import make_paper, panel_papers

DOCS = Path(__file__).parent.parent / "docs"
HEAD = "# The commands\n\nWritten by `python tools/write_docs.py` from the commands themselves.\n"


def commands_page() -> str:
    """Return the page: every command with its help, `make-paper` first."""
    parts = [_part(make_paper, "make-paper"), _part(panel_papers, "panel-papers")]
    parts += _parts(panel_papers, "panel-papers")
    return "\n".join([HEAD, *parts])


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
