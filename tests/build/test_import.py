"""A built report, imported and built again, says the same words."""

from __future__ import annotations

import json
import re

import docx
from docx.oxml.ns import qn

from .conftest import Desk, Shelf, set_desk

APPENDICES = re.compile(r"Appendix \d – .*")


def _lines(desk: Desk, paper: str) -> list[str]:
    """Return the paragraphs of a report that hold words, the list of appendices left out."""
    document = docx.Document(str(desk.folder / f"outputs/{paper}/{paper}-report.docx"))
    found = (
        "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )
    return [each for each in found if each.strip() and not APPENDICES.fullmatch(each)]


def test_the_report_of_march_comes_back_word_for_word(shipped: Shelf, tmp_path) -> None:
    march, built = shipped()
    assert built.code == 0, built.err
    desk = set_desk(march.folder, tmp_path / "desk")
    report = str(march.folder / "outputs/march-2024/march-2024-report.docx")
    answer = desk.run("import", report, "back", "--format", "json", program="panel_papers")
    assert answer.code == 0, answer.err
    (said,) = json.loads(answer.out)["papers"]
    assert said["sections"] == ["purpose", "recommendations", "context"]
    assert len(said["facts"]) == 7
    not_placed = [each.partition(": put its file")[0] for each in said["not_placed"]]
    assert not_placed == _appendices(desk)
    made = desk.run("back", "--engine", "embedded")
    assert made.code in {0, 6}, made.err
    lines = _lines(desk, "back")
    assert [each for each in lines if each != "None."] == _lines(march, "march-2024")
    again = desk.run("import", report, "back", program="panel_papers")
    assert again.code == 3 and "exists already" in again.err


def _appendices(desk: Desk) -> list[str]:
    yaml = (desk.folder / "inputs/march-2024/paper.yaml").read_text(encoding="utf-8")
    titles = re.findall(r"(?m)^ {2}- title: (High Level.*)$", yaml)
    return [f"Appendix {number} – {each}" for number, each in enumerate(titles, 1)]
