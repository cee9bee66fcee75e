"""Supplied PDFs with forms, signatures and content in annotations, from paper.yaml to the pack."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import page
import pytest

from .conftest import Answer, Desk

DOCUMENTS = Path(__file__).parents[1] / "inputs" / "cleaning" / "supplied_pdfs"
NOTE = """\
title: Estates note
short_title: Estates note
report_to: Essex Police, Fire and Crime Panel
author: Police, Fire and Crime Commissioner for Essex
date: 2024-03-14
for: Noting
enquiries_to: {name: Policy and Performance, role: Policy Officer, email: policy@example.org}
divisions_affected: All Essex
sections: []
appendices:
  - title: Supplied note
    file: appendices/FILE.pdf
"""


def built(desk: Desk, name: str, *said: str) -> tuple[Answer, Path]:
    paper = desk.folder / "inputs" / "note"
    (paper / "appendices").mkdir(parents=True)
    lines = NOTE.replace("FILE", name) + "".join(f"    {line}\n" for line in said)
    (paper / "paper.yaml").write_text(lines, encoding="utf-8")
    shutil.copy(DOCUMENTS / f"{name}.pdf", paper / "appendices" / f"{name}.pdf")
    return desk.run("note", "--engine", "embedded"), desk.folder / "outputs" / "note"


def structure(pack: Path) -> str:
    command = ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(pack)]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode(
        "utf-8", "replace"
    )


@pytest.mark.slow
def test_form_that_conforms_to_pdf_ua_conforms_in_the_pack(desk: Desk):
    assert page.validate_pdf(str(DOCUMENTS / "tagged-form.pdf"), profile="ua1").is_compliant
    answer, outputs = built(desk, "tagged-form")
    assert answer.code == 0, answer.err
    judged = page.validate_pdf(str(outputs / "note-pack.pdf"), profile="ua1")
    assert [failure.rule_id for failure in judged.failures] == []
    tree = structure(outputs / "note-pack.pdf")
    assert "Jo Example" in tree[tree.rindex("Form") :]


@pytest.mark.slow
def test_form_of_adobe_designer_is_built(desk: Desk):
    answer, outputs = built(desk, "designer-form")
    assert answer.code == 0, answer.err
    assert "Yes, from April" in structure(outputs / "note-pack.pdf")


@pytest.mark.slow
def test_sheet_says_that_the_original_is_signed(desk: Desk):
    answer, outputs = built(desk, "letter", "signature: print")
    assert answer.code == 0, answer.err
    sheet = (outputs / "note-handover.html").read_text(encoding="utf-8")
    assert (
        "The original of appendix 1 is signed. The pack shows what it looks like; the signature "
        "can be verified in the original only." in sheet
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "said", "code"),
    [
        ("licence", "", "annotations-undecided"),
        ("film", "", "annotations-undecided"),
        ("letter", "", "signed-pdf"),
        ("password", "", "password-field"),
        ("licence", "annotations: perhaps", "bad-choice"),
        ("letter", "signature: remove", "bad-choice"),
    ],
)
def test_what_nobody_decided_stops_the_build(desk: Desk, name: str, said: str, code: str):
    answer, outputs = built(desk, name, *([said] if said else []))
    assert (answer.code, answer.err.count("[")) == (3, 1), answer.err
    assert f"[{code}]" in answer.err
    assert not outputs.exists()


@pytest.mark.slow
@pytest.mark.parametrize(("said", "printed"), [("print", True), ("remove", False)])
def test_content_in_annotations_is_in_the_pack_where_the_author_wants_it(
    desk: Desk, said: str, printed: bool
):
    answer, outputs = built(desk, "licence", f"annotations: {said}")
    assert answer.code == 0, answer.err
    command = ["pdftotext", str(outputs / "note-pack.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert ("Jane Example, 1 High Street" in text, "APPROVED" in text) == (printed, printed)
