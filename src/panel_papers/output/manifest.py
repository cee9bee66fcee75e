"""The manifest: the list of a build's files with their checksums, and the check against it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from panel_papers.core import Level, Place, Problem, sha256, sha256_of

MANIFEST = "manifest.json"
RESTRICTED = "restricted"
"""The subfolder that has a manifest of its own, so that the public one says nothing of it."""
PARTS = "parts"
"""The subfolder of the parts that are PDFs of their own; the public manifest lists them."""
MEETINGS = "meetings"
"""The folder of all meetings, beside that of the papers, and of what is built of them."""
PUBLIC = "public"
"""The subfolder of a meeting's files that are published."""
# What Finder, Explorer and an office program with an open file put into a folder by themselves.
_OF_SYSTEM = re.compile(
    r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*#|\.gitkeep", re.IGNORECASE
)


def to_json(content: Mapping[str, Any]) -> bytes:
    """Return `content` as JSON that a person can read, in the order given.

    Raises ValueError for a number that JSON does not have (NaN, infinity).
    """
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def built_names(folder: Path) -> frozenset[str]:
    """Return the names of the files in `folder` that its manifests say were built.

    Relative to `folder`, with forward slashes; the manifests are among them. A manifest that
    is missing or damaged lists nothing, not even itself. Raises OSError for what cannot be read.
    """
    names: set[str] = set()
    for part in _parts(folder):
        with suppress(FileNotFoundError, _DamagedManifestError):
            names.update(part.prefix + entry.name for entry in _read(part.folder))
            names.add(part.prefix + MANIFEST)
    return frozenset(names)


def edited_names(folder: Path) -> list[str]:
    """Return the names of the built files in `folder` that are not as they were built.

    As `built_names` does; a file that is gone is not among them.
    """
    names: list[str] = []
    for part in _parts(folder):
        with suppress(FileNotFoundError, _DamagedManifestError):
            for entry in _read(part.folder):
                path = part.folder / entry.name
                if path.is_file() and sha256_of(path) != entry.sha256:
                    names.append(part.prefix + entry.name)
    return names


def files_under(folder: Path) -> Iterator[str]:
    """Yield every file and link under `folder`, sorted: relative, with forward slashes.

    A link is not followed, also where it leads to a folder.
    """
    found: list[str] = []
    for directory, folders, files in os.walk(folder, onerror=_raise_unless_private):
        here = Path(directory)
        links = [name for name in folders if (here / name).is_symlink()]
        kept = [name for name in files if (here / name).is_symlink() or (here / name).is_file()]
        found += [(here / name).relative_to(folder).as_posix() for name in (*links, *kept)]
    yield from sorted(found)


def verify(folder: Path) -> list[Problem]:
    """Return what differs between `folder` and its manifest.json; an empty list if nothing does.

    Files missing or changed are errors, as is a manifest that cannot be read; a file that no
    manifest lists is a warning, such as an edited copy that somebody set aside. What the system
    puts into any folder that is opened is no such file. The `restricted` subfolder has its own
    manifest.
    """
    if not folder.is_dir():
        return [
            Problem(
                code="outputs-missing",
                place=Place(folder.as_posix()),
                found="There is no such folder",
                wanted="",
                hint=f"build it first: make-paper {folder.name}",
            )
        ]
    problems: list[Problem] = []
    listed: set[str] = set()
    for part in _parts(folder):
        try:
            listing = _read(part.folder)
        except (OSError, _DamagedManifestError) as fault:
            problems.append(_unreadable(part.folder, folder, fault))
            continue
        listed.add(part.prefix + MANIFEST)
        listed.update(part.prefix + entry.name for entry in listing)
        problems += [p for entry in listing if (p := _differs(part.folder, entry))]
    if problems and not listed:
        return problems  # without any manifest, every file would be “not part of the build”
    return [*problems, *extra_files(folder, listed)]


def extra_files(folder: Path, listed: Collection[str]) -> Iterator[Problem]:
    """Yield a warning for each file in a folder that is not among those that are `listed`."""
    for name in files_under(folder):
        if name not in listed and not _OF_SYSTEM.fullmatch(PurePosixPath(name).name):
            yield Problem(
                code="outputs-extra",
                place=Place((folder / name).as_posix()),
                found="This file is in the folder, but the build did not make it",
                wanted="",
                hint="move it out of the folder before you publish",
                level=Level.WARNING,
            )


class _Part(Struct, frozen=True):
    """A folder with a manifest of its own, and what comes before its names seen from outside."""

    folder: Path
    prefix: str


class _Entry(Struct, frozen=True):
    """One file as the manifest lists it."""

    name: str
    sha256: str
    size: int


def _parts(folder: Path) -> Iterator[_Part]:
    yield _Part(folder, "")
    with suppress(PermissionError):  # another user's: only its owner can look into it
        if (folder / RESTRICTED / MANIFEST).is_file():
            yield _Part(folder / RESTRICTED, f"{RESTRICTED}/")


class _DamagedManifestError(Exception):
    """A manifest.json that is not a list of files with their checksums."""


def _read(part: Path) -> tuple[_Entry, ...]:
    """Return the entries of the manifest in `part`; raises OSError or _DamagedManifestError."""
    data = (part / MANIFEST).read_bytes()
    try:
        return tuple(_entry(item) for item in json.loads(data)["files"])
    # RecursionError: JSON nested deeper than the reader goes
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise _DamagedManifestError from fault


def _unreadable(part: Path, folder: Path, fault: OSError | _DamagedManifestError) -> Problem:
    found = "The list of built files (manifest.json) is damaged"
    if isinstance(fault, FileNotFoundError):
        found = "The list of built files (manifest.json) is missing"
    elif isinstance(fault, OSError):
        found = f"The list of built files (manifest.json) cannot be read: {fault.strerror}"
    return Problem(
        code="manifest-unreadable",
        place=Place((part / MANIFEST).as_posix()),
        found=found,
        wanted="",
        hint=f"{_again(folder)}: {_command(folder)}",
    )


def _again(folder: Path) -> str:
    return f"build the {'meeting' if folder.parent.name == MEETINGS else 'paper'} again"


def _command(folder: Path) -> str:
    """Return the command that builds a folder again; supplements have a full stop in its name."""
    if folder.parent.name != MEETINGS:
        return f"make-paper {folder.name}"
    name, _, kind = folder.name.partition(".")
    return f"panel-papers meeting {'supplement' if kind else 'build'} {name}"


def _entry(item: dict[str, object]) -> _Entry:
    """Return one entry, checked; raises ValueError, KeyError or TypeError if it is none."""
    name, digest, size = item["name"], item["sha256"], item["bytes"]
    if not isinstance(name, str) or not isinstance(digest, str) or type(size) is not int:
        raise TypeError("an entry holds a name, a checksum and a size")
    name.encode()  # half a surrogate pair is JSON, but no file's name: ValueError
    path = PurePosixPath(name)
    # A manifest is a file that anyone can edit: a name in it must not lead us out of the folder.
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\x00" in name:
        raise ValueError("a name leads out of the folder")
    return _Entry(name, digest, size)


def _differs(part: Path, entry: _Entry) -> Problem | None:
    """Return what is wrong with one listed file, or None."""
    path = part / entry.name
    code = "outputs-changed"
    again = _again(part.parent if part.name == RESTRICTED else part)
    hint = again
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        code, found = "outputs-gone", "This file was built and is missing now"
    except OSError as fault:
        code, found = "outputs-unreadable", f"This file cannot be read: {fault.strerror}"
    else:
        if sha256(data) == entry.sha256:
            return None
        found = f"This file was changed after the build ({len(data):,} bytes)"
        hint = (
            f"{again}; to keep what was changed, rename the file first, and make the changes in "
            "the inputs"
        )
    return Problem(
        code=code,
        place=Place(path.as_posix()),
        found=found,
        wanted=f"the file as built ({entry.size:,} bytes, SHA-256 {entry.sha256[:12]}…)",
        hint=hint,
    )


def _raise_unless_private(error: OSError) -> None:
    """Let a folder that cannot be read stop the walk, unless only its owner is to read it."""
    if not (isinstance(error, PermissionError) and Path(str(error.filename)).name == RESTRICTED):
        raise error
