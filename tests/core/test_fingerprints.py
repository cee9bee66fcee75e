"""An error with a fingerprint is accepted by its own entry, and by no other."""

from __future__ import annotations

from datetime import date

import pytest

from panel_papers.core.acceptance import acceptance_problems, judge
from panel_papers.core.model import Acceptance
from panel_papers.core.problem_formats import problem_text
from panel_papers.core.problems import Place, Problem

HERE = Place("paper.yaml", 9)
ONE, OTHER = (
    Problem(
        "shared-with-restricted",
        Place("context.md", 3),
        "a name that restricted appendix 1 holds too",
        "none",
        acceptable=True,
        fingerprint=code,
    )
    for code in ("bcdfghjk", "kjhgfdcb")
)


def entry(about: str | None) -> Acceptance:
    return Acceptance("shared-with-restricted", "It was said.", date(2027, 4, 1), about, HERE)


def test_entry_accepts_the_one_that_it_is_about():
    judged = judge([ONE, OTHER], [entry("bcdfghjk")])
    assert judged.open == (OTHER,)
    assert [each.problem for each in judged.accepted] == [ONE]
    assert acceptance_problems([ONE, OTHER], [entry("bcdfghjk")]) == ()


@pytest.mark.parametrize(
    "about", ["a name", "context.md", "bcdfghj", "restricted appendix 1", None]
)
def test_words_of_the_finding_or_its_place_accept_nothing(about: str | None):
    assert judge([ONE, OTHER], [entry(about)]).open == (ONE, OTHER)


def test_entry_that_does_not_say_which_is_a_warning():
    (wrong,) = acceptance_problems([ONE, OTHER], [entry(None)])
    assert wrong.code == "error-not-accepted"
    assert wrong.hint == "add “about” with the code of eight letters that the error gives"


def test_terminal_shows_the_entry_to_type():
    assert "about: bcdfghjk" in " ".join(problem_text(ONE).split())
