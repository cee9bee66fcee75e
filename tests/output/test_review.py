"""The review copy shows each finding as a comment on the paragraph that it was found in."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from panel_papers.build.check import check_paper
from panel_papers.core.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for part in ("inputs", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


def review(desk: Path) -> dict[str, bytes]:
    settings = Settings(desk / "inputs", desk / "templates", review=desk / "copies")
    check_paper("march-2024", settings)
    return {path.name: path.read_bytes() for path in sorted((desk / "copies").iterdir())}


def comments(data: bytes) -> list[tuple[str, str]]:
    """Each comment's code, with the text of the paragraph that it begins in."""
    document = docx.Document(io.BytesIO(data))
    code = {c.comment_id: c.text.splitlines()[-1].strip("[]") for c in document.comments}
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        for mark in paragraph.iter(qn("w:commentRangeStart")):
            found.append((code[int(mark.get(qn("w:id")))], text))
    return found


def repeated(data: bytes) -> list[str]:
    return [text for code, text in comments(data) if code == "repeated-word"]


def write(desk: Path, name: str, text: str) -> None:
    (desk / "inputs" / "march-2024" / name).write_text(text, encoding="utf-8")


def test_finding_in_a_section_stands_at_its_paragraph(desk: Path):
    write(desk, "purpose.md", "Nothing here.\n\nTo note the *the* report.\n")

    files = review(desk)

    assert repeated(files["march-2024-report-review.docx"]) == ["To note the the report."]


def test_of_two_paragraphs_alike_the_right_one_is_meant(desk: Path):
    write(desk, "purpose.md", "To note.\n\nThe the end.\n\nBetween.\n\nThe the end.\n")

    files = review(desk)

    assert repeated(files["march-2024-report-review.docx"]) == ["The the end."] * 2


def test_finding_in_a_table_and_in_an_appendix(desk: Path):
    write(desk, "purpose.md", "| Aim | Done |\n|---|---|\n| All all | yes |\n")
    file = desk / "inputs" / "march-2024" / "appendices" / "fire-and-rescue-plan.yaml"
    text = file.read_text(encoding="utf-8")
    assert "introduction: >-\n" in text
    file.write_text(text.replace("introduction: >-\n", "introduction: >-\n  So so.\n"), "utf-8")

    files = review(desk)

    assert repeated(files["march-2024-report-review.docx"]) == ["All all"]
    (paragraph,) = repeated(files["march-2024-appendix-2-review.docx"])
    assert paragraph.startswith("So so.")
    assert "march-2024-appendix-1-review.docx" not in files


def test_fault_of_paper_yaml_stands_at_the_head_with_its_place(desk: Path):
    data = review(desk)["march-2024-report-review.docx"]

    document = docx.Document(io.BytesIO(data))
    (first, *_) = (c.text for c in document.comments if "dead-link" in c.text)
    assert first.splitlines()[0].endswith(
        "inputs/march-2024/paper.yaml:19:10: This background paper’s link has “#” instead of a "
        "web address."
    )
    heads = {text for code, text in comments(data) if code == "dead-link"}
    assert len(heads) == 1


def test_same_paper_gives_the_same_bytes_and_no_date(desk: Path):
    first = review(desk)
    shutil.rmtree(desk / "copies")

    assert review(desk) == first
    document = docx.Document(io.BytesIO(first["march-2024-report-review.docx"]))
    assert {c.timestamp for c in document.comments} == {None}
