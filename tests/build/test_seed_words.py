"""The built report and scorecard say what the client's own documents say, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph

from .conftest import Shelf

SEEDS = Path(__file__).parents[1] / "seeds"


def words_of_document(path: Path) -> list[str]:
    """The words of a document's body: paragraphs and table cells in their order."""
    return " ".join(blocks(docx.Document(str(path)))).split()


def blocks(parent) -> Iterator[str]:
    for block in parent.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            assert isinstance(block, Table)
            for row in block.rows:
                for cell in row.cells:
                    yield from blocks(cell)


def words_of_seed(name: str) -> list[str]:
    """The words of a seed, without what Word numbers and marks itself."""
    text = (SEEDS / name).read_text(encoding="utf-8")
    text = re.sub(r"^\s*(\d+\.|-) ", "", text, flags=re.MULTILINE)
    return re.sub(r"\[([^]]*)\]\(#\)", r"\1", text).split()


@pytest.fixture
def outputs(shipped: Shelf) -> Callable[[str], Path]:
    """Return the outputs of a shipped paper."""

    def found(paper: str) -> Path:
        desk, answer = shipped(paper=paper)
        assert answer.code == 0, answer.err
        return desk.folder / "outputs" / paper

    return found


def test_report_equals_the_seed_word_for_word(outputs: Callable[[str], Path]):
    wanted = words_of_seed("march-2024-report.txt")
    assert len(wanted) > 1_400
    assert words_of_document(outputs("march-2024") / "march-2024-report.docx") == wanted


def test_scorecard_equals_the_seed_word_for_word(outputs: Callable[[str], Path]):
    wanted = words_of_seed("first-term-scorecard.txt")
    assert len(wanted) > 700
    path = outputs("first-term-scorecard") / "first-term-scorecard-appendix-1.docx"
    assert words_of_document(path) == wanted


def test_section_numbers_are_words_own(outputs: Callable[[str], Path]):
    document = docx.Document(str(outputs("march-2024") / "march-2024-report.docx"))
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [h.text for h in headings] == [
        "Purpose of Report",
        "Recommendations",
        "Context / Summary",
        "Background Papers and Appendices",
    ]
    numbers = {h._p.pPr.numPr.numId.val for h in headings}
    assert len(numbers) == 1, "the four sections are one list, so that Word counts 1 to 4"
