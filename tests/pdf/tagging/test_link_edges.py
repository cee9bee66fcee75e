"""A link's words are heard without the punctuation that is painted with them."""

from __future__ import annotations

import pytest

from panel_papers.pdf.tagging.link_edges import edges


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("appendix 1", ("", "")),
        ("appendix 1.", ("", ".")),
        ("(appendix 1)", ("(", ")")),
        ("(appendix 1).", ("(", ").")),
        ("(appendix 1", ("(", "")),
        ("appendix 1)", ("", ")")),
        ("“the plan”,", ("“", "”,")),
        ("(one) and (two)", ("", "")),
        ("the plan (2024)", ("", "")),
        ("the plan (2024).", ("", ".")),
        ("https://example.org/a.", ("", ".")),
        ("Who pays?", ("", "")),
        (".", ("", "")),
        ("", ("", "")),
    ],
)
def test_edges(words: str, expected: tuple[str, str]):
    assert edges(words) == expected
