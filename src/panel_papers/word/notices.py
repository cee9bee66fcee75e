"""What the templates print of appendices that are not for publication."""

from __future__ import annotations

from msgspec.structs import replace

from panel_papers.core import Appendix, Paper, Restriction, Value
from panel_papers.law import authority_of, mark_of, statutory_words
from panel_papers.word.fields import paper_fields


def as_listed(paper: Paper) -> Paper:
    """Return the paper with the paragraphs of restricted appendices in their titles."""
    return replace(
        paper,
        appendices=tuple(
            replace(each, title=f"{each.title} ({mark_of(each.restriction)})")
            if each.restriction
            else each
            for each in paper.appendices
        ),
    )


def notice_fields(paper: Paper, appendix: Appendix, restriction: Restriction) -> dict[str, Value]:
    """Return the fields of the sheet that is in the place of a withheld appendix."""
    return paper_fields(paper) | {
        "appendix": {"number": appendix.label, "title": appendix.title},
        "authority": authority_of(paper),
        "paragraphs": [
            {"number": str(number), "text": text}
            for number, text in statutory_words(paper, restriction)
        ],
        "reason": restriction.reason,
    }
