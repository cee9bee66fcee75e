"""Two commands for template editors: `templates fields` and `templates preview`.

As in `cli`, nothing heavy is imported until a command runs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from panel_papers.cli.in_child import in_child, limits_of_run
from panel_papers.cli.options import ENGINE_NAMES, folder_option, soffice_named
from panel_papers.cli.project import project_default
from panel_papers.cli.terminal import say
from panel_papers.core import ExitCode, PanelPapersError, Problem, Settings, problem_text

if TYPE_CHECKING:
    from panel_papers.template_tools import Addresses

_TEMPLATES = folder_option(
    "templates", "The templates; those for Word are in its folder “word”.", into="folder"
)
_INPUTS = folder_option("inputs", "The papers, one folder each.")


@click.command("fields")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "docx"]),
    help="How the list is written; by default as the ending of FILE says, else as text.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where the list goes; by default to standard output.",
)
@_TEMPLATES
@_INPUTS
def fields(form: str | None, output: Path | None, folder: Path, inputs: Path) -> None:
    """List every field that a template can use: its meaning, an example, where it is.

    \b
    Examples:
      panel-papers templates fields
      panel-papers templates fields --output fields.docx     for the desk, in Word
      panel-papers templates fields --output fields.html
      panel-papers templates fields --format json
    """  # noqa: D301 - click wants the character itself
    form = form or {".json": "json", ".html": "html", ".docx": "docx"}.get(
        output.suffix.lower() if output else "", "text"
    )
    if form == "docx" and output is None:
        raise click.UsageError("A Word document needs a file: give --output FILE.")
    from panel_papers.output import write_copies  # noqa: PLC0415 - heavy

    with _told():
        listed = in_child(folder.as_posix(), partial(_listed, form, folder, inputs))
        if output is None:
            say(listed.decode().removesuffix("\n"))
        else:
            write_copies(output.parent, {output.name: listed})
            say(output.as_posix())


def _listed(form: str, folder: Path, inputs: Path) -> bytes:
    from panel_papers.template_tools import WRITERS, fields_of  # noqa: PLC0415 - heavy

    return WRITERS[form](fields_of(Settings(templates=folder).word_templates, inputs))


def _complete(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Offer the templates of the folder by their names."""
    from panel_papers.inputs import template_files  # noqa: PLC0415 - heavy

    folder = Settings(templates=Path(context.params.get("folder") or "templates")).word_templates
    return [file.stem for file in template_files(folder) if file.stem.startswith(typed)]


@click.command("preview")
@click.argument("names", nargs=-1, metavar="[TEMPLATE]...", shell_complete=_complete)
@click.option("--watch", is_flag=True, help="Serve one web page that follows each save in Word.")
@click.option(
    "--data",
    type=click.Choice(["shortest", "longest", "nothing optional", "hostile"]),
    help="The sample data; by default each in turn, and the longest with --watch.",
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
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port of the page; by default a free one.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINE_NAMES),
    default="auto",
    show_default=True,
    help="What turns Word into pages; “auto” asks rdocx, then dxpdf, then LibreOffice.",
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
    """Fill templates and show their pages, with sample data or a real paper.

    TEMPLATE is the name of a template; without one, the report and all others are shown.

    \b
    Examples:
      panel-papers templates preview --watch                       in the browser, as you edit
      panel-papers templates preview cover-sheet --paper march-2024 --watch
      panel-papers templates preview                               all, to the folder preview/
      panel-papers templates preview scorecard --data hostile

    The web page is for you alone: its address holds a secret. Stop it with Ctrl+C.
    """  # noqa: D301 - click wants the character itself
    if data and paper:
        raise click.UsageError(
            "Fill with sample data (--data) or with a paper (--paper), not both."
        )
    settings = Settings(
        inputs=inputs,
        templates=folder,
        engine=engine,
        soffice=soffice_named(),
        body=project_default("body"),
    )
    only = [Path(name).name.removesuffix(".docx") for name in names]
    with _told():
        if watch:
            from panel_papers.build import read_as_draft  # noqa: PLC0415 - heavy
            from panel_papers.template_tools import studio_of, watch_pages  # noqa: PLC0415 - heavy

            limits_of_run()  # what is no limit is an error now, and not on the page
            read = partial(read_as_draft, settings)
            studio = studio_of(settings, only, paper, apart=in_child, read=read)
            shown = paper or data or "longest"
            watch_pages(studio, settings, only=only, data=shown, port=port, ready=_open)
            return
        sets = [each for each in (paper, data) if each]
        work = partial(_written, settings, only, paper, sets, output)
        written, failed = in_child(folder.as_posix(), work)
        for path in written:
            say(path.as_posix())
        if failed is not None:
            exit_code, problems = failed
            for problem in problems:
                say(problem_text(problem), err=True)
            sys.exit(exit_code)


def _written(
    settings: Settings, only: Sequence[str], paper: str | None, sets: Sequence[str], output: Path
) -> tuple[list[Path], tuple[ExitCode, tuple[Problem, ...]] | None]:
    """Return the pages written, and what kept others from being written."""
    from panel_papers.build import read_as_draft  # noqa: PLC0415 - heavy
    from panel_papers.template_tools import studio_of, write_pages  # noqa: PLC0415 - heavy

    def report(problem: Problem) -> None:
        say(problem_text(problem), err=True)

    studio = studio_of(settings, only, paper, read=partial(read_as_draft, settings))
    written, error = write_pages(studio, sets, output, report=report)
    return written, (error.exit_code, error.problems) if error else None


def _open(addresses: Addresses) -> None:
    """Print the address of the page, and open it for somebody who sits at the terminal."""
    say(addresses.page)
    if sys.stdout.isatty():
        click.launch(addresses.once)
        say("The page follows each save in Word. Stop with Ctrl+C.", err=True)


@contextmanager
def _told() -> Iterator[None]:
    """Report the problems inside, and end with their exit code."""
    try:
        yield
    except PanelPapersError as fault:
        for problem in fault.problems:
            say(problem_text(problem), err=True)
        sys.exit(fault.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.BUILT)  # how one stops looking
