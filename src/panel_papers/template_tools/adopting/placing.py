"""Adopted templates put in their folder: checked first, all together, and nothing overwritten."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import Level, Place, Problem, TemplatesError, shipped_templates
from panel_papers.template_tools.adopting.adopt import COVER_FILE, HOUSE_FILE, Adopted
from panel_papers.template_tools.check.checking import check_templates

_KEPT = "replaced"
"""The folder beside “word” that holds the templates which adopted ones have replaced."""


class Placed(Struct, frozen=True):
    """What was written, where replaced templates are now, and what a check of the folder says."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    problems: tuple[Problem, ...]


def place_templates(
    adopted: Adopted, folder: Path, body: str | None = None, *, replacing: bool = False
) -> Placed:
    """Write adopted templates into a folder such as “templates”; a new one gets all others too.

    In a folder that has a house already, only house and cover sheet are written, and only with
    `replacing`: the old ones are then moved into its folder “replaced”. Raises TemplatesError, with
    nothing changed, where a template is in the way or the check finds an error in the new ones.
    """
    is_new = not (folder / "word").is_dir()
    profile = folder / "bodies" / f"{body}.yaml"
    names = (
        [*adopted.word] if is_new else [n for n in (HOUSE_FILE, COVER_FILE) if n in adopted.word]
    )
    in_the_way = [folder / "word" / n for n in names if os.path.lexists(folder / "word" / n)]
    if in_the_way and not replacing:
        raise TemplatesError([_exists(each) for each in in_the_way])
    with tempfile.TemporaryDirectory(prefix="panel-papers-") as work:
        staged = Path(work) / "templates"
        shutil.copytree(shipped_templates() if is_new else folder, staged)
        for name in names:
            (staged / "word" / name).write_bytes(adopted.word[name])
        proposed = bool(adopted.profile) and not profile.exists()
        if proposed:
            (staged / "bodies").mkdir(exist_ok=True)
            (staged / "bodies" / profile.name).write_bytes(adopted.profile)
        problems = list(_checked(staged, folder))
        ours = {(folder / "word" / name).as_posix() for name in names}
        wrong = [p for p in problems if p.level is Level.ERROR and p.place.file in ours]
        if wrong:
            raise TemplatesError(wrong)
        written = [folder / "word" / name for name in names]
        written += [profile] if proposed else []
        try:
            kept = _put(staged, folder, written, in_the_way, is_new=is_new)
        except OSError as error:
            raise TemplatesError([_refused(folder, error)]) from error
    return Placed(tuple(written), tuple(kept), tuple(problems))


def _checked(staged: Path, folder: Path) -> Iterator[Problem]:
    """Yield what `templates check` says of the folder as it will be, with the places to be."""
    for problem in check_templates(staged / "word"):
        file = problem.place.file.replace(staged.as_posix(), folder.as_posix(), 1)
        found = problem.found.replace(staged.as_posix(), folder.as_posix())
        yield replace(problem, place=replace(problem.place, file=file), found=found)


def _put(
    staged: Path, folder: Path, written: Sequence[Path], in_the_way: Sequence[Path], *, is_new: bool
) -> list[Path]:
    """Put the files in place: each beside its goal first, so that a full disk changes nothing."""
    if is_new and not folder.exists():
        unfinished = folder.with_name(f".{folder.name}.adopting")
        shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copytree(staged, unfinished)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        return []
    sources = _sources(staged, folder, written, is_new=is_new)
    ready: dict[Path, Path] = {}
    try:
        for goal, source in sources.items():
            goal.parent.mkdir(parents=True, exist_ok=True)
            ready[goal] = goal.with_name(f".{goal.name}.adopting")
            ready[goal].write_bytes(source.read_bytes())
        kept = [_keep(each, folder / _KEPT) for each in in_the_way]
        for goal, unfinished in ready.items():
            unfinished.replace(goal)
    finally:
        for unfinished in ready.values():
            unfinished.unlink(missing_ok=True)
    return kept


def _sources(
    staged: Path, folder: Path, written: Sequence[Path], *, is_new: bool
) -> Mapping[Path, Path]:
    """Return the file that goes to each goal; a folder without “word” gets what it lacks."""
    goals = {each: staged / each.relative_to(folder) for each in written}
    if is_new:
        for source in sorted(staged.rglob("*")):
            goal = folder / source.relative_to(staged)
            if source.is_file() and not goal.exists():
                goals.setdefault(goal, source)
    return goals


def _keep(path: Path, folder: Path) -> Path:
    """Copy a template that is replaced to where it is kept; never over another."""
    folder.mkdir(exist_ok=True)
    goal, number = folder / path.name, 2
    while goal.exists():
        goal, number = folder / f"{path.stem}-{number}{path.suffix}", number + 1
    shutil.copy2(path, goal)
    return goal


def _exists(path: Path) -> Problem:
    return Problem(
        "template-exists",
        Place(path.as_posix()),
        f"There is a template “{path.name}” already",
        "",
        "name a new folder with “--templates”, or replace it with “--replace”: the old one is kept "
        "in the folder “replaced”",
    )


def _refused(folder: Path, error: OSError) -> Problem:
    return Problem(
        "adopted-not-written",
        Place(folder.as_posix()),
        f"The templates could not be written ({error.strerror or error})",
        "",
        "choose a folder that you may write in",
    )
