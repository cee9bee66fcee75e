"""One run of a command over papers: what it was asked, what came of it, how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from panel_papers.cli.in_child import limits_of_run
from panel_papers.cli.options import soffice_named
from panel_papers.cli.project import project_default
from panel_papers.cli.terminal import say, say_where_to_read_more
from panel_papers.core import (
    ExitCode,
    Level,
    LimitsError,
    PanelPapersError,
    Problem,
    Settings,
    counted,
    in_full,
    json_text,
    problem_text,
)
from panel_papers.run import Outcome, Terminated, Work, each_in_child

if TYPE_CHECKING:
    from panel_papers.output import Verdict


class RunOptions(TypedDict, total=False):
    """What every run over papers can be asked for; the names of `Settings`, and how to answer."""

    inputs: Path
    templates: Path
    outputs: Path
    engine: str
    draft: bool
    strict: bool
    cross_check: bool
    parts: bool
    html: bool
    large_print: bool
    review: Path | None
    jobs: int
    scheduler: str | None
    insecure_scheduler: bool
    today: datetime | None
    no_cache: bool
    discard_edits: bool
    form: str
    include_restricted: bool
    quiet: bool
    verbose: bool


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
    from panel_papers.run import run_paper  # noqa: PLC0415 - not for `--help`

    said: list[str] = []
    talk = partial(say, err=True) if live else said.append
    return run_paper(name, settings, talk), tuple(said)


def check_one(settings: Settings, _live: bool, name: str) -> _Came:
    """Check a paper, in a child process."""
    from panel_papers.run import check_paper  # noqa: PLC0415 - not for `--help`

    return check_paper(name, settings), ()


def _clear_up(settings: Settings, name: str) -> None:
    from panel_papers.run import clear_up  # noqa: PLC0415 - heavy

    clear_up(settings, name)


class Run:
    """One run of a command: what it was asked, what came of it, and how it ends.

    Used as a context, it reports a problem inside and lets the run continue to its end.
    """

    def __init__(
        self,
        *,
        form: str = "text",
        include_restricted: bool = False,
        quiet: bool = False,
        verbose: bool = False,
        jobs: int = 1,
        scheduler: str | None = None,
        insecure_scheduler: bool = False,
        today: datetime | None = None,
        no_cache: bool = False,
        **settings: Any,  # noqa: ANN401 - the fields of Settings, each typed there
    ) -> None:
        self.today = (today or datetime.now().astimezone()).date()
        self.settings = Settings(
            **settings,
            soffice=soffice_named(),
            body=project_default("body"),
            today=self.today,
            cache=None if no_cache else _cache_folder(),
        )
        self._limits = limits_of_run()
        self.quiet, self._verbose, self._form = quiet, verbose, form
        self._include_restricted = include_restricted
        self._jobs, self._scheduler = jobs, scheduler
        self._insecure = insecure_scheduler
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
            say("Interrupted: the outputs are as they were.", err=True)
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
        from panel_papers.run import run_papers  # noqa: PLC0415 - only for several

        yield from run_papers(
            names,
            self.settings,
            jobs=self._jobs,
            scheduler=self._scheduler,
            insecure=self._insecure,
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
            say(words, err=True)

    def ended(self, outcome: Outcome) -> None:
        """Print the result of a paper."""
        self._exit_code = self._exit_code or outcome.exit_code
        self._tell(outcome.problems)
        if outcome.manifest is not None:
            self._papers.append(outcome.manifest)
            self.answer(outcome.summary)

    def checked(self, paper: str, came: Outcome) -> None:
        """Print what a check found; errors among it keep the paper from being published."""
        problems = came.problems
        self._tell(problems)
        if came.exit_code:
            self._exit_code = self._exit_code or came.exit_code
            return
        stops = {Level.ERROR, Level.WARNING} if self.settings.strict else {Level.ERROR}
        if any(problem.level in stops for problem in problems):
            self._exit_code = self._exit_code or ExitCode.GATE
            self.answer(f"{paper} must not be published: {counted(problems)}.")
            return
        self.answer(f"{paper} can be built: {counted(problems)}.")

    def verified(self, folder: Path, verdict: Verdict) -> None:
        """Report whether a folder is as it was built, a draft, or older than its inputs.

        A script that publishes what ends with 0 publishes nothing that is damaged, a draft, or
        overtaken by its inputs.
        """
        self._tell(verdict.problems)
        if verdict.unchanged:
            said = ["unchanged since it was built"]
            if verdict.draft:
                said = ["a draft, unchanged since it was built: do not publish it"]
            elif verdict.issued:
                said = [f"{verdict.issued}: its files are those that were published"]
            if verdict.older:
                said.append("older than its inputs: build it again")
            elif not verdict.compared:
                said.append("its inputs are not here, so they were not compared")
            if any(each.code == "outputs-extra" for each in verdict.problems):
                said.append("leave out what is not part of the build")
        else:
            said = ["not as it was built: do not publish it"]
            if verdict.issued:
                said = [f"{verdict.issued}: its files are not those that were published"]
        self.answer(f"{folder.as_posix()}: {'; '.join(said)}.")
        if not verdict.unchanged or verdict.draft:
            self._exit_code = ExitCode.GATE
        elif verdict.older:
            self._exit_code = ExitCode.INPUTS

    def found(self, problems: Sequence[Problem]) -> None:
        """Report problems that stop nothing."""
        self._tell(problems)

    def say_of_paper(self, said: Mapping[str, Any]) -> None:
        """Put into the JSON what is said of a paper there."""
        self._papers.append(said)

    def end(self) -> None:
        """Print JSON or SARIF if that was asked for, and end with the exit code."""
        problems = in_full(self._problems) if self._include_restricted else self._problems
        if self._form == "sarif":
            from panel_papers.cli.sarif import sarif_text  # noqa: PLC0415 - heavy

            say(sarif_text(problems))
        elif self._form == "json":
            say(json_text(self._papers, problems, self._exit_code))
        elif not self.quiet:
            say_where_to_read_more(self._problems)
        sys.exit(self._exit_code)

    def answer(self, text: str) -> None:
        """Print a result, where it is printed for people."""
        if self._form == "text" and not self.quiet:
            say(text)

    def _tell(self, problems: Sequence[Problem]) -> None:
        self._problems += problems
        for problem in problems:
            # JSON and SARIF leave out what is restricted: it is shown here in each format
            if self._form != "text" and (self._include_restricted or not problem.restricted):
                continue
            if problem.level is Level.ERROR or not self.quiet:
                say(problem_text(problem), err=True)
