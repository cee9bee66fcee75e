"""What the public gets of restricted appendices, and what those get who may see all."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from panel_papers.build.check import check_paper
from panel_papers.core.problems import InputsError
from panel_papers.law.exempt import exclusion_resolution
from panel_papers.output.built_paper import Build
from panel_papers.output.manifest import verify

from .conftest import EVERY, Office, bid
from .scan import forms

Built = tuple[Office, Build]
RESTRICTED = [
    "contracts-appendix-4.docx",
    "contracts-appendix-5.docx",
    "contracts-appendix-6.docx",
    "contracts-pack-restricted.pdf",
    "manifest.json",
]


def pages(data: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]


def restricted(office: Office) -> dict[str, bytes]:
    folder = office.outputs / "restricted"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def manifest(data: bytes) -> dict:
    return json.loads(data)


@pytest.fixture(scope="module")
def public_forms(built: Built) -> dict[str, str]:
    """All that each public file holds in any form, in one text."""
    files = (path for path in built[0].outputs.iterdir() if path.is_file())
    return {path.name: "\0".join(forms(path.name, path.read_bytes())) for path in files}


@pytest.mark.parametrize("secret", EVERY)
def test_what_is_unique_to_a_restricted_appendix_is_in_no_public_file(
    public_forms: dict[str, str], secret: str
):
    assert len(public_forms) == 6
    assert [name for name, held in public_forms.items() if secret.casefold() in held] == []


def test_the_scan_finds_what_is_in_the_restricted_files(built: Built):
    found = {
        secret
        for name, data in restricted(built[0]).items()
        for form in forms(name, data)
        for secret in EVERY
        if secret.casefold() in form
    }
    missing = {"Elderwick", "Saffronbourne", "Peregrine", "Wolstonbury", "Marmaduke", "Tamarisk"}
    assert {"Zebraquorum", "Quillfeather", "Oxlade", "Hortensia", "713,482", "Fallowmere"} <= found
    assert found - missing  # hidden text and authors are for the cleaning to judge


def test_public_files_are_the_usual_ones(public: dict[str, bytes]):
    assert sorted(public) == [
        "contracts-appendix-1.docx",
        "contracts-handover.html",
        "contracts-pack.pdf",
        "contracts-report.docx",
        "contracts.html",
        "manifest.json",
    ]


def test_a_sheet_of_one_page_stands_for_each_restricted_appendix(public: dict[str, bytes]):
    parts = manifest(public["manifest.json"])["pack"]["parts"]
    assert [p["title"] for p in parts[3:]] == [
        "Appendix 2 – Contract award (Not for publication: paragraph 3)",
        "Appendix 3 – Legal advice (Not for publication: paragraphs 3 and 5)",
        "Appendix 4 – Staffing matter (Not for publication: paragraph 1)",
        "Appendix 5 – Prices (Not for publication: paragraph 3)",
        "Appendix 6 – A picture (Not for publication: paragraph 7)",
    ]
    assert all(p["first_page"] == p["last_page"] for p in parts[3:])
    sheet = pages(public["contracts-pack.pdf"])[parts[4]["first_page"] - 1]
    for words in (
        "Appendix 3 – Legal advice",
        "Part 1 of Schedule 12A to the Local Government Act 1972",
        "Paragraph 3: Information relating to the financial or business affairs of any particular",
        "Paragraph 5: Information in respect of which a claim to legal professional privilege",
        "The advice would help those who may sue.",
        "Policy team (Policy Officer) policy@example.org",
    ):
        assert words in sheet


def test_contents_and_report_say_the_public_title_and_the_paragraph(public: dict[str, bytes]):
    listed = "Appendix 3 – Legal advice (Not for publication: paragraphs 3 and 5)"
    assert listed in pages(public["contracts-pack.pdf"])[0]
    report = docx.Document(io.BytesIO(public["contracts-report.docx"]))
    assert listed in [paragraph.text for paragraph in report.paragraphs]


def test_restricted_folder_has_the_whole_pack_and_what_word_made(built: Built):
    files = restricted(built[0])
    assert sorted(files) == RESTRICTED
    parts = manifest(files["manifest.json"])["pack"]["parts"]
    assert [p["title"] for p in parts[:4]] == [
        "Contents",
        "Report on Contracts",
        "Appendix 1 – Timetable",
        "Appendix 2 – Award to Zebraquorum Limited (Not for publication: paragraph 3)",
    ]
    assert [f["name"] for f in manifest(files["manifest.json"])["files"]] == RESTRICTED[:-1]
    assert verify(built[0].outputs) == []


def test_every_page_of_a_restricted_part_is_marked_and_no_other(built: Built):
    files = restricted(built[0])
    parts = manifest(files["manifest.json"])["pack"]["parts"]
    text = pages(files["contracts-pack-restricted.pdf"])
    which = ["", "", "", "paragraph 3", "paragraphs 3 and 5", "paragraph 1", "paragraph 3"]
    for part, number in zip(parts, [*which, "paragraph 7"], strict=True):
        for page in text[part["first_page"] - 1 : part["last_page"]]:
            mark = f"NOT FOR PUBLICATION by virtue of {number} of Part 1 of Schedule 12A to the"
            assert (mark in page) == bool(number), part["title"]
            assert ("NOT FOR PUBLICATION" in page) == bool(number)


def test_word_files_of_restricted_appendices_are_marked_on_every_page(built: Built):
    for name, data in restricted(built[0]).items():
        if name.endswith(".docx"):
            header = docx.Document(io.BytesIO(data)).sections[0].header
            first = header.paragraphs[0].text
            assert first.startswith("NOT FOR PUBLICATION by virtue of paragraph "), name
            assert first.endswith("of Part 1 of Schedule 12A to the Local Government Act 1972")


def test_public_manifest_says_why_and_no_more(public: dict[str, bytes]):
    said = manifest(public["manifest.json"])
    assert said["withheld"][1] == {
        "appendix": 3,
        "title": "Legal advice",
        "paragraphs": [3, 5],
        "reason": "The advice would help those who may sue.",
    }
    inputs = {each["path"]: each["sha256"] for each in said["inputs"]}
    assert sorted(inputs) == [
        "appendices/timetable.md",
        "context.md",
        "paper.yaml",
        "purpose.md",
        "recommendations.md",
    ]
    assert [path for path, digest in inputs.items() if digest is None] == ["paper.yaml"]
    assert said["proof"] == {
        "searched_for": "sequences of words, names and numbers of the restricted appendices",
        "at_least": 100,
        "files": [f["name"] for f in said["files"]] + ["manifest.json"],
        "compared": "the public inputs with the restricted appendices",
        "found": 0,
        "accepted": 0,
    }


def test_restricted_manifest_holds_all_inputs_and_the_whole_proof(built: Built):
    said = manifest(restricted(built[0])["manifest.json"])
    assert len([each for each in said["inputs"] if each["sha256"]]) == 10
    assert said["proof"]["found"] == 0
    assert said["proof"]["sequences"] > 30
    assert said["proof"]["words"] > 20


@pytest.mark.slow
def test_same_inputs_give_the_same_bytes_in_any_folder(built: Built, tmp_path: Path):
    other = Office(tmp_path / "deeper" / "still")
    for part in ("inputs", "templates"):
        shutil.copytree(built[0].folder / part, other.folder / part)
    other.make()
    for folder in ("", "restricted"):
        one, two = (
            {p.name: p.read_bytes() for p in (o.outputs / folder).iterdir() if p.is_file()}
            for o in (built[0], other)
        )
        assert one == two


def test_draft_keeps_back_the_same(office: Office):
    (office.paper / "purpose.md").unlink()
    office.make(draft=True)
    found = sorted(p.relative_to(office.outputs).as_posix() for p in office.outputs.rglob("*.*"))
    assert found == [
        "contracts-appendix-1-draft.docx",
        "contracts-draft.html",
        "contracts-handover-draft.html",
        "contracts-pack-draft.pdf",
        "contracts-report-draft.docx",
        "manifest.json",
        "restricted/contracts-appendix-4-draft.docx",
        "restricted/contracts-appendix-5-draft.docx",
        "restricted/contracts-appendix-6-draft.docx",
        "restricted/contracts-pack-restricted-draft.pdf",
        "restricted/manifest.json",
    ]
    for path in office.outputs.iterdir():
        if path.is_file():
            for form in forms(path.name, path.read_bytes()):
                assert [s for s in EVERY if s.casefold() in form] == []


def test_without_a_public_title_the_title_shows_and_nothing_else(office: Office):
    office.edit("      public_title: Contract award\n", "")
    office.make()
    shown = ["zebraquorum"]
    told = set()
    for path in office.outputs.iterdir():
        if path.is_file():
            for form in forms(path.name, path.read_bytes()):
                told |= {s for s in EVERY if s.casefold() in form}
    assert [word.casefold() for word in told] == shown


def test_public_part_builds_from_files_it_cannot_open(office: Office):
    from panel_papers.inputs import read_paper

    for path in (office.paper / "appendices").iterdir():
        if path.name != "timetable.md":
            path.write_bytes(b"")  # a reader would refuse each of them
    paper = read_paper(office.paper).paper
    assert [s for s in EVERY if s.casefold() in repr(paper).casefold()] == []


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        ("opinion-mirewood.pdf", b"no PDF at all", "bad-pdf"),
        ("kestrelgate-bid.docx", b"PK no Word file", "damaged-file"),
        ("plumbago.md", b"caf\xe9", "not-utf-8"),
    ],
)
def test_fault_in_a_restricted_file_is_told_and_nothing_written(
    office: Office, file: str, content: bytes, code: str
):
    (office.paper / "appendices" / file).write_bytes(content)
    for run in (office.make, lambda: check_paper("contracts", office.settings())):
        with pytest.raises(InputsError) as caught:
            run()
        assert [p.place.file.rpartition("/")[2] for p in caught.value.problems] == [file]
        assert caught.value.exit_code == 3
    assert not office.outputs.exists()


def test_missing_restricted_file_is_told_with_the_other_faults(office: Office):
    (office.paper / "appendices" / "plumbago.md").unlink()
    office.edit("for: Decision\n", "")
    with pytest.raises(InputsError) as caught:
        office.make()
    assert {p.code for p in caught.value.problems} == {"missing-field", "file-not-found"}


def test_file_that_is_restricted_and_public_is_refused(office: Office):
    office.edit("appendices/timetable.md", "appendices/plumbago.md")
    with pytest.raises(InputsError) as caught:
        office.make()
    assert "restricted-and-public" in {p.code for p in caught.value.problems}


def test_copy_of_a_restricted_file_is_refused_as_a_public_one(office: Office):
    folder = office.paper / "appendices"
    (folder / "timetable.md").write_bytes((folder / "plumbago.md").read_bytes())
    with pytest.raises(InputsError) as caught:
        office.make()
    assert [p.code for p in caught.value.problems] == ["restricted-and-public"]


def test_stray_file_is_told_to_the_user_only(office: Office):
    (office.paper / "appendices" / "old-bid-of-gorsefield.docx").write_bytes(bid())
    build = office.make()
    public = (office.outputs / "manifest.json").read_bytes()
    kept = (office.outputs / "restricted" / "manifest.json").read_bytes()
    assert b"gorsefield" not in public
    assert b"gorsefield" in kept
    assert build.restricted is not None
    assert "unused-file" in {p.code for p in build.restricted.problems}


def test_paper_that_is_no_longer_restricted_leaves_no_restricted_folder(office: Office):
    office.make()
    text = (office.paper / "paper.yaml").read_text(encoding="utf-8")
    (office.paper / "paper.yaml").write_text(
        text[: text.index("  - title: Award")], encoding="utf-8"
    )
    office.make()
    assert not (office.outputs / "restricted").exists()
    said = manifest((office.outputs / "manifest.json").read_bytes())
    assert "proof" not in said
    assert all(each["sha256"] for each in said["inputs"])


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_keeps_back_the_same(office: Office):
    office.make(engine="libreoffice")
    for path in office.outputs.iterdir():
        if path.is_file():
            for form in forms(path.name, path.read_bytes()):
                assert [s for s in EVERY if s.casefold() in form] == []


def test_exclusion_resolution_names_every_appendix_paragraph_and_the_report(built: Built):
    assert exclusion_resolution(built[1].paper) == (
        "That under section 100A(4) of the Local Government Act 1972 the public be excluded from "
        "the meeting during the consideration of Appendix 2 (Contract award), Appendix 3 (Legal "
        "advice), Appendix 4 (Staffing matter), Appendix 5 (Prices) and Appendix 6 (A picture) to "
        "the report “Report on Contracts”, on the grounds that they involve the likely disclosure "
        "of exempt information as defined in paragraph 1 (Appendix 4), paragraph 3 (Appendices 2 "
        "and 5), paragraphs 3 and 5 (Appendix 3) and paragraph 7 (Appendix 6) of Part 1 of "
        "Schedule 12A to the Local Government Act 1972, and that in all the circumstances of the "
        "case the public interest in maintaining the exemption outweighs the public interest in "
        "disclosing the information. Appendix 2: Bidders gave their prices in confidence. Appendix "
        "3: The advice would help those who may sue. Appendix 4: It would tell of one person’s "
        "pay. Appendix 5: Bidders gave their prices in confidence. Appendix 6: It would help a "
        "thief."
    )
