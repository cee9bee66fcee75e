"""Words that a body's profile gives to all its papers, and references that a build finds."""

import datetime
import shutil
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from panel_papers.core import InputsError, Settings
from panel_papers.merge.copies import copied, put
from panel_papers.merge.documents import built_documents
from panel_papers.merge.inputs_text import InputTexts
from panel_papers.merge.merging import merge_files

from .conftest import TEMPLATES, Reviewer, set_text

INPUTS = Path(__file__).parents[2] / "inputs"
PAPER = "policing-performance-2026"


@pytest.fixture
def board(tmp_path):
    """A paper of a body whose profile names its sections, with templates of its own."""
    shutil.copytree(INPUTS / PAPER, tmp_path / "inputs" / PAPER)
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    return Settings(
        inputs=tmp_path / "inputs",
        templates=tmp_path / "templates",
        outputs=tmp_path / "outputs",
        today=datetime.date(2026, 9, 1),
    )


def files_in(folder):
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("tracked", [True, False])
def test_a_heading_of_the_profile_is_refused_and_no_file_of_templates_is_written(
    board, tmp_path, tracked
):
    report = built_documents(board.inputs / PAPER, board)[1][0].docx
    reviewer = Reviewer(report, tracked=tracked).replace("Next", "Later", of="Next steps")
    (tmp_path / "legal.docx").write_bytes(reviewer.bytes())
    before = files_in(board.templates) | files_in(board.inputs)
    with pytest.raises(InputsError) as caught:
        merge_files(PAPER, [tmp_path / "legal.docx"], board)
    (problem,) = caught.value.problems
    profile = (board.templates / "bodies" / "policing-board.yaml").as_posix()
    assert problem.code == "merge-template"
    assert problem.found == (
        f"This change is in words that all papers of the body print ({profile}): "
        "“Next steps” became “Later steps”"
    )
    assert files_in(board.templates) | files_in(board.inputs) == before


def test_nothing_outside_the_folder_of_the_paper_is_read_or_written(board, tmp_path):
    outside = tmp_path / "templates" / "words.txt"
    outside.write_text("as it was", encoding="utf-8")
    for path in (outside.as_posix(), "../../templates/words.txt"):
        with pytest.raises(ValueError, match=r"words\.txt"):
            InputTexts(board.inputs / PAPER).text(path)
        with copied(board.inputs / PAPER) as copy, pytest.raises(ValueError, match="words"):
            put(copy, {"purpose.md": (b"", b"new"), path: (b"", b"new")})
    assert outside.read_text(encoding="utf-8") == "as it was"


def test_words_typed_over_a_reference_that_the_build_found_lose_its_link(board, tmp_path):
    report = built_documents(board.inputs / PAPER, board)[1][0].docx
    reviewer = Reviewer(report)
    links = reviewer.paragraph("Option B is").iter(qn("w:hyperlink"))
    set_text(next(next(links).iter(qn("w:r"))), "The appendix")
    (tmp_path / "legal.docx").write_bytes(reviewer.bytes())
    before = (board.inputs / PAPER / "options.md").read_bytes()
    merged = merge_files(PAPER, [tmp_path / "legal.docx"], board)
    assert merged.files == {
        "options.md": (before, before.replace(b"Appendix 2 says", b"The appendix says"))
    }
