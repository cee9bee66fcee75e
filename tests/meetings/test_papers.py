"""What is left of a paper's exempt appendices when one of them is released."""

from __future__ import annotations

import datetime

from panel_papers.checks import KnownTexts, Secret
from panel_papers.checks.outputs.reading import Kind, Text
from panel_papers.core import Place, Restriction
from panel_papers.meetings.papers import BuiltPaper, PaperFacts, WithheldAppendix, with_released
from panel_papers.output import Piece

LABELS = ("2", "3")


def paper() -> BuiltPaper:
    withheld = tuple(WithheldAppendix(each, Restriction((3,), "a sale", "Sale")) for each in LABELS)
    return BuiltPaper(
        facts=PaperFacts(
            *("budget", "Budget", "Author", "Noting", "", datetime.date(2024, 3, 14), None),
            labels=("Author", "For"),
            withheld=withheld,
        ),
        pieces=(),
        inputs=(),
        problems=(),
        restricted=tuple(
            Piece(f"Appendix {each} (exempt)", b"", Place(each), "MARK", heading=f"Appendix {each}")
            for each in LABELS
        ),
        known=KnownTexts(("public",), (), (), (), (), ()),
        secrets=tuple(
            Secret(each, "", (Text("its content", f"words of {each}", Kind.PROSE),), b"\x02")
            for each in LABELS
        ),
    )


def test_one_of_two_exempt_appendices_is_released_and_the_other_is_not():
    freed = with_released(paper(), ("3",))
    assert [(e.label, e.piece.title, e.piece.mark) for e in freed.released] == [
        ("3", "Appendix 3", None)
    ]
    assert [each.label for each in freed.facts.withheld] == ["2"]
    assert [(each.title, each.mark) for each in freed.restricted] == [
        ("Appendix 2 (exempt)", "MARK")
    ]
    assert [each.called for each in freed.secrets] == ["2"]
    assert freed.known is not None
    assert tuple(freed.known.public) == ("public", "words of 3")
