"""A note with one supplied Word document, built at a desk with LibreOffice and at one without."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ...commands import run_code
from ..conftest import Answer, Desk
from .pages import Page, pages_of

HERE = Path(__file__).parent
FILES = [*HERE.glob("documents/*.docx"), *HERE.parent.glob("furniture/note-*.docx")]

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
    """How the build of a note ended; `pages` are those of its supplied document in the pack."""

    answer: Answer
    pack: Path

    @property
    def pages(self) -> list[Page]:
        assert self.answer.code == 0, self.answer.err
        return pages_of(self.pack)[2:]  # after the contents page and the report

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


Builder = Callable[[str], Note]


@pytest.fixture(
    params=["without LibreOffice", pytest.param("with it", marks=pytest.mark.libreoffice)]
)
def build(desk: Desk, request: pytest.FixtureRequest) -> Builder:
    """Build the note with a document of a name, with the engines that the machine has."""
    hidden = request.param == "without LibreOffice"
    return lambda name: built(desk, name, WITHOUT_LIBREOFFICE if hidden else "")


@pytest.fixture
def build_without(desk: Desk) -> Builder:
    """Build the note as on a machine that has no LibreOffice."""
    return lambda name: built(desk, name, WITHOUT_LIBREOFFICE)


@pytest.fixture
def build_with(desk: Desk) -> Builder:
    """Build the note as on a machine with LibreOffice; tests are marked `libreoffice`."""
    return lambda name: built(desk, name, "")


def built(desk: Desk, name: str, before: str) -> Note:
    paper = desk.folder / "inputs" / "note"
    (paper / "appendices").mkdir(parents=True)
    (paper / "paper.yaml").write_text(NOTE.replace("FILE", name), encoding="utf-8")
    shutil.copy(
        next(f for f in FILES if f.stem in (name, f"note-{name}")),
        paper / "appendices" / f"{name}.docx",
    )
    done = run_code(
        before + MAKE_PAPER, "note", folder=desk.folder, environment=os.environ | desk.environment
    )
    return Note(
        Answer(done.returncode, done.stdout, done.stderr),
        desk.folder / "outputs" / "note" / "note-pack.pdf",
    )
