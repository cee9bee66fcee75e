"""Superscripts and subscripts as people type them; what only looks like them stays text."""

from __future__ import annotations

import pytest

from panel_papers.content.markdown.parser import Source
from panel_papers.content.markdown.raised import as_plain
from panel_papers.core.problems import Place
from panel_papers.core.values import Prose


def raised(text: str) -> list[tuple[str, str]]:
    nodes = (n for block in Source(Prose(text, Place("a.md", 1, 1))).blocks for n in block.walk())
    return [
        (node.type, "".join(leaf.content for leaf in node.walk() if not leaf.children))
        for node in nodes
        if node.type in {"sup", "sub"}
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("25 m^2^ of CO~2~e", [("sup", "2"), ("sub", "2")]),
        ("10^-3^ and 10^6^", [("sup", "-3"), ("sup", "6")]),
        ("PM~2.5~ and PM~10~", [("sub", "2.5"), ("sub", "10")]),
        ("the 1<sup>st</sup> and CO<SUB>2</SUB>", [("sup", "st"), ("sub", "2")]),
        ("**m^2^** and <sup>a *b*</sup>", [("sup", "2"), ("sup", "a b")]),
        ("| m^2^ |\n|---|\n| CO~2~ |", [("sup", "2"), ("sub", "2")]),
        ("a word^1^, and a sum)^2^", [("sup", "1"), ("sup", "2")]),
    ],
)
def test_what_is_raised_or_lowered(text, found):
    assert raised(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2^10 and 3^10, also 2^10,3^10 and 2^3^4",
        "~5 and ~6 people, from 10~15 and 10~15~20",
        "~~struck~~ and a~~b~~c",
        "a note[^1] here\n\n[^1]: A note.",
        "`x^2^` and\n\n    y^2^\n",
        "x \\^2^ and H\\~2~O",
        "<sup>open, and closed</sup> <sup></sup>"[:19],
        "^ ^ and ^a b^ and ~ ~",
    ],
)
def test_what_only_looks_like_it_stays_as_it_is(text):
    assert raised(text) == []


def test_plain_text_never_reads_as_another_number():
    assert as_plain("6", "sup") == "⁶" and as_plain("-3", "sup") == "⁻³"
    assert as_plain("2", "sub") == "₂" and as_plain("st", "sup") == "st"
