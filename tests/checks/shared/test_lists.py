"""Which words are public is said by lists, not by what our source code happens to hold."""

from __future__ import annotations

import pytest

from panel_papers.checks.public_words.lists import (
    fold,
    is_office,
    is_ordinary,
    own_sentences,
    product_words,
)


@pytest.mark.parametrize("word", ["anchor", "procurement", "gwastraff", "caseload", "tupe", "co2"])
def test_ordinary_words_are_those_of_dictionaries_and_of_the_sector(word: str):
    assert is_ordinary(fold(word))


@pytest.mark.parametrize("word", ["alphacorp", "quillfeather", "bqx", "donons"])
def test_names_and_inventions_are_none(word: str):
    assert not is_ordinary(fold(word))


@pytest.mark.parametrize("word", ["supplier", "contract", "killed", "anchor", "bidder"])
def test_words_of_our_messages_are_not_passed_over_in_documents(word: str):
    assert word not in product_words()
    assert word not in own_sentences()


def test_capitals_of_offices_name_nobody():
    assert is_office("council")
    assert not is_office("anchor")


def test_words_are_compared_without_case_accents_and_unseen_characters():
    assert fold("Caf\u00e9\u00adTeil\u200b") == "cafeteil"
    assert fold("ﬁrm") == "firm"
