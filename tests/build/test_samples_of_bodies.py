"""The sample papers of three bodies, as they are heard and judged: each is built once."""

from __future__ import annotations

import outloud
import pytest

from ..verapdf import broken_rules, has_java
from .conftest import Shelf
from .listener.speech import Speech

HEADED = {
    "leisure-contract-2026": {
        "Agenda item:": "8",
        "Lead member:": "Cabinet Member for Leisure",
        "Key decision:": "Yes",
        "Classification:": "Public",
    },
    "fire-station-2026": {
        "Agenda item:": "6",
        "Lead officer:": "Assistant Chief Fire Officer",
    },
    "policing-performance-2026": {
        "Agenda item:": "5",
        "Board sponsor:": "Chair of the Performance Group",
        "Security marking:": "Official",
    },
}
HEADINGS = {
    "leisure-contract-2026": ["3. Background", "4. Options considered", "9. Risk management"],
    "fire-station-2026": ["4. Options", "5. Staff and the community"],
    "policing-performance-2026": ["3. Performance in the period", "5. Next steps"],
}
# Numbered paragraphs, also behind a list right below its heading, a table and a picture.
PARAGRAPHS = {
    "leisure-contract-2026": ["3.4 The car park", "7.2 The Procurement", "(a) That the Cabinet"],
    "fire-station-2026": ["3.3 Repairs in", "4.2 Option 2 is", "(c) That the final"],
    "policing-performance-2026": ["3.3 Each district", "4.2 Option B", "8.1 The survey"],
}


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.slow
@pytest.mark.java
@pytest.mark.parametrize(
    ("paper", "engine"),
    [*((each, "embedded") for each in HEADED), ("leisure-contract-2026", "libreoffice")],
)
def test_a_sample_is_built_without_a_finding_and_heard_whole(
    shipped: Shelf, paper: str, engine: str
):
    desk, answer = shipped(engine, paper)
    assert (answer.code, answer.err) == (0, "")
    pack = desk.folder / "outputs" / paper / f"{paper}-pack.pdf"
    judged = outloud.check(str(pack))
    assert [each.message for each in judged.findings if each.severity == "error"] == []
    assert has_java()
    assert broken_rules([pack]) == {pack: []}
    speech = Speech(pack)
    cover = speech.document.all("Table")[0]
    rows = [list(row.all("TH", "TD")) for row in cover.all("TR")]
    assert {(head.kind, head.scope, value.kind) for head, value in rows} == {("TH", "Row", "TD")}
    values = {plain(head.text): plain(value.text) for head, value in rows}
    assert next(iter(values)) == "Agenda item:"
    assert HEADED[paper].items() <= values.items()
    headings = [plain(each.text) for each in speech.document.all("H2")]
    assert [each for each in headings if each in HEADINGS[paper]] == HEADINGS[paper]
    heard = "".join("".join(each.text for each in speech.document.all("P", "LI")).split())
    assert [each for each in PARAGRAPHS[paper] if each.replace(" ", "") not in heard] == []


@pytest.mark.slow
def test_a_picture_in_the_text_is_heard_by_its_words(shipped: Shelf):
    desk, answer = shipped("embedded", "leisure-contract-2026")
    assert answer.code == 0, answer.err
    pack = desk.folder / "outputs/leisure-contract-2026/leisure-contract-2026-pack.pdf"
    document = Speech(pack).document
    (figure,) = document.all("Figure")
    assert figure.alt.startswith("A plan: the leisure centre lies between the river")
    captions = [plain(each.text) for each in document.all("Caption", "P")]
    assert "Figure 1: Example Leisure Centre and the roads around it" in captions
