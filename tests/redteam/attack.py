"""Builds papers with ways to leak in them, and says how each way ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from panel_papers.build.check import check_paper
from panel_papers.build.pipeline import make_paper
from panel_papers.core.problems import Level, PanelPapersError, Problem
from panel_papers.core.settings import Settings

from .model import Ends, Way
from .reader import Pixels, holds, words_in

ROOT = Path(__file__).parents[2]
HEAD = """\
title: Plans for the depots
report_to: Example Panel
author: Chief Officer
date: 2027-05-06
for: Decision
enquiries_to: {name: Policy team, role: Policy Officer, email: policy@example.org}
background_papers: []
"""
TEXTS: dict[str, str | bytes] = {
    "purpose.md": "This report presents the plans for the depots.\n",
    "recommendations.md": "That the panel notes the report.\n",
    "context.md": "The depots were built in 1998 and are to be repaired.\n",
}


@dataclass
class Supplied:
    """One file of a paper, with the ways that are in it and its other keys in paper.yaml."""

    name: str
    data: bytes
    ways: Sequence[Way]
    keys: str = ""
    make: Callable[[Sequence[Way]], bytes] | None = None

    def apart(self) -> list[Supplied]:
        """Return a file for each of its ways."""
        return [self._with([way]) for way in self.ways]

    def halves(self) -> list[Supplied]:
        """Return two files, each with half of its ways."""
        half = len(self.ways) // 2
        return [self._with(self.ways[:half]), self._with(self.ways[half:])]

    def _with(self, ways: Sequence[Way]) -> Supplied:
        """Return a file of this kind with these ways, named after the first; no other has it."""
        assert self.make
        ending = self.name.rpartition(".")[2]
        name = re.sub("[^a-z0-9]+", "-", ways[0].name)
        return Supplied(f"{name}.{ending}", self.make(ways), ways, ways[0].keys, self.make)


@dataclass
class Ended:
    """How the ways of a paper ended: each way's name, and what happened, in words."""

    stopped: dict[str, str] = field(default_factory=dict)
    built: list[str] = field(default_factory=list)
    leaked: dict[str, str] = field(default_factory=dict)


def write_paper(
    folder: Path,
    files: Iterable[Supplied],
    texts: Mapping[str, str | bytes] = TEXTS,
    head: str = HEAD,
) -> Settings:
    """Write a paper whose appendices are the files, and return the settings to build it."""
    paper = folder / "inputs" / "depots"
    (paper / "appendices").mkdir(parents=True, exist_ok=True)
    entries = [f"appendices/{each.name}" for each in files]
    yaml = head + ("appendices:\n" if entries else "appendices: []\n")
    for number, each in enumerate(files, 1):
        (paper / "appendices" / each.name).write_bytes(each.data)
        yaml += f"  - {{title: Plan {number}, file: appendices/{each.name}{each.keys}}}\n"
    for name, text in (TEXTS | dict(texts) | {"paper.yaml": yaml}).items():
        (paper / name).parent.mkdir(parents=True, exist_ok=True)
        (paper / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return Settings(
        inputs=folder / "inputs",
        templates=ROOT / "templates",
        outputs=folder / "outputs",
        engine="embedded",
    )


def public_files(folder: Path) -> dict[str, bytes]:
    """Return every file of the build that is not in the restricted folder."""
    outputs = folder / "outputs" / "depots"
    return {
        path.relative_to(outputs).as_posix(): path.read_bytes()
        for path in sorted(outputs.rglob("*"))
        if path.is_file() and "restricted" not in path.relative_to(outputs).parts
    }


def errors_of(act: Callable[[], object]) -> tuple[Problem, ...]:
    """Return the errors that a check finds or a build stops with."""
    try:
        found = act()
    except PanelPapersError as error:
        return tuple(p for p in error.problems if p.level is Level.ERROR)
    problems = found if isinstance(found, tuple) else getattr(found, "problems", ())
    return tuple(p for p in problems if p.level is Level.ERROR)


def attack(folder: Path, files: Sequence[Supplied]) -> Ended:
    """Check papers with these files, build what no problem names, and search the outputs.

    A file that carries several ways and is stopped is tried again as two files, each with half of
    them: a document for each way would cost a build of as many documents. What passes the check is
    set aside until all that is to be built has passed.
    """
    ended, unchecked, passed = Ended(), list(files), list[Supplied]()
    for round_ in range(30):
        trying = unchecked or passed
        if not trying:
            return ended
        settings = write_paper(folder / str(round_), trying)
        problems = errors_of(partial(check_paper if unchecked else make_paper, "depots", settings))
        if not (problems or unchecked):
            break
        named = {name: p for p in problems if (name := Path(p.place.file).name)}
        out = [each for each in trying if each.name in named]
        assert out or not problems, f"a problem names none of the files: {problems}"
        good = [each for each in trying if each.name not in named]
        passed = [*passed, *good] if unchecked else good
        unchecked = [half for each in out if len(each.ways) > 1 for half in each.halves()]
        for each in out:
            if len(each.ways) == 1:
                ended.stopped[each.ways[0].name] = _told(named[each.name])
    else:
        raise AssertionError("each round takes a file out")
    ways = [way for each in passed for way in each.ways]
    ended.built = [way.name for way in ways]
    ended.leaked = leaks(public_files(folder / str(round_)), ways)
    return ended


def _told(problem: Problem) -> str:
    return f"{problem.code}: {problem.found}"


def leaks(public: Mapping[str, str | bytes], ways: Sequence[Way]) -> dict[str, str]:
    """Return the ways whose secret is in a public file, with the files' names."""
    found: dict[str, list[str]] = {}
    painted = [way for way in ways if way.painted]
    for name, content in public.items():
        data = content.encode() if isinstance(content, str) else content
        words = words_in(name, data)
        pixels = Pixels(data) if painted else None
        for way in ways:
            colour = way.secret.colour
            if pixels.hold(colour) if colour and pixels else holds(words, way.secret.word):
                found.setdefault(way.name, []).append(name)
    return {name: ", ".join(files) for name, files in found.items()}


def not_planted(each: Supplied) -> list[str]:
    """Return the ways that are empty: whose secret their own file does not hold."""
    return sorted({way.name for way in each.ways} - set(leaks({"": each.data}, each.ways)))


def unlike(ways: Iterable[Way], ended: Ended) -> dict[str, str]:
    """Return the ways that did not end as they must, with what happened."""
    wrong = {}
    for way in ways:
        if way.name in ended.leaked:
            wrong[way.name] = f"leaked into {ended.leaked[way.name]}"
        elif way.name in ended.stopped and way.ends is Ends.CLEANED:
            wrong[way.name] = f"stopped: {ended.stopped[way.name]}"
        elif way.name in ended.built and way.ends is Ends.STOPPED:
            wrong[way.name] = "built without a word"
        elif way.name not in ended.stopped and way.name not in ended.built:
            wrong[way.name] = "never tried"
    return wrong
