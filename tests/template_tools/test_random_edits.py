"""Random edits of our templates as Word makes them: what check passes is what papers print."""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random

import pytest

from panel_papers.pdf.engines.libreoffice import find_soffice

from .edits import TEMPLATES
from .random_edits.desk import Editing
from .random_edits.kinds import KINDS
from .random_edits.trial import edited, first_pages, pages_wrong, tried

PAPER = "sample-grant-2024"
SEEDS = range(12)
"""benchmarks/template_edits.py tries as many as you like."""


def test_edits_are_of_many_kinds_in_many_templates():
    made = [edited(seed)[:2] for seed in range(60)]
    assert len(KINDS) > 300
    assert len({kind for kind, _ in made}) >= 30
    assert len({template for _, template in made}) >= 8


def test_words_that_are_on_no_page_are_noticed(tmp_path: Path):
    doc = Editing("context", Random(1))
    KINDS["typed: bold"](doc)
    file = tmp_path / "context.docx"
    file.write_bytes(doc.save())
    pages = first_pages(PAPER)
    assert [line.split(": ")[1] for line in pages_wrong(file, "context", PAPER, pages)] == [
        "words of the template on no page"
    ]
    ours = TEMPLATES / "context.docx"
    assert pages_wrong(ours, "context", PAPER, pages) == []
    lost = pages.replace("Recommendations", "")
    assert lost != pages
    assert pages_wrong(ours, "context", PAPER, lost) == [
        f"{PAPER}: words of the paper on no page: ['recommendations']",
        f"{PAPER}: numbered otherwise: [('2.', 'recommen')]",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_what_check_passes_is_what_papers_print(seed: int, tmp_path: Path):
    assert tried(seed, tmp_path, most=1).wrong == ()


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("seed", range(100, 103))
def test_what_libreoffice_saved_is_what_papers_print(seed: int, tmp_path: Path):
    assert tried(seed, tmp_path, most=1, saved=lambda data: saved_again(data, tmp_path)).wrong == ()


def saved_again(data: bytes, folder: Path) -> bytes:
    """Return the file as LibreOffice saves it."""
    soffice = find_soffice()
    assert soffice is not None
    (folder / "edited.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(soffice), profile, "--headless", "--convert-to", "docx:Office Open XML Text"]
    made = folder / "made"
    subprocess.run(
        [*command, "--outdir", str(made), str(folder / "edited.docx")],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return (made / "edited.docx").read_bytes()
