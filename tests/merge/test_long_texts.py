"""What makes the merge of long papers fast reads the same as reading the whole does."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from panel_papers.core import Place, Prose
from panel_papers.merge.chars import Char, canonical
from panel_papers.merge.pieces import in_pieces
from panel_papers.merge.proof import differences, read_words
from panel_papers.merge.prose_text import Edit, ProseText

from .conftest import Reviewer

MARKDOWN = Path(__file__).with_name("paper") / "context.md"


def long_file(paragraphs=600):
    document = docx.Document()
    for number in range(paragraphs):
        document.add_paragraph(f"Paragraph {number}")
        if number % 100 == 50:
            cells = document.add_table(2, 2).rows[1].cells
            cells[0].text = f"Cell {number}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def words_in_pieces(data):
    pieces = in_pieces(data)
    assert len(pieces) > 1
    return [line for each in pieces for line in read_words(each)]


def test_the_pieces_of_a_long_file_say_what_it_says():
    data = long_file()
    assert words_in_pieces(data) == read_words(data)


def test_a_file_is_not_cut_where_deleted_ends_join_paragraphs():
    reviewer = Reviewer(long_file())
    for each in reviewer.paragraphs[200:245]:
        reviewer._mark_end(each, "w:del")
    assert words_in_pieces(reviewer.bytes()) == read_words(reviewer.bytes())


def test_a_file_is_not_cut_inside_a_field():
    reviewer = Reviewer(long_file())
    for number, kind in ((100, "begin"), (400, "end")):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run = OxmlElement("w:r")
        run.append(mark)
        reviewer.paragraphs[number].append(run)
    first = in_pieces(reviewer.bytes())[0]
    assert "Paragraph 380" in read_words(first)


def test_a_short_file_is_not_cut():
    data = long_file(20)
    assert in_pieces(data) == [data]


def test_differences_of_long_files_are_found_in_each_piece():
    data = long_file()
    changed = Reviewer(data, tracked=True)
    for number in (3, 300, 597):
        changed.replace(f"Paragraph {number}", f"Changed {number}")
    found = [each for each in differences(changed.bytes(), data) if each.theirs]
    assert {line for each in found for line in each.theirs} == {
        "Changed 3",
        "Changed 300",
        "Changed 597",
    }


@pytest.mark.parametrize(
    "typed",
    [
        "other words",
        "# words",
        "- words",
        "1. words",
        "<!-- words",
        "```",
        "| a | b",
        "> w",
        "[a]: b",
    ],
)
def test_blocks_around_a_change_say_whether_the_whole_says_what_is_expected(typed):
    prose = ProseText(Prose(MARKDOWN.read_text(encoding="utf-8"), Place("context.md")))
    compared = []
    for block in prose.blocks:
        if not block.spans:
            continue
        edit = prose.content_edit(block, typed)
        said = {id(block): [(block.kind, canonical([Char(each) for each in typed]))]}
        expected = [
            s
            for b, each in zip(prose.blocks, prose.said(), strict=True)
            for s in said.get(id(b), [each])
        ]
        whole = prose.says(prose.edited([edit]), expected)
        compared.append((block.line, whole, prose.says_nearby([edit], said)))
    assert compared
    assert [line for line, whole, near in compared if whole != near] == []


def test_an_empty_line_that_goes_is_read_with_the_blocks_on_both_sides_of_it():
    prose = ProseText(Prose(MARKDOWN.read_text(encoding="utf-8"), Place("context.md")))
    whole, near = [], []
    for number, line in enumerate(prose.lines[:-1]):
        if not line.strip():
            edit = Edit(prose.start_of(number), prose.start_of(number) + 1, "")
            whole.append(prose.says(prose.edited([edit]), prose.said()))
            near.append(prose.says_nearby([edit], {}))
    assert {*whole} == {True, False}
    assert near == whole
