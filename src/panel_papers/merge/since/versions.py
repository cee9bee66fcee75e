"""An earlier version of a paper's Word documents: in a file, in a folder of outputs or in git."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import InputsError, PanelPapersError, Place, Problem, Settings
from panel_papers.merge.documents import Document, built_documents, document_of
from panel_papers.merge.one_file import read_supplied
from panel_papers.merge.reading import WordFile, read_file
from panel_papers.template_tools import Git, NotInGitError

_BUILT = re.compile(r"(?P<paper>.+)-(?:report|appendix-(?P<number>\d+))(?:-draft)?\.docx")


class Earlier(Struct, frozen=True):
    """One Word document of an earlier version: its number (0 is the report), and what it says."""

    number: int
    docx: bytes
    read: WordFile


def earlier_documents(
    old: str, folder: Path, settings: Settings, now: Sequence[Document]
) -> list[Earlier]:
    """Return the Word documents of an earlier version of a paper.

    `old` names a Word file, a folder that a build has written, or a revision of git. `now` are the
    documents of today. Raises InputsError where there is no such version, or it cannot be read.
    """
    path = Path(old)
    if path.is_file():
        place = Place(path.as_posix())
        data = _accepted(read_supplied(path, place))
        read = read_file(data)
        return [Earlier(document_of(read, now, place).number, data, read)]
    if path.is_dir():
        return _in_folder(path, folder.name)
    return _in_git(old, folder, settings)


def _accepted(docx: bytes) -> bytes:
    """Return a file with its tracked changes accepted, as a reviewer's may have them."""
    import rdocx  # noqa: PLC0415 - only where something is compared

    try:
        document = rdocx.Document.from_bytes(docx)
        if not document.revisions:
            return docx
        document.accept_all()
        return bytes(document.to_bytes())
    except rdocx.RdocxError:
        return docx


def _in_folder(folder: Path, paper: str) -> list[Earlier]:
    found, others = [], set[str]()
    for path in sorted(folder.glob("*.docx")):
        built = _BUILT.fullmatch(path.name)
        if built and built["paper"] != paper:
            others.add(built["paper"])
        elif built and path.is_file():
            data = _accepted(read_supplied(path, Place(path.as_posix())))
            found.append(Earlier(int(built["number"] or 0), data, read_file(data)))
    if not found and others:
        named = " and ".join(f"“{each}”" for each in sorted(others))
        raise _none(folder.as_posix(), f"This folder holds documents of {named}, not of “{paper}”")
    if not found:
        raise _none(folder.as_posix(), "There is no report or appendix in Word in this folder")
    return found


def _in_git(revision: str, folder: Path, settings: Settings) -> list[Earlier]:
    with tempfile.TemporaryDirectory(prefix="panel-papers-diff-") as scratch:
        copy = Path(scratch) / "inputs" / folder.name
        templates = Path(scratch) / "templates"
        try:
            _checked_out(revision, folder, copy)
            if not (copy / "paper.yaml").is_file():
                raise _none(revision, f"The revision “{revision}” has no paper {folder.name}")
            with _without_git():
                _checked_out(revision, settings.templates, templates)
        except NotInGitError as error:
            found = f"“{revision}” is not a file or a folder, and {error}"
            raise _none(revision, found) from error
        there = (templates / "word").is_dir()
        then = replace(settings, templates=templates if there else settings.templates)
        try:
            _, documents = built_documents(copy, then)
        except PanelPapersError as error:
            found = f"The paper cannot be read as it was in “{revision}”: {error.problems[0].found}"
            hint = "compare with a Word file or a folder of outputs"
            problem = Problem("earlier-version-unreadable", Place(revision), found, "", hint)
            raise InputsError([problem]) from error
    return [Earlier(each.number, each.docx, each.read) for each in documents]


@contextmanager
def _without_git() -> Iterator[None]:
    """Let templates be outside of git: then today's are taken."""
    try:
        yield
    except NotInGitError:
        return


def _checked_out(revision: str, folder: Path, into: Path) -> None:
    """Write the files of a folder as a revision has them."""
    git = Git(folder)
    for path, blob in _tree(git, revision).items():
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(git.content(blob))


def _tree(git: Git, revision: str) -> Mapping[str, str]:
    """Return the files of the folder, and of those in it: paths in the folder with ids."""
    inside = f"{git.path}/" if git.path else ""
    files = git.every_file(git.commit(revision), git.path)
    return {path.removeprefix(inside): blob for path, blob in files.items()}


def _none(named: str, found: str) -> InputsError:
    hint = "name a Word file, an earlier folder of outputs, or a revision of git such as “HEAD~1”"
    return InputsError([Problem("no-earlier-version", Place(named), found, "", hint)])
