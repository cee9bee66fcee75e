"""What can be wrong with a paper, where, and how the program ends because of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum

from msgspec import Struct
from msgspec.structs import replace


class ExitCode(IntEnum):
    """How the commands end; fixed, so that scripts may rely on it."""

    BUILT = 0
    OWN_FAULT = 1
    USAGE = 2
    INPUTS = 3
    TEMPLATES = 4
    ENGINE = 5
    GATE = 6
    INTERRUPTED = 130
    TERMINATED = 143


class Level(StrEnum):
    """How much a problem matters: only an error stops a clean build."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


class Place(Struct, frozen=True, order=True, gc=False):
    """Where a problem is, as its reader finds it.

    `file` is the path as the user typed or would type it, with forward slashes. `line` and
    `column` count from 1. `where` says the place in words where a file has no lines: “under the
    heading “Financial implications”, table 1, row 3”.
    """

    file: str
    line: int | None = None
    column: int | None = None
    where: str | None = None

    def __str__(self) -> str:
        """Return the place in the form that editors and terminals turn into a link."""
        numbers = "".join(f":{n}" for n in (self.line, self.column) if n is not None)
        words = f", {self.where}" if self.where else ""
        return f"{self.file}{numbers}{words}"

    def without_column(self) -> Place:
        """Return the place of the line: another message names it in its text."""
        return Place(self.file, self.line, None, self.where)

    def at(self, line: int, column: int | None = None) -> Place:
        """Return the same file's place at another line, counted from this place's own line."""
        first = self.line or 1
        return Place(self.file, first + line - 1, column, self.where)


class Problem(Struct, frozen=True):
    """One error, warning or suggestion, worded for the author of the paper.

    `code` names the kind of problem for good (kebab-case). `found` is one full sentence that says
    what is wrong, without its full stop. `wanted` is what was expected, and empty where the
    sentence makes that plain. `hint` is one imperative sentence on how to fix it. All of these may
    be written into files that others read, as may the place: they never quote hidden text or name
    restricted content.

    `quoted` is what the user's own terminal shows besides, and no file: the hidden words that were
    found, the name of a hidden sheet. A `restricted` problem was found in a restricted file: it
    appears on the terminal and in folders named `restricted`, and nowhere else. An `acceptable`
    error may be accepted in paper.yaml, by an entry that also says what it is about: where the
    problem has a `fingerprint`, exactly that, so that each is accepted by itself and without a word
    of what was found. `accepted_in` is the file that entry goes into.
    """

    code: str
    place: Place
    found: str
    wanted: str = ""
    hint: str | None = None
    level: Level = Level.ERROR
    quoted: str | None = None
    restricted: bool = False
    acceptable: bool = False
    fingerprint: str | None = None
    accepted_in: str = "paper.yaml"


def published(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what files that others read may say of `problems`: nothing restricted or quoted."""
    return tuple(replace(each, quoted=None) for each in problems if not each.restricted)


def in_full(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems with all that is known of them, for a user who asks for it in a file."""
    return tuple(
        replace(
            each,
            found=f"{each.found}: {each.quoted}" if each.quoted else each.found,
            quoted=None,
            restricted=False,
        )
        for each in problems
    )


def as_restricted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems that were found in restricted files, marked as such."""
    return tuple(replace(each, restricted=True) for each in problems)


def distinct(problems: Iterable[Problem], known: Iterable[Problem] = ()) -> tuple[Problem, ...]:
    """Return each problem once, in order, without those that are `known`.

    One code, place and finding is one problem.
    """
    seen = {_identity(each) for each in known}
    found: dict[object, Problem] = {}
    for each in problems:
        if _identity(each) not in seen:
            found.setdefault(_identity(each), each)
    return tuple(found.values())


def _identity(problem: Problem) -> tuple[str, Place, str, str | None]:
    return (problem.code, problem.place, problem.found, problem.quoted)


class PanelPapersError(Exception):
    """The root of every error that the user can act on; holds all problems, in order."""

    exit_code = ExitCode.OWN_FAULT

    def __init__(self, problems: Sequence[Problem]) -> None:
        if not problems:
            raise ValueError("an error needs at least one problem")
        super().__init__("; ".join(f"{p.place}: {p.found}" for p in problems))
        self.problems = tuple(problems)


class InputsError(PanelPapersError):
    """Problems in a paper's inputs."""

    exit_code = ExitCode.INPUTS


class TemplatesError(PanelPapersError):
    """Problems in the Word templates."""

    exit_code = ExitCode.TEMPLATES


class EngineError(PanelPapersError):
    """A rendering engine or tool failed or is missing."""

    exit_code = ExitCode.ENGINE


class OutputsError(PanelPapersError):
    """The finished files could not be put in place; the last good outputs are as they were.

    The computer stopped us (a full disk, a file open in Word, another build), neither the inputs
    nor a bug of ours with its traceback: so the code of “a tool failed”.
    """

    exit_code = ExitCode.ENGINE


class LimitsError(PanelPapersError):
    """The work on a paper took too much time or memory, or its process was killed.

    A tool that failed in the end, as with `OutputsError`; the last good outputs are as they were.
    """

    exit_code = ExitCode.ENGINE


class GateError(PanelPapersError):
    """What must not be published was found in what was built."""

    exit_code = ExitCode.GATE


def did_you_mean(found: str, known: Iterable[str]) -> str | None:
    """Return “write “x” if you mean that” for the known name nearest to `found`, or None."""
    near = difflib.get_close_matches(found, list(known), n=1, cutoff=0.6)
    return f"write “{near[0]}” if you mean that" if near else None
