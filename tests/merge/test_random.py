"""Random changes: each is typed exactly, or refused. The judge reads the XML itself."""

import io
import random
import re
import shutil
import subprocess

import docx
import pytest
from docx.oxml.ns import qn

from panel_papers.core import InputsError
from panel_papers.merge.documents import built_documents
from panel_papers.pdf.engines.libreoffice import find_soffice

from .conftest import Reviewer, run_text, settings, text_of

WORDS = [
    "urgent",
    "additional",
    "services",
    "the",
    "12",
    "£5m",
    "&",
    "<b>",
    "*new*",
    "under_score",
    "[x]",
    "#",
    "1.",
    "{{x}}",
    "“quoted”",
    "it’s",
]
GONE = {qn("w:del"), qn("w:moveFrom")}


def accepted(data):
    """The texts of a document's paragraphs with tracked changes accepted; empty ones left out."""
    texts, begun = [], ""
    for paragraph in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p")):
        for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
            if not GONE & {each.tag for each in node.iterancestors()}:
                begun += (node.text or "") if node.tag == qn("w:t") else " "
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
        if mark is None:
            texts.append(" ".join(begun.split()))
            begun = ""
    return [text for text in texts if text]


def change(reviewer, dice):
    """Change something of the body, anywhere below the cover sheet."""
    reviewer.tracked = dice.random() < 0.5
    paragraphs = [p for p in reviewer.paragraphs if text_of(p).strip()][11:-6]
    paragraph = dice.choice(paragraphs)
    runs = [r for r in paragraph.iter(qn("w:r")) if len(run_text(r).split()) > 1]
    if not runs:
        return
    words = run_text(dice.choice(runs)).split()
    old, new = dice.choice(words), " ".join(dice.choices(WORDS, k=dice.randint(1, 3)))
    text, whole = text_of(paragraph), paragraph.getparent().tag != qn("w:tc")
    match dice.choice(["word", "word", "bold", "delete", "insert", "split", "join"]):
        case "word":
            reviewer.replace(old, new, of=text)
        case "bold":
            reviewer.embolden(old)
        case "delete" if whole:
            reviewer.delete(text)
        case "insert" if whole:
            reviewer.insert_after(text, f"A new sentence with {new}.")
        case "split" if whole and text.find(old) > 0:
            reviewer.split(text, old)
        case "join" if whole and paragraph.getnext().tag == qn("w:p"):
            reviewer.join(text)
        case _:
            reviewer.replace(old, new, of=text)


def figures_in(folder):
    """How often the inputs ask for the figure that prints 1,234."""
    texts = (each.read_text(encoding="utf-8") for each in folder.glob("*.md"))
    return sum(len(re.findall(r"figures\.grants", text)) for text in texts)


@pytest.mark.parametrize("seed", range(8))
def test_random_changes_are_merged_exactly_or_not_at_all(built, paper, merge, seed):
    dice = random.Random(seed)
    reviewer = Reviewer(built["report"])
    for _ in range(dice.choice([1, 1, 2, 4])):
        try:
            change(reviewer, dice)
        except (StopIteration, AssertionError):  # words that an earlier change has taken away
            continue
    before = {p: p.read_bytes() for p in paper.glob("*.*")}
    try:
        merge(reviewer.bytes())
    except InputsError as error:
        assert all(each.code.startswith("merge-") for each in error.problems)
        assert {p: p.read_bytes() for p in paper.glob("*.*")} == before
        return
    documents = built_documents(paper, settings(paper.parent))[1]
    texts = accepted(documents[0].docx)
    assert texts == accepted(reviewer.bytes())
    assert sum(text.count("1,234") for text in texts) == figures_in(paper)


@pytest.mark.libreoffice
def test_a_file_that_libreoffice_has_saved_is_merged_the_same(built, merge, tmp_path):
    reviewer = Reviewer(built["report"], tracked=False)
    reviewer.replace("interim", "final").replace("few", "many").replace("Decision", "Noting")
    reviewer.insert_after("asks for a further report", "thanks the auditor")
    reviewer.delete("After the table comes").embolden("of councils")
    (tmp_path / "legal.docx").write_bytes(reviewer.bytes())
    subprocess.run(
        [
            str(find_soffice()),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "saved"),
            str(tmp_path / "legal.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    shutil.rmtree(tmp_path / "profile")
    files = merge((tmp_path / "saved" / "legal.docx").read_bytes())
    assert sorted(files) == ["context.md", "paper.yaml", "purpose.md", "recommendations.md"]
    assert "*final letter*" in files["purpose.md"]
    assert "4. thanks the auditor" in files["recommendations.md"]
    assert "  - those **of councils**" in files["context.md"]
    assert "After the table" not in files["context.md"]
    assert "{{ figures.grants }}" in files["context.md"]
