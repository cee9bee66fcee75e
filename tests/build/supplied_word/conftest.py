"""Supplied Word documents in packs, built at a desk with LibreOffice and at one without.

A document is converted by itself, so that many share a pack: one pack has the documents of which
all is tagged, another has the rest.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ...commands import run_code
from ..conftest import Answer, Desk, set_desk
from .pages import Page, pages_of

HERE = Path(__file__).parent
FILES = {
    file.stem.removeprefix("note-"): file
    for file in (*HERE.glob("documents/*.docx"), *HERE.parent.glob("furniture/note-*.docx"))
}
NOT_TAGGED = {"contents", "exact-rows", "formula", "page-colour", "rule"}
"""Documents that may cost a pack its claim; the others must not."""
WITHOUT, WITH = "without LibreOffice", "with it"
NOT_WHOLE = {
    WITHOUT: NOT_TAGGED | {"chart", "exact-line"},
    WITH: NOT_TAGGED | {"exact-line"},
}
STOPS = {WITHOUT: {"exact-line"}, WITH: set[str]()}
"""Documents with which there is no pack."""

NOTE = """\
title: Estates note
short_title: Estates note
report_to: Essex Police, Fire and Crime Panel
author: Police, Fire and Crime Commissioner for Essex
date: 2024-03-14
for: Noting
enquiries_to: {name: Policy and Performance, role: Policy Officer, email: policy@example.org}
divisions_affected: All Essex
sections: []
appendices:
"""
APPENDIX = """\
  - title: Supplied note
    file: appendices/FILE.docx
"""

WITHOUT_LIBREOFFICE = """\
import os
from panel_papers.pdf.engines import libreoffice
libreoffice.USUAL_PLACES = ()
os.environ["PATH"] = ""
assert libreoffice.find_soffice() is None
"""
MAKE_PAPER = "from panel_papers.cli import make_paper\nmake_paper()\n"


@dataclass(frozen=True)
class Note:
    """How a build ended, and one of its supplied documents, which is an appendix of a number."""

    answer: Answer
    folder: Path
    number: int

    @property
    def pack(self) -> Path:
        return self.folder / "note-pack.pdf"

    @property
    def title(self) -> str:
        """The title that is printed over the document."""
        return f"Appendix {self.number} – Supplied note"

    @property
    def first_page(self) -> int:
        return self._part["first_page"]

    @property
    def pages(self) -> list[Page]:
        """The document's pages in the pack."""
        return pages_of(self.pack, self._part["first_page"], self._part["last_page"])

    @property
    def page(self) -> Page:
        (page,) = self.pages
        return page

    @property
    def is_tagged(self) -> bool:
        """Whether the build reports no part of the pack without tags."""
        return "accessib" not in self.answer.out

    @property
    def warnings(self) -> str:
        """What was reported, in one line: messages are broken to the width of a terminal."""
        return " ".join(self.answer.err.split())

    @property
    def _part(self) -> dict[str, int]:
        assert self.answer.code == 0, self.answer.err
        told = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        (part,) = (p for p in told["pack"]["parts"] if p["title"] == self.title)
        return part


Builder = Callable[[str], Note]


class Packs:
    """The packs of one kind of machine, each built when a test first asks for it."""

    def __init__(self, root: Path, folder: Path, machine: str) -> None:
        self._root, self._folder, self._machine = root, folder, machine
        self._built: dict[tuple[str, ...], tuple[Answer, Path]] = {}

    def alone(self, name: str) -> Note:
        """Return a document in a pack of its own."""
        return self._note(name, (name,))

    def among_others(self, name: str) -> Note:
        """Return a document in the pack that it shares."""
        rest = NOT_WHOLE[self._machine]
        named = FILES.keys() - STOPS[self._machine]
        return self._note(name, tuple(sorted(named & rest if name in rest else named - rest)))

    def _note(self, name: str, names: tuple[str, ...]) -> Note:
        if names not in self._built:
            desk = set_desk(self._root, self._folder / str(len(self._built)))
            before = WITHOUT_LIBREOFFICE if self._machine == WITHOUT else ""
            self._built[names] = built(desk, names, before)
        return Note(*self._built[names], names.index(name) + 1)


_packs: dict[str, Packs] = {}


def packs_of(machine: str, root: Path, folders: pytest.TempPathFactory) -> Packs:
    if machine not in _packs:
        _packs[machine] = Packs(root, folders.mktemp("notes"), machine)
    return _packs[machine]


@pytest.fixture(
    params=[
        WITHOUT,
        pytest.param(WITH, marks=pytest.mark.libreoffice),
    ]
)
def build(
    root: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Builder:
    """Return a document of a name as a machine of each kind prints it."""
    return packs_of(request.param, root, tmp_path_factory).among_others


@pytest.fixture
def build_without(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Build the note with one document, as on a machine that has no LibreOffice."""
    return packs_of(WITHOUT, root, tmp_path_factory).alone


@pytest.fixture
def build_with(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Return a document as a machine with LibreOffice prints it; tests are marked `libreoffice`."""
    return packs_of(WITH, root, tmp_path_factory).among_others


def built(desk: Desk, names: Sequence[str], before: str) -> tuple[Answer, Path]:
    """Build the note with documents of these names; return how that ended, and the outputs."""
    paper = desk.folder / "inputs" / "note"
    (paper / "appendices").mkdir(parents=True)
    entries = "".join(APPENDIX.replace("FILE", name) for name in names)
    (paper / "paper.yaml").write_text(NOTE + entries, encoding="utf-8")
    for name in names:
        shutil.copy(FILES[name], paper / "appendices" / f"{name}.docx")
    done = run_code(
        before + MAKE_PAPER, "note", folder=desk.folder, environment=os.environ | desk.environment
    )
    answer = Answer(done.returncode, done.stdout, done.stderr)
    return answer, desk.folder / "outputs" / "note"
