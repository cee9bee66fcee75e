"""What a built folder tells the public, who may read it, and what `verify` says of it.

One paper is built for all of it: with a restricted appendix, one that repeats its findings, and
supplied files with hidden things. Each test that changes something works on a copy.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
from msgspec.structs import replace

from panel_papers.build.check import check_paper
from panel_papers.build.pipeline import make_paper
from panel_papers.core.problems import Level, OutputsError
from panel_papers.core.settings import Settings
from panel_papers.output.summary import summary_text, told
from panel_papers.run.run import run_paper

from ...commands import run_command

ROOT = Path(__file__).parents[3]
FILES = Path(__file__).parent / "files"
NAME = "contracts"
YAML = """\
title: Award of a contract
report_to: Environment and Place Committee
author: Director of Environment
date: 2027-05-06
for: Decision
enquiries_to: {name: Democratic Services, role: Committee Team, email: committees@example.org}
background_papers:
  - {title: Contract strategy 2024, url: "https://www.example.org/strategy"}
appendices:
  - title: Offer of Borrowdale Haulage
    file: appendices/borrowdale-offer.md
    restricted:
      paragraph: 3
      reason: Publication would harm the council in the next tender.
      public_title: Commercial terms
  - {title: Collections, file: appendices/collections.md}
  - {title: Table of sums, file: appendices/sums.xlsx}
  - {title: White words, file: appendices/white.docx}
accepted:
  - code: invisible-text
    about: white.docx
    reason: The white words are a check mark of the printer.
    date: 2027-04-20
  - {code: shared-with-restricted, about: cfkpghtp, reason: It is a street too., date: 2027-04-20}
"""
TEXTS = {
    "paper.yaml": YAML,
    "purpose.md": "To ask for approval to award the contract. See appendices 1, 2, 3 and 4.\n",
    "context.md": "## Background\n\nThe council let the last contract in 2019.\n",
    "recommendations.md": "That the committee awards the contract.\n",
    "appendices/borrowdale-offer.md": (
        "# Borrowdale: the offer in full\n\nThe firm’s BQX certificate is enclosed.\n"
    ),
    "appendices/collections.md": "# Rounds\n\nThe rounds are as in 2019.\n",
}
SECRET = re.compile(r"Hexley|Borrowdale|BQX|borrowdale-offer", re.IGNORECASE)


class Built:
    """The paper's inputs, and what was built of them."""

    def __init__(self, folder: Path) -> None:
        self.inputs, self.outputs = folder / "inputs", folder / "outputs"
        paper = self.inputs / NAME
        (paper / "appendices").mkdir(parents=True)
        for name, text in TEXTS.items():
            (paper / name).write_text(text, encoding="utf-8")
        for path in FILES.iterdir():
            shutil.copy(path, paper / "appendices")
        self.settings = Settings(
            inputs=self.inputs,
            templates=ROOT / "templates",
            outputs=self.outputs,
            engine="embedded",
        )
        self.build = make_paper(NAME, self.settings)
        self.folder = self.outputs / NAME


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Built:
    return Built(tmp_path_factory.mktemp("gate"))


# --- what is told, and to whom --------------------------------------------------------------------


def test_public_files_say_what_kind_of_thing_was_found_and_do_not_repeat_it(built: Built):
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for path in built.folder.iterdir()
        if path.suffix in {".json", ".html", ".csv"}
    }
    assert len(texts) >= 2
    assert [name for name, text in texts.items() if SECRET.search(text)] == []
    [hidden] = [
        p for p in json.loads(texts["manifest.json"])["problems"] if p["code"] == "hidden-sheet"
    ]
    assert hidden["found"] == "Sheet 2 of the workbook is hidden and does not print"
    assert hidden["file"] == "appendices/sums.xlsx"


def test_user_is_told_the_hidden_words_themselves(built: Built):
    quoted = {problem.code: problem.quoted for problem in told(built.build) if problem.quoted}
    assert quoted == {
        "hidden-sheet": "its name is “Redundancies at Hexley”",
        "low-contrast": "“Borrowdale is the lowest bid”",
    }


def test_each_finding_is_told_and_counted_once(built: Built):
    problems = told(built.build)
    places = Counter((p.code, p.place.file, p.found) for p in problems)
    assert {key: count for key, count in places.items() if count > 1} == {}
    codes = Counter(problem.code for problem in problems)
    assert (codes["background-paper-published"], codes["bare-address"]) == (1, 1)
    titles = [p.place.file.rpartition("/")[2] for p in problems if p.code == "appendix-title"]
    assert sorted(titles) == ["borrowdale-offer.md", "collections.md"]
    levels = Counter(problem.level for problem in problems)
    counts = f"{levels[Level.WARNING]} warnings and {levels[Level.SUGGESTION]} suggestions"
    said = f"With {counts}, listed above."
    assert said in summary_text(built.build, built.folder)
    manifest = json.loads((built.folder / "manifest.json").read_bytes())
    open_to_all = [p for p in problems if not p.restricted]
    assert [p["code"] for p in manifest["problems"]] == [p.code for p in open_to_all]
    page = (built.folder / f"{NAME}-handover.html").read_text(encoding="utf-8")
    listed = re.findall(r"<li><p><code>", page)
    assert len(listed) == len(open_to_all) + len(built.build.accepted)


def test_review_copies_of_restricted_files_are_in_a_folder_of_their_own(built: Built, tmp_path):
    check_paper(NAME, replace(built.settings, review=tmp_path / "review"))
    public = sorted(path.name for path in (tmp_path / "review").iterdir() if path.is_file())
    kept = sorted(path.name for path in (tmp_path / "review" / "restricted").iterdir())
    assert f"{NAME}-report-review.docx" in public
    assert f"{NAME}-appendix-1-review.docx" in kept
    assert f"{NAME}-appendix-1-review.docx" not in public
    for name in public:
        assert not SECRET.search(words_of(tmp_path / "review" / name)), name
    restricted = "".join(words_of(tmp_path / "review" / "restricted" / name) for name in kept)
    assert "is never explained" in restricted and "BQX" in restricted


def words_of(path: Path) -> str:
    """Return every part of a Word file as text, its comments and properties too."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


def check(built: Built, *options: str) -> subprocess.CompletedProcess[str]:
    arguments = [
        "check",
        NAME,
        "--inputs",
        str(built.inputs),
        "--templates",
        str(ROOT / "templates"),
    ]
    return run_command(*arguments, *options, folder=built.inputs.parent)


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_json_and_sarif_leave_out_what_is_restricted_and_the_terminal_has_it(built: Built, form):
    answer = check(built, "--format", form)
    assert not SECRET.search(answer.stdout)
    assert "BQX" in answer.stderr and "appendix-title" in answer.stdout
    whole = check(built, "--format", form, "--include-restricted")
    assert {"BQX", "Hexley", "Borrowdale"} <= set(
        re.findall(r"BQX|Hexley|Borrowdale", whole.stdout)
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_restricted_folder_is_readable_by_its_owner_alone(built: Built):
    folder = built.folder / "restricted"
    assert folder.stat().st_mode & 0o777 == 0o700
    modes = {path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert modes == {0o600}


# --- verify ---------------------------------------------------------------------------------------


@pytest.fixture
def copy(built: Built, tmp_path: Path) -> Path:
    folder = tmp_path / "outputs" / NAME
    shutil.copytree(built.folder, folder)
    return folder


def verify(folder: Path, built: Built | None = None) -> subprocess.CompletedProcess[str]:
    inputs = built.inputs if built else folder / "no inputs here"
    options = ["--inputs", str(inputs), "--templates", str(ROOT / "templates")]
    return run_command("verify", str(folder), *options, folder=folder.parent)


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    """Change a manifest as a person or a script would."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    edit(manifest)
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def entry(manifest: dict[str, Any], name: str) -> dict[str, Any]:
    [found] = [each for each in manifest["files"] if each["name"] == name]
    return found


def replaced(manifest: dict[str, Any], name: str, data: bytes) -> None:
    entry(manifest, name).update(bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def test_folder_as_built_may_be_published(built: Built, copy: Path):
    answer = verify(copy, built)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout == f"{copy.as_posix()}: unchanged since it was built.\n"


def test_inputs_that_are_not_there_are_not_compared(copy: Path):
    answer = verify(copy)
    assert answer.returncode == 0
    assert answer.stdout.endswith("its inputs are not here, so they were not compared.\n")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("publish_by", "2027-05-05"),
        ("title", "Another title"),
        ("status", "draft"),
        ("proof", None),
        ("problems", []),
        ("accepted", [{}]),
    ],
)
def test_edited_manifest_is_named(copy: Path, key: str, value: object):
    change(copy, lambda manifest: manifest.update({key: value}))
    answer = verify(copy)
    assert answer.returncode == 6
    assert (
        "manifest.json: This is not the manifest that the hand-over sheet was made" in answer.stderr
    )


def test_date_changed_on_manifest_and_hand_over_sheet_is_found_by_the_pack(copy: Path):
    sheet = copy / f"{NAME}-handover.html"
    text = sheet.read_text(encoding="utf-8").replace("27 April 2027", "5 May 2027")

    def edit(manifest: dict[str, Any]) -> None:
        manifest["publish_by"] = "2027-05-05"
        others = [each for each in manifest["files"] if each["name"] != sheet.name]
        plain = json.dumps(
            {**manifest, "files": others}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        record = hashlib.sha256(plain.encode()).hexdigest()
        page = re.sub(r'(panel-papers-record" content=")[0-9a-f]{64}', rf"\g<1>{record}", text)
        sheet.write_text(page, encoding="utf-8")
        replaced(manifest, sheet.name, page.encode())

    change(copy, edit)
    answer = verify(copy)
    assert answer.returncode == 6
    assert answer.stderr.count("error:") == 1
    assert f"dates or inputs in the manifest are not those of {NAME}-pack.pdf." in answer.stderr


def test_pack_changed_together_with_its_checksum_is_found(copy: Path):
    pack = copy / f"{NAME}-pack.pdf"
    data = pack.read_bytes() + b"% more\n"
    pack.write_bytes(data)
    change(copy, lambda manifest: replaced(manifest, pack.name, data))
    answer = verify(copy)
    assert answer.returncode == 6
    assert (
        f"{pack.name}: The checksum in manifest.json is not the one on the hand-over sheet."
        in answer.stderr
    )


def test_empty_or_shortened_list_of_files_is_found(copy: Path):
    manifest = (copy / "manifest.json").read_bytes()
    for keep in ([], [f"{NAME}-report.docx"], [f"{NAME}-handover.html"], [f"{NAME}-pack.pdf"]):
        change(
            copy, lambda m, keep=keep: m.update(files=[e for e in m["files"] if e["name"] in keep])
        )
        assert verify(copy).returncode == 6, keep
        (copy / "manifest.json").write_bytes(manifest)
    change(copy, lambda m: m["files"].remove(entry(m, f"{NAME}-report.docx")))
    (copy / f"{NAME}-report.docx").unlink()
    assert verify(copy).returncode == 6


@pytest.mark.parametrize("name", [f"{NAME}-pack-restricted.pdf", "for the agenda.pdf"])
@pytest.mark.parametrize("with_folder", [True, False])
def test_restricted_pack_beside_the_public_one_is_found(copy: Path, name: str, with_folder: bool):
    shutil.copy(copy / "restricted" / f"{NAME}-pack-restricted.pdf", copy / name)
    if not with_folder:
        shutil.rmtree(copy / "restricted")
    answer = verify(copy)
    assert answer.returncode == 6
    assert f"{name}: This file is restricted" in answer.stderr


def test_restricted_word_file_beside_the_public_ones_is_found(copy: Path):
    shutil.copy(copy / "restricted" / f"{NAME}-appendix-1.docx", copy / "offer.docx")
    assert "offer.docx: This file is restricted" in verify(copy).stderr


def test_edited_restricted_manifest_is_found(copy: Path):
    change(copy / "restricted", lambda manifest: manifest.update(publish_by="2027-05-05"))
    answer = verify(copy)
    assert answer.returncode == 6
    assert "restricted/manifest.json" in answer.stderr


def test_somebodys_notes_are_a_warning_alone(copy: Path):
    (copy / "notes.txt").write_text("mine", encoding="utf-8")
    answer = verify(copy)
    assert (answer.returncode, answer.stderr.count("warning:")) == (0, 1)


@pytest.mark.parametrize(
    "name", ["context.md", "appendices/sums.xlsx", "appendices/borrowdale-offer.md"]
)
def test_folder_older_than_its_inputs_is_said_to_be(built: Built, copy: Path, tmp_path, name: str):
    shutil.copytree(built.inputs, tmp_path / "inputs")
    with (tmp_path / "inputs" / NAME / name).open("ab") as file:
        file.write(b"\nmore")
    options = ["--inputs", str(tmp_path / "inputs"), "--templates", str(ROOT / "templates")]
    answer = run_command("verify", str(copy), *options, folder=copy.parent)
    assert answer.returncode == 3
    stale = "The built files are out of date: this file has changed since the build"
    assert f"{name}: {stale}. [outputs-older]" in answer.stderr
    assert "unchanged since it was built; older than its inputs" in answer.stdout


def test_folder_older_than_a_template_is_said_to_be(built: Built, copy: Path, tmp_path):
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "templates" / "word" / "purpose.docx").write_bytes(b"another")
    options = ["--inputs", str(built.inputs), "--templates", str(tmp_path / "templates")]
    answer = run_command("verify", str(copy), *options, folder=copy.parent)
    assert (answer.returncode, answer.stderr.count("[outputs-older]")) == (3, 1)


def test_draft_is_said_to_be_one_and_never_ends_with_0(built: Built, tmp_path):
    shutil.copytree(built.inputs, tmp_path / "inputs")
    paper = tmp_path / "inputs" / NAME / "paper.yaml"
    lines = YAML.split("appendices:", maxsplit=1)[0] + "appendices: []\n"
    paper.write_text(lines, encoding="utf-8")
    settings = replace(
        built.settings, inputs=tmp_path / "inputs", outputs=tmp_path / "out", draft=True
    )
    make_paper(NAME, settings)
    answer = verify(tmp_path / "out" / NAME)
    assert answer.returncode == 6
    assert (
        "This folder holds a draft, which must not be published. [outputs-draft]" in answer.stderr
    )
    assert "a draft, unchanged since it was built: do not publish it" in answer.stdout


def test_pack_holds_the_record_and_still_claims_what_it_claimed(built: Built):
    data = (built.folder / f"{NAME}-pack.pdf").read_bytes()
    metadata = pypdf.PdfReader(io.BytesIO(data)).xmp_metadata
    assert metadata is not None
    assert re.fullmatch(r"urn:sha256:[0-9a-f]{64}", str(metadata.dc_identifier))


# --- files that somebody edited -------------------------------------------------------------------


def test_edited_report_stops_the_next_build_before_it_spends_time(built: Built, tmp_path):
    folder = tmp_path / "outputs" / NAME
    shutil.copytree(built.folder, folder)
    (folder / f"{NAME}-report.docx").write_bytes(b"a colleague's changes")
    # without templates a build that goes any further fails otherwise
    settings = replace(built.settings, outputs=tmp_path / "outputs", templates=tmp_path / "none")
    with pytest.raises(OutputsError) as caught:
        make_paper(NAME, settings)
    [problem] = caught.value.problems
    assert problem.code == "outputs-edited"
    assert problem.place.file.endswith(f"{NAME}/{NAME}-report.docx")
    outcome = run_paper(NAME, settings)
    assert (outcome.exit_code, outcome.problems[0].code) == (5, "outputs-edited")
    assert (folder / f"{NAME}-report.docx").read_bytes() == b"a colleague's changes"


def test_same_inputs_give_the_same_bytes(built: Built, tmp_path):
    make_paper(NAME, replace(built.settings, outputs=tmp_path / "again"))
    for here, _, names in os.walk(built.folder):
        for name in names:
            path = Path(here) / name
            again = tmp_path / "again" / NAME / path.relative_to(built.folder)
            assert path.read_bytes() == again.read_bytes(), name
