"""Nasty documents get the tags that a person wrote down for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from nastydocs import DOCUMENTS
from tagread import read

from panel_papers.pdf.tagging import Refused, tag

EXPECTED = Path(__file__).parent / "nasty"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tags_are_those_that_a_person_wrote_down(convert, name):
    expected = (EXPECTED / f"{name}.tags.txt").read_text(encoding="utf-8")
    assert outline(DOCUMENTS[name].data(), convert) + "\n" == expected


def outline(docx: bytes, convert) -> str:
    try:
        found = read(tag(docx, convert, title="A paper", language="en-GB").pdf)
    except Refused as refusal:
        return f"Refused: {refusal}"
    assert found.unmarked == ""
    # A page's end, a leader or a decoration parts marks, but no element.
    return found.outline.replace("” “", " ")


def test_each_expectation_has_its_document():
    assert {path.name for path in EXPECTED.iterdir()} == {f"{n}.tags.txt" for n in DOCUMENTS}
