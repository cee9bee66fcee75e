"""Papers whose packs may, or may not, claim to be accessible, and what a build says of each."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from ..conftest import Answer, Desk, Shelf, set_desk

HERE = Path(__file__).parent
DAY = date(2024, 3, 1)
TODAY = ("--today", "2024-01-11")


@dataclass(frozen=True)
class Made:
    """A built paper: how the command ended, and the files that speak of accessibility."""

    answer: Answer
    folder: Path

    @property
    def pack(self) -> bytes:
        """The bytes of the pack."""
        (pack,) = self.folder.glob("*-pack*.pdf")
        return pack.read_bytes()

    @property
    def manifest(self) -> dict[str, object]:
        """What the manifest says of the pack."""
        told = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return dict(told["pack"])

    @property
    def sheet(self) -> str:
        """The hand-over sheet."""
        (sheet,) = self.folder.glob("*-handover.html")
        return sheet.read_text(encoding="utf-8")

    @property
    def warnings(self) -> str:
        """What was reported, in one line: messages are broken to the width of a terminal."""
        return " ".join(self.answer.err.split())

    @property
    def claims(self) -> set[bool]:
        """Whether there is a claim, in each of the places that can make one."""
        with pikepdf.open(io.BytesIO(self.pack)) as pdf:
            xmp = b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()
        return {
            xmp,
            b"<pdfuaid:part" in self.pack,
            bool(self.manifest["pdf_ua"]),
            "accessible: PDF/UA-1" in self.sheet,
            "does not claim to be accessible" not in self.answer.out,
        }

    @property
    def archival_claims(self) -> set[bool]:
        """Whether there is a claim of PDF/A-2a, in each of the places that can make one."""
        with pikepdf.open(io.BytesIO(self.pack)) as pdf:
            xmp = b"<pdfaid:conformance>A<" in pdf.Root.Metadata.read_bytes()
        return {
            xmp,
            b"<pdfaid:part>2</pdfaid:part>" in self.pack,
            self.manifest["pdf_a"] == "2a",
            "for archives: PDF/A-2a" in self.sheet,
        }


Builder = Callable[..., Made]


@pytest.fixture
def build(root: Path, tmp_path: Path) -> Builder:
    """Build a paper of `cases`."""
    desk = set_desk(root, tmp_path / "desk")

    def built(name: str, *options: str) -> Made:
        shutil.copytree(HERE / "cases" / name, desk.folder / "inputs" / name, dirs_exist_ok=True)
        return made(desk, name, *options)

    return built


def made(desk: Desk, name: str, *options: str) -> Made:
    """Build a paper at a desk."""
    return Made(desk.run(name, *TODAY, *options), desk.folder / "outputs" / name)


def with_every_feature(desk: Desk, shipped: Shelf) -> None:
    """Put the paper “everything” on a desk; its tagged PDF is the pack of another paper."""
    folder = desk.folder / "inputs" / "everything"
    shutil.copytree(HERE / "everything", folder)
    other, answer = shipped("rdocx", "first-term-scorecard")
    assert answer.code == 0, answer.err
    supplied = Made(answer, other.folder / "outputs" / "first-term-scorecard")
    (folder / "appendices" / "scorecard.pdf").write_bytes(supplied.pack)
