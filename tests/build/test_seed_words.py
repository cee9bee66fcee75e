"""The built report and scorecard say what the client's own documents say, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph

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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from .conftest import set_desk

    root = Path(__file__).parents[2]
    desk = set_desk(root, tmp_path_factory.mktemp("words") / "desk")
    answer = desk.run("march-2024", "first-term-scorecard", "--engine", "embedded")
    assert answer.code == 0, answer.err
    return desk.folder / "outputs"


def test_report_equals_the_seed_word_for_word(built: Path):
    wanted = words_of_seed("march-2024-report.txt")
    assert len(wanted) > 1_400
    assert words_of_document(built / "march-2024" / "march-2024-report.docx") == wanted


def test_scorecard_equals_the_seed_word_for_word(built: Path):
    wanted = words_of_seed("first-term-scorecard.txt")
    assert len(wanted) > 700
    path = built / "first-term-scorecard" / "first-term-scorecard-appendix-1.docx"
    assert words_of_document(path) == wanted


def test_section_numbers_are_words_own(built: Path):
    document = docx.Document(str(built / "march-2024" / "march-2024-report.docx"))
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [h.text for h in headings] == [
        "Purpose of Report",
        "Recommendations",
        "Context / Summary",
        "Background Papers and Appendices",
    ]
    numbers = {h._p.pPr.numPr.numId.val for h in headings}
    assert len(numbers) == 1, "the four sections are one list, so that Word counts 1 to 4"
