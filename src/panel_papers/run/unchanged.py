"""Whether a paper's last build is still valid: all that shapes it, and all that it made."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import asdict

from panel_papers.core import (
    Cache,
    PanelPapersError,
    Settings,
    key_of,
    program_identity,
    sha256_of,
)
from panel_papers.output import MANIFEST, RESTRICTED
from panel_papers.pdf import choose_engine
from panel_papers.run.result import Outcome

_NO_PART = frozenset({"cache", "today", "discard_edits"})
"""Settings that change nothing of what is made."""

_LARGE = 64_000_000  # bytes; larger appendices are rare, and change with their times


_DEEPEST = 50  # folders in each other; Python 3.11 walks through them by calling itself


def key_of_run(name: str, settings: Settings) -> str | None:
    """Return the key for a run's outcome; None where not all that shapes it can be known.

    The paths count as they were typed, since places and summary name them. The day does not:
    whether an outcome is that of another day too, `former_outcome` sees from its dates.
    """
    try:
        choice = choose_engine(settings.engine, soffice=settings.soffice)
        engines = [each.identity() for each in choice.every]
        if None in engines:
            return None
        asked = asdict(settings)
        told = [f"{name}={asked[name]}" for name in asked if name not in _NO_PART]
        return key_of(
            "outcome",
            program_identity(),
            choice.engine.name,
            *engines,
            name,
            *told,
            *_contents(settings.inputs / name.strip("/").rpartition("/")[2]),
            *_contents(settings.templates),
            *_beside(settings),
        )
    except (OSError, PanelPapersError):
        return None


def former_outcome(cache: Cache, key: str, settings: Settings) -> Outcome | None:
    """Return what came of the same run before, if its files are all as it made them.

    And if the same is said of the paper on the day of `settings`.
    """
    kept = cache.get(key)
    if kept is None:
        return None
    head, _, told = kept.partition(b"\n")
    former, outcome = json.loads(head), Outcome.from_json(told)
    if _said_of_day(outcome, former["day"]) != _said_of_day(outcome, _day(settings)):
        return None
    return outcome if _files(settings.outputs / outcome.paper, former["files"]) else None


def remember(cache: Cache, key: str, outcome: Outcome, settings: Settings) -> None:
    """Keep an outcome under its key, with its day and the checksums of the files that it made.

    Not of a run that stopped at errors, nor of a paper that withholds anything: what only some may
    know stays in its folder.
    """
    if outcome.manifest is None or outcome.manifest.get("withheld"):
        return
    names = [MANIFEST, *(each["name"] for each in outcome.manifest["files"])]
    folder = settings.outputs / outcome.paper
    try:
        files = {name: sha256_of(folder / name) for name in names}
    except OSError:
        return
    head = json.dumps({"day": _day(settings), "files": files})
    cache.put(key, head.encode() + b"\n" + outcome.to_json())


def _day(settings: Settings) -> str | None:
    return settings.today.isoformat() if settings.today else None


def _said_of_day(outcome: Outcome, day: str | None) -> str:
    """Return what is the same for all days on which the same is said of a paper.

    The day decides one thing alone, whether a report is late (`checks/body_rules/lateness`):
    nothing is said after the meeting, the same on all days until the last one to publish, and
    between them each day is named.
    """
    dates = outcome.manifest or {}
    meeting, last = dates.get("meeting_date"), dates.get("publish_by")
    if day is None or meeting is None or day > meeting:
        return "nothing"
    return "in time" if last is not None and day <= last else day


def _files(folder: Path, files: dict[str, str]) -> bool:
    """Say whether a folder holds files with these checksums, and nothing restricted."""
    try:
        return not (folder / RESTRICTED).exists() and all(
            sha256_of(folder / name) == digest for name, digest in files.items()
        )
    except OSError:
        return False


def _beside(settings: Settings) -> Iterator[bytes | str]:
    """Yield what is in the folders of bodies and fonts where they are not in that of templates."""
    for folder in (settings.bodies, settings.fonts):
        if not folder.is_relative_to(settings.templates):
            yield from _contents(folder)


def _contents(folder: Path) -> Iterator[bytes | str]:
    """Yield the names and contents of all files below a folder, in order.

    A linked file counts as what it leads to. Raises OSError for a linked folder, and for folders
    that are deeper in each other than people make them: neither is looked into.
    """
    for here, folders, names in os.walk(folder):
        folders.sort()
        if len(Path(here).relative_to(folder).parts) > _DEEPEST:
            raise OSError(f"too many folders in each other: {here[:200]}")
        if any((Path(here) / each).is_symlink() for each in folders):
            raise OSError(f"a link to a folder in {here}")
        yield "/".join(["folder", Path(here).relative_to(folder).as_posix(), *folders])
        for name in sorted(names):
            path = Path(here) / name
            yield name
            yield str(path.is_symlink())
            yield _content(path)


def _content(path: Path) -> bytes | str:
    """Return what a file holds, or what stands for it where it is not read.

    A recording that lies in the folder is not read for this: its size and times say whether it
    has changed. What is no ordinary file (a pipe, a device) holds nothing that a paper could use.
    """
    seen = path.stat()
    if not stat.S_ISREG(seen.st_mode):
        return f"no file ({stat.S_IFMT(seen.st_mode)})"
    if seen.st_size > _LARGE:
        return f"{seen.st_size} bytes of {seen.st_mtime_ns}, {seen.st_ctime_ns}"
    return path.read_bytes()
