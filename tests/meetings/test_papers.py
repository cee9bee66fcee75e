"""A paper of a meeting: who judges its parts, and what is left of it when a part is released."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from panel_papers.checks import KnownTexts, Secret
from panel_papers.checks.outputs.reading import Kind, Text
from panel_papers.core import Place, Restriction, Settings
from panel_papers.meetings.papers import (
    BuiltPaper,
    PaperFacts,
    Withheld,
    WithheldAppendix,
    built_paper,
    with_released,
)
from panel_papers.output import Piece, Rendered

ROOT = Path(__file__).parents[2]
LABELS = ("2", "3")
ACCEPTED = "accepted:\n  - {code: not-pdf-ua, reason: It is an old plan, date: 2024-03-01}\n"


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


@pytest.mark.parametrize(
    ("exempt", "added", "judged"),
    [
        (False, "", False),
        (
            False,
            ACCEPTED,
            True,
        ),
        (True, "", True),
    ],
)
def test_a_paper_has_a_pack_of_its_own_where_the_pack_of_the_meeting_cannot_judge_it(
    tmp_path, exempt, added, judged
):
    source = ROOT / "inputs" / "march-2024"
    folder = tmp_path / "march-2024"
    shutil.copytree(source, folder)
    listed = folder / "paper.yaml"
    listed.write_text(added + listed.read_text(encoding="utf-8"), encoding="utf-8")
    settings = Settings(inputs=tmp_path, templates=ROOT / "templates", engine="embedded")
    withheld = {folder.name: Restriction((3,), "a sale", "Sale")} if exempt else {}
    built = built_paper(settings, lambda _: "item.pdf", Withheld(exempt, withheld, {}), folder.name)
    parts = built.restricted if exempt else built.pieces
    assert built.judged is judged
    assert [isinstance(each.content, Rendered) for each in parts] == [True, True, True]
    assert (built.page is None) is exempt
