"""What rdocx paints gets the same tags as what dxpdf paints."""

from __future__ import annotations

from pathlib import Path

import pytest
from nastydocs import DOCUMENTS
from tagread import read

from panel_papers.core import EngineError
from panel_papers.pdf.engines import ENGINES, WordDocument
from panel_papers.pdf.tagging import Refused, tag

EXPECTED = Path(__file__).parent / "nasty"

# dxpdf does not paint these, so their expectations are refusals; rdocx does.
PAINTED_BY_RDOCX = {
    "label-in-a-box": (
        "Document\n  P “Anchor.”\n  Div\n    L (Disc)\n      LI\n        Lbl “•”\n        LBody\n"
        "          P “boxed item”"
    ),
    "first-endnote": (
        "Document\n  P “Costs rose”\n    Reference\n      Link “i”\n    “.”\n"
        "  Note\n    Lbl\n      Link “i”\n    P “See the plan.”"
    ),
}


def convert(data: bytes) -> bytes:
    return ENGINES["rdocx"](None).convert([WordDocument("a.docx", data)])[0]


def outline(docx: bytes) -> str:
    try:
        tagged = tag(docx, convert, title="A paper", language="en-GB", labels_by_level=True)
    except Refused as refusal:
        return f"Refused: {refusal}"
    except EngineError as error:
        return f"Not made: {error}"
    found = read(tagged.pdf)
    assert found.unmarked == ""
    return found.outline.replace("” “", " ")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tags_are_those_that_a_person_wrote_down(name):
    expected = (EXPECTED / f"{name}.tags.txt").read_text(encoding="utf-8").rstrip("\n")
    found = outline(DOCUMENTS[name].data())

    if name == "no-font" and found.startswith("Not made"):
        assert "a font of this machine" in found  # where one has the characters
    else:
        assert found == PAINTED_BY_RDOCX.get(name, expected)
