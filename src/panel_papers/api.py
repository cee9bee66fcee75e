"""The Python API: a paper built or checked as the commands do it, with the result as a value.

The work is done in a child process, within the limits of the commands. The child is a fresh Python
on every platform: a fork would carry threads and exit handlers of the caller's program with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, get_args

from msgspec import Struct

from panel_papers.core import (
    EngineName,
    ExitCode,
    Level,
    LimitsError,
    Problem,
    Settings,
    usual_templates,
)
from panel_papers.run import (
    Outcome,
    check_paper as run_check,
    clear_up,
    each_in_child,
    limits_from,
    run_paper,
)

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["BuiltPaper", "CheckedPaper", "build_paper", "check_paper"]


class CheckedPaper(Struct, frozen=True):
    """What a check found.

    `problems` are those that the command prints, in its order. `exit_code` is that of the command:
    BUILT where nothing is wrong, GATE where the paper may not be published, else why it could not
    be checked. A problem may quote restricted words (`quoted`, `restricted`): print it for its
    author, and write it to no file that others read.
    """

    paper: str
    exit_code: ExitCode
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a clean build."""
        return tuple(each for each in self.problems if each.level is Level.ERROR)

    @property
    def can_be_built(self) -> bool:
        """Whether a build would be clean: no errors, and with `strict` no warnings."""
        return self.exit_code is ExitCode.BUILT


class BuiltPaper(Struct, frozen=True):
    """What a build made.

    `files` are the public files, the pack among them, and `restricted_files` those that must not be
    published; both are empty where nothing was built, and the earlier outputs are as they were.
    `problems` are as those of `CheckedPaper`. `exit_code` is that of the command. `summary` is the
    text that the command prints.
    """

    paper: str
    exit_code: ExitCode
    problems: tuple[Problem, ...]
    draft: bool
    files: tuple[Path, ...] = ()
    restricted_files: tuple[Path, ...] = ()
    summary: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a clean build."""
        return tuple(each for each in self.problems if each.level is Level.ERROR)

    @property
    def built(self) -> bool:
        """Whether there are new files, be they a draft."""
        return bool(self.files)

    @property
    def may_be_published(self) -> bool:
        """Whether `files` may be published as they are: built, no errors, and no draft."""
        return self.built and not self.draft and self.exit_code is ExitCode.BUILT


def build_paper(
    paper: str,
    *,
    inputs: str | PathLike[str] = "inputs",
    templates: str | PathLike[str] | None = None,
    outputs: str | PathLike[str] = "outputs",
    engine: EngineName = "auto",
    draft: bool = False,
    strict: bool = False,
    cross_check: bool = False,
    parts: bool = False,
    html: bool = True,
    large_print: bool = False,
    today: date | None = None,
    soffice: str | PathLike[str] | None = None,
    cache: str | PathLike[str] | None = None,
) -> BuiltPaper:
    """Build the paper in the folder `inputs/<paper>`, as `make-paper` does.

    The keywords are the options of the command (docs/commands.md). Without `templates`, the folder
    of that name is used, or where there is none the templates that come with the package. Without
    `today`, what depends on
    the day is calculated for the day of the call; without `cache`, everything is made again.
    `soffice` is LibreOffice's program where that is nowhere usual.

    What is wrong with a paper is in the result and raises nothing. Raises ValueError for an unknown
    `engine` and for limits in the environment that are no numbers, RuntimeError where the program
    itself fails (its traceback is on stderr), and KeyboardInterrupt.
    """
    if engine not in get_args(EngineName):
        known = ", ".join(get_args(EngineName))
        raise ValueError(f"engine must be one of {known}, not {engine!r}")
    settings = Settings(
        inputs=Path(inputs),
        templates=usual_templates() if templates is None else Path(templates),
        outputs=Path(outputs),
        engine=engine,
        draft=draft,
        strict=strict,
        soffice=Path(soffice) if soffice is not None else None,
        cross_check=cross_check,
        parts=parts,
        html=html,
        large_print=large_print,
        today=today or _today(),
        cache=Path(cache) if cache is not None else None,
    )
    outcome, names = _in_child(_built, settings, paper)
    folder = settings.outputs / outcome.paper
    return BuiltPaper(
        paper=outcome.paper,
        exit_code=outcome.exit_code,
        problems=outcome.problems,
        draft=outcome.manifest is not None and outcome.manifest["status"] == "draft",
        files=tuple(folder / each for each in names if not _is_restricted(each)),
        restricted_files=tuple(folder / each for each in names if _is_restricted(each)),
        summary=outcome.summary,
    )


def check_paper(
    paper: str,
    *,
    inputs: str | PathLike[str] = "inputs",
    templates: str | PathLike[str] | None = None,
    draft: bool = False,
    strict: bool = False,
    review: str | PathLike[str] | None = None,
    today: date | None = None,
) -> CheckedPaper:
    """Find what is wrong with a paper, building nothing, as `panel-papers check` does.

    `review` is a folder for Word documents with each problem as a comment. For the rest see
    `build_paper`.
    """
    settings = Settings(
        inputs=Path(inputs),
        templates=usual_templates() if templates is None else Path(templates),
        draft=draft,
        strict=strict,
        review=Path(review) if review is not None else None,
        today=today or _today(),
    )
    outcome, _ = _in_child(_checked, settings, paper)
    stops = (Level.ERROR, Level.WARNING) if strict else (Level.ERROR,)
    gated = any(each.level in stops for each in outcome.problems)
    exit_code = outcome.exit_code or (ExitCode.GATE if gated else ExitCode.BUILT)
    return CheckedPaper(outcome.paper, exit_code, outcome.problems)


def _today() -> date:
    return datetime.now().astimezone().date()


_Came: TypeAlias = "tuple[Outcome, tuple[str, ...]]"
"""What came of a paper, and the names of the files that were built."""


def _in_child(work: Callable[[Settings, str], _Came], settings: Settings, paper: str) -> _Came:
    """Return what comes of the work on a paper, in a child process with limits."""
    limits = limits_from(os.environ)
    bound = partial(work, settings)
    try:
        (came,) = each_in_child(bound, [paper], limits, partial(clear_up, settings), forks=False)
    except SystemExit as ended:
        raise RuntimeError(
            f"the process that worked on {paper!r} ended with exit code {ended.code}; its "
            "traceback is on stderr. A script must call this below `if __name__ == '__main__':`"
        ) from None
    if isinstance(came, LimitsError):
        return Outcome(paper, came.exit_code, came.problems), ()
    return came


def _built(settings: Settings, name: str) -> _Came:
    """Build a paper, in the child process."""
    from panel_papers.output import built_names  # noqa: PLC0415 - heavy

    outcome = run_paper(name, settings)
    if outcome.manifest is None:
        return outcome, ()
    return outcome, tuple(sorted(built_names(settings.outputs / outcome.paper)))


def _checked(settings: Settings, name: str) -> _Came:
    """Check a paper, in the child process."""
    return run_check(name, settings), ()


def _is_restricted(name: str) -> bool:
    return name.startswith("restricted/")
