"""A paper may have its pack numbered and divided otherwise."""

from __future__ import annotations

import json

import pytest
from pypdf import PdfReader

from .conftest import Desk

TITLES = [
    "Appendix 1 – High Level Progress Report for the Police and Crime Plan 2021-24",
    "Appendix 2 – High Level Progress Report for the Fire and Rescue Plan 2019-24",
]


def ranges(desk: Desk) -> list[tuple[int, int]]:
    manifest = json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))
    return [(p["first_page"], p["last_page"]) for p in manifest["pack"]["parts"]]


def ask(desk: Desk, options: str) -> PdfReader:
    path = desk.paper / "paper.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"pack: {options}\n", encoding="utf-8")
    answer = desk.make()
    assert answer.code == 0, answer.err
    return PdfReader(desk.outputs / "march-2024-pack.pdf")


def last_words(reader: PdfReader, index: int) -> list[str]:
    return reader.pages[index].extract_text().split()[-2:]


def test_pack_may_begin_at_any_number(desk: Desk):
    reader = ask(desk, "{first_page: 11}")
    assert ranges(desk) == [(11, 11), (12, 16), (17, 18), (19, 20)]
    assert reader.page_labels[0] == "11"
    assert last_words(reader, 0) == ["Page", "11"]


def test_parts_may_begin_on_odd_pages_behind_a_blank_one(desk: Desk):
    reader = ask(desk, "{odd_starts: yes}")
    assert ranges(desk) == [(1, 1), (3, 7), (9, 10), (11, 12)]
    assert "This page is intentionally left blank" in reader.pages[1].extract_text()
    assert last_words(reader, 1) == ["Page", "2"]


def test_divider_stands_before_each_appendix_and_begins_its_part(desk: Desk):
    reader = ask(desk, "{dividers: yes}")
    assert ranges(desk) == [(1, 1), (2, 6), (7, 9), (10, 12)]
    words = " ".join(reader.pages[6].extract_text().split())
    assert TITLES[0] in words
    assert "Successes" not in words
    marks = [m for m in reader.outline if not isinstance(m, list)]
    assert [m.title for m in marks][2:] == TITLES
    own = reader.outline[reader.outline.index(marks[2]) + 1]
    beneath = [m.title for m in own if not isinstance(m, list)]
    assert "Further investment in crime prevention" in beneath


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("{first_page: 0}", "a whole number from 1 to 99999"),
        ("{odd_starts: perhaps}", "yes or no"),
        ("{divider: yes}", "write “dividers” if you mean that"),
        ("[dividers]", "names with values"),
    ],
)
def test_option_that_makes_no_sense_is_a_fault(desk: Desk, options: str, words: str):
    path = desk.paper / "paper.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"pack: {options}\n", encoding="utf-8")
    answer = desk.make()
    assert (answer.code, words in answer.err) == (3, True), answer.err
