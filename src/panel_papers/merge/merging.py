"""A reviewer's Word file merged into the inputs of its paper: exactly, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import InputsError, Place, Problem, Settings
from panel_papers.inputs import paper_folder
from panel_papers.merge.choosing import Choice
from panel_papers.merge.copies import copied, put
from panel_papers.merge.keeping import bases
from panel_papers.merge.one_file import Merging
from panel_papers.merge.plan import Placed


class Merged(Struct, frozen=True):
    """What a merge comes to: the files before and after, its changes, and the open comments.

    `bases` is what the paper said before each file was merged, by the names of the builds;
    `already` are changes that the inputs had before, together with others.
    """

    paper: str
    folder: Path
    files: Mapping[str, tuple[bytes, bytes]]
    placed: tuple[Placed, ...]
    bases: Mapping[str, Any]
    comments: tuple[Problem, ...] = ()
    already: tuple[Placed, ...] = ()


def merge_files(
    name: str,
    files: Sequence[Path],
    settings: Settings,
    *,
    same_inputs: bool = False,
    left: Collection[int] = (),
) -> Merged:
    """Return what the changes in reviewers' files make of a paper's inputs; nothing is written.

    Each file is merged into what the files before it have made. With `same_inputs` the user says
    that the inputs have not changed since the files were built; `left` are the changes of the only
    file that are not wanted, by their numbers among `choices_of`. Raises InputsError with every
    change that cannot be typed exactly, and where the document of the new inputs would not say what
    a file says.
    """
    folder = paper_folder(settings.inputs, name)
    known = bases(folder)
    placed: list[Placed] = []
    comments: list[Problem] = []
    already: list[Placed] = []
    with copied(folder) as copy:
        problems: list[Problem] = []
        for file in files:
            try:
                merging = Merging(copy, file, settings, known, same_inputs=same_inputs, left=left)
                plan, changed = merging.merged()
            except InputsError as error:
                problems += [_at_home(each, copy, folder) for each in error.problems]
                continue
            known |= merging.base
            comments += merging.comments()
            already += merging.already()
            placed += [replace(e, place=_outside(e.place, copy, folder)) for e in plan.placed]
            put(copy, changed)
        if problems:
            raise InputsError(problems)
        changed = {
            path: (data, new)
            for path in _paths(copy)
            if (data := (folder / path).read_bytes()) != (new := (copy / path).read_bytes())
        }
    return Merged(
        folder.name, folder, changed, tuple(placed), known, tuple(comments), tuple(already)
    )


def choices_of(
    name: str, file: Path, settings: Settings, *, same_inputs: bool = False
) -> list[Choice]:
    """Return the changes in a reviewer's file, one by one; none where they cannot be merged.

    Raises InputsError for a file that is not one of the paper's.
    """
    folder = paper_folder(settings.inputs, name)
    known = bases(folder)
    return Merging(folder, file, settings, known, same_inputs=same_inputs).choices()


def _paths(folder: Path) -> list[str]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return sorted(each.relative_to(folder).as_posix() for each in files)


def _outside(place: Place, copy: Path, folder: Path) -> Place:
    """Return a place in the copy of a folder as a place in the folder."""
    path = place.file.removeprefix(f"{copy.as_posix()}/")
    return Place((folder / path).as_posix(), place.line, place.column, place.where)


def _at_home(problem: Problem, copy: Path, folder: Path) -> Problem:
    """Return a problem of the copy of a folder as one of the folder."""
    found = problem.found.replace(copy.as_posix(), folder.as_posix())
    if not problem.place.file.startswith(f"{copy.as_posix()}/"):
        return replace(problem, found=found)
    return replace(problem, place=_outside(problem.place, copy, folder), found=found)
