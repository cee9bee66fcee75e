"""The inputs, filled into the templates, hold the words of the client's documents in order.

The fill here is plain docxtpl and a few lines that take Markdown's marks away: it stands apart
from the product's own fill, so that each judges the other.
"""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest
from docx import Document
from docxtpl import DocxTemplate
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "tests" / "seeds"
LABELS = {
    "report_to": "Report to",
    "author": "Report author",
    "date": "Date",
    "for": "For",
    "enquiries_to": "Enquiries to",
    "divisions_affected": "County Divisions affected",
    "late": "Late report",
}
FIGURES = {
    "officers_total": "905",
    "officers_before": "500",
    "officers_during": "405",
    "officers_above": "105",
    "officers_committed": "300",
    "officers_in_force": "3,755",
    "investment": "£86m",
    "vuu_years_so_far": "five",
    "vuu_years": "ten",
}
"""What the seed prints, typed here once more: this test reckons nothing."""
PAPERS = ("march-2024", "first-term-scorecard")
CHAPTERS = {
    "police-and-crime-plan.yaml": [
        "Further investment in crime prevention",
        "Reducing drug driven violence",
        "Tackling violence against women and girls",
    ],
    "fire-and-rescue-plan.yaml": ["Creating a positive culture", "Protection"],
}


def load(path: Path) -> dict:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def plain(markdown: str) -> str:
    """Return Markdown's words: no heading marks, no bullets, no bold."""
    return re.sub(r"^(#+|-) |\*\*", "", markdown, flags=re.M)


def seed_words(name: str) -> list[str]:
    """Return a seed's words without its typed numbers and bullets, links as their text."""
    text = (SEEDS / name).read_text(encoding="utf-8")
    text = re.sub(r"\[([^\]]*)\]\(#\)", r"\1", text)
    return re.sub(r"^\s*(\d+\.|-) ", "", text, flags=re.M).split()


def filled_words(template: str, fields: dict, tmp_path: Path) -> list[str]:
    """Return the words of a filled template in document order, paragraphs and cells alike."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["markdown"] = plain
    document = DocxTemplate(ROOT / "templates" / "word" / f"{template}.docx")
    document.render(fields, environment)
    document.save(tmp_path / "filled.docx")
    words: list[str] = []
    for block in Document(str(tmp_path / "filled.docx")).iter_inner_content():
        paragraphs = (
            [block]
            if hasattr(block, "text")
            else [p for row in block.rows for cell in row.cells for p in cell.paragraphs]
        )
        for paragraph in paragraphs:
            words += paragraph.text.split()
    return words


def fields_of(paper: dict) -> dict:
    papers = paper.get("background_papers", [])
    return {
        **{key: paper[key] for key in ("title", "short_title", "report_to", "author")},
        "date": f"{paper['date']:%d %B %Y}",
        "report_for": paper["for"],
        "enquiries_to": paper["enquiries_to"],
        "divisions_affected": paper["divisions_affected"],
        "labels": LABELS,
        "late": None,
        "cover_first": [],
        "cover_rows": [],
        "statutory_texts": [],
        "background_papers": [{"title": p["title"], "link": p["link_text"]} for p in papers],
        "appendices": [
            {"number": number, "title": appendix["title"]}
            for number, appendix in enumerate(paper["appendices"], 1)
        ],
    }


def test_the_march_2024_report_is_the_seed_word_for_word(tmp_path: Path):
    folder = ROOT / "inputs" / "march-2024"
    paper = load(folder / "paper.yaml")
    fields = fields_of(paper)
    words = filled_words("cover-sheet", fields, tmp_path)
    for section in paper["sections"]:
        prose = (folder / f"{section}.md").read_text(encoding="utf-8")
        prose = re.sub(r"\{\{ figures\.(\w+) \}\}", lambda name: FIGURES[name[1]], prose)
        words += filled_words(section, {**fields, section: plain(prose)}, tmp_path)
    words += filled_words("appendices", fields, tmp_path)
    assert len(words) > 1_000
    assert words == seed_words("march-2024-report.txt")


def test_the_scorecard_is_the_seed_word_for_word(tmp_path: Path):
    folder = ROOT / "inputs" / "first-term-scorecard"
    paper = load(folder / "paper.yaml")
    assert paper["sections"] == []
    [appendix] = paper["appendices"]
    scorecard = load(folder / appendix["file"])
    assert len(scorecard["achievements"]) == 12
    fields = {
        **fields_of(paper),
        **scorecard,
        "appendix": {"number": 1, "title": appendix["title"]},
    }
    words = filled_words(scorecard["template"], fields, tmp_path)
    assert words == seed_words("first-term-scorecard.txt")


def test_headings_and_paragraphs_of_the_context_stand_as_in_the_seed():
    prose = (ROOT / "inputs" / "march-2024" / "context.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", prose, flags=re.M) == [
        "The Police and Crime Plan 2021-24",
        "The Fire and Rescue Plan 2019-24",
    ]
    assert re.findall(r"^### (.*)$", prose, flags=re.M) == [
        "Further investment in crime prevention",
        "Reducing drug driven violence",
        "Reducing violence against women and girls (VAWG) and managing rape and serious sexual "
        "offences",
        "Creating a positive culture",
        "Protection",
    ]
    assert "has demonstrated that this\n\nprogress has continued.\n" in prose
    bullets = re.findall(r"^- (.*)$", prose, flags=re.M)
    assert bullets == [title for chapters in CHAPTERS.values() for title in chapters]


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_has_every_field_and_its_appendices_files(name: str):
    paper = load(ROOT / "inputs" / name / "paper.yaml")
    assert {"title", "report_to", "author", "date", "for", "enquiries_to"} <= set(paper)
    assert str(paper["date"]) == "2024-03-14"
    assert set(paper["enquiries_to"]) == {"name", "role", "email"}
    for appendix in paper["appendices"]:
        content = load(ROOT / "inputs" / name / appendix["file"])
        assert (ROOT / "templates" / "word" / f"{content['template']}.docx").is_file()


@pytest.mark.parametrize("name", CHAPTERS)
def test_progress_reports_have_the_reports_chapters_and_a_source_above_each_text(name: str):
    path = ROOT / "inputs" / "march-2024" / "appendices" / name
    report = load(path)
    assert [chapter["title"] for chapter in report["chapters"]] == CHAPTERS[name]
    for chapter in report["chapters"]:
        assert chapter["summary"]
        assert chapter["successes"]
        assert chapter["areas_for_improvement"]
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [
        number
        for number, line in enumerate(lines)
        if re.match(r" {6}- | {2}- title:|( {4}summary|introduction):", line)
    ]
    assert len(texts) > 10
    for number in texts:
        assert re.match(r"\s*# [13],", lines[number - 1]), lines[number]


@pytest.mark.parametrize("name", CHAPTERS)
def test_progress_reports_hold_no_figure_and_hardly_a_word_that_the_seeds_do_not(name: str):
    source = " ".join(
        (SEEDS / f).read_text(encoding="utf-8")
        for f in ("march-2024-report.txt", "first-term-scorecard.txt")
    )
    report = load(ROOT / "inputs" / "march-2024" / "appendices" / name)
    texts = [report["introduction"]]
    for chapter in report["chapters"]:
        texts += [chapter["summary"], *chapter["successes"], *chapter["areas_for_improvement"]]
    figures = re.findall(r"£?\d[\d,./-]*\d\w?|\d", " ".join(texts))
    assert figures
    assert [figure for figure in figures if figure not in source] == []
    known = set(re.findall(r"[a-z]+", source.lower()))
    strange = set(re.findall(r"[a-z]+", " ".join(texts).lower())) - known
    assert strange <= {"sets", "out", "funded", "whom", "completed", "added", "adopted"} | {
        "commitment",
        "needed",
        "capitalised",
    }


@pytest.mark.parametrize("template", ["cover-sheet", "appendices"])
def test_what_a_paper_leaves_out_leaves_no_trace(template: str, tmp_path: Path):
    fields = fields_of(load(ROOT / "inputs" / "march-2024" / "paper.yaml"))
    fields |= {"divisions_affected": None, "background_papers": [], "appendices": []}
    words = " ".join(filled_words(template, fields, tmp_path))
    expected = {
        "cover-sheet": "emily.bownes@essex.police.uk",
        "appendices": "Background Papers and Appendices Background Papers None. Appendices None.",
    }
    assert words.endswith(expected[template])


def test_a_late_report_is_marked_on_its_cover(tmp_path: Path):
    fields = fields_of(load(ROOT / "inputs" / "march-2024" / "paper.yaml"))
    late = {"urgency": "The grant lapses.", "lateness": "The offer came late."}
    words = " ".join(filled_words("cover-sheet", {**fields, "late": late}, tmp_path))
    assert words.endswith(
        "Late report: This report comes later than the days of notice ask for. Why it is urgent: "
        "The grant lapses. Why it is late: The offer came late."
    )


def test_what_every_report_to_a_body_carries_stands_at_its_end(tmp_path: Path):
    fields = {"background_papers": [], "appendices": [], "statutory_texts": ["One.", "Two."]}
    words = " ".join(filled_words("appendices", {**_furniture(), **fields}, tmp_path))
    assert words.endswith("Appendices None. One. Two.")


def test_a_background_paper_without_a_link_prints_its_title_alone(tmp_path: Path):
    fields = {
        "background_papers": [{"title": "Plan A", "link": None}],
        "appendices": [],
        "statutory_texts": [],
    }
    words = filled_words("appendices", {**_furniture(), **fields}, tmp_path)
    assert words[6:9] == ["Plan", "A", "Appendices"]


def test_the_contents_page_lists_each_entry_with_its_page(tmp_path: Path):
    fields = fields_of(load(ROOT / "inputs" / "march-2024" / "paper.yaml"))
    entries = [{"title": "Report", "page": "2"}, {"title": "Appendix 1 – A", "page": "7"}]
    words = filled_words("contents", {**fields, "entries": entries}, tmp_path)
    text = " ".join(words)
    assert text.startswith("Essex Police, Fire and Crime Panel 14 March 2024 High-Level Summary")
    assert "Contents Report 2 Appendix 1 – A 7 To have this pack in another format" in text


def test_a_chapter_without_successes_has_no_heading_for_them(tmp_path: Path):
    chapter = {"title": "T", "summary": "S", "successes": [], "areas_for_improvement": ["A"]}
    fields = {
        **_furniture(),
        "appendix": {"number": 3, "title": "P"},
        "introduction": "I",
        "chapters": [chapter],
    }
    words = " ".join(filled_words("progress-report", fields, tmp_path))
    assert words == "Appendix 3 – P I T S Areas for improvement A"


def _furniture() -> dict[str, str]:
    return {"report_to": "Panel", "date": "14 March 2024", "short_title": "Short"}
