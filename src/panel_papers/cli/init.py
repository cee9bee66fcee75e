"""The command that sets up a folder of papers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from panel_papers.cli.run import Run
from panel_papers.cli.terminal import say


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--body", metavar="NAME", help="The kind of body: council, fire-authority or panel.")
def init(folder: Path, body: str | None) -> None:
    """Set up a folder of papers: templates to edit in Word, a sample paper and settings.

    Nothing that exists is overwritten.

    \b
    Examples:
      panel-papers init                        in the current folder
      panel-papers init papers --body council
    """  # noqa: D301 - click wants the character itself
    run = Run()
    with run:
        from panel_papers.inputs import SAMPLE, write_project  # noqa: PLC0415 - heavy

        today = datetime.now().astimezone().date()
        for path in write_project(folder, body, today):
            say(path.as_posix())
        step = "" if folder == Path() else f"cd {folder.as_posix()}, and "
        say(f"Now run: {step}make-paper {SAMPLE}", err=True)
    run.end()
