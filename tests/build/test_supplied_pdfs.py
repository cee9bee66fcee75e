"""Papers with a supplied PDF: what is told of it, and how its pages are read aloud in the pack."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .conftest import Answer, Desk

TESTS = Path(__file__).parent.parent
FILES = {path.stem: path for path in (TESTS / "inputs" / "supplied_pdfs").glob("*.pdf")}
FILES["stamped"] = TESTS / "pdf" / "joining" / "stamped.pdf"
PAPER = """\
title: Estates note
report_to: Essex Police, Fire and Crime Panel
author: Police, Fire and Crime Commissioner for Essex
date: 2024-03-14
for: Noting
enquiries_to: {name: Policy and Performance, role: Policy Officer, email: policy@example.org}
sections: []
appendices:
  - title: Supplied note
    file: supplied.pdf
"""


def build(desk: Desk, name: str, more: str = "", *options: str) -> Answer:
    """Build a paper whose only appendix is one of the supplied PDFs."""
    folder = desk.folder / "inputs" / "note"
    folder.mkdir(parents=True)
    (folder / "paper.yaml").write_text(PAPER + more, encoding="utf-8")
    (folder / "supplied.pdf").write_bytes(FILES[name].read_bytes())
    return desk.run("note", "--engine", "embedded", *options)


def tags(desk: Desk) -> str:
    """The tags of the appendix and their words, as poppler reads them."""
    pack = next((desk.folder / "outputs" / "note").glob("*-pack*.pdf"))
    command = ["pdfinfo", "-struct-text", str(pack)]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace").partition('Part "Appendix 1')[2]


@pytest.mark.parametrize("name", ["scan", "curves", "brochure"])
def test_page_that_is_a_picture_needs_words(desk: Desk, name: str):
    answer = build(desk, name)
    assert answer.code == 3
    assert "supplied.pdf, page 1: 1 page has a picture or drawing but almost no text" in answer.err
    assert "[scanned]" in answer.err
    assert "ocrmypdf --redo-ocr supplied.pdf" in " ".join(answer.err.split())


@pytest.mark.parametrize("name", ["scan", "curves", "brochure"])
def test_page_that_is_a_picture_is_a_figure_with_its_words(desk: Desk, name: str):
    answer = build(desk, name, "    alt: The river front at dusk\n")
    assert (answer.code, answer.err.count("warning:")) == (0, 0)
    assert "Figure" in tags(desk)
    pack = (desk.folder / "outputs" / "note" / "note-pack.pdf").read_bytes()
    assert b"not described yet" not in pack


def test_draft_with_an_undescribed_picture_is_no_empty_page(desk: Desk):
    answer = build(desk, "curves", "", "--draft")
    assert (answer.code, "[scanned]" in answer.err) == (0, True)
    assert "Figure" in tags(desk)


def test_tags_beside_a_stamp_are_kept_and_the_share_is_told(desk: Desk):
    answer = build(desk, "stamped")
    assert answer.code == 0
    told = " ".join(answer.err.split())
    assert (
        "supplied.pdf: The pack does not claim to be accessible (PDF/UA): the PDF’s accessibility "
        "tags do not cover all of its text; the rest is read out at the end of each page"
    ) in told
    assert "no accessibility tags of its own" not in answer.out
    heard = tags(desk)
    assert heard.count("LI (block)") == 19
    assert heard.index("Areas for improvement") < heard.index("ref DS/2024/0002")


def test_strict_build_stops_at_tags_that_reach_a_part(desk: Desk):
    assert build(desk, "stamped", "", "--strict").code == 3


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("sealed", 3, "encrypted for certain people"),
        ("loop", 0, "The PDF is damaged and was repaired for the pack"),
    ],
)
def test_reason_is_told_as_what_it_is(desk: Desk, name: str, code: int, told: str):
    answer = build(desk, name)
    assert answer.code == code
    assert told in " ".join(answer.err.split())
    assert " ".join(answer.err.split()).count(told) == 1
