"""An appendix with a letter is to be cited by it, as far as letters are searched for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from panel_papers.checks.references import appendix_references

PAPER = "appendices:\n  - {title: More, file: appendices/more.md}\n"


@pytest.mark.parametrize(("letter", "codes"), [("B", ["appendix-not-cited"]), ("AA", [])])
def test_letter_that_is_not_cited_is_reported_and_two_letters_are_not(subject_of, letter, codes):
    files = {"context.md": "No appendix is named.", "appendices/more.md": "More."}
    subject = subject_of(files, paper=PAPER)
    (appendix,) = subject.paper.appendices
    paper = replace(subject.paper, appendices=(replace(appendix, letter=letter),))
    found = appendix_references.find(replace(subject, paper=paper))
    assert [problem.code for problem in found] == codes
