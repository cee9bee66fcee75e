"""What else a build says of its pack in large print: drafts, supplied PDFs, what is restricted."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextContainer, LTTextLine

from ..conftest import Desk, Shelf

DOCUMENTS = Path(__file__).parents[2] / "inputs" / "cleaning" / "supplied_pdfs"


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def texts(pdf: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf).pages]


def test_without_the_option_there_is_none(shipped: Shelf):
    desk, answer = shipped()
    assert answer.code == 0
    assert "large_print" not in manifest(desk.outputs)
    assert not list(desk.outputs.glob("*large-print*"))


def test_its_name_is_the_one_that_the_body_uploads_it_by(shipped: Shelf):
    paper = "budget-monitoring-2026"
    desk, _ = shipped("embedded", paper, "--large-print")
    sheet = (desk.folder / "outputs" / paper / f"{paper}-handover.html").read_text(encoding="utf-8")
    name = "2026-11-19 Example Council - Budget monitoring, quarter 2 - large print.pdf"
    assert name in sheet


def test_restricted_content_is_searched_for_in_it(shipped: Shelf):
    paper = "sample-budget-2024"
    desk, answer = shipped("embedded", paper, "--large-print")
    assert answer.code == 0, answer.err
    folder = desk.folder / "outputs" / paper
    name = f"{paper}-pack-large-print.pdf"
    assert name in manifest(folder)["proof"]["files"]
    assert manifest(folder)["proof"]["found"] == 0
    assert "not for publication" in texts(folder / name)[-1]


def test_restricted_pack_is_written_in_large_print_too(shipped: Shelf):
    """Those who may see all of a paper need large print as well."""
    paper = "sample-budget-2024"
    desk, _ = shipped("embedded", paper, "--large-print")
    folder = desk.folder / "outputs" / paper / "restricted"
    usual, large = (folder / f"{paper}-pack-restricted{kind}.pdf" for kind in ("", "-large-print"))
    assert words(large) == words(usual)
    assert sorted({round(size) for size in letter_sizes(large)})[0] == 20
    said = manifest(folder)["large_print"]
    assert (said["file"], said["pdf_ua"], said["pdf_a"]) == (large.name, True, "2a")
    assert large.stat().st_mode & 0o777 == 0o600
    marked = ["NOT FOR PUBLICATION" in text for text in texts(large)]
    assert marked == [False, False, False, False, True]


def words(pdf: Path) -> set[str]:
    """The words of a pack without numbers: those of pages are other ones in large print."""
    return {word for text in texts(pdf) for word in re.findall(r"[^\W\d]+", text)}


def letter_sizes(pdf: Path) -> Iterator[float]:
    for shown in extract_pages(pdf):
        for box in shown:
            if isinstance(box, LTTextContainer):
                for line in box:
                    if isinstance(line, LTTextLine):
                        yield from (each.size for each in line if isinstance(each, LTChar))


@pytest.mark.slow
def test_it_is_known_among_public_files_by_its_title_alone(desk: Desk):
    paper = "sample-budget-2024"
    assert desk.run(paper, "--large-print").code == 0
    folder = desk.folder / "outputs" / paper
    large = folder / "restricted" / f"{paper}-pack-restricted-large-print.pdf"
    (folder / "other.pdf").write_bytes(large.read_bytes() + b"\n")
    answer = desk.run("verify", str(folder), program="panel_papers")
    assert answer.code != 0
    assert "[restricted-in-public]" in answer.out + answer.err


@pytest.mark.slow
def test_draft_is_marked_and_named_as_one(desk: Desk):
    assert desk.make("--draft", "--large-print").code == 0
    file = desk.outputs / "march-2024-pack-large-print-draft.pdf"
    assert manifest(desk.outputs)["large_print"]["file"] == file.name
    assert all("DRAFT" in text for text in texts(file))


@pytest.mark.slow
def test_supplied_pdf_is_in_it_as_it_is_and_that_is_said(desk: Desk):
    shutil.copy(DOCUMENTS / "tagged-form.pdf", desk.paper / "appendices" / "form.pdf")
    yaml = desk.paper / "paper.yaml"
    entry = "appendices:\n  - {title: Form, file: appendices/form.pdf}\n"
    text = yaml.read_text(encoding="utf-8")
    assert "appendices:\n" in text
    yaml.write_text(text.replace("appendices:\n", entry), encoding="utf-8")
    answer = desk.make("--large-print")
    assert answer.code == 0, answer.err
    assert answer.err.count("[not-in-large-print]") == 1
    said = manifest(desk.outputs)["large_print"]
    assert said["not_enlarged"] == ["Appendix 1 – Form"]
    sheet = (desk.outputs / "march-2024-handover.html").read_text(encoding="utf-8")
    assert "not enlarged, as it was supplied as a PDF: Appendix 1 – Form" in sheet
    sizes = {
        tuple(page.mediabox)
        for pdf in (said["file"], "march-2024-pack.pdf")
        for page in pypdf.PdfReader(desk.outputs / pdf).pages
        if "Jo Example" in page.extract_text()
    }
    assert len(sizes) == 1


@pytest.mark.slow
def test_same_inputs_give_the_same_bytes_and_verify_knows_an_edited_one(desk: Desk):
    assert desk.make("--large-print").code == 0
    file = desk.outputs / "march-2024-pack-large-print.pdf"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    assert desk.make("--large-print").code == 0
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    file.write_bytes(file.read_bytes() + b"\n")
    answer = desk.run("verify", str(desk.outputs), program="panel_papers")
    assert answer.code != 0
    assert file.name in answer.out + answer.err
