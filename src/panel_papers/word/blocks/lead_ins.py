"""Paragraphs that introduce a list or table: they are never alone at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from panel_papers.word.elements import Element, keep_with_next, text_of
from panel_papers.word.xml import qn

_SHORT = 90
"""Characters of about a line: a longer paragraph would leave a gap on the page that it leaves."""
_INTRODUCED = frozenset({"bullet_list", "ordered_list", "table", "fence"})


def keep_lead_ins(blocks: Iterable[tuple[str, Sequence[Element]]]) -> None:
    """Keep a short paragraph that ends in a colon on the page of what comes next.

    `blocks` are the kinds of Markdown's blocks in order, each with the elements written for it.
    """
    for (kind, written), (following, _) in pairwise(blocks):
        if kind != "paragraph" or following not in _INTRODUCED or not written:
            continue
        properties, text = written[-1].find(qn("w:pPr")), text_of(written[-1]).rstrip()
        if properties is not None and text.endswith(":") and len(text) <= _SHORT:
            keep_with_next(properties)
