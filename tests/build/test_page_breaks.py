"""Pages of our own Markdown look finished: headings and captions stay with what follows."""

from __future__ import annotations

from itertools import pairwise

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextLine

from .conftest import Desk

FOOT, PITCH = 72, 16  # points: the margin at the foot, the pitch of body lines
SENTENCE = "The panel considers the matter and the evidence that was given to it in public. "


def prose() -> str:
    """Ten headings, each with paragraphs and a table, at many places down the pages."""
    parts = []
    for n in range(1, 11):
        parts.append(f"## Heading {n}")
        parts += [
            f"Text {n}{each}. " + SENTENCE * (2 + (n + i) % 4) for i, each in enumerate("abc")
        ]
        rows = "\n".join(f"| Ward {n}{i} | {i * 7} |" for i in range(3 + n % 3))
        parts.append(f"| Ward name {n} | Calls |\n|---|--:|\n{rows}")
    return "\n\n".join(parts) + "\n"


def test_no_heading_or_header_row_ends_a_page_and_no_gap_is_left_above_a_heading(
    desk: Desk, engine_name: str
):
    (desk.paper / "context.md").write_text(prose(), encoding="utf-8")
    assert desk.run("march-2024", "--engine", engine_name, "--draft").code == 0
    (pack,) = desk.outputs.glob("*-pack*.pdf")
    pages = [lines_of(page) for page in extract_pages(pack)]
    bodies = [[line for line in page if FOOT - 2 < line.y0 < 770] for page in pages]
    looked_at = 0
    for body, following in pairwise(bodies):
        texts = [line.get_text().strip() for line in body]
        if not any(t.startswith(("Text ", "Ward ", "Heading ")) for t in texts):
            continue
        looked_at += 1
        last = min(body, key=lambda line: (round(line.y0), line.x0))
        words = last.get_text().strip()
        assert not words.startswith(("Heading", "Ward name")), words
        top = max(following, key=lambda line: line.y0) if following else None
        if top is not None and top.get_text().startswith("Heading"):
            # A heading with 2 lines of its paragraph needs 24 + 18 + 8 + 2 × 16 points.
            assert last.y0 - FOOT < 24 + 18 + 8 + 2 * PITCH + PITCH, (words, last.y0)
    assert looked_at > 2
    headings = [t for body in bodies for t in body if t.get_text().startswith("Heading ")]
    assert len(headings) == 10


def lines_of(page) -> list[LTTextLine]:
    found = []
    for box in page:
        if hasattr(box, "__iter__"):
            found += [line for line in box if isinstance(line, LTTextLine) and _level(line)]
    return found


def _level(line: LTTextLine) -> bool:
    """Whether a line runs from left to right: the word DRAFT across the page does not."""
    return all(abs(c.matrix[1]) < 0.01 for c in line if isinstance(c, LTChar))
