"""The pack in large print, read with pypdf and pdfminer, which wrote none of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import page
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTPage, LTTextContainer, LTTextLine

from ..conftest import Desk, Shelf
from ..listener.speech import Element, Speech

EVERYTHING = Path(__file__).parents[1] / "listener" / "papers" / "everything"
PAPERS = {
    "march-2024": None,
    "first-term-scorecard": None,
    "budget-monitoring-2026": None,
    "everything": EVERYTHING,
}
POINTS = 20


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def desk(shipped: Shelf, paper: str) -> Desk:
    desk, answer = shipped("embedded", paper, "--large-print", source=PAPERS[paper])
    assert answer.code == 0, answer.err
    return desk


def large(desk: Desk, paper: str) -> Path:
    return desk.folder / "outputs" / paper / f"{paper}-pack-large-print.pdf"


def manifest(desk: Desk, paper: str) -> dict:
    file = desk.folder / "outputs" / paper / "manifest.json"
    return json.loads(file.read_text(encoding="utf-8"))


def heard(element: Element) -> Iterator[tuple[str, str]]:
    """Each element that holds words by itself, with its kind and all its words."""
    for each in element.walk():
        if any(isinstance(kid, str) and kid.strip() for kid in each.kids) or each.alt:
            yield each.kind, " ".join(each.text.split())


def without_numbers(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Words of a contents page without the numbers of pages, which are other ones."""
    return [(kind, re.sub(r"[ .]*\d+$", "", text)) for kind, text in words]


def lines(pages: Iterator[LTPage]) -> Iterator[tuple[LTPage, LTTextLine]]:
    for each in pages:
        for box in each:
            if isinstance(box, LTTextContainer):
                yield from ((each, line) for line in box if isinstance(line, LTTextLine))


def test_it_says_the_same_in_the_same_order(desk: Desk, paper: str):
    path = large(desk, paper)
    contents, *parts = Speech(path).document.all("Part")
    own_contents, *own_parts = Speech(path.with_name(f"{paper}-pack.pdf")).document.all("Part")
    assert len(parts) > 1
    assert [list(heard(each)) for each in parts] == [list(heard(each)) for each in own_parts]
    assert without_numbers(list(heard(contents))) == without_numbers(list(heard(own_contents)))


def test_no_letter_is_smaller_than_20_point(desk: Desk, paper: str):
    sizes = [
        (round(letter.size, 1), letter.get_text())
        for _, line in lines(extract_pages(large(desk, paper), laparams=LAParams()))
        for letter in line
        if isinstance(letter, LTChar) and letter.get_text().strip()
    ]
    assert len(sizes) > 300
    small = {letter for size, letter in sizes if size < POINTS - 0.05}
    assert small == ({"1"} if paper == "everything" else set())  # the mark of a note is raised


def test_no_letter_is_beyond_the_margins(desk: Desk, paper: str):
    beyond = [
        (each.pageid, line.get_text())
        for each, line in lines(extract_pages(large(desk, paper), laparams=LAParams()))
        if line.x0 < 28 or line.x1 > each.width - 28 or line.y0 < 20 or line.y1 > each.height - 8
    ]
    assert beyond == []


def test_it_is_accessible_and_says_so(desk: Desk, paper: str):
    path = large(desk, paper)
    assert [str(f) for f in page.validate_pdf(str(path), profile="ua1").failures] == []
    said = manifest(desk, paper)["large_print"]
    assert (said["file"], said["points"], said["pdf_ua"]) == (path.name, POINTS, True)
    assert said["pages"] > manifest(desk, paper)["pack"]["pages"] / 2
    listed = {each["name"]: each["sha256"] for each in manifest(desk, paper)["files"]}
    assert listed[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()
    sheet = path.with_name(f"{paper}-handover.html").read_text(encoding="utf-8")
    assert "the pack in large print, 20 point" in sheet
    assert listed[path.name] in sheet
