"""The contents page says on which page each part begins, also where it has two pages itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest

from panel_papers.core.model import PackOptions
from panel_papers.core.problems import Place
from panel_papers.output.pack import pack
from panel_papers.output.pack.attempts import Rendered
from panel_papers.output.pack.parts import Piece


def pages(count: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


PIECES = [
    Piece("Report", pages(3), Place("report.docx")),
    Piece("Costs", pages(1), Place("costs.pdf")),
    Piece("Risks", pages(2), Place("risks.pdf")),
]


def entries(options: PackOptions, contents: int) -> list[tuple[str, int]]:
    made = pack._entries(options, PIECES, [contents, 3, 1, 2])
    return [(link.url, page) for link, page in made]


@pytest.mark.parametrize(
    ("options", "contents", "starts"),
    [
        (PackOptions(), 1, [2, 5, 6]),
        (PackOptions(), 2, [3, 6, 7]),
        (PackOptions(first_page=41), 1, [42, 45, 46]),
        (PackOptions(odd_starts=True), 1, [3, 7, 9]),
        (PackOptions(first_page=2, odd_starts=True), 1, [5, 9, 11]),
    ],
)
def test_each_part_is_listed_with_its_first_page_and_leads_there(options, contents, starts):
    addresses = [pack.report_address(), pack.appendix_address(1), pack.appendix_address(2)]
    assert entries(options, contents) == list(zip(addresses, starts, strict=True))


@pytest.mark.parametrize("length", [1, 2, 3])
def test_pages_are_counted_behind_all_pages_of_contents(monkeypatch, length):
    written: list[list[int]] = []

    def contents_page(listed: Any) -> bytes:
        written.append([page for _, page in listed])
        return b"contents"

    def rendering(documents: Sequence[Any]) -> list[Rendered]:
        return [Rendered(pages(length), "an engine") for _ in documents]

    monkeypatch.setattr(pack, "word_document", lambda *_: None)
    monkeypatch.setattr(pack, "outlines_of", lambda _: {})
    paper: Any = SimpleNamespace(pack=PackOptions(), title="T")
    choice: Any = SimpleNamespace(engine=SimpleNamespace(writes_tags=False))
    contents, *_ = pack.render_pieces(paper, PIECES, contents_page, choice, rendering)
    assert len(pikepdf.open(io.BytesIO(contents.pdf)).pages) == length
    assert written[-1] == [length + 1, length + 4, length + 5]
