"""Ordinary papers share with their restricted appendices nothing that is worth a finding."""

from __future__ import annotations

import pytest

from .innocent import PAPERS
from .papers import compared, public_paper, told


@pytest.mark.parametrize("name", PAPERS)
def test_ordinary_paper_has_no_finding(name: str):
    each = PAPERS[name]
    paper = public_paper(
        each.sections, title=each.title, public_title=each.public_title, reason=each.reason
    )
    assert told(compared(paper, each.restricted)) == []


@pytest.mark.parametrize("name", PAPERS)
def test_each_ordinary_paper_has_a_name_and_a_sum_to_leak(name: str):
    """The silence above is not that of a comparison that finds nothing."""
    each = PAPERS[name]
    text = " ".join(line for line in each.restricted.splitlines() if not line.startswith("#"))
    paper = public_paper({"context": f"It was reported that {text}"}, title=each.title)
    assert told(compared(paper, each.restricted))
