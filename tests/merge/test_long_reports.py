"""The work of a merge grows with the length of the report, not with its square."""

import sys
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from lxml import etree

from panel_papers.merge import blocks, looks, proof

from .conftest import Reviewer

WORDS = ["Small grants", "auditor said", "Loans", "First step", "Third step", "A last paragraph"]


def calls_of(function, *arguments, of=None):
    """Count the calls of Python functions, or of one function, while a function runs."""
    made = 0

    def count(frame, event, _argument):
        nonlocal made
        made += event == "call" and (of is None or frame.f_code is of.__code__)

    sys.setprofile(count)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return made


def reviewed(built, words):
    reviewer = Reviewer(built["report"])
    for each in words:
        reviewer.replace(each, f"{each}, as changed")
    return reviewer.bytes()


def test_many_changes_are_read_as_often_as_two(built, typed):
    def reads(words):
        return calls_of(typed, reviewed(built, words), of=blocks.blocks_of)

    assert reads(WORDS) == reads(WORDS[:2])


def test_a_change_that_needs_another_way_takes_no_other_with_it(built, typed):
    reviewer = Reviewer(reviewed(built, WORDS[2:])).replace("Small grants", "Small *grants*")
    files, refusals = typed(reviewer.bytes())
    assert refusals == []
    expected = Path(__file__).with_name("paper").joinpath("context.md").read_text(encoding="utf-8")
    for each in WORDS[2:]:
        expected = expected.replace(each, f"{each}, as changed", 1)
    expected = expected.replace("Small grants", "Small \\*grants\\*")
    assert files == {"context.md": expected}


def long_document(tmp_path, length):
    document = docx.Document()
    for number in range(length):
        document.add_paragraph(f"Paragraph {number}").paragraph_format.space_after = Pt(3)
    table = document.add_table(length, 2)
    for number, row in enumerate(table.rows):
        row.cells[0].text = f"Row {number}"
    path = tmp_path / f"{length}.docx"
    document.save(str(path))
    return path.read_bytes()


@pytest.mark.parametrize("length", [2, 30])
def test_the_proof_reads_the_xml_of_each_document_once(tmp_path, monkeypatch, length):
    data, read = long_document(tmp_path, length), []
    fromstring = etree.fromstring
    monkeypatch.setattr(etree, "fromstring", lambda *a: read.append(a) or fromstring(*a))
    assert proof.differences(data, data) == []
    assert len(read) == 2


def test_the_looks_of_a_long_table_are_read_row_by_row(tmp_path):
    few, twice, four = (
        calls_of(looks.looks, long_document(tmp_path, length)) for length in (20, 40, 80)
    )
    assert four - twice < 2.1 * (twice - few)
