"""A document that is as it was is not rendered again; one that is not, is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from panel_papers.core.cache import Cache
from panel_papers.output.pack import rendering
from panel_papers.output.pack.rendering import render as render_checked
from panel_papers.pdf.engines import ENGINES, Choice, WordDocument


@dataclass
class Counts:
    """An engine that makes a PDF of the document's bytes, and counts them."""

    name: str = "counts"
    build: str | None = "1.0"
    converted: int = 0
    writes_tags: bool = True

    def version(self) -> str:
        return f"counts {self.build}"

    def identity(self) -> str | None:
        return self.build

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        self.converted += len(documents)
        return [b"%PDF of " + each.data for each in documents]


ONE = WordDocument("one.docx", b"one", title="One", created=date(2024, 3, 14))
TWO = WordDocument("two.docx", b"two")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


render = partial(render_checked, check=lambda _docx, _pdf: ())
"""What the engines of these tests make is no PDF that could be checked."""


def test_only_what_is_new_is_rendered(cache: Cache):
    engine = Counts()
    first = render(Choice((engine,), ""), [ONE, TWO], cache)
    again = render(Choice((engine,), ""), [TWO, ONE, replace(ONE, data=b"three")], cache)

    assert engine.converted == 3
    assert again[:2] == [first[1], first[0]]
    assert again[2].pdf == b"%PDF of three"


@pytest.mark.parametrize(
    "changed",
    [
        replace(ONE, data=b"other"),
        replace(ONE, title="Other"),
        replace(ONE, language="cy-GB"),
        replace(ONE, created=date(2024, 3, 15)),
        replace(ONE, name="other.docx"),
    ],
)
def test_whatever_shapes_a_pdf_makes_it_anew(cache: Cache, changed: WordDocument):
    engine = Counts()
    render(Choice((engine,), ""), [ONE], cache)
    render(Choice((engine,), ""), [changed], cache)

    assert engine.converted == 2


@pytest.mark.parametrize(
    "changed",
    [
        Choice((Counts(build="2.0"),), ""),
        Choice((Counts(name="other"),), ""),
        Choice((Counts(),), "", fallback=Counts()),
        Choice((Counts(),), "", fallback=Counts(name="second")),
    ],
)
def test_another_engine_or_fallback_makes_it_anew(cache: Cache, changed: Choice):
    render(Choice((Counts(),), ""), [ONE], cache)
    render(changed, [ONE], cache)

    assert changed.engine.converted == 1


def test_another_program_makes_it_anew(cache: Cache, monkeypatch: pytest.MonkeyPatch):
    engine = Counts()
    render(Choice((engine,), ""), [ONE], cache)
    monkeypatch.setattr(rendering, "program_identity", lambda: "another")
    render(Choice((engine,), ""), [ONE], cache)

    assert engine.converted == 2


def test_engine_that_cannot_say_what_shapes_its_pdfs_is_asked_each_time(cache: Cache):
    engine = Counts(build=None)
    for _ in range(2):
        render(Choice((engine,), ""), [ONE], cache)

    assert engine.converted == 2


def test_damaged_entry_is_made_anew(cache: Cache, tmp_path: Path):
    engine = Counts()
    first = render(Choice((engine,), ""), [ONE], cache)
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_bytes(entry.read_bytes()[:-3])

    assert render(Choice((engine,), ""), [ONE], cache) == first
    assert engine.converted == 2


def test_engines_say_what_they_are(engine_name: str):
    engine = ENGINES[engine_name](None)
    identity = engine.identity()

    assert identity is None or (identity == engine.identity() and len(identity) > 20)
