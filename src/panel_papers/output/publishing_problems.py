"""Why files cannot be put into the outputs folder, in words."""

from __future__ import annotations

import errno
from pathlib import Path

from panel_papers.core import Place, Problem


def refused(folder: Path, fault: OSError) -> Problem:
    """Return the problem of a disk or a system that refuses."""
    reason = fault.strerror or str(fault)
    code, found, hint = (
        "outputs-not-written",
        f"The files of {folder.name} could not be put in place: {reason}",
        f"make sure that you may write in “{folder.parent.as_posix()}”, and run the command again",
    )
    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        code, found = (
            "disk-full",
            f"There is no room on the disk for the files of {folder.name}: {reason}",
        )
        hint = "free some space on the disk, and run the command again"
    elif isinstance(fault, PermissionError) or fault.errno == errno.EROFS:
        code = "outputs-refused"
        hint = (
            f"close every file of {folder.name} in Word and your PDF reader, make sure that you "
            f"may change the folder “{folder.parent.as_posix()}”, and run again"
        )
    elif fault.errno == errno.EXDEV:  # a folder in the lower layer of a container's file system
        hint = f"move “{folder.as_posix()}” out of the way and run again"
    return Problem(
        code=code,
        place=Place(folder.as_posix()),
        found=found,
        wanted="",
        hint=hint,
    )


def not_a_folder(folder: Path) -> Problem:
    """Return the problem of something else where the paper's folder should be."""
    return Problem(
        code="outputs-not-a-folder",
        place=Place(folder.as_posix()),
        found=f"This should be the folder of {folder.name}, but is a file or a link",
        wanted="",
        hint="move it away, and run the command again",
    )


def edited(folder: Path, name: str) -> Problem:
    """Return the problem of a built file that somebody has edited."""
    path = folder / name
    aside = f"{path.stem} (edited){path.suffix}"
    return Problem(
        code="outputs-edited",
        place=Place(path.as_posix()),
        found="This file was changed after it was built, and a new build would overwrite it",
        wanted="",
        hint=_keep_hint(folder, path, aside),
    )


def _keep_hint(folder: Path, path: Path, aside: str) -> str:
    """Say how to keep what was changed in a built file."""
    if path.suffix == ".docx" and path.parent == folder:
        return (
            f"run “panel-papers merge {folder.name} {path.as_posix()}” to bring the changes into "
            f"the inputs, then the command again with --discard-edits; or rename it to “{aside}”"
        )
    return (
        f"rename it to “{aside}” or move it to another folder to keep the changes, and run "
        "the command again; to lose them, run it with --discard-edits"
    )


def clash(path: Path) -> Problem:
    """Return the problem of somebody's own file under a name that the build needs."""
    return Problem(
        code="outputs-clash",
        place=Place(path.as_posix()),
        found="This file was not made by a build, and the build needs its name",
        wanted="",
        hint="move or rename it, and run the command again",
    )
