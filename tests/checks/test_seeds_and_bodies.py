"""What the checks of publication, accessibility and bodies say of the project's own papers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from panel_papers.checks import registry as checks
from panel_papers.checks.registry import Subject
from panel_papers.content.passages import passages_of
from panel_papers.inputs.starter import write_starter
from panel_papers.word.documents import Templates, write_documents

from .rules_helpers import ROOT, paper_of

OURS = (
    *(checks.unfilled_tags, checks.placeholders, checks.guidance, checks.highlights),
    *(checks.leftovers, checks.draft_names, checks.personal_data, checks.document_properties),
    *(checks.heading_order, checks.table_structure, checks.alternative_texts, checks.link_texts),
    *(checks.contrasts, checks.fake_structure, checks.empty_lines, checks.type_size),
    *(checks.required_sections, checks.report_length, checks.paragraph_numbers),
    *(checks.statutory_texts, checks.lateness),
)


def said(folder: Path) -> list[tuple[str, str]]:
    paper = paper_of(folder, ROOT / "templates" / "bodies")
    made = write_documents(paper, Templates(ROOT / "templates" / "word"))
    documents = {0: made.report.docx} | {n: w.docx for n, w in made.appendices.items()}
    assert documents and passages_of(paper)
    subject = Subject(folder.as_posix(), paper, passages_of(paper), documents)
    return [(each.code, each.found) for check in OURS for each in check.find(subject)]


def test_every_check_here_is_registered():
    assert set(OURS) <= set(checks.CHECKS)


@pytest.mark.parametrize("name", ["march-2024", "first-term-scorecard"])
def test_the_seeds_have_nothing_that_must_not_be_published(name: str):
    assert said(ROOT / "inputs" / name) == []


def test_the_march_report_has_all_that_its_panel_asks_for(tmp_path: Path):
    folder = tmp_path / "march-2024"
    shutil.copytree(ROOT / "inputs" / "march-2024", folder)
    with (folder / "paper.yaml").open("a", encoding="utf-8") as paper:
        paper.write("body: panel\n")
    assert said(folder) == []


def test_the_starter_has_nothing_to_tell(tmp_path: Path):
    write_starter(tmp_path, "june-2024")
    assert said(tmp_path / "june-2024") == []


@pytest.mark.parametrize(
    ("body", "last"), [("council", "climate-implications"), ("fire-authority", "risk-implications")]
)
def test_a_report_to_the_panel_lacks_what_a_council_asks_for(tmp_path: Path, body: str, last: str):
    folder = tmp_path / "march-2024"
    shutil.copytree(ROOT / "inputs" / "march-2024", folder)
    paper = folder / "paper.yaml"
    text = f"{paper.read_text(encoding='utf-8')}body: {body}\n"
    names = ["financial-implications", "legal-implications", "equality-implications", last]
    paper.write_text(text, encoding="utf-8")
    missed = [(code, found.partition(", which ")[0]) for code, found in said(folder)]
    assert missed == [("required-section", f"The report has no section “{name}”") for name in names]
    sections = "sections: [purpose, recommendations, context"
    paper.write_text(text.replace(sections, f"{sections}, {', '.join(names)}"), encoding="utf-8")
    for name in names:
        (folder / f"{name}.md").write_text("None, as it is for noting only.\n", encoding="utf-8")
    assert said(folder) == []
