"""Random changes: each is typed exactly, or refused. `benchmarks/merges.py` tries more of them."""

import random
import re
import shutil
import subprocess

import pytest

from panel_papers.core import InputsError
from panel_papers.merge.documents import built_documents
from panel_papers.pdf.engines.libreoffice import find_soffice
from panel_papers.word import BlockOrigin

from .conftest import Reviewer, settings
from .edits import edited
from .judge import said


def figures_in(folder):
    """How often the inputs ask for the figure that prints 1,234."""
    texts = (each.read_text(encoding="utf-8") for each in folder.glob("*.md"))
    return sum(len(re.findall(r"figures\.grants", text)) for text in texts)


@pytest.mark.parametrize("seed", range(8))
def test_random_changes_are_merged_exactly_or_not_at_all(documents, built, paper, merge, seed):
    dice = random.Random(seed)
    prose = [a for a, o in documents[1]["report"].origins.items() if isinstance(o, BlockOrigin)]
    data, edits = edited(built["report"], dice, dice.choice([1, 2, 4]), prose)
    assert edits
    before = {p: p.read_bytes() for p in paper.glob("*.*")}
    try:
        merge(data)
    except InputsError as error:
        assert all(each.code.startswith("merge-") for each in error.problems)
        assert {p: p.read_bytes() for p in paper.glob("*.*")} == before
        return
    made = built_documents(paper, settings(paper.parent))[1][0].docx
    assert said(made) == said(data)
    texts = ["".join(text for text, *_ in pieces) for _, pieces in said(made)]
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
