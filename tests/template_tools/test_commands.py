"""`templates fields` and `templates preview` as an editor types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from ..commands import run_command

SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def run(own_desk):
    def type_in(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run_command("templates", *arguments, folder=own_desk.folder)

    return type_in


def test_fields_are_listed_on_the_terminal(run):
    answer = run("fields")
    assert answer.returncode == 0
    assert "\nenquiries_to.email\n" in answer.stdout


@pytest.mark.parametrize(
    ("name", "start"), [("f.docx", b"PK"), ("f.html", b"<!DOCTYPE html>"), ("f.json", b"[")]
)
def test_the_ending_of_the_file_says_how_fields_are_written(run, own_desk, name, start):
    answer = run("fields", "--output", f"lists/{name}")
    assert (answer.returncode, answer.stdout) == (0, f"lists/{name}\n")
    assert (own_desk.folder / "lists" / name).read_bytes().lstrip().startswith(start)


def test_fields_as_json_can_be_read_by_programs(run):
    fields = json.loads(run("fields", "--format", "json").stdout)
    assert {"name", "tag", "meaning", "type", "required", "templates"} <= set(fields[0])


def test_a_word_document_is_not_written_to_the_terminal(run):
    assert run("fields", "--format", "docx").returncode == 2


def test_preview_writes_a_pdf_and_a_picture_for_each_page(run, own_desk):
    answer = run("preview", "purpose.docx", "--data", "shortest", "--engine", "embedded")
    assert answer.returncode == 0
    assert answer.stdout.splitlines() == [
        "preview/purpose-shortest.pdf",
        "preview/purpose-shortest-page-1.png",
    ]
    assert sorted(each.name for each in (own_desk.folder / "preview").iterdir()) == [
        "purpose-shortest-page-1.png",
        "purpose-shortest.pdf",
    ]


def test_preview_leaves_no_page_of_a_longer_document_before(run, own_desk):
    old = own_desk.folder / "preview" / "purpose-shortest-page-2.png"
    old.parent.mkdir()
    old.write_bytes(b"old")
    run("preview", "purpose", "--data", "shortest")
    assert not old.exists()


def test_preview_shows_the_documents_of_a_paper_that_use_a_template(run):
    answer = run("preview", "progress-report", "--paper", "march-2024", "--output", "out")
    assert [line for line in answer.stdout.splitlines() if line.endswith(".pdf")] == [
        "out/appendix-1-march-2024.pdf",
        "out/appendix-2-march-2024.pdf",
    ]


def test_preview_writes_what_it_can_and_tells_the_faults_of_the_rest(run, own_desk):
    own_desk.edit("divider", "{{ appendix.title }}", "{{ appendix.titel }}")
    answer = run("preview", "divider", "purpose", "--data", "shortest")
    assert answer.returncode == 4
    assert "preview/purpose-shortest.pdf" in answer.stdout
    assert "{{ appendix.titel }}" in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("cover-shet",), 4, "write “cover-sheet” if you mean that"),
        (("--paper", "none"), 3, "There is no folder “none” in inputs"),
        (("scorecard", "--paper", "march-2024"), 3, "No document of this paper uses “scorecard”"),
        (("--watch", "--paper", "none"), 3, "There is no folder “none” in inputs"),
        (("--paper", "march-2024", "--data", "hostile"), 2, "not both"),
        (("--templates", "nowhere"), 4, "This folder has no Word templates"),
    ],
)
def test_what_cannot_be_shown_is_told(run, arguments, code, told):
    answer = run("preview", *arguments)
    assert answer.returncode == code
    assert told in answer.stderr


def test_watch_tells_its_address_at_once_and_serves_it(own_desk):
    code = "from panel_papers.cli import panel_papers; panel_papers()"
    command = ["templates", "preview", "--watch", "--data", "shortest"]
    with subprocess.Popen(
        [sys.executable, "-c", code, *command],
        cwd=own_desk.folder,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as watch:
        try:
            address = watch.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert "Preview of the Word templates" in answer.read().decode()
        finally:
            watch.terminate()
