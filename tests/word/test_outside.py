"""Templates and supplied documents are refused alike what they would fetch or run."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from panel_papers.core import InputsError, Level, Place, TemplatesError
from panel_papers.inputs.cleaning.word import clean_docx
from panel_papers.inputs.cleaning.word.made import only_what_shows
from panel_papers.template_tools.check.checking import check_templates
from panel_papers.word.filling.templates import Templates

from ..outside_word import INNOCENT, LEFT_OUT, REFUSED, Plant, planted, unpacked

TEMPLATES = Path(__file__).parents[2] / "templates" / "word"
URL = "http://203.0.113.9/canary"
PLACE = Place("plan.docx")


UNOPENED = (
    "a footer in another file",
    "a relationship in capitals",
    "an address that is said to be inside",
)
"""What python-docx cannot open, so that nothing else of such a template is looked at."""


def supplied() -> bytes:
    document = docx.Document()
    document.add_heading("Purpose", 1)
    document.add_paragraph("Some words.")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def template_with(plant: Plant, folder: Path) -> Path:
    path = folder / "context.docx"
    path.write_bytes(planted((TEMPLATES / "context.docx").read_bytes(), [plant], URL))
    return path


@pytest.mark.parametrize("name", REFUSED)
def test_both_are_refused_alike_with_the_place(name: str, tmp_path: Path):
    wanted, plant = REFUSED[name]
    with pytest.raises(InputsError) as of_appendix:
        clean_docx(planted(supplied(), [plant], URL), PLACE)
    assert [p.code for p in of_appendix.value.problems] == [wanted]
    path = template_with(plant, tmp_path)
    with pytest.raises(TemplatesError) as of_template:
        Templates(tmp_path)["context"]
    problems = of_template.value.problems
    assert [(p.code, p.found) for p in problems] == [
        (p.code, p.found) for p in of_appendix.value.problems
    ]
    assert {p.place.file for p in problems} == {path.as_posix()}
    told = check_templates(tmp_path, [path])
    assert [p for p in told if p.code == wanted] == list(problems)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("the field DDE", "under the heading “Context / Summary”, paragraph 3"),
        ("in a table", "under the heading “Context / Summary”, table 1, row 1, column 1"),
        ("a linked picture", "under the heading “Context / Summary”, paragraph 3"),
        ("in a footnote", "a footnote without a mark in the text"),
        ("in a comment", "in a comment"),
        ("in a building block", "in the building blocks"),
    ],
)
def test_the_paragraph_is_named(name: str, where: str, tmp_path: Path):
    template_with(REFUSED[name][1], tmp_path)
    with pytest.raises(TemplatesError) as refused:
        Templates(tmp_path)["context"]
    assert [p.place.where for p in refused.value.problems] == [where]


def test_all_are_reported_together(tmp_path: Path):
    plants = [plant for name, (_, plant) in REFUSED.items() if name not in UNOPENED]
    path = tmp_path / "context.docx"
    path.write_bytes(planted((TEMPLATES / "context.docx").read_bytes(), plants, URL))
    with pytest.raises(TemplatesError) as refused:
        Templates(tmp_path)["context"]
    assert {p.code for p in refused.value.problems} == {code for code, _ in REFUSED.values()}
    assert len(refused.value.problems) > 30


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_prints_nothing_is_left_out_and_reported(name: str, tmp_path: Path):
    template_with(LEFT_OUT[name], tmp_path)
    template = Templates(tmp_path)["context"]
    words = (b"203.0.113.9", b"file:///", b"HYPERLINK")
    assert any(word in part for word in words for part in unpacked(template.data).values())
    left = b"".join(unpacked(only_what_shows(template.data)).values())
    assert [word for word in words if word in left] == []
    assert [(p.code, p.level) for p in template.left_out] == [("unseen-content", Level.SUGGESTION)]


@pytest.mark.parametrize("name", INNOCENT)
def test_ordinary_things_pass(name: str, tmp_path: Path):
    plant = INNOCENT[name]
    problems = clean_docx(planted(supplied(), [plant], URL), PLACE).problems
    assert [p.code for p in problems if p.level is Level.ERROR] == []
    template_with(plant, tmp_path)
    template = Templates(tmp_path)["context"]
    assert (template.outside, template.left_out) == ((), ())


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.docx")), ids=lambda path: path.stem)
def test_the_templates_that_are_shipped_fetch_nothing(path: Path):
    template = Templates(path.parent)[path.stem]
    assert (template.outside, template.left_out) == ((), ())


def test_the_case_that_was_reported(tmp_path: Path):
    case = Path(__file__).parent / "outside"
    for path in case.glob("*.docx"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    found = [
        (Path(p.place.file).name, p.code, p.level.value)
        for p in check_templates(tmp_path, sorted(tmp_path.glob("*.docx")))
    ]
    assert found == [
        ("appendix.docx", "unseen-content", "suggestion"),
        *[("context.docx", "linked-text", "error")] * 3,
        ("context.docx", "unseen-content", "suggestion"),
        ("house.docx", "unseen-content", "suggestion"),
    ]
