"""Whether a paper's last build still stands: all that shapes it, and all that it made."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import asdict

from panel_papers.core import Cache, PanelPapersError, Settings, key_of, program_identity, sha256
from panel_papers.output import MANIFEST, RESTRICTED
from panel_papers.pdf import choose_engine
from panel_papers.run.result import Outcome

_LARGE = 64_000_000  # bytes; larger appendices are rare, and change with their times


_DEEPEST = 50  # folders in each other; Python 3.11 walks through them by calling itself


def key_of_run(name: str, settings: Settings) -> str | None:
    """Return the key for a run's outcome; None where not all that shapes it can be known.

    The paths count as they were typed, since places and summary name them.
    """
    try:
        choice = choose_engine(settings.engine, soffice=settings.soffice)
        engines = [each.identity() for each in choice.every]
        if None in engines:
            return None
        told = [f"{field}={value}" for field, value in asdict(settings).items() if field != "cache"]
        return key_of(
            "outcome",
            program_identity(),
            choice.engine.name,
            *engines,
            name,
            *told,
            *_contents(settings.inputs / name.strip("/").rpartition("/")[2]),
            *_contents(settings.templates),
        )
    except (OSError, PanelPapersError):
        return None


def former_outcome(cache: Cache, key: str, outputs: Path) -> Outcome | None:
    """Return what came of the same run before, if its files are all as it made them."""
    kept = cache.get(key)
    if kept is None:
        return None
    files, _, told = kept.partition(b"\n")
    outcome = Outcome.from_json(told)
    return outcome if _files(outputs / outcome.paper, json.loads(files)) else None


def remember(cache: Cache, key: str, outcome: Outcome, outputs: Path) -> None:
    """Keep an outcome under its key, with the checksums of the files that it made.

    Not of a run that stopped at faults, nor of a paper that withholds anything: what only some may
    know stays in its folder.
    """
    if outcome.manifest is None or outcome.manifest.get("withheld"):
        return
    names = [MANIFEST, *(each["name"] for each in outcome.manifest["files"])]
    folder = outputs / outcome.paper
    try:
        files = {name: sha256((folder / name).read_bytes()) for name in names}
    except OSError:
        return
    cache.put(key, json.dumps(files).encode() + b"\n" + outcome.to_json())


def _files(folder: Path, files: dict[str, str]) -> bool:
    """Say whether a folder holds files with these checksums, and nothing restricted."""
    try:
        return not (folder / RESTRICTED).exists() and all(
            sha256((folder / name).read_bytes()) == digest for name, digest in files.items()
        )
    except OSError:
        return False


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

    A recording that lies in the folder is not read for this: its size and times tell whether it
    has changed. What is no ordinary file (a pipe, a device) holds nothing that a paper could use.
    """
    seen = path.stat()
    if not stat.S_ISREG(seen.st_mode):
        return f"no file ({stat.S_IFMT(seen.st_mode)})"
    if seen.st_size > _LARGE:
        return f"{seen.st_size} bytes of {seen.st_mtime_ns}, {seen.st_ctime_ns}"
    return path.read_bytes()
