"""The hidden anchors of built documents: where they are, and that they change no page."""

import io
import shutil
import zipfile
from pathlib import Path

import docx
import pytest

from panel_papers.build.read import take_in
from panel_papers.core import Settings
from panel_papers.word.documents import write_documents
from panel_papers.word.filling.templates import Templates
from panel_papers.word.origins import ANCHOR, WHOLE, BlockOrigin, DataOrigin, ValuesOrigin

ROOT = Path(__file__).parents[2]
NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}name"
ID = NAME.replace("name", "id")


def written(inputs, paper="paper"):
    settings = Settings(inputs=inputs, templates=ROOT / "templates")
    templates = Templates(settings.word_templates)
    return write_documents(take_in(inputs / paper, settings, templates).paper, templates)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("anchors")
    shutil.copytree(ROOT / "tests" / "merge" / "paper", folder / "paper")
    return folder


@pytest.fixture(scope="module")
def documents(inputs):
    return written(inputs)


def bookmarks(data):
    """The bookmarks of ours: the text of the paragraph of each."""
    found = {}
    for paragraph in docx.Document(io.BytesIO(data)).element.body.iter(NAME.replace("name", "p")):
        text = "".join(t.text or "" for t in paragraph.iter(NAME.replace("name", "t")))
        for start in paragraph.iter(NAME.replace("name", "bookmarkStart")):
            if start.get(NAME).startswith("_pp"):
                assert start.get(NAME) not in found
                found[start.get(NAME)] = text
    return found


def test_each_paragraph_of_the_inputs_has_an_anchor_and_its_origin(documents):
    anchors = bookmarks(documents.report.docx)
    assert {name for name in anchors if name.startswith(ANCHOR)} == set(documents.report.origins)
    by_text = {text: documents.report.origins.get(name) for name, text in anchors.items()}
    assert by_text["those of councils"] == BlockOrigin(by_text["Loans"].prose, 8)
    assert isinstance(by_text["Decision"], ValuesOrigin)
    assert isinstance(by_text["1234"], DataOrigin)
    assert by_text["bold note"].cell == 2
    assert "Recommendations" not in by_text


def test_names_are_short_enough_for_word_and_ids_are_unique(documents):
    body = docx.Document(io.BytesIO(documents.report.docx)).element.body
    starts = list(body.iter(NAME.replace("name", "bookmarkStart")))
    assert all(len(each.get(NAME)) <= 40 for each in starts)
    assert len({each.get(ID) for each in starts}) == len(starts) > 40
    assert sum(each.get(NAME).startswith(WHOLE) for each in starts) == 1


def test_the_pack_takes_a_document_without_anchors(documents):
    for each in (documents.report, documents.appendices[1]):
        with zipfile.ZipFile(io.BytesIO(each.for_pack)) as archive:
            assert b"_pp" not in archive.read("word/document.xml")


def test_the_same_inputs_have_the_same_anchors_and_bytes(inputs, documents):
    assert written(inputs).report.docx == documents.report.docx


def test_an_anchor_stays_where_other_paragraphs_change(inputs, documents, tmp_path):
    shutil.copytree(inputs / "paper", tmp_path / "paper")
    path = tmp_path / "paper" / "context.md"
    text = path.read_text(encoding="utf-8").replace("- Small grants\n", "- Tiny\n- Small ones\n")
    path.write_text(text, encoding="utf-8")
    before, after = bookmarks(documents.report.docx), bookmarks(written(tmp_path).report.docx)
    gone, came = before.keys() - after.keys(), after.keys() - before.keys()
    assert sorted(before[n] for n in gone if n.startswith(ANCHOR)) == ["Small grants"]
    assert sorted(after[n] for n in came if n.startswith(ANCHOR)) == ["Small ones", "Tiny"]
