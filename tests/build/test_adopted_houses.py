"""The March paper in houses adopted from documents of other bodies: its words, its tags."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from ..ooxml_validator import violations
from ..template_tools.adopting import corporate
from .conftest import Answer, Desk, Shelf, set_desk

pytestmark = pytest.mark.slow

LABELS = {
    "county": (["Report", "title"], ["Title", "of", "report"]),
    "district": (["Report", "title"], []),
    "combined": (["Report", "title"], ["Report", "title"]),
}
"""The words that our cover sheet has typed, and those that each adopted one has in their place."""

Built = Callable[[str], tuple[Desk, Answer]]


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The March paper built in the house of each document, once."""

    @cache
    def build(name: str) -> tuple[Desk, Answer]:
        folder = tmp_path_factory.mktemp(name)
        desk = set_desk(root, folder / "desk")
        corporate.write(name, desk.folder)
        shutil.rmtree(desk.folder / "templates")
        adopted = desk.run("templates", "adopt", f"{name}.docx", program="panel_papers")
        assert adopted.code == 0, adopted.err
        return desk, desk.make()

    return build


def words(file: Path) -> list[str]:
    """Return the words of a Word document's body, without the colons of labels."""
    body = docx.Document(str(file)).element.body
    lines = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [word.rstrip(":") for line in lines for word in line.split()]


@pytest.mark.parametrize("name", LABELS)
def test_words_are_those_of_the_paper_in_our_own_house(name: str, built: Built, shipped: Shelf):
    ours, _ = shipped("embedded", "march-2024")
    desk, answer = built(name)
    assert answer.code == 0, answer.err
    before, after = (Counter(words(d.outputs / "march-2024-report.docx")) for d in (ours, desk))
    old, new = LABELS[name]
    assert before - Counter(old) + Counter(new) == after
    for appendix in ("march-2024-appendix-1.docx", "march-2024-appendix-2.docx"):
        assert words(desk.outputs / appendix) == words(ours.outputs / appendix)


@pytest.mark.parametrize("name", LABELS)
def test_the_pack_is_accessible_in_each_house(name: str, built: Built):
    desk, answer = built(name)
    manifest = json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["pack"]["pdf_ua"] is True
    assert [line for line in answer.err.splitlines() if line.startswith("error")] == []


@pytest.mark.npm
@pytest.mark.parametrize("name", LABELS)
def test_adopted_templates_and_what_they_make_are_valid(name: str, built: Built):
    desk, _ = built(name)
    files = [*desk.templates.glob("*.docx"), *desk.outputs.glob("*.docx")]
    assert len(files) > 18
    assert violations(files) == {}
