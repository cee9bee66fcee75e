"""Puts a comparison into its folder: the page, its pictures, the redlines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from panel_papers.core import OutputsError, Place, Problem
from panel_papers.output import write_copies
from panel_papers.template_tools.diff.page import PAGE

_OURS = (PAGE, "*-redline.docx", "pages/*.png")


def write_comparison(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files of a comparison into a folder, in the place of those of a former one.

    Raises OutputsError, having changed nothing, for a folder that holds something else, so that
    nobody's files are taken for ours; and where the disk or the system refuses.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / PAGE).is_file():
        raise OutputsError([_not_ours(folder)])
    if folder.exists() and not folder.is_dir():
        raise OutputsError([_not_ours(folder)])
    former = [path for pattern in _OURS for path in folder.glob(pattern)]
    try:
        for path in former:
            if path.relative_to(folder).as_posix() not in files:
                path.unlink()
    except OSError as fault:
        raise OutputsError([_refused(path, fault)]) from fault
    by_folder: dict[Path, dict[str, bytes]] = {folder: {}}
    for name, data in files.items():
        path = folder / name
        by_folder.setdefault(path.parent, {})[path.name] = data
    for parent, held in by_folder.items():
        write_copies(parent, held)


def _not_ours(folder: Path) -> Problem:
    return Problem(
        "outputs-clash",
        Place(folder.as_posix()),
        "The folder holds files that no comparison of templates made",
        "a new folder, an empty one, or that of an earlier comparison",
        "name another folder with “--output DIR”",
    )


def _refused(path: Path, fault: OSError) -> Problem:
    return Problem(
        "outputs-refused",
        Place(path.as_posix()),
        f"This file of an earlier comparison could not be removed: {fault.strerror or fault}",
        "",
        "close it in Word and in the browser, and run the command again",
    )
