"""What Word prints before the items of a list is what the report prints, or the list is named."""

from __future__ import annotations

from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from panel_papers.core import Body, Place
from panel_papers.inputs.appendices.supplied import Supplied
from panel_papers.inputs.word_sections import ReadSection, forms_of, read_section
from panel_papers.inputs.word_sections.numerals import label_of, numeral

from .conftest import FILE, Make, bytes_of

NUMBERED = Body("b", "B", "England", "b.yaml", b"", numbered_paragraphs=True)
PLAIN = Body("b", "B", "England", "b.yaml", b"")
BRACKETED = Body("b", "B", "England", "b.yaml", b"", numbered_recommendations="(1)")


def list_of(*levels: tuple[str, str], start: int = 1) -> Make:
    """Return what makes a list of three items at each level, in Word's numbers of that kind."""

    def make(document: Document) -> None:
        root = document.part.numbering_part.element
        inner = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{start if not at else 1}"/>'
            f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for at, (kind, text) in enumerate(levels)
        )
        root.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>'
            ),
        )
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
        )
        for at in range(len(levels)):
            for word in ("one", "two", "three"):
                paragraph = document.add_paragraph(f"{word} {at}")
                paragraph._p.get_or_add_pPr().append(
                    parse_xml(
                        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="77"/>'
                        "</w:numPr>"
                    )
                )

    return make


def _read(make: Make, body: Body | None, name: str = "context") -> ReadSection:
    document = docx.Document()
    make(document)
    supplied = Supplied(bytes_of(document), Place(FILE), None, Place("paper.yaml"))
    return read_section(supplied, f"{name}.docx", forms_of(body, name))


@pytest.mark.parametrize(
    ("levels", "body", "section", "found"),
    [
        ([("decimal", "%1."), ("lowerLetter", "%2.")], PLAIN, "context", []),
        ([("lowerLetter", "(%1)"), ("lowerRoman", "(%2)")], NUMBERED, "context", []),
        ([("decimal", "(%1)"), ("lowerLetter", "(%2)")], BRACKETED, "recommendations", []),
        ([("decimal", "%1.")], NUMBERED, "recommendations", []),
        (
            [("lowerLetter", "(%1)")],
            None,
            "context",
            ["Word numbers a list (a), (b), (c), and it is printed as 1., 2., 3."],
        ),
        (
            [("upperRoman", "%1.")],
            PLAIN,
            "context",
            ["Word numbers a list I., II., III., and it is printed as 1., 2., 3."],
        ),
        (
            [("lowerLetter", "%1)")],
            NUMBERED,
            "context",
            ["Word numbers a list a), b), c), and it is printed as (a), (b), (c)"],
        ),
        (
            [("decimal", "%1."), ("decimal", "%2.")],
            PLAIN,
            "context",
            ["Word numbers a list 1., 2., 3., and it is printed as a., b., c."],
        ),
        (
            [("cardinalText", "%1")],
            PLAIN,
            "context",
            ["Word numbers a list ?, ?, ?, and it is printed as 1., 2., 3."],
        ),
    ],
)
def test_a_list_that_is_printed_with_other_numbers_is_reported(
    levels: list[tuple[str, str]], body: Body | None, section: str, found: list[str]
) -> None:
    read = _read(list_of(*levels), body, section)
    assert [each.found for each in read.problems] == found
    assert {each.code for each in read.problems} <= {"word-list-numbers"}


def test_a_list_of_numbered_paragraphs_that_begins_later_keeps_the_usual_numbers() -> None:
    assert _read(list_of(("decimal", "%1."), start=4), NUMBERED).problems == ()
    (problem,) = _read(list_of(("lowerLetter", "(%1)"), start=4), NUMBERED).problems
    assert problem.found == "Word numbers a list (d), (e), (f), and it is printed as 4., 5., 6."


def test_the_number_of_a_heading_in_word_is_reported(read: Callable[[Make], ReadSection]) -> None:
    def make(document: Document) -> None:
        list_of(("decimal", "%1."))(document)
        for paragraph in document.paragraphs:
            paragraph.style = "Heading 2"

    assert [each.found for each in read(make).problems] == [
        f"Word numbers this heading “{number}.”, and its number is not taken over"
        for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("kind", "number", "printed"),
    [
        ("decimal", 12, "12"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 49, "XLIX"),
        ("lowerRoman", 2024, "mmxxiv"),
        ("decimalZero", 7, "07"),
        ("none", 3, ""),
        ("ordinalText", 1, None),
    ],
)
def test_numbers_are_written_as_word_prints_them(
    kind: str, number: int, printed: str | None
) -> None:
    assert numeral(kind, number) == printed


def test_a_number_of_several_parts_has_the_forms_of_their_levels() -> None:
    assert label_of("%1.%2(%3)", {0: "decimal", 2: "lowerRoman"}, {0: 2, 1: 5, 2: 4}) == "2.5(iv)"
    assert label_of("%1 Part", {0: "cardinalText"}, {0: 2}) is None
