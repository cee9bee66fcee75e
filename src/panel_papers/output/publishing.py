"""Puts all files of a build into the paper's outputs folder together, or not at all.

While a set is being put in place there is a hidden folder beside the paper's own:

    outputs/.march-2024.building/
        new/      the new set as it is written; after an exchange, the former set
        old/      the former set, where the system has no exchange and two renames do its work
        ready     the SHA-256 of the new set's manifest, written once `new` is complete

A run that is killed leaves that folder behind. What it holds shows the next run how far the
killed one came, so that `sweep` can finish or undo its work.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from panel_papers.core import OutputsError, is_portable, sha256
from panel_papers.output import swap
from panel_papers.output.manifest import (
    MANIFEST,
    PARTS,
    PUBLIC,
    RESTRICTED,
    built_names,
    edited_names,
    files_under,
)
from panel_papers.output.publishing_problems import clash, edited, not_a_folder, refused

Exchange = Callable[[Path, Path], bool]
"""Makes two folders change places at one stroke, or returns False where it cannot."""


_FOLDERS = frozenset({PARTS, PUBLIC, RESTRICTED})


def publish(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    exchange: Exchange = swap.exchange,
    discard_edits: bool = False,
) -> None:
    """Make `folder` (outputs/<paper>) hold exactly `files`, and what is not ours to remove.

    `files` maps plain names, or names under `restricted/`, `parts/` or `public/`, to their content;
    manifest.json must be one of them. The caller holds the paper's lock. Whenever the process is
    killed, the folder shows the former set or the new one. (Where there is no `exchange`, there is
    an instant with no folder; `sweep` then brings the new set.)

    A file in the folder that its manifest does not list is somebody's own: it is kept, in the
    same place. One under a name that the new set needs is an error, unless it is the same file or
    manifest.json itself. So is a listed file that somebody has edited: `refuse_edited`; with
    `discard_edits` it is removed when the new set is complete. One that is edited after that, while
    the folders change places, is kept beside the new one, as “<name> (edited)”.

    Raises OutputsError, with the former set as it was, if the disk or the system refuses;
    ValueError for a name that is not plain, or no manifest.
    """
    _check_names(folder.name, files)
    sweep(folder.parent, folder.name)
    work = _work(folder)
    with _told(folder):
        try:
            _write_set(work / "new", files)
            _keep_foreign(folder, work / "new", files)
            if discard_edits:
                for name in edited_names(folder):
                    (folder / name).unlink()
            refuse_edited(folder)
            _write(work / "ready", sha256(files[MANIFEST]).encode())
            _sync_folders(*(Path(here) for here, _, _ in os.walk(work, topdown=False)))
            _put_in_place(folder, work, exchange)
        except BaseException:
            with suppress(OSError):  # the problem on its way out is the one to report
                _settle(folder, work)
            raise
        with suppress(OSError):  # the new set is in place; what is left of the old, sweep removes
            _settle(folder, work)


def refuse_edited(folder: Path) -> None:
    """Raise OutputsError where somebody has edited a built file: no build may overwrite it.

    To be asked before a build takes its time, and again before it puts its files in place.
    """
    with _told(folder):
        names = edited_names(folder)
    if names:
        raise OutputsError([edited(folder, name) for name in names])


def write_copies(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put each file into a folder outside the outputs, in the place of one of its name.

    A name under `restricted/` goes into that subfolder, which only its owner can read. Raises
    OutputsError if the disk or the system refuses; what was there before is then whole.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            target = folder / name
            part = target.with_name(f".{target.name}.part")
            part.unlink(missing_ok=True)
            try:
                _write(part, data)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)


def sweep(outputs: Path, paper: str) -> None:
    """Finish or undo what a killed build of `paper` left, and remove its leftover files.

    The caller holds the paper's lock. Raises OutputsError if the system refuses.
    """
    folder = outputs / paper
    if not os.path.lexists(_work(folder)):
        return
    with _told(folder):
        _settle(folder, _work(folder))


def _check_names(paper: str, files: Mapping[str, bytes]) -> None:
    bad = [name for name in files if not is_portable(_plain(name)) or name in _FOLDERS]
    if not is_portable(paper):
        bad.append(paper)
    if bad:
        raise ValueError(f"not plain file names: {bad}")
    if len({name.casefold() for name in files}) < len(files):
        raise ValueError("two names differ only in capitals: one file on Windows and macOS")
    if MANIFEST not in files:
        raise ValueError("a set needs its manifest.json")


def _plain(name: str) -> str:
    """Return a name without the folder of ours that it is in."""
    folder, _, plain = name.rpartition("/")
    return plain if folder in _FOLDERS else name


def _work(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.building"


def _write_set(new: Path, files: Mapping[str, bytes]) -> None:
    new.parent.mkdir(mode=0o700, parents=True)
    new.mkdir()
    for name, data in sorted(files.items()):
        _write(new / name, data)


def _write(path: Path, data: bytes) -> None:
    _make_folder(path.parent)
    private = path.parent.name == RESTRICTED
    with open(path, "xb", opener=_for_owner if private else None) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    """Make a folder; one named `restricted` is for its owner alone from its first moment.

    On Windows the mode says nothing: what the folder above grants holds there.
    """
    private = folder.name == RESTRICTED
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700 if private else 0o777)
    elif private and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        folder.chmod(0o700)


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _sync_folders(*folders: Path) -> None:
    """Have the names that `folders` hold reach the disk, not only the files themselves."""
    if sys.platform != "win32":  # Windows cannot open a folder, and its own log keeps the names
        for folder in folders:
            number = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)


def _foreign(folder: Path) -> list[str]:
    """Return the files in `folder` that no manifest of it lists."""
    ours = built_names(folder)
    return [name for name in files_under(folder) if name not in ours]


def _keep_foreign(folder: Path, new: Path, files: Mapping[str, bytes]) -> None:
    """Copy what is not ours from the present folder into the new set."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise OutputsError([not_a_folder(folder)])
    if not folder.exists():
        return
    names = _foreign(folder)
    clashes = [
        name
        for name in names
        if name in files
        and name.rpartition("/")[2] != MANIFEST
        and not _same(folder / name, files[name])
    ]
    if clashes:
        raise OutputsError([clash(folder / name) for name in clashes])
    for name in names:
        # The file system decides what is the same name: “NOTES.docx” is “notes.docx” on some.
        if not os.path.lexists(new / name):
            _copy(folder / name, new / name)


def _same(path: Path, data: bytes) -> bool:
    return not path.is_symlink() and path.read_bytes() == data


def _copy(source: Path, target: Path) -> None:
    _make_folder(target.parent)
    if source.is_symlink():
        shutil.copy2(source, target, follow_symlinks=False)
        return
    with source.open("rb") as there, target.open("xb") as here:
        shutil.copyfileobj(there, here)
        here.flush()
        os.fsync(here.fileno())  # the original is about to be removed
    shutil.copystat(source, target)


def _put_in_place(folder: Path, work: Path, exchange: Exchange) -> None:
    """Show the finished set: one rename, one exchange, or two renames with `ready` as journal."""
    new, old = work / "new", work / "old"
    if not folder.exists():
        new.rename(folder)
    elif not exchange(new, folder):
        folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            old.rename(folder)
            raise
    _sync_folders(folder.parent)  # before the former set is removed


def _settle(folder: Path, work: Path) -> None:
    """Bring the work folder's story to its end, wherever it stopped, and remove it."""
    new, old, journal = work / "new", work / "old", work / "ready"
    ready = _read(journal)
    if ready is not None:
        if not folder.exists() and old.is_dir():  # stopped between the two renames
            complete = _manifest_digest(new) == ready
            (new if complete else old).rename(folder)
        if _manifest_digest(folder) == ready:
            _rescue(new, folder)  # if the exchange was made, `new` is the former set
        _rescue(old, folder)
        # A former set that is half removed has lost its manifest, and would look like somebody's
        # own files: without the journal nobody looks at it again.
        journal.unlink()
    _remove(work)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _manifest_digest(folder: Path) -> bytes | None:
    data = _read(folder / MANIFEST)
    return None if data is None else sha256(data).encode()


def _rescue(former: Path, folder: Path) -> None:
    """Bring over what somebody saved in the former set after we had copied their files from it."""
    if not former.is_dir() or not folder.is_dir():
        return
    ours = built_names(folder)
    for name in edited_names(former):
        _keep_beside(former / name, folder / name)
    for name in _foreign(former):
        source, target = former / name, folder / name
        if name in ours:
            continue
        if os.path.lexists(target) and source.lstat().st_mtime <= target.lstat().st_mtime:
            continue
        _make_folder(target.parent)
        source.replace(target)


def _keep_beside(source: Path, target: Path) -> None:
    """Move a file that was edited at the last moment to a name of its own beside the new one."""
    _make_folder(target.parent)
    for number in count(1):
        mark = "edited" if number == 1 else f"edited {number}"
        free = target.with_name(f"{target.stem} ({mark}){target.suffix}")
        if not os.path.lexists(free):
            source.replace(free)
            return


def _remove(work: Path) -> None:
    """Remove the work folder, write-protected parts of it included."""
    if work.is_symlink() or not work.is_dir():
        work.unlink(missing_ok=True)
        return
    for directory, folders, files in os.walk(work):
        # Windows refuses to remove a protected file; elsewhere only its folder's rights count.
        names = (*folders, *files) if sys.platform == "win32" else folders
        for path in (Path(directory, name) for name in names):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | stat.S_IRWXU)
    shutil.rmtree(work)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn a refusal of the system into a problem in words."""
    try:
        yield
    except OSError as fault:
        raise OutputsError([refused(folder, fault)]) from fault
