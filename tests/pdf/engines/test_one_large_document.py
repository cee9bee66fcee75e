"""Large documents are converted one after another, so that not two are in memory at once."""

from __future__ import annotations

import io
import sys
import threading
import time
import zipfile
from types import ModuleType

import pytest

from panel_papers.pdf.completeness.model import shortened
from panel_papers.pdf.engines.protocol import WordDocument
from panel_papers.pdf.engines.rdocx import engine


def package(size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", "<a/>".ljust(size))
        file.writestr("word/media/image1.png", b"0" * 3_000_000)
    return made.getvalue()


def most_at_once(monkeypatch: pytest.MonkeyPatch, data: bytes) -> int:
    """Return how many documents are converted at the same time, of two that are asked for."""
    now: list[int] = []
    most: list[int] = []

    class Document:
        @staticmethod
        def from_bytes(_: bytes) -> Document:
            return Document()

        def to_pdf(self, **_: object) -> bytes:
            now.append(1)
            most.append(len(now))
            time.sleep(0.2)  # for the other one to come in
            now.pop()
            return b""

    rdocx = ModuleType("rdocx")
    rdocx.Document = Document  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rdocx", rdocx)
    monkeypatch.setattr(engine, "font_names", lambda _: ())
    monkeypatch.setattr(engine, "_converted", lambda convert, *_: convert(data))
    threads = [
        threading.Thread(target=engine.Rdocx().convert, args=([WordDocument("a.docx", data)],))
        for _ in range(2)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return max(most)


def test_of_two_large_documents_one_waits(monkeypatch: pytest.MonkeyPatch):
    assert most_at_once(monkeypatch, package(1_500_000)) == 1


def test_words_longer_than_a_quotation_are_cut():
    assert shortened("9" * 8_000).startswith("99999999")
    assert len(shortened("9" * 8_000)) < 100
    assert shortened("nine words " * 40).endswith(" …")
