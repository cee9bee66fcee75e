"""A paper and its appendices may have any titles: of one letter, of digits, of words elsewhere."""

from __future__ import annotations

import re

import pypdf
import pytest

from .conftest import Desk

APPENDICES = ["A", "2", "10", "Tax 2", "Contents", "Appendix", "Page", "A long title, word by " * 9]


@pytest.mark.slow
def test_contents_page_with_short_and_long_titles(desk: Desk, engine_name: str):
    appendices = [title.strip() for title in APPENDICES]
    paper_with(desk, "Tax", appendices)
    answer = desk.run("tax", "--engine", engine_name)
    assert answer.code == 0, answer.err
    (pack,) = (desk.folder / "outputs" / "tax").glob("*-pack.pdf")
    contents = words(pypdf.PdfReader(pack).pages[0].extract_text())
    rows = [f"Appendix {number} – {title}" for number, title in enumerate(appendices, 1)]
    expected = [
        f"{title} {page}" for title, page in zip(["Tax", *rows], [2, *range(4, 12)], strict=True)
    ]
    assert " ".join(map(words, expected)) in contents


def words(text: str) -> str:
    """A text without the leaders before its page numbers, and without its lines."""
    return " ".join(re.sub(r"(?: ?[._·]){4,}", " ", text).split())


def paper_with(desk: Desk, title: str, appendices: list[str]) -> None:
    """Write a new paper with these titles."""
    made = desk.run("new", "tax", "--date", "2024-06-06", program="panel_papers")
    assert made.code == 0, made.err
    paper = desk.folder / "inputs" / "tax"
    file = paper / "paper.yaml"
    text = re.sub(r"(?m)^title: .*", f"title: {title}", file.read_text(encoding="utf-8"))
    lines = [text[: text.index("\nappendices:")], "appendices:"]
    for number, name in enumerate(appendices):
        (paper / "appendices" / f"{number}.md").write_text("Words about it.\n", encoding="utf-8")
        lines += [f'  - title: "{name}"', f"    file: appendices/{number}.md"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
