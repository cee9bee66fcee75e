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
from panel_papers.core import InputsError, Level, Paper, Place, Problem, Settings
from panel_papers.inputs import Supplied, outside_in_template, paper_folder, read_word
from panel_papers.merge.inputs_text import InputTexts
from panel_papers.merge.planning import Placed, Plan, planned
from panel_papers.merge.proof import Difference, differences
from panel_papers.merge.reading import WordFile, read_file
from panel_papers.merge.refusals import Refusal, quoted
from panel_papers.word import Origin, Templates, Written, write_documents

_LEAST = 0.2  # of a file's paragraphs; a file of which less is known is another paper's


class Merged(Struct, frozen=True):
    """What a merge comes to: the files before and after, its changes, and what was refused."""

    paper: str
    folder: Path
    files: Mapping[str, tuple[bytes, bytes]]
    placed: tuple[Placed, ...]
    problems: tuple[Problem, ...] = ()


class _Document(Struct, frozen=True):
    """One built Word document: what it is called, its bytes, and what it says."""

    name: str
    number: int
    docx: bytes
    origins: Mapping[str, Origin]
    read: WordFile


def merge_file(name: str, file: Path, settings: Settings) -> Merged:
    """Return what the changes in a reviewer's file make of a paper's inputs; nothing is written.

    Raises InputsError with every change that cannot be typed exactly, and where the document of the
    new inputs would not say what the file says.
    """
    folder = paper_folder(settings.inputs, name)
    place = Place(file.as_posix())
    data = _read(file, place)
    edited = read_file(data)
    draft = settings.draft
    paper, built = _built(folder, settings, draft=draft)
    base = _document_of(edited, built, place)
    texts = InputTexts(folder)
    plan = planned(base.read, base.origins, edited, texts)
    if plan.refusals:
        raise InputsError([_problem(each, place, paper) for each in plan.refusals])
    files = texts.changed()
    if files:
        _prove(folder, files, base, data, plan, settings, place)
    return Merged(folder.name, folder, files, tuple(plan.placed))


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


def _built(folder: Path, settings: Settings, *, draft: bool) -> tuple[Paper, list[_Document]]:
    """Return a paper, and the Word documents that its inputs make now."""
    settings = replace(settings, draft=draft, inputs=folder.parent)
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


def _prove(
    folder: Path,
    files: Mapping[str, tuple[bytes, bytes]],
    base: _Document,
    theirs: bytes,
    plan: Plan,
    settings: Settings,
    place: Place,
) -> None:
    """Raise InputsError where the document of the new inputs does not say what the file says."""
    with tempfile.TemporaryDirectory(prefix="panel-papers-merge-") as scratch:
        copy = Path(scratch) / folder.name
        shutil.copytree(folder, copy, copy_function=_linked)
        for path, (_, new) in files.items():
            (copy / path).unlink()
            (copy / path).write_bytes(new)
        try:
            _, built = _built(copy, settings, draft=settings.draft)
        except InputsError as error:
            found = f"With the changes, the paper could not be read: {error.problems[0].found}"
            hint = "reject the change that causes this in Word, or type it into the inputs"
            raise InputsError([Problem("merge-not-readable", place, found, "", hint)]) from error
    ours = next((each for each in built if each.number == base.number), None)
    problems = []
    try:
        different = differences(theirs, ours.docx if ours else b"")
    except ValueError as error:
        found = f"The file could not be read a second time, to prove the merge ({error})"
        hint = "open it in Word and save it again"
        raise InputsError([Problem("merge-not-proven", place, found, "", hint)]) from error
    for each in different:
        if not _follows(each, plan.follows):
            problems.append(_unlike(each, place))
    if problems:
        raise InputsError(problems[:10])


def _follows(difference: Difference, follows: Sequence[tuple[str, str]]) -> bool:
    """Say whether lines differ only in values that were changed elsewhere in the file."""
    if len(difference.theirs) != len(difference.ours):
        return False
    return all(
        any(one.replace(old, new) == other for old, new in follows)
        for one, other in zip(difference.theirs, difference.ours, strict=True)
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
    if refusal.old and refusal.new:
        found += f": “{quoted(refusal.old)}” became “{quoted(refusal.new)}”"
    elif refusal.old:
        found += f": “{quoted(refusal.old)}” was deleted"
    elif refusal.new and not refusal.figure:
        found += f": “{quoted(refusal.new)}”"
    hint = refusal.hint
    if refusal.figure:
        hint = _figure_hint(refusal, paper)
    return Problem(
        refusal.code, Place(place.file, where=refusal.where), found, "", hint, Level.ERROR
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
