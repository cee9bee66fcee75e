"""The commands for template editors: `panel-papers templates …`.

As in `cli`, nothing heavy is imported until a command runs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from panel_papers.errors import ExitCode, Level, PanelPapersError, Problem
from panel_papers.problems import problem_of, problem_text
from panel_papers.settings import Settings

_TEMPLATES = click.option(
    "--templates",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("templates"),
    show_default=True,
    metavar="DIR",
    help="The templates; those for Word are in its folder “word”.",
)
_INPUTS = click.option(
    "--inputs",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("inputs"),
    show_default=True,
    metavar="DIR",
    help="The papers: what they say is what templates of structured appendices are checked with.",
)
_FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How faults are told: for people, or as JSON on standard output.",
)


@click.group("templates")
def templates() -> None:
    r"""Help with the Word templates, for those who edit them in Word.

    \b
    Examples:
      panel-papers templates check                     all faults of all templates
      panel-papers templates check --annotate          copies with each fault as a comment
    """


@templates.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--annotate",
    is_flag=True,
    help="Write a copy of each faulty template with its faults as Word comments.",
)
@click.option(
    "--copies",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where --annotate writes; beside the template unless said.",
)
@_FORM
@_TEMPLATES
@_INPUTS
def check(
    files: Sequence[Path],
    annotate: bool,
    copies: Path | None,
    form: str,
    folder: Path,
    inputs: Path,
) -> None:
    r"""Find all that is wrong with the Word templates, each fault at its place in Word.

    FILE is a template; without one, all of them are checked.

    \b
    Examples:
      panel-papers templates check
      panel-papers templates check templates/word/cover-sheet.docx
      panel-papers templates check --annotate                   copies beside the templates
      panel-papers templates check --annotate --copies review   … or all of them in review/
      panel-papers templates check --format json

    Ends with 0 if nothing keeps a paper from being built, with 4 if something does.
    """
    from panel_papers.editors.annotate import write_copies  # noqa: PLC0415 - heavy
    from panel_papers.editors.checking import check_templates  # noqa: PLC0415 - heavy

    written: list[Path] = []
    try:
        problems = check_templates(Settings(templates=folder).word_templates, files, inputs=inputs)
        if annotate or copies is not None:
            written = write_copies(problems, copies)
    except PanelPapersError as fault:
        problems = list(fault.problems)
    errors = sum(problem.level is Level.ERROR for problem in problems)
    exit_code = ExitCode.TEMPLATES if errors else ExitCode.BUILT
    if form == "json":
        told = {"exit_code": int(exit_code), "problems": [problem_of(each) for each in problems]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        sys.exit(exit_code)
    for problem in problems:
        click.echo(problem_text(problem), err=True)
    for copy in written:
        click.echo(copy.as_posix())
    click.echo(_summary(problems, errors))
    sys.exit(exit_code)


def _summary(problems: Sequence[Problem], errors: int) -> str:
    if not problems:
        return "The templates are in order."
    others = len(problems) - errors
    counted = [f"{errors} to mend" if errors else "", f"{others} to look at" if others else ""]
    files = len({problem.place.file for problem in problems})
    return (
        f"{' and '.join(c for c in counted if c)}, in "
        f"{files} {'template' if files == 1 else 'templates'}."
    )
