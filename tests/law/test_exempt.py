"""What may be withheld: which paragraphs, why another one may not, and the resolution's words."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from panel_papers.core.model import Restriction
from panel_papers.law.exempt import (
    authority_of,
    exclusion_resolution,
    listing,
    paragraphs_in_words,
    why_not_exempt,
)

ENGLAND = "in England the paragraphs are 1 to 7"
WALES = "in Wales the paragraphs are 12 to 18"
MEETING = date(2024, 3, 14)


def paper(*reasons: str, paragraphs: tuple[int, ...] = (3,), day: date | str = MEETING) -> Any:
    return SimpleNamespace(
        nation="England",
        date=day,
        title="Contracts",
        withheld=[
            (
                SimpleNamespace(number=n, label=str(n), title=f"Bid {n}"),
                Restriction(paragraphs, reason, "A bid"),
            )
            for n, reason in enumerate(reasons, 1)
        ],
    )


@pytest.mark.parametrize(
    ("number", "nation"), [("1", "England"), ("7", "England"), ("12", "Wales")]
)
def test_a_paragraph_of_the_list_is_exempt(number: str, nation: str):
    assert why_not_exempt(number, nation, MEETING) is None


@pytest.mark.parametrize(
    ("number", "nation", "why"),
    [
        ("0", "England", ENGLAND),
        ("3A", "England", ENGLAND),
        ("3 ", "England", ENGLAND),
        ("three", "England", ENGLAND),
        (
            "7a",
            "England",
            "7A belongs to the standards committees of England until 2012 (SI 2008/1085); "
            f"{ENGLAND}",
        ),
        (
            "8",
            "England",
            f"8 to 15 belonged to a list that ended before 1 March 2006; {ENGLAND}",
        ),
        (
            "13",
            "England",
            "12 to 18 are those of Wales; 8 to 15 belonged to a list that ended before 1 March "
            f"2006; {ENGLAND}",
        ),
        ("3", "Wales", f"1 to 7 are those of England; {WALES}"),
        ("8", "Wales", WALES),
        (
            "18c",
            "Wales",
            f"18C belongs to the standards committees of Wales (SI 2007/951); {WALES}",
        ),
    ],
)
def test_another_number_is_refused_with_what_it_may_have_been(number: str, nation: str, why: str):
    assert why_not_exempt(number, nation, MEETING) == why


def test_a_meeting_before_the_list_has_none():
    why = "the list of England that is known here is in force since 1 March 2006"
    assert why_not_exempt("3", "England", date(2006, 2, 28)) == why
    with pytest.raises(ValueError, match="without a list"):
        authority_of(paper("Prices.", day=date(2006, 2, 28)))
    assert authority_of(paper("Prices.", day="to follow")).startswith("Part 1 of Schedule 12A")


@pytest.mark.parametrize("end", [".", "!", "?"])
def test_a_reason_that_is_a_sentence_gets_no_second_full_stop(end: str):
    assert exclusion_resolution(paper(f"Is it safe{end}")).endswith(f"Appendix 1: Is it safe{end}")
    assert exclusion_resolution(paper("It is safe")).endswith("Appendix 1: It is safe.")


def test_appendices_that_share_paragraphs_are_named_together():
    said = exclusion_resolution(paper("A.", "B."))
    assert "as defined in paragraph 3 (Appendices 1 and 2) of Part 1 of" in said
    assert exclusion_resolution(paper()) == ""


def test_words_for_several():
    assert [paragraphs_in_words(each) for each in ((3,), (1, 2), (1, 2, 3))] == [
        "paragraph 3",
        "paragraphs 1 and 2",
        "paragraphs 1, 2 and 3",
    ]
    assert [listing(each) for each in (["a"], ["a", "b"], ["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b and c",
    ]
