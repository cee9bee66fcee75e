"""The words of the page number: what is printed is what the check looks for."""

from __future__ import annotations

import pytest

from panel_papers.core import page_marks


@pytest.mark.parametrize(
    ("words", "printed", "rest"),
    [
        ("Page {page}", "Page 3", ("Page", "12")),
        ("Page {page} of {pages}", "Page 3 of 10", ("Page", "of", "12")),
        ("{page} (of {pages})", "3 (of 10)", ("(of",)),
    ],
)
def test_number_is_found_by_its_words(monkeypatch, words, printed, rest):
    monkeypatch.setattr(page_marks, "PAGE_NUMBER", words)
    assert page_marks.page_number(3, 10) == printed
    assert page_marks.number_pattern().fullmatch(printed)
    assert not page_marks.number_pattern().fullmatch(f"{printed} x")
    assert all(page_marks.rest_pattern().fullmatch(word) for word in rest)
    assert not page_marks.rest_pattern().fullmatch("Parks")


def test_pages_that_are_numbered_apart_have_a_letter_before_the_number():
    assert page_marks.page_number(3, 10, "R") == "Page R3"
    assert page_marks.number_pattern().fullmatch("Page R3")
    assert not page_marks.number_pattern().fullmatch("Page RR3")
