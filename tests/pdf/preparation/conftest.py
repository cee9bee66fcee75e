"""The helpers beside the tests, under names that no other folder uses; engines to look through."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
import pytest

from panel_papers.pdf.engines import ENGINES, WordDocument

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "fuzz")]


@pytest.fixture(
    params=[
        pytest.param(name, marks=pytest.mark.libreoffice if name == "libreoffice" else ())
        for name in ENGINES
    ]
)
def printed(request: pytest.FixtureRequest):
    """What an engine prints of a document: its words in order."""
    engine = ENGINES[request.param](None)

    def words(docx: bytes) -> list[str]:
        pdf = pypdfium2.PdfDocument(engine.convert([WordDocument("a.docx", docx)])[0])
        return " ".join(page.get_textpage().get_text_range() for page in pdf).split()

    yield words
    engine.close()
