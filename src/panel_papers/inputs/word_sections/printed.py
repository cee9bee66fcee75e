"""The numbers that the shipped templates print before the items of a section's lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from panel_papers.core import Body
from panel_papers.inputs.word_sections.numerals import numeral

Forms: TypeAlias = Sequence[tuple[str, str]]
"""The kind of number and the signs around it, of each depth of a list; the last is repeated."""

USUAL: Forms = (("decimal", "{}."), ("lowerLetter", "{}."), ("lowerRoman", "{}."))
_BELOW_PARAGRAPHS: Forms = (
    ("lowerLetter", "({})"),
    ("lowerRoman", "({})"),
    ("upperLetter", "({})"),
)
_IN_BRACKETS: Forms = (("decimal", "({})"), ("lowerLetter", "({})"), ("lowerRoman", "({})"))
_RECOMMENDATIONS = "recommendations"


def forms_of(body: Body | None, section: str = "") -> Forms:
    """Return how a body numbers the lists of a section; `section` is its name."""
    if body is None:
        return USUAL
    if section == _RECOMMENDATIONS:
        return _IN_BRACKETS if body.numbered_recommendations == "(1)" else USUAL
    return _BELOW_PARAGRAPHS if body.numbered_paragraphs else USUAL


def printed_number(forms: Forms, depth: int, number: int, *, start: int, below: bool) -> str:
    """Return what is printed before an item at a depth counted from 0.

    A list that begins with another number than 1, or is `below` such a list or a bullet, keeps the
    usual numbers: only the others belong to the numbering of paragraphs.
    """
    used = USUAL if below or (start != 1 and forms is _BELOW_PARAGRAPHS) else forms
    kind, around = used[depth % len(used)]
    return around.format(numeral(kind, number) or "")
