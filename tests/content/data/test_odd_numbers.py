"""What to write in the place of a cell that is no number."""

from __future__ import annotations

import pytest

from panel_papers.content.data.odd_numbers import number_hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("50CR", "“-50”"),
        ("1,200 cr", "“-1,200”"),
        ("100-", "“-100”"),
        ("20 DR", "“20”"),
        ("–", "write 0"),
        ("about 5", "type a number into the cell"),
    ],
)
def test_the_hint_says_what_to_write(text, words):
    assert words in number_hint(text)
