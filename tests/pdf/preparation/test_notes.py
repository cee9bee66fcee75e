"""Notes in the order in which they are cited; endnotes with numbers of another kind."""

from __future__ import annotations

import pytest
from lxml import etree
from simpledocs import W, cite, document, inside, note, para, run, section_break, unpacked

from panel_papers.pdf.preparation import prepared

KINDS = ("footnote", "endnote")


def cited(docx: bytes, kind: str) -> list[str]:
    root = etree.fromstring(unpacked(docx)["word/document.xml"])
    return [each.get(f"{{{W}}}id") for each in root.iter(f"{{{W}}}{kind}Reference")]


def texts(docx: bytes, kind: str) -> dict[str, str]:
    """The notes' texts by their identifiers, in the part's order."""
    root = etree.fromstring(unpacked(docx)[f"word/{kind}s.xml"])
    return {n.get(f"{{{W}}}id"): "".join(n.itertext()) for n in root.iter(f"{{{W}}}{kind}")}


def noted(kind: str, *numbers: int, section: str = "", settings: str = "") -> bytes:
    """A document that cites notes with these identifiers; each says which citation it is of."""
    every = sorted(enumerate(numbers, 1), key=lambda each: each[1])
    return document(
        para(*(piece for number in numbers for piece in ("word", cite(number, kind)))),
        **{f"{kind}s": "".join(note(n, para(f"of {place}"), kind) for place, n in every)},
        section=section,
        settings=settings,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_notes_are_numbered_as_they_are_cited(kind: str):
    result = prepared(noted(kind, 7, 2, 5))
    first = {"footnote": 1, "endnote": 2}[kind]
    numbers = [str(first + place) for place in range(3)]
    assert cited(result, kind) == numbers
    assert texts(result, kind) == {"-1": "", "0": ""} | {
        number: f"of {place}" for place, number in enumerate(numbers, 1)
    }


def test_the_endnote_that_one_engine_takes_for_a_separator_gets_another_identifier():
    result = prepared(noted("endnote", 1, 2))
    assert cited(result, "endnote") == ["2", "3"]
    assert texts(result, "endnote") == {"-1": "", "0": "", "2": "of 1", "3": "of 2"}


@pytest.mark.parametrize(
    ("kind", "numbers"), [("footnote", (1, 2)), ("footnote", (3, 8)), ("endnote", (2, 4))]
)
def test_notes_in_order_stay(kind: str, numbers: tuple[int, ...]):
    docx = noted(kind, *numbers)
    assert prepared(docx) == docx


def test_notes_of_one_identifier_stay():
    notes = note(3, para("a")) + note(2, para("b")) + note(2, para("c"))
    docx = document(para("x", cite(3), cite(2)), footnotes=notes)
    assert prepared(docx) == docx


def test_a_note_that_nobody_cites_is_kept_behind_the_others():
    notes = note(1, para("nobody")) + note(2, para("second")) + note(3, para("first"))
    result = prepared(document(para("x", cite(3), cite(2)), footnotes=notes))
    assert list(texts(result, "footnote").values()) == ["", "", "first", "second", "nobody"]


def numbers(kind: str, more: str = "") -> str:
    return f'<w:endnotePr><w:numFmt w:val="{kind}"/>{more}</w:endnotePr>'


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        ("decimal", ["1", "2", "3"]),
        ("upperRoman", ["I", "II", "III"]),
        ("lowerLetter", ["a", "b", "c"]),
        ("upperLetter", ["A", "B", "C"]),
        ("chicago", ["*", "†", "‡"]),
    ],
)
def test_endnotes_of_other_numbers_become_paragraphs_with_them(kind: str, marks: list[str]):
    result = prepared(noted("endnote", 2, 3, 4, section=numbers(kind)))
    raised = run("{}", '<w:vertAlign w:val="superscript"/>')
    line = (
        '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/>'
        '</w:pBdr><w:spacing w:before="240" w:after="0"/><w:ind w:right="6000"/></w:pPr></w:p>'
    )
    assert inside(result) == (
        para(*(piece for mark in marks for piece in ("word", raised.format(mark))))
        + line
        + "".join(para(raised.format(m), f"of {n}") for n, m in enumerate(marks, 1))
    )
    assert list(texts(result, "endnote")) == ["-1", "0"]


def test_the_settings_count_where_the_section_says_nothing():
    result = prepared(noted("endnote", 2, settings=numbers("decimal", '<w:numStart w:val="27"/>')))
    assert ">27</w:t>" in inside(result)
    letters = prepared(
        noted("endnote", 2, section=numbers("lowerLetter", '<w:numStart w:val="27"/>'))
    )
    assert ">aa</w:t>" in inside(letters)


LINKED = '<w:p><w:hyperlink r:id="rIdWeb"/></w:p>'


@pytest.mark.parametrize(
    "docx",
    [
        noted("endnote", 2, section=numbers("lowerRoman")),
        noted("endnote", 2, section=numbers("hebrew1")),
        noted("endnote", 2, section=numbers("decimal", '<w:numRestart w:val="eachSect"/>')),
        noted("endnote", 2, section=numbers("decimal", '<w:numStart w:val="x"/>')),
        noted("endnote", 2, 2, section=numbers("decimal")),
        document(
            para("x", cite(2, "endnote")),
            endnotes=note(2, LINKED, "endnote"),
            section=numbers("decimal"),
        ),
        document(
            para("x", cite(2, "endnote").replace("w:id", 'w:customMarkFollows="1" w:id')),
            endnotes=note(2, para("a"), "endnote"),
            section=numbers("decimal"),
        ),
        document(
            para("x", cite(2, "endnote")) + section_break(numbers("upperLetter")),
            endnotes=note(2, para("a"), "endnote"),
            section=numbers("decimal"),
        ),
    ],
)
def test_endnotes_that_no_simple_rule_numbers_stay(docx: bytes):
    assert prepared(docx) == docx
