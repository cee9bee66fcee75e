"""The two commands: what is typed, and how the program answers and ends.

Nothing heavy is imported here: `--help` and shell completion answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypedDict, TypeVar, Unpack

import click

from panel_papers import __version__
from panel_papers.children import Terminated, Work, each_in_child
from panel_papers.cli_preview import fields, preview
from panel_papers.cli_templates import templates
from panel_papers.errors import ExitCode, Level, LimitsError, PanelPapersError, Problem
from panel_papers.limits import limits_from
from panel_papers.outcome import Outcome
from panel_papers.problems import json_text, problem_text
from panel_papers.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., None])


class _RunOptions(TypedDict, total=False):
    """What every run over papers can be told; the names of `Settings`, and how to answer."""

    inputs: Path
    templates: Path
    outputs: Path
    engine: str
    draft: bool
    strict: bool
    cross_check: bool
    review: Path | None
    jobs: int
    scheduler: str | None
    today: datetime | None
    no_cache: bool
    form: str
    quiet: bool
    verbose: bool


def _complete(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Offer the folders under the inputs that hold a paper."""
    inputs = Path(context.params.get("inputs") or "inputs")
    return sorted(found.parent.name for found in inputs.glob(f"{typed}*/paper.yaml"))


def _folder(name: str, what: str) -> Callable[[_Command], _Command]:
    return click.option(
        f"--{name}",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(name),
        show_default=True,
        metavar="DIR",
        help=what,
    )


_FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How problems and the summary are told: for people, or as JSON on standard output.",
)
_INPUTS = _folder("inputs", "The papers, one folder each.")
_CHECK_FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="How problems are told: for people, or on standard output as JSON or SARIF 2.1.0.",
)
_RUN_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--strict", is_flag=True, help="Let a warning count as an error."),
    click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help="The day to reckon with instead of the computer’s: is there still time to publish?",
    ),
    _INPUTS,
    _folder("templates", "The templates; those for Word are in its folder “word”."),
    _folder("outputs", "What is built, one folder a paper."),
    click.option("-v", "--verbose", is_flag=True, help="Say what is being done."),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
)
_BUILD_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--all", "every", is_flag=True, help="Build every paper under the inputs."),
    click.option(
        "--jobs",
        type=click.IntRange(1),
        default=1,
        show_default=True,
        metavar="N",
        help="Build so many papers at once, each in a process of its own.",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Build on the dask cluster whose scheduler is there, such as tcp://scheduler:8786; "
        "see deploy/.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["auto", "libreoffice", "embedded"]),
        default="auto",
        show_default=True,
        help="What turns Word into PDF; “auto” is the embedded engine, and LibreOffice, where "
        "there is one, for documents that it cannot tag exactly.",
    ),
    click.option(
        "--cross-check",
        is_flag=True,
        help="Make each document with both engines too, and tell where they differ widely.",
    ),
    click.option(
        "--no-cache", is_flag=True, help="Make all anew, and keep nothing for the next build."
    ),
    click.option(
        "--draft",
        is_flag=True,
        help="Build with what is there: gaps are marked, and DRAFT stands on every page.",
    ),
)
_BUILD_HELP = """Build committee papers: a Word report and a PDF pack each.

PAPER is the name of a folder under inputs/.

\b
Examples:
  make-paper march-2024              build one paper
  make-paper march-2024 june-2024    build several
  make-paper --all                   build every paper under inputs/
  make-paper --all --jobs 4          build four at a time
  make-paper march-2024 --draft      see how far it is, gaps marked
  make-paper march-2024 --strict     stop at warnings too

What is built goes to outputs/PAPER/, all its files together or none of them.

\b
Exit codes:
  0  built                      4  faults in the templates
  1  a fault of the program     5  a tool failed, is missing, or took too long
  2  wrong usage                6  something must not be published
  3  faults in the inputs       130  interrupted
                                143  ended by SIGTERM
"""


def _with(*options: Callable[[Any], Any]) -> Callable[[_Command], _Command]:
    """Add options to a command, in the order in which its help lists them."""

    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _papers(*, required: bool) -> Callable[[_Command], _Command]:
    return click.argument(
        "papers", nargs=-1, required=required, metavar="PAPER...", shell_complete=_complete
    )


@click.command("make-paper", help=_BUILD_HELP)
@_papers(required=False)
@_with(*_BUILD_OPTIONS, _FORM, *_RUN_OPTIONS)
@click.version_option(__version__, prog_name="make-paper")
def make_paper(papers: Sequence[str], every: bool, **options: Unpack[_RunOptions]) -> None:
    """Build committee papers."""
    _build(papers, every, _Run(**options))


@click.group("panel-papers")
@click.version_option(__version__, prog_name="panel-papers")
def panel_papers() -> None:
    """Committee papers from structured inputs and Word templates.

    \b
    Examples:
      panel-papers new june-2024               start a paper
      panel-papers check june-2024             see what is wrong with it
      panel-papers build june-2024             the same as make-paper june-2024
      panel-papers templates check             see what is wrong with the Word templates
      panel-papers templates preview --watch   see their pages, as you edit them
      panel-papers verify outputs/june-2024    hold a folder against its manifest
    """  # noqa: D301 - click wants the character itself


panel_papers.add_command(templates)
templates.add_command(fields)
templates.add_command(preview)


@panel_papers.command("build", help=_BUILD_HELP)
@_papers(required=False)
@_with(*_BUILD_OPTIONS, _FORM, *_RUN_OPTIONS)
def build(papers: Sequence[str], every: bool, **options: Unpack[_RunOptions]) -> None:
    """Build committee papers."""
    _build(papers, every, _Run(**options))


@panel_papers.command("check")
@_papers(required=True)
@click.option(
    "--review",
    type=click.Path(path_type=Path, file_okay=False),
    is_flag=False,
    flag_value=Path("review"),
    metavar="[DIR]",
    help="Also write the Word documents with each finding as a comment, to DIR or “review”.",
)
@_with(_CHECK_FORM, *_RUN_OPTIONS)
def check(papers: Sequence[str], **options: Unpack[_RunOptions]) -> None:
    """Find what is wrong with papers, building nothing.

    \b
    Examples:
      panel-papers check march-2024
      panel-papers check march-2024 --format json
      panel-papers check march-2024 --review      Word files with comments, in review/
      panel-papers check march-2024 --today 2024-03-07
    """  # noqa: D301 - click wants the character itself
    run = _Run(**options)
    with run:
        for paper, came in zip(papers, run.each(_checked, papers), strict=True):
            run.checked(paper, came)
    run.end()


@panel_papers.command("new")
@click.argument("paper")
@click.option(
    "--date",
    "meeting",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day of the meeting; a name such as june-2024 says the month itself.",
)
@_INPUTS
def new(paper: str, meeting: datetime | None, inputs: Path) -> None:
    """Write a filled-in starter for a new paper, ready to build.

    \b
    Examples:
      panel-papers new june-2024
      panel-papers new budget-2025 --date 2025-02-06
    """  # noqa: D301 - click wants the character itself
    run = _Run()
    with run:
        from panel_papers.starter import write_starter  # noqa: PLC0415 - heavy

        for path in write_starter(inputs, paper, meeting.date() if meeting else None):
            click.echo(path.as_posix())
        click.echo(f"Change these files, then: make-paper {paper}", err=True)
    run.end()


@panel_papers.command("verify")
@click.argument("folder", type=click.Path(path_type=Path))
@_FORM
def verify(folder: Path, form: str) -> None:
    """Hold a folder of built files against its manifest.

    Ends with 0 if every file is as it was built, with 6 if not.

    \b
    Example:
      panel-papers verify outputs/march-2024
    """  # noqa: D301 - click wants the character itself
    run = _Run(form=form)
    with run:
        from panel_papers.manifest import verify as differences  # noqa: PLC0415 - heavy

        run.verified(folder, differences(folder))
    run.end()


def _build(papers: Sequence[str], every: bool, run: _Run) -> None:
    if bool(papers) == every:
        raise click.UsageError("Name the papers to build, or give --all; not both.")
    if every:
        with run:
            from panel_papers.inputs import all_papers  # noqa: PLC0415 - heavy

            papers = all_papers(run.settings.inputs)
            if not papers:
                raise click.UsageError(f"There is no paper in {run.settings.inputs.as_posix()}/.")
    names = list(dict.fromkeys(papers))
    hidden = len(names) < 2 or run.quiet or not sys.stderr.isatty()
    bar = click.progressbar(length=len(names), label="Papers", file=sys.stderr, hidden=hidden)
    # closed at once when interrupted: then no process of it is left
    with run, bar as shown, closing(run.papers(names, lambda: shown.update(1))) as outcomes:
        for outcome in outcomes:
            run.ended(outcome)
    run.end()


def _cache_folder() -> Path | None:
    """Return where earlier runs kept what they made; None for a user who wants none kept."""
    named = os.environ.get("PANEL_PAPERS_CACHE")
    if named is not None:
        return Path(named) if named else None
    import platformdirs  # noqa: PLC0415 - not for `--help`

    return platformdirs.user_cache_path("panel-papers", appauthor=False)


_Came = tuple[Outcome, tuple[str, ...]]
"""What came of a paper, and what is still to be said of its run."""


def _built(settings: Settings, live: bool, name: str) -> _Came:
    """Build a paper, in a child process; `live` says at once what is being done."""
    from panel_papers.running import run_paper  # noqa: PLC0415 - not for `--help`

    said: list[str] = []
    talk = partial(click.echo, err=True) if live else said.append
    return run_paper(name, settings, talk), tuple(said)


def _checked(settings: Settings, _live: bool, name: str) -> _Came:
    """Check a paper, in a child process."""
    from panel_papers.running import check_paper  # noqa: PLC0415 - not for `--help`

    return check_paper(name, settings), ()


def _clear_up(settings: Settings, name: str) -> None:
    from panel_papers.aftermath import clear_up  # noqa: PLC0415 - heavy

    clear_up(settings, name)


class _Run:
    """One run of a command: what it was asked, what came of it, and how it ends.

    Used as a context, it tells of a fault inside and lets the run go on to its end.
    """

    def __init__(
        self,
        *,
        form: str = "text",
        quiet: bool = False,
        verbose: bool = False,
        jobs: int = 1,
        scheduler: str | None = None,
        today: datetime | None = None,
        no_cache: bool = False,
        **settings: Any,  # noqa: ANN401 - the fields of Settings, each typed there
    ) -> None:
        soffice = os.environ.get("PANEL_PAPERS_SOFFICE")
        self.settings = Settings(
            **settings,
            soffice=Path(soffice) if soffice else None,
            today=(today or datetime.now().astimezone()).date(),
            cache=None if no_cache else _cache_folder(),
        )
        try:
            self._limits = limits_from(os.environ)
        except ValueError as fault:
            raise click.UsageError(str(fault)) from None
        self.quiet, self._verbose, self._form = quiet, verbose, form
        self._jobs, self._scheduler = jobs, scheduler
        self._exit_code = ExitCode.BUILT
        self._papers: list[Mapping[str, Any]] = []
        self._problems: list[Problem] = []

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, fault: BaseException | None, _trace: object) -> bool:
        if isinstance(fault, PanelPapersError):
            self._exit_code = self._exit_code or fault.exit_code
            self._tell(fault.problems)
        elif isinstance(fault, KeyboardInterrupt):
            click.echo("Interrupted: the outputs are as they were.", err=True)
            terminated = isinstance(fault, Terminated)
            sys.exit(ExitCode.TERMINATED if terminated else ExitCode.INTERRUPTED)
        return isinstance(fault, PanelPapersError)

    def papers(
        self, names: Sequence[str], finished: Callable[[], None]
    ) -> Generator[Outcome, None, None]:
        """Build papers, and yield what came of each: here, in several processes, on a cluster."""
        if self._scheduler is None and min(self._jobs, len(names)) < 2:
            for outcome in self.each(_built, names):
                finished()
                yield outcome
            return
        from panel_papers.jobs import run_papers  # noqa: PLC0415 - only for several

        yield from run_papers(
            names,
            self.settings,
            jobs=self._jobs,
            scheduler=self._scheduler,
            talk=self.talk,
            finished=finished,
        )

    def each(
        self, work: Callable[[Settings, bool, str], _Came], names: Sequence[str]
    ) -> Iterator[Outcome]:
        """Yield what comes of the work on each paper, in a child process with limits.

        What is said of one paper alone is said at once; of several, before what came of each, as
        the child is then at the next.
        """
        live = self._verbose and not self.quiet and len(names) == 1
        bound: Work[_Came] = partial(work, self.settings, live)
        clear_up = partial(_clear_up, self.settings)
        came = each_in_child(bound, names, self._limits, clear_up)
        for name, each in zip(names, came, strict=True):
            if isinstance(each, LimitsError):
                yield Outcome(name, each.exit_code, each.problems)
            else:
                outcome, said = each
                for words in said:
                    self.talk(words)
                yield outcome

    def talk(self, words: str) -> None:
        """Say what is being done, to those who asked for it."""
        if self._verbose and not self.quiet:
            click.echo(words, err=True)

    def ended(self, outcome: Outcome) -> None:
        """Tell what came of a paper."""
        self._exit_code = self._exit_code or outcome.exit_code
        self._tell(outcome.problems)
        if outcome.manifest is not None:
            self._papers.append(outcome.manifest)
            self._answer(outcome.summary)

    def checked(self, paper: str, came: Outcome) -> None:
        """Tell what a check found; errors among it keep the paper from being published."""
        problems = came.problems
        self._tell(problems)
        if came.exit_code:
            self._exit_code = self._exit_code or came.exit_code
            return
        stops = {Level.ERROR, Level.WARNING} if self.settings.strict else {Level.ERROR}
        stopped = sum(problem.level in stops for problem in problems)
        if stopped:
            self._exit_code = self._exit_code or ExitCode.GATE
            self._answer(f"{paper} must not be published: {stopped} to mend.")
            return
        counted = f"{len(problems)} to look at" if problems else "nothing to tell"
        self._answer(f"{paper} can be built: {counted}.")

    def verified(self, folder: Path, problems: Sequence[Problem]) -> None:
        """Tell what differs between a folder and its manifest."""
        self._tell(problems)
        if any(problem.level is Level.ERROR for problem in problems):
            self._exit_code = ExitCode.GATE
        else:
            self._answer(f"{folder.as_posix()}: every file is as it was built.")

    def end(self) -> None:
        """Print JSON or SARIF if that was asked for, and end with the exit code."""
        if self._form == "sarif":
            from panel_papers.sarif import sarif_text  # noqa: PLC0415 - heavy

            click.echo(sarif_text(self._problems))
        elif self._form == "json":
            click.echo(json_text(self._papers, self._problems, self._exit_code))
        sys.exit(self._exit_code)

    def _answer(self, text: str) -> None:
        if self._form == "text" and not self.quiet:
            click.echo(text)

    def _tell(self, problems: Sequence[Problem]) -> None:
        self._problems += problems
        for problem in problems:
            if self._form == "text" and (problem.level is Level.ERROR or not self.quiet):
                click.echo(problem_text(problem), err=True)
