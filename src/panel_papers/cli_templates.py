"""The commands for template editors: `panel-papers templates …`.

As in `cli`, nothing heavy is imported until a command runs.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
      panel-papers templates fields                    what can be typed between {{ and }}
      panel-papers templates preview --watch           see each change as it is saved in Word
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


@templates.command("fields")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "docx"]),
    help="How the list is written; by the ending of FILE unless said, else as text.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where the list goes; to standard output unless said.",
)
@_TEMPLATES
@_INPUTS
def fields(form: str | None, output: Path | None, folder: Path, inputs: Path) -> None:
    r"""List every field that a template can use: its meaning, an example, where it stands.

    \b
    Examples:
      panel-papers templates fields
      panel-papers templates fields --output fields.docx     for the desk, in Word
      panel-papers templates fields --output fields.html
      panel-papers templates fields --format json
    """
    form = form or {".json": "json", ".html": "html", ".docx": "docx"}.get(
        output.suffix.lower() if output else "", "text"
    )
    if form == "docx" and output is None:
        raise click.UsageError("A Word document needs a file: give --output FILE.")
    from panel_papers.editors.field_list import WRITERS  # noqa: PLC0415 - heavy
    from panel_papers.editors.fields import fields_of  # noqa: PLC0415 - heavy
    from panel_papers.outputs import write_copies  # noqa: PLC0415 - heavy

    with _told():
        listed = WRITERS[form](fields_of(Settings(templates=folder).word_templates, inputs))
        if output is None:
            click.echo(listed.decode(), nl=False)
        else:
            write_copies(output.parent, {output.name: listed})
            click.echo(output.as_posix())


def _complete(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Offer the templates of the folder by their names."""
    folder = Settings(templates=Path(context.params.get("folder") or "templates")).word_templates
    return sorted(file.stem for file in folder.glob(f"{typed}*.docx"))


@templates.command("preview")
@click.argument("names", nargs=-1, metavar="[TEMPLATE]...", shell_complete=_complete)
@click.option("--watch", is_flag=True, help="Serve one web page that follows each save in Word.")
@click.option(
    "--data",
    type=click.Choice(["shortest", "longest", "nothing optional", "hostile"]),
    help="The sample data; each in turn unless said, and the longest with --watch.",
)
@click.option("--paper", metavar="PAPER", help="Fill with this paper under the inputs instead.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("preview"),
    show_default=True,
    metavar="DIR",
    help="Where the PDFs and the pictures of their pages go.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Of the page; a free one unless said."
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "libreoffice", "embedded"]),
    default="auto",
    show_default=True,
    help="What turns Word into pages; “auto” is the embedded engine, with LibreOffice behind it.",
)
@_TEMPLATES
@_INPUTS
def preview(
    *,
    names: Sequence[str],
    watch: bool,
    data: str | None,
    paper: str | None,
    output: Path,
    port: int,
    engine: str,
    folder: Path,
    inputs: Path,
) -> None:
    r"""Fill templates and show their pages, with sample data or a real paper.

    TEMPLATE is the name of a template; without one, the report and all others are shown.

    \b
    Examples:
      panel-papers templates preview --watch                       in the browser, as you edit
      panel-papers templates preview cover-sheet --paper march-2024 --watch
      panel-papers templates preview                               all, to the folder preview/
      panel-papers templates preview scorecard --data hostile

    The web page is for this computer alone. Stop it with Ctrl+C.
    """
    if data and paper:
        raise click.UsageError(
            "Fill with sample data (--data) or with a paper (--paper), not both."
        )
    soffice = os.environ.get("PANEL_PAPERS_SOFFICE")
    settings = Settings(
        inputs=inputs,
        templates=folder,
        engine=engine,
        soffice=Path(soffice) if soffice else None,
    )
    only = [Path(name).name.removesuffix(".docx") for name in names]
    with _told():
        from panel_papers.editors import previewing  # noqa: PLC0415 - heavy

        studio = previewing.studio_of(settings, only)
        if watch:
            shown = paper or data or "longest"
            previewing.watch(studio, settings, only=only, data=shown, port=port, ready=_open)
            return
        sets = [each for each in (paper, data) if each]
        written, fault = previewing.write_pages(studio, sets, output)
        for path in written:
            click.echo(path.as_posix())
        if fault is not None:
            raise fault


def _open(address: str) -> None:
    """Tell the address of the page, and open it for somebody who sits at the terminal."""
    click.echo(address)
    if sys.stdout.isatty():
        click.launch(address)
        click.echo("The page follows each save in Word. Stop with Ctrl+C.", err=True)


@contextmanager
def _told() -> Iterator[None]:
    """Tell of the faults inside, and end with their exit code."""
    try:
        yield
    except PanelPapersError as fault:
        for problem in fault.problems:
            click.echo(problem_text(problem), err=True)
        sys.exit(fault.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.BUILT)  # how one stops looking


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
