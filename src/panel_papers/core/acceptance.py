"""Problems that the author of a paper answers for, apart from those that are still open."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from panel_papers.core.model import Acceptance
from panel_papers.core.problems import Level, Problem, did_you_mean


class Accepted(Struct, frozen=True):
    """A problem, and the entry of paper.yaml that accepts it."""

    problem: Problem
    acceptance: Acceptance


class Judged(Struct, frozen=True):
    """Problems parted: those still open, and those that are accepted; both in their order."""

    open: tuple[Problem, ...]
    accepted: tuple[Accepted, ...]


def judge(problems: Sequence[Problem], acceptances: Sequence[Acceptance]) -> Judged:
    """Return the problems parted by what the paper accepts.

    An error is open unless it is acceptable and an entry says what it is about.
    """
    still_open: list[Problem] = []
    accepted: list[Accepted] = []
    for problem in problems:
        entry = next((each for each in acceptances if _accepts(each, problem)), None)
        if entry is None:
            still_open.append(problem)
        else:
            accepted.append(Accepted(problem, entry))
    return Judged(tuple(still_open), tuple(accepted))


def acceptance_problems(
    problems: Sequence[Problem], acceptances: Sequence[Acceptance]
) -> tuple[Problem, ...]:
    """Return what is wrong with the entries themselves, once all `problems` are known.

    An entry for an error is a warning, as an error cannot be accepted; one that nothing needs any
    more is a suggestion.
    """
    return tuple(
        _wrong(each, [p for p in problems if _covers(each, p)], problems)
        for each in acceptances
        if not any(_accepts(each, p) for p in problems)
    )


def _covers(entry: Acceptance, problem: Problem) -> bool:
    """Say whether an entry is about a problem: what was found or its place holds its words."""
    about = entry.about or ""
    if entry.code != problem.code:
        return False
    if problem.fingerprint is not None and about:
        return about == problem.fingerprint
    return about in problem.found or _names_place(about, str(problem.place))


def _names_place(about: str, place: str) -> bool:
    """Say whether words are in a place; “page 1” is not in “page 12”."""
    at = place.find(about)
    return at >= 0 and not (place[at + len(about) :][:1].isdigit() and about[-1:].isdigit())


def _accepts(entry: Acceptance, problem: Problem) -> bool:
    if not _covers(entry, problem):
        return False
    return problem.level is not Level.ERROR or (problem.acceptable and bool(entry.about))


def _wrong(entry: Acceptance, errors: Sequence[Problem], problems: Sequence[Problem]) -> Problem:
    if any(each.fingerprint for each in errors):
        return Problem(
            "error-not-accepted",
            entry.place,
            f"The entry for “{entry.code}” does not say which error it accepts",
            "one entry for each error, with “about”",
            "add “about” with the code of eight letters that the error gives",
            Level.WARNING,
        )
    if any(each.acceptable for each in errors):
        return Problem(
            "error-not-accepted",
            entry.place,
            f"The entry for “{entry.code}” does not say which error it accepts",
            "one entry for each error, with “about”",
            "add “about” with words of the error’s place or of what was found, such as "
            "“appendices/letter.pdf, page 1”",
            Level.WARNING,
        )
    if errors:
        return Problem(
            "error-not-accepted",
            entry.place,
            f"“{entry.code}” is an error here, and this error cannot be accepted",
            "only warnings and suggestions under “accepted”",
            "do what the message of that error says, and delete this entry",
            Level.WARNING,
        )
    about = f" about “{entry.about}”" if entry.about else ""
    codes = {problem.code for problem in problems}
    return Problem(
        "unused-acceptance",
        entry.place,
        f"The entry for “{entry.code}”{about} is not needed: no check reports it",
        "",
        did_you_mean(entry.code, sorted(codes - {entry.code})) or "delete the entry",
        Level.SUGGESTION,
    )
