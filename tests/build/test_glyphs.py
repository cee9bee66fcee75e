"""A character that no shipped font has is told with its place; what they have is no fault."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from panel_papers.build.check import check_paper
from panel_papers.core.problems import InputsError, Level
from panel_papers.core.settings import Settings
from panel_papers.inputs import read_paper
from panel_papers.output.pack.glyph_problems import glyph_problems
from panel_papers.output.pack.parts import pieces_of
from panel_papers.pdf.engines import ENGINES, Choice, choose_engine, libreoffice
from panel_papers.word.documents import Templates, write_documents

from .conftest import Desk, Shelf

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="the engine uses the system's own fonts here"
)

ALONE = Choice((ENGINES["dxpdf"](None),), "")
FACE, VARIATION = "\U0001f600", "\ufe0f"
BOX = "in none of the program’s fonts, and would print as an empty box"


def word(*paragraphs: str) -> bytes:
    document, data = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.sections[0].footer.paragraphs[0].text = "the footer \u4e2d"
    document.save(data)
    return data.getvalue()


def told(desk: Desk, choice: Choice = ALONE) -> list[tuple[str, str]]:
    """Place and finding of each character without a glyph in the desk's paper."""
    paper = read_paper(desk.paper).paper
    documents = write_documents(paper, Templates(desk.templates))
    found = glyph_problems(
        paper,
        pieces_of(paper, documents, lambda _: b""),
        choice,
        Path("inputs/march-2024"),
        draft=False,
    )
    assert {p.code for p in found} <= {"no-glyph"}
    return [(str(p.place), p.found) for p in found]


def add_appendix(desk: Desk, name: str, data: bytes) -> None:
    (desk.paper / "appendices" / name).write_bytes(data)
    desk.edit(
        "paper.yaml",
        "appendices:\n",
        f"appendices:\n  - {{title: More, file: appendices/{name}}}\n",
    )


def test_nothing_is_told_of_what_the_fonts_have(desk: Desk):
    covered = "ŵ ŷ ✓ ✗ ☐ → ≤ ≥ ≠ € £ • – ½ ² ″ ‑\u00a0 שלום Ω ж"
    (desk.paper / "purpose.md").write_text(covered, encoding="utf-8")

    assert told(desk) == []


def test_each_line_is_told_with_file_line_and_column(desk: Desk):
    (desk.paper / "purpose.md").write_text(
        f"Plain.\n\nA {FACE} and مر and {FACE}.\n\n- ✔{VARIATION} done\n", encoding="utf-8"
    )
    desk.edit("paper.yaml", "report_to: ", f"report_to: {FACE} ")

    assert told(desk) == [
        ("inputs/march-2024/paper.yaml:4:12", f"“{FACE}” (U+1F600 GRINNING FACE) is {BOX}"),
        (
            "inputs/march-2024/purpose.md:3:3",
            f"“{FACE}” (U+1F600 GRINNING FACE) and “م” (U+0645 ARABIC LETTER MEEM) and "
            f"“ر” (U+0631 ARABIC LETTER REH) are {BOX}",
        ),
        (
            "inputs/march-2024/purpose.md:5:4",
            f"The character U+FE0F VARIATION SELECTOR-16 is {BOX}",
        ),
    ]


def test_structured_appendix_is_told_with_file_line_and_column(desk: Desk):
    file = sorted((desk.paper / "appendices").glob("*.yaml"))[0]
    lines = file.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.strip().startswith("- "))
    lines[number] += f" {FACE}"
    file.write_text("\n".join(lines), encoding="utf-8")

    assert [place for place, _ in told(desk)] == [
        f"inputs/march-2024/appendices/{file.name}:{number + 1}:{len(lines[number])}"
    ]


def test_supplied_word_appendix_is_told_by_its_paragraphs_footer_included(desk: Desk):
    add_appendix(desk, "more.docx", word("Plain", f"A face: {FACE}"))

    places = [place.rpartition("/")[2] for place, _ in told(desk)]
    assert places == [
        f"more.docx, in the paragraph “A face: {FACE}”",
        "more.docx, in the paragraph “the footer \u4e2d”",
    ]


def test_spreadsheet_is_told_by_the_text_of_its_cell(desk: Desk):
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in (["Area", "Mood"], ["North", f"good {FACE}"]):
        book.active.append(row)
    book.save(data)
    add_appendix(desk, "more.xlsx", data.getvalue())

    assert [(p.rpartition("/")[2], found[:3]) for p, found in told(desk)] == [
        (f"more.xlsx, in the paragraph “good {FACE}”", f"“{FACE}”")
    ]


def test_text_of_a_template_is_told_by_its_paragraph(desk: Desk):
    template = docx.Document(str(desk.templates / "purpose.docx"))
    template.add_paragraph(f"Thank you {FACE}")
    template.save(str(desk.templates / "purpose.docx"))

    assert [place for place, _ in told(desk)] == [
        f"march-2024-report.docx, in the paragraph “Thank you {FACE}”"
    ]


def test_many_lines_are_told_as_twenty_and_a_count(desk: Desk):
    (desk.paper / "purpose.md").write_text(f"{FACE}\n\n" * 50, encoding="utf-8")

    found = told(desk)

    assert len(found) == 20
    assert found[-1][1].endswith("; there are 30 more lines like it")


@pytest.mark.libreoffice
def test_nothing_is_told_where_libreoffice_can_take_the_document(desk: Desk):
    (desk.paper / "purpose.md").write_text(FACE, encoding="utf-8")

    assert told(desk, choose_engine("auto")) == []
    assert told(desk, choose_engine("libreoffice")) == []
    assert len(told(desk, choose_engine("embedded"))) == 1


def test_build_stops_at_it_and_a_draft_goes_on(desk: Desk):
    (desk.paper / "purpose.md").write_text(f"Plain\n\nSee {FACE}\n", encoding="utf-8")
    told = f"inputs/march-2024/purpose.md:3:5: “{FACE}” (U+1F600"

    stopped = desk.make()
    assert stopped.code == 3
    assert f"error: {told}" in stopped.err
    assert not desk.outputs.exists()

    draft = desk.make("--draft")
    assert draft.code == 0
    assert f"warning: {told}" in draft.err
    assert "has no accessibility tags of its own" in draft.out


def test_check_tells_it_where_the_build_would_have_the_embedded_engine_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(libreoffice, "USUAL_PLACES", ())
    monkeypatch.setenv("PATH", "")
    monkeypatch.chdir(desk.folder)
    (desk.paper / "purpose.md").write_text(f"Plain\n\nSee {FACE}\n", encoding="utf-8")

    with pytest.raises(InputsError) as fault:
        check_paper("march-2024", Settings())

    assert [(p.level, str(p.place)) for p in fault.value.problems if p.code == "no-glyph"] == [
        (Level.ERROR, "inputs/march-2024/purpose.md:3:5")
    ]


NOWHERE = "\U0010fffd"  # for private use, and no font uses it


@pytest.mark.libreoffice
@pytest.mark.parametrize("engine", ["auto", "libreoffice"])
def test_what_libreoffice_has_no_font_for_stops_the_build_too(
    desk: Desk, shipped: Shelf, engine: str
):
    shutil.copytree(shipped(engine)[0].outputs, desk.outputs)
    before = {path: path.read_bytes() for path in desk.outputs.rglob("*") if path.is_file()}
    (desk.paper / "purpose.md").write_text(f"Plain\n\nSee {NOWHERE}\n", encoding="utf-8")
    told = f"inputs/march-2024/purpose.md:3:5: “{NOWHERE}” (U+10FFFD"

    stopped = desk.run("march-2024", "--engine", engine)
    assert stopped.code == 3
    assert f"error: {told}" in stopped.err
    assert "dead-link" in stopped.err  # with all else that is told
    assert before == {path: path.read_bytes() for path in desk.outputs.rglob("*") if path.is_file()}

    draft = desk.run("march-2024", "--engine", engine, "--draft")
    assert draft.code == 0
    assert f"warning: {told}" in draft.err


@pytest.mark.libreoffice
def test_bullet_that_no_font_has_is_told_with_its_document(desk: Desk):
    document, data = docx.Document(), io.BytesIO()
    document.add_paragraph("An item", style="List Bullet")
    for bullet in document.part.numbering_part.element.iter(qn("w:lvlText")):
        bullet.set(qn("w:val"), "\u2fe0")  # stands for no character in Unicode
    document.save(data)
    add_appendix(desk, "more.docx", data.getvalue())

    stopped = desk.run("march-2024", "--engine", "libreoffice")

    assert stopped.code == 3
    assert "appendices/more.docx: “\u2fe0” (U+2FE0" in stopped.err


@pytest.mark.libreoffice
def test_what_libreoffice_has_no_font_for_in_a_restricted_appendix_is_told(desk: Desk):
    data = word(f"A face: {NOWHERE}")
    (desk.paper / "appendices" / "more.docx").write_bytes(data)
    desk.edit(
        "paper.yaml",
        "appendices:\n",
        "appendices:\n  - {title: More, file: appendices/more.docx, "
        "restricted: {paragraph: 3, reason: It names prices}}\n",
    )

    stopped = desk.run("march-2024", "--engine", "libreoffice")

    assert stopped.code == 3
    assert f"in the paragraph “A face: {NOWHERE}”: “{NOWHERE}” (U+10FFFD" in stopped.err
