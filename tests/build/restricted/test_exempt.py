"""Which paragraphs are exempt where and since when, and what paper.yaml may say of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from panel_papers.core.model import Restriction
from panel_papers.core.problems import InputsError, Place, Problem
from panel_papers.inputs import read_paper
from panel_papers.law.exempt import (
    exclusion_resolution,
    exempt_list,
    page_mark,
    paragraphs_in_words,
    why_not_exempt,
)

from .conftest import Office

IN_ENGLAND = "in England the paragraphs are 1 to 7"


def test_each_nation_has_its_seven_paragraphs_since_its_own_day():
    england, wales = exempt_list("England"), exempt_list("Wales")
    assert england is not None
    assert wales is not None
    assert (england.part, england.since, [*england.paragraphs]) == (
        1,
        date(2006, 3, 1),
        [1, 2, 3, 4, 5, 6, 7],
    )
    assert (wales.part, wales.since, [*wales.paragraphs]) == (
        4,
        date(2007, 4, 21),
        [12, 13, 14, 15, 16, 17, 18],
    )
    # the two lists differ in their first paragraph only
    assert [*england.paragraphs.values()][1:] == [*wales.paragraphs.values()][1:]
    assert exempt_list("England", date(2006, 2, 28)) is None
    assert exempt_list("England", date(2006, 3, 1)) is england


@pytest.mark.parametrize(
    ("number", "nation", "why"),
    [
        ("3", "England", None),
        ("14", "Wales", None),
        (
            "7A",
            "England",
            "7A belongs to the standards committees of England until 2012 (SI 2008/1085); "
            + IN_ENGLAND,
        ),
        (
            "7a",
            "England",
            "7A belongs to the standards committees of England until 2012 (SI 2008/1085); "
            + IN_ENGLAND,
        ),
        ("18", "England", "12 to 18 are those of Wales; " + IN_ENGLAND),
        (
            "9",
            "England",
            "8 to 15 belonged to a list that ended before 1 March 2006; " + IN_ENGLAND,
        ),
        ("3", "Wales", "1 to 7 are those of England; in Wales the paragraphs are 12 to 18"),
        (
            "18C",
            "Wales",
            "18C belongs to the standards committees of Wales (SI 2007/951); "
            "in Wales the paragraphs are 12 to 18",
        ),
        ("0", "England", IN_ENGLAND),
        ("three", "England", IN_ENGLAND),
        ("³", "England", IN_ENGLAND),
    ],
)
def test_reason_why_a_number_is_no_exempt_paragraph(number: str, nation: str, why: str | None):
    assert why_not_exempt(number, nation) == why


def test_meeting_before_the_first_list_has_no_paragraphs():
    assert why_not_exempt("3", "England", date(2005, 5, 5)) == (
        "the list of England that is known here is in force since 1 March 2006"
    )


@given(st.text(max_size=5), st.sampled_from(["England", "Wales"]))
def test_only_the_listed_numbers_are_exempt(text: str, nation: str):
    numbers = range(1, 8) if nation == "England" else range(12, 19)
    exempt = why_not_exempt(text, nation) is None
    assert exempt == (text.isascii() and text.isdecimal() and int(text) in numbers)


def test_paragraphs_in_words():
    assert [paragraphs_in_words(each) for each in ([3], [1, 4], [1, 2, 5])] == [
        "paragraph 3",
        "paragraphs 1 and 4",
        "paragraphs 1, 2 and 5",
    ]


def faults(office: Office) -> list[Problem]:
    with pytest.raises(InputsError) as caught:
        read_paper(office.paper)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("typed", "found", "hint"),
    [
        (
            "7A",
            f"Paragraph “7A” cannot be used: 7A belongs to the standards committees of England "
            f"until 2012 (SI 2008/1085); {IN_ENGLAND}",
            None,
        ),
        ("18", f"Paragraph “18” cannot be used: 12 to 18 are those of Wales; {IN_ENGLAND}", None),
        ("1 and 3", f"Paragraph “1 and 3” cannot be used: {IN_ENGLAND}", "write “[1, 3]”"),
        ("paragraph 3", f"Paragraph “paragraph 3” cannot be used: {IN_ENGLAND}", "write “3”"),
    ],
)
def test_wrong_paragraph_is_a_fault_that_explains(
    office: Office, typed: str, found: str, hint: str | None
):
    office.edit("paragraph: [5, 3]", f"paragraph: {typed}")
    (fault,) = faults(office)
    place = Place((office.paper / "paper.yaml").as_posix(), 19, 18)
    wanted = "a paragraph that describes exempt information in England"
    assert fault == Problem("not-exempt", place, found, wanted, hint)


def test_each_wrong_number_of_a_list_is_told_in_its_place(office: Office):
    office.edit("paragraph: [5, 3]", "paragraph: [5, 18, 7A]")
    assert [(p.code, p.place.column) for p in faults(office)] == [
        ("not-exempt", 22),
        ("not-exempt", 26),
    ]


@pytest.mark.parametrize("typed", ["", "[]", "{a: 1}", "[[3]]"])
def test_paragraph_must_be_said(office: Office, typed: str):
    office.edit("paragraph: [5, 3]", f"paragraph: {typed}")
    assert {p.code for p in faults(office)} <= {"missing-field", "wrong-kind"}


def test_meeting_in_wales_has_the_paragraphs_and_the_notice_of_wales(office: Office):
    text = (office.paper / "paper.yaml").read_text(encoding="utf-8")
    text = text.replace("for: Decision\n", "for: Decision\nnation: Wales\n")
    for english, welsh in (("3", "14"), ("[5, 3]", "[16, 14]"), ("1", "12"), ("7", "18")):
        text = text.replace(f"paragraph: {english}\n", f"paragraph: {welsh}\n")
    (office.paper / "paper.yaml").write_text(text, encoding="utf-8")
    paper = read_paper(office.paper).paper
    assert [restriction.paragraphs for _, restriction in paper.withheld] == [
        (14,),
        (14, 16),
        (12,),
        (14,),
        (18,),
    ]
    assert page_mark(paper, Restriction((14, 16), "", "")) == (
        "NOT FOR PUBLICATION by virtue of paragraphs 14 and 16 of Part 4 of Schedule 12A to the "
        "Local Government Act 1972"
    )
    build = office.make()
    assert build.deadline is not None
    assert (build.deadline.nation, build.deadline.clear_days) == ("Wales", 3)


def test_unknown_nation_is_a_fault(office: Office):
    office.edit("for: Decision\n", "for: Decision\nnation: wales\n")
    assert [(p.code, p.hint) for p in faults(office)] == [
        ("unknown-nation", "write “Wales” if you mean that")
    ]


def test_paper_that_withholds_nothing_needs_no_resolution(office: Office):
    text = (office.paper / "paper.yaml").read_text(encoding="utf-8")
    (office.paper / "paper.yaml").write_text(
        text[: text.index("  - title: Award")], encoding="utf-8"
    )
    assert exclusion_resolution(read_paper(office.paper).paper) == ""
