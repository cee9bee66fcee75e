"""The copy to open in Word: each fault as a comment at its place, and none of them ever printed."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace

from panel_papers.core.problems import Place, Problem
from panel_papers.template_tools.check.annotate import annotated, write_copies
from panel_papers.template_tools.check.checking import check_templates
from panel_papers.template_tools.check.supplied import WHOLE
from panel_papers.word.documents import write_documents
from panel_papers.word.filling.templates import Templates

from ..edits import INPUTS, TEMPLATES, Template, text_box


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATES, tmp_path / "word")
    return tmp_path / "word"


def faulty() -> bytes:
    """A cover sheet with faults in a table, a text box, and its properties."""
    template = Template("cover-sheet")
    template.retype("{{ report_to }}", "{{ repotr_to }}")
    template.retype("{%tr endif", "{% tr endif")
    template.after("Report title", text_box("{{ titel }}"))
    template.document.core_properties.last_modified_by = "A. Person"
    return template.save()


def check(folder: Path, name: str = "cover-sheet") -> list[Problem]:
    return check_templates(folder, [folder / f"{name}.docx"], inputs=INPUTS)


def anchors(data: bytes) -> list[tuple[str, str]]:
    """Each comment's paragraph, as one reads it in Word, and the comment's last line."""
    document = docx.Document(io.BytesIO(data))
    texts = {c.comment_id: c.paragraphs[-1].text for c in document.comments}
    return [
        (
            "".join(
                t.text or ""
                for t in next(mark.iterancestors(qn("w:p"))).iterfind(f".//{qn('w:t')}")
            ),
            texts[int(mark.get(qn("w:id")))],
        )
        for mark in document.element.body.iter(qn("w:commentReference"))
    ]


def test_each_fault_is_a_comment_at_its_paragraph(folder):
    (folder / "cover-sheet.docx").write_bytes(faulty())
    problems = check(folder)
    copy = annotated((folder / "cover-sheet.docx").read_bytes(), problems)
    assert sorted(anchors(copy)) == [
        ("Report title: {{ title }}", "[panel-papers personal-data]"),
        ("{% tr endif %}", "[panel-papers unknown-tag]"),
        ("{{ repotr_to }}", "[panel-papers unknown-field]"),
        ("{{ titel }}{{ titel }}", "[panel-papers unknown-field]"),
    ]
    (comment,) = [c for c in docx.Document(io.BytesIO(copy)).comments if "repotr_to" in c.text]
    assert (comment.author, comment.text.split("\n")) == (
        "Panel Papers",
        [
            "Error: “{{ repotr_to }}” asks for “repotr_to”, which is not a field here.",
            "Expected: one of author, cover_first, cover_rows, date, divisions_affected, "
            "enquiries_to, labels, late, "
            "report_for, report_to, short_title, title",
            "Fix: write “report_to” if you mean that",
            "[panel-papers unknown-field]",
        ],
    )


def test_a_fault_that_word_can_have_no_comment_at_says_its_place(folder):
    template = Template("house")
    template.document.sections[0].header.paragraphs[0].add_run("{{ titel }}")
    (folder / "house.docx").write_bytes(template.save())
    copy = annotated((folder / "house.docx").read_bytes(), check(folder, "house"))
    (comment,) = docx.Document(io.BytesIO(copy)).comments
    assert comment.text.startswith("Error: page header, paragraph 1: “{{ titel }}” asks for")


def test_a_footnotes_fault_stands_at_its_mark(folder):
    template = Template("purpose")
    template.footnote("{{ titel }}", "Purpose")
    (folder / "purpose.docx").write_bytes(template.save())
    problems = check(folder, "purpose")
    assert [each.place.where for each in problems] == ["footnote 1"]
    copy = annotated((folder / "purpose.docx").read_bytes(), problems)
    assert anchors(copy) == [("Purpose of Report", "[panel-papers unknown-field]")]


def test_the_copy_is_checked_and_filled_as_if_the_comments_were_not_there(folder):
    (folder / "cover-sheet.docx").write_bytes(faulty())
    before = check(folder)
    (folder / "cover-sheet.docx").write_bytes(annotated(faulty(), before))
    assert check(folder) == before


def test_mended_in_the_copy_nothing_is_found_and_nothing_of_it_is_printed(folder):
    problems = [
        Problem("unknown-field", Place("x", where=f"table 1, row {row}, column 1"), "f", "w")
        for row in (1, 5, 7)
    ]
    path = folder / "cover-sheet.docx"
    paper = replace(WHOLE, appendices=())
    plain = write_documents(paper, Templates(folder)).report.docx
    path.write_bytes(annotated(path.read_bytes(), problems))
    assert len(anchors(path.read_bytes())) == 3
    assert check_templates(folder, inputs=INPUTS) == []
    built = write_documents(paper, Templates(folder)).report.docx
    assert b"comment" not in b"".join(names(built))
    assert built == plain


def names(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [each.encode() for each in package.namelist()] + [
            package.read("word/document.xml"),
            package.read("[Content_Types].xml"),
        ]


def test_annotated_again_a_copy_has_no_fault_twice(folder):
    (folder / "cover-sheet.docx").write_bytes(faulty())
    problems = check(folder)
    once = annotated(faulty(), problems)
    assert sorted(anchors(annotated(once, problems))) == sorted(anchors(once))
    assert annotated(once, []) == annotated(annotated(once, []), [])
    assert not anchors(annotated(once, []))


def test_comments_of_others_stay_and_are_told(folder):
    template = Template("contents")
    (heading,) = [x for x in template.document.paragraphs if x.text == "Contents"]
    template.document.add_comment(heading.runs, "Why?", author="Panel Papers")
    (folder / "contents.docx").write_bytes(annotated(template.save(), []))
    assert [(each.code, each.found) for each in check(folder, "contents")] == [
        ("comment", "The template has a comment by Panel Papers: “Why?”")
    ]


def test_the_same_faults_give_the_same_bytes(folder):
    (folder / "cover-sheet.docx").write_bytes(faulty())
    problems = check(folder)
    assert annotated(faulty(), problems) == annotated(faulty(), problems)


def test_an_empty_template_gets_a_paragraph_for_its_comment(folder):
    document = docx.Document()
    buffer = io.BytesIO()
    document.save(buffer)
    copy = annotated(buffer.getvalue(), [Problem("text-not-printed", Place("x"), "f", "w")])
    assert [text for _, text in anchors(copy)] == ["[panel-papers text-not-printed]"]


def test_copies_stand_beside_their_templates_or_in_a_folder_and_are_not_checked(folder, tmp_path):
    (folder / "cover-sheet.docx").write_bytes(faulty())
    (folder / "broken.docx").write_bytes(b"no Word document")
    problems = check_templates(folder, inputs=INPUTS)
    assert {Path(each.place.file).name for each in problems} == {"broken.docx", "cover-sheet.docx"}
    assert write_copies(problems, None) == [folder / "cover-sheet - problems.docx"]
    assert check_templates(folder, inputs=INPUTS) == problems
    elsewhere = tmp_path / "new" / "review"
    assert write_copies(problems, elsewhere) == [elsewhere / "cover-sheet - problems.docx"]


def test_a_copy_checked_under_its_own_name_is_its_template(folder):
    (folder / "cover-sheet.docx").write_bytes(faulty())
    problems = check(folder)
    (copy,) = write_copies(problems, None)
    found = check_templates(folder, [copy], inputs=INPUTS)
    assert [(each.code, each.place.where) for each in found] == [
        (each.code, each.place.where) for each in problems
    ]
    assert write_copies(found, None) == [copy]
