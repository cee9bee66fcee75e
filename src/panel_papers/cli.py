"""The two commands: what is typed, and how the program answers and ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from panel_papers import __version__
from panel_papers.errors import ExitCode, Level, PanelPapersError, Problem
from panel_papers.settings import Settings

if TYPE_CHECKING:  # importing these costs more than `--help` may take
    from panel_papers.build import Build

_ENGINES = ("auto", "libreoffice", "embedded")
_FOLDER = click.Path(path_type=Path, file_okay=False)


def _folders(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where things are."""
    for name, what in (
        ("outputs", "where the built papers go"),
        ("templates", "the templates, with the Word ones in word/"),
        ("inputs", "the papers, one folder each"),
    ):
        command = click.option(
            f"--{name}",
            type=_FOLDER,
            default=Path(name),
            show_default=True,
            metavar="DIR",
            help=f"{what[0].upper()}{what[1:]}.",
        )(command)
    return command


def _run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every run over papers has."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        click.option("-v", "--verbose", is_flag=True, help="Say what is being done."),
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "json"]),
            default="text",
            show_default=True,
            help="How problems and the summary are told on standard output.",
        ),
        click.option("--strict", is_flag=True, help="Let a warning count as an error."),
    ):
        command = option(command)
    return _folders(command)


def _build_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option(
            "--draft",
            is_flag=True,
            help="Build with what is there: gaps are marked, DRAFT stands on every page.",
        ),
        click.option(
            "--engine",
            type=click.Choice(_ENGINES),
            default="auto",
            show_default=True,
            help="What turns Word into PDF.",
        ),
        click.option("--all", "every", is_flag=True, help="Build every paper under the inputs."),
    ):
        command = option(command)
    return click.argument("papers", nargs=-1, metavar="PAPER...", shell_complete=_complete)(
        _run_options(command)
    )


def _complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Offer the folders under the inputs that hold a paper."""
    inputs = Path(context.params.get("inputs") or "inputs")
    if not inputs.is_dir():
        return []
    return sorted(p.parent.name for p in inputs.glob(f"{incomplete}*/paper.yaml"))


_BUILD_HELP = """Build committee papers: one Word report and one PDF pack each.

    PAPER is the name of a folder under inputs/.

    \b
    Examples:
      make-paper march-2024              build one paper
      make-paper march-2024 june-2024    build several
      make-paper --all                   build every paper under inputs/
      make-paper march-2024 --draft      see how far it is, gaps marked
      make-paper march-2024 --strict     stop at warnings too

    What is built goes to outputs/PAPER/, all files together or none. The exit code
    is 0 when built, 2 for wrong usage, 3 for faults in the inputs, 4 for faults in the
    templates, 5 when a tool failed or is missing, 6 when something must not be published.
    """


@click.command("make-paper", help=_BUILD_HELP)
@_build_options
@click.version_option(__version__, prog_name="make-paper")
def make_paper(**options: Any) -> None:
    """Build committee papers."""
    _build(**options)


@click.group("panel-papers")
@click.version_option(__version__, prog_name="panel-papers")
def panel_papers() -> None:
    """Committee papers from structured inputs and Word templates.

    \b
    Examples:
      panel-papers new june-2024               start a paper
      panel-papers check june-2024             see what is wrong with it
      panel-papers build june-2024             the same as make-paper june-2024
      panel-papers verify outputs/june-2024    hold a folder against its manifest
    """


@panel_papers.command("build", help=_BUILD_HELP)
@_build_options
def build(**options: Any) -> None:
    """Build committee papers."""
    _build(**options)


@panel_papers.command("check")
@click.argument("papers", nargs=-1, required=True, metavar="PAPER...", shell_complete=_complete)
@_run_options
def check(papers: Sequence[str], **options: Any) -> None:
    """Find what is wrong with papers, building nothing.

    \b
    Examples:
      panel-papers check march-2024
      panel-papers check march-2024 --format json
    """
    from panel_papers.pipeline import check_paper  # noqa: PLC0415 - imports what `--help` need not

    run = _Run(**options)
    for paper in papers:
        run.attempt(lambda paper=paper: run.warn(paper, check_paper(paper, run.settings)))  # type: ignore[misc]
    run.end()


@panel_papers.command("new")
@click.argument("paper")
@click.option(
    "--date", "meeting", type=click.DateTime(["%Y-%m-%d"]), help="The day of the meeting."
)
@click.option("--inputs", type=_FOLDER, default=Path("inputs"), show_default=True, metavar="DIR")
def new(paper: str, meeting: Any, inputs: Path) -> None:
    """Write a filled-in starter for a new paper, ready to build.

    \b
    Examples:
      panel-papers new june-2024
      panel-papers new budget-2025 --date 2025-02-06
    """
    from panel_papers.starter import write_starter  # noqa: PLC0415

    run = _Run()
    run.attempt(lambda: _tell_started(write_starter(inputs, paper, meeting and meeting.date())))
    run.end()


def _tell_started(written: Sequence[Path]) -> None:
    for path in written:
        click.echo(path.as_posix())
    folder = written[0].parent
    click.echo(f"Change these files, then: make-paper {folder.name}", err=True)


@panel_papers.command("verify")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def verify(folder: Path, form: str) -> None:
    """Hold a folder of built files against its manifest.

    \b
    Example:
      panel-papers verify outputs/march-2024
    """
    from panel_papers.manifest import verify as compare  # noqa: PLC0415

    run = _Run(form=form)
    run.warn(folder.name, compare(folder))
    if run.exit_code is ExitCode.BUILT and form == "text":
        click.echo(f"{folder.as_posix()} is as it was built.")
    run.end()


def _build(papers: Sequence[str], every: bool, **options: Any) -> None:
    run = _Run(**options)
    if bool(papers) == every:
        raise click.UsageError("Name the papers to build, or use --all (but not both).")
    if every:
        from panel_papers.inputs import all_papers  # noqa: PLC0415

        papers = all_papers(run.settings.inputs)
        if not papers:
            raise click.UsageError(f"There is no paper in {run.settings.inputs.as_posix()}/.")
    from panel_papers.pipeline import make_paper as build_one  # noqa: PLC0415

    names = list(dict.fromkeys(papers))
    hidden = len(names) < 2 or run.quiet or not sys.stderr.isatty()  # noqa: PLR2004
    with click.progressbar(names, label="Papers", file=sys.stderr, hidden=hidden) as progress:
        for name in progress:
            run.attempt(lambda name=name: run.built(build_one(name, run.settings, run.talk)))  # type: ignore[misc]
    run.end()


class _Run:
    """One run of a command: what it was asked, what came of it, and how it ends."""

    def __init__(
        self,
        *,
        form: str = "text",
        quiet: bool = False,
        verbose: bool = False,
        **settings: Any,
    ) -> None:
        soffice = os.environ.get("PANEL_PAPERS_SOFFICE")
        self.settings = Settings(**settings, soffice=Path(soffice) if soffice else None)
        self.quiet, self._verbose, self._json = quiet, verbose, form == "json"
        self.exit_code = ExitCode.BUILT
        self._builds: list[Build] = []
        self._problems: list[Problem] = []

    def talk(self, words: str) -> None:
        """Say what is being done, to those who asked for it."""
        if self._verbose and not self.quiet:
            click.echo(words, err=True)

    def attempt(self, work: Callable[[], None]) -> None:
        """Do a piece of work; a fault of the user's is told and the run goes on."""
        try:
            work()
        except PanelPapersError as fault:
            self.exit_code = self.exit_code or fault.exit_code
            self._tell(fault.problems)
            self._problems += fault.problems
        except KeyboardInterrupt:
            click.echo("Interrupted: the outputs are as they were.", err=True)
            sys.exit(ExitCode.INTERRUPTED)

    def built(self, build: Build) -> None:
        """Tell of a paper that was built."""
        from panel_papers.report import summary_text  # noqa: PLC0415

        self._builds.append(build)
        self._tell(build.problems)
        if not self._json and not self.quiet:
            click.echo(summary_text(build, self.settings.outputs / build.paper.name))

    def warn(self, _name: str, problems: Sequence[Problem]) -> None:
        """Tell of problems that were found without a fault being raised."""
        if any(p.level is Level.ERROR for p in problems):
            self.exit_code = self.exit_code or ExitCode.GATE
        self._tell(problems)
        self._problems += problems

    def end(self) -> None:
        """Print JSON if that was asked for, and end with the exit code."""
        if self._json:
            from panel_papers.report import json_text  # noqa: PLC0415

            click.echo(json_text(self._builds, self._problems, self.exit_code))
        sys.exit(self.exit_code)

    def _tell(self, problems: Sequence[Problem]) -> None:
        from panel_papers.report import problem_text  # noqa: PLC0415

        for problem in problems:
            if not self.quiet or problem.level is Level.ERROR:
                click.echo(problem_text(problem), err=True)
