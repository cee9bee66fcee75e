"""A reviewer's Word file merged into the inputs of its paper: exactly, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.build import take_in
from panel_papers.core import (
    InputsError,
    Level,
    PanelPapersError,
    Paper,
    Place,
    Problem,
    Settings,
)
from panel_papers.inputs import Supplied, outside_in_template, paper_folder, read_word
from panel_papers.merge.comments import comments_of
from panel_papers.merge.figure_tags import typed_out
from panel_papers.merge.inputs_text import InputTexts
from panel_papers.merge.keeping import bases
from panel_papers.merge.meanwhile import Rebased, base_of, rebased, unknown_base
from panel_papers.merge.planning import Placed, Plan, planned
from panel_papers.merge.proof import Difference, differences, follows
from panel_papers.merge.reading import WordFile, read_file
from panel_papers.merge.refusals import Refusal, quoted
from panel_papers.merge.unlike import Unlike, unlikes
from panel_papers.word import Origin, Templates, Written, write_documents

_LEAST = 0.2  # of a file's paragraphs; a file of which less is known is another paper's


class Merged(Struct, frozen=True):
    """What a merge comes to: the files before and after, its changes, and the open comments.

    `bases` is what the paper said before each file was merged, by the names of the builds.
    """

    paper: str
    folder: Path
    files: Mapping[str, tuple[bytes, bytes]]
    placed: tuple[Placed, ...]
    bases: Mapping[str, Mapping[str, str]]
    comments: tuple[Problem, ...] = ()


class _Document(Struct, frozen=True):
    """One built Word document: what it is called, its bytes, and what it says."""

    name: str
    number: int
    docx: bytes
    origins: Mapping[str, Origin]
    read: WordFile


def merge_files(
    name: str, files: Sequence[Path], settings: Settings, *, same_inputs: bool = False
) -> Merged:
    """Return what the changes in reviewers' files make of a paper's inputs; nothing is written.

    Each file is merged into what the files before it have made. With `same_inputs` the user says
    that the inputs have not changed since the files were built. Raises InputsError with every
    change that cannot be typed exactly, and where the document of the new inputs would not say what
    a file says.
    """
    folder = paper_folder(settings.inputs, name)
    known = bases(folder)
    placed: list[Placed] = []
    comments: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="panel-papers-merge-") as scratch:
        copy = Path(scratch) / folder.name
        shutil.copytree(folder, copy, copy_function=_linked)
        problems: list[Problem] = []
        for file in files:
            try:
                merging = _Merging(copy, file, settings, known, same_inputs=same_inputs)
                plan, changed = merging.merged()
            except InputsError as error:
                problems += [_at_home(each, copy, folder) for each in error.problems]
                continue
            known |= merging.base
            comments += merging.comments()
            placed += [replace(e, place=_outside(e.place, copy, folder)) for e in plan.placed]
            _put(copy, changed)
        if problems:
            raise InputsError(problems)
        changed = {
            path: (data, new)
            for path in _paths(copy)
            if (data := (folder / path).read_bytes()) != (new := (copy / path).read_bytes())
        }
    return Merged(folder.name, folder, changed, tuple(placed), known, tuple(comments))


class _Merging:
    """One file that is merged into the folder of a paper's inputs."""

    def __init__(
        self,
        folder: Path,
        file: Path,
        settings: Settings,
        known: Mapping[str, Mapping[str, str]],
        *,
        same_inputs: bool,
    ) -> None:
        self._folder, self._settings, self._known = folder, settings, known
        self._same_inputs = same_inputs
        self._place = Place(file.as_posix())
        self._data = _read(file, self._place)
        self._edited = read_file(self._data)
        self.base: dict[str, dict[str, str]] = {}

    def comments(self) -> list[Problem]:
        return list(comments_of(self._data, self._edited, self._place))

    def merged(self) -> tuple[Plan, Mapping[str, tuple[bytes, bytes]]]:
        """Return what was typed, and the files before and after; raises InputsError."""
        paper, built = built_documents(self._folder, self._settings)
        base = _document_of(self._edited, built, self._place)
        self.base = {base.read.build: base_of(base.read)}
        now = self._rebased(base)
        texts = InputTexts(self._folder)
        plan = planned(base.read, base.origins, now.file, texts)
        files = texts.changed()
        refusals = [*now.refusals, *plan.refusals]
        refusals = refusals or list(typed_out(paper, files, base.read, now.file))
        if refusals:
            raise InputsError([_problem(each, self._place, paper) for each in refusals])
        ours = self._built_from(files, base) if files else base.docx
        self._prove(ours, plan, now)
        return plan, files

    def _rebased(self, base: _Document) -> Rebased:
        """Return the file as if it were built from today's inputs."""
        build = self._edited.build
        if self._same_inputs or build == base.read.build:
            return Rebased(self._edited)
        if build in self._known:
            return rebased(base.read, self._edited, self._known[build])
        return Rebased(self._edited, refusals=unknown_base(base.read, self._edited))

    def _built_from(self, files: Mapping[str, tuple[bytes, bytes]], base: _Document) -> bytes:
        """Return the document that the inputs make with the changes in them."""
        with tempfile.TemporaryDirectory(prefix="panel-papers-merge-") as scratch:
            copy = Path(scratch) / self._folder.name
            shutil.copytree(self._folder, copy, copy_function=_linked)
            _put(copy, files)
            try:
                _, built = built_documents(copy, self._settings)
            except PanelPapersError as error:
                raise InputsError([_unreadable(error, self._place)]) from error
        return next((each.docx for each in built if each.number == base.number), b"")

    def _prove(self, ours: bytes, plan: Plan, now: Rebased) -> None:
        """Raise InputsError where the document of the new inputs does not say the same."""
        try:
            different = differences(self._data, ours)
            unlike = unlikes(self._data, ours, numbered=not (now.theirs or now.ours))
        except ValueError as error:
            found = f"The file could not be read a second time, to prove the merge ({error})"
            hint = "open it in Word and save it again"
            problem = Problem("merge-not-proven", self._place, found, "", hint)
            raise InputsError([problem]) from error
        problems = [
            _unlike(each, self._place)
            for each in different
            if not follows(each, plan.follows, now.theirs, now.ours)
        ]
        shown = [
            _looks_unlike(each, self._place)
            for each in unlike
            if each.by_looks or not follows(each.lines, plan.follows, now.theirs, now.ours)
        ]
        if shown or problems:
            raise InputsError((shown or problems)[:10])


def _unreadable(error: PanelPapersError, place: Place) -> Problem:
    found = f"With the changes, the paper could not be read: {error.problems[0].found}"
    hint = "reject the change that causes this in Word, or type it into the inputs"
    return Problem("merge-not-readable", place, found, "", hint)


def _put(folder: Path, files: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Write files into a copy of a folder that shares its files with the folder."""
    for path, (_, new) in files.items():
        (folder / path).unlink()
        (folder / path).write_bytes(new)


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


def _read(file: Path, place: Place) -> bytes:
    """Return a supplied Word file that has passed the gate for supplied ones."""
    try:
        data = file.read_bytes()
    except OSError as error:
        found = f"The file cannot be read ({error.strerror or error})"
        hint = "check its name, and close it in Word"
        raise InputsError([Problem("unreadable-file", place, found, "", hint)]) from error
    if file.suffix.lower() != ".docx":
        found = "The file is not a Word document (.docx)"
        hint = "save it in Word as a Word Document (.docx)"
        raise InputsError([Problem("not-a-word-document", place, found, "", hint)])
    read_word(Supplied(data, place, None, place))
    outside = outside_in_template(data, place.file).refused
    if outside:
        raise InputsError(
            [Problem(each.code, place, each.found, each.wanted, each.hint) for each in outside]
        )
    return data


def built_documents(folder: Path, settings: Settings) -> tuple[Paper, list[_Document]]:
    """Return a paper, and the Word documents that its inputs make now."""
    settings, draft = replace(settings, inputs=folder.parent), settings.draft
    templates = Templates(settings.word_templates)
    intake = take_in(folder, settings, templates)
    written = write_documents(intake.paper, templates, draft=draft)
    documents = [_document("report", 0, written.report)]
    documents += [
        _document(f"appendix {number}", number, each) for number, each in written.appendices.items()
    ]
    return intake.paper, documents


def _document(name: str, number: int, written: Written) -> _Document:
    return _Document(name, number, written.docx, written.origins, read_file(written.docx))


def _document_of(edited: WordFile, built: Sequence[_Document], place: Place) -> _Document:
    """Return the built document that a file was: the one that it shares the most with."""

    def shared(document: _Document) -> int:
        anchors = {name for each in document.read.paragraphs for name in each.anchors}
        texts = {each.text for each in document.read.paragraphs}
        return sum(
            bool(anchors & set(each.anchors)) or each.text in texts for each in edited.paragraphs
        )

    best = max(built, key=shared)
    if shared(best) < _LEAST * max(1, len(best.read.paragraphs)):
        raise InputsError(
            [
                Problem(
                    "merge-other-paper",
                    place,
                    "This file was not built from this paper: too little of it is the same",
                    "the report of this paper, or an appendix that was built from it",
                    "name the paper that the file was built from",
                )
            ]
        )
    return best


def _looks_unlike(unlike: Unlike, place: Place) -> Problem:
    return Problem(
        "merge-not-exact",
        Place(place.file, where=unlike.where or None),
        f"The inputs with the changes {unlike.what}",
        "",
        "type this change into the inputs, or reject it in Word",
    )


def _unlike(difference: Difference, place: Place) -> Problem:
    theirs = quoted(" / ".join(difference.theirs)) or "nothing"
    ours = quoted(" / ".join(difference.ours)) or "nothing"
    return Problem(
        "merge-not-exact",
        place,
        f"The inputs with the changes would print “{ours}” where the file has “{theirs}”",
        "",
        "type this change into the inputs, or reject it in Word",
    )


def _linked(source: str, target: str) -> str:
    """Copy a file, without its bytes where the disk can share them."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _problem(refusal: Refusal, place: Place, paper: Paper) -> Problem:
    """Return the problem of one change that is refused."""
    found = refusal.found
    if refusal.old and refusal.new and refusal.old != refusal.new:
        found += f": “{quoted(refusal.old)}” became “{quoted(refusal.new)}”"
    elif refusal.old and not refusal.new:
        found += f": “{quoted(refusal.old)}” was deleted"
    elif refusal.new and not refusal.figure:
        found += f": “{quoted(refusal.new)}”"
    hint = refusal.hint
    if refusal.figure:
        hint = _figure_hint(refusal, paper)
    return Problem(
        refusal.code, Place(place.file, where=refusal.where or None), found, "", hint, Level.ERROR
    )


def _figure_hint(refusal: Refusal, paper: Paper) -> str:
    """Say which cell a figure comes from."""
    for figure in paper.figures:
        if f".{figure.name}" in refusal.figure.replace(" ", ""):
            cells = [
                ", ".join(
                    filter(None, (each.file, each.sheet and f"sheet “{each.sheet}”", each.cells))
                )
                for each in figure.sources
            ]
            where = "; ".join(cells) or f"{figure.place}"
            return f"change it there ({figure.name}: {where}), or reject the change in Word"
    return refusal.hint
