"""Each public part as a PDF of its own, as a clerk uploads a meeting item by item.

Judged by page-validation and outloud, read with pypdf and pdfminer: none of them wrote the files.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path

import outloud
import page
import pikepdf
import pypdf
import pytest
from pdfminer.high_level import extract_text
from pikepdf import Dictionary, Name

from .conftest import Desk, set_desk
from .test_bodies import name_body

PARTS = ["march-2024-appendix-1.pdf", "march-2024-appendix-2.pdf", "march-2024-report.pdf"]
SHORT = "High-Level Summary of Progress"
ROOT = Path(__file__).parents[2]
LINKED = "pack.invalid"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with the paper's files and parts, to be read only."""
    desk = set_desk(ROOT, tmp_path_factory.mktemp("built") / "desk")
    desk.edit("context.md", "The output", "See [us](https://example.org/us). The output")
    answer = desk.make("--parts")
    assert answer.code == 0, answer.err
    return desk


def parts(desk: Desk) -> dict[str, bytes]:
    folder = desk.outputs / "parts"
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def manifest(desk: Desk) -> dict:
    return json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))


def words(pdf: bytes) -> str:
    """Return the words of a PDF without its page numbers."""
    text = " ".join(extract_text(io.BytesIO(pdf)).split())
    return re.sub(r"\s*Page \d+\s*", " ", text)


def links(pdf: bytes) -> list[str]:
    found = []
    for each in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for annotation in each.get("/Annots", []):
            found.append(str(annotation.get_object().get("/A", {}).get("/URI", "inside")))
    return found


def roles(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(e.S) for e in opened.objects if isinstance(e, Dictionary) and "/S" in e]


@pytest.mark.slow
def test_each_part_is_an_accessible_pdf_with_pages_of_its_own(desk: Desk, engine_name: str):
    answer = desk.run("march-2024", "--parts", "--engine", engine_name)
    assert answer.code == 0, answer.err
    made = parts(desk)
    assert list(made) == PARTS
    pack = pypdf.PdfReader(desk.outputs / "march-2024-pack.pdf")
    titles = {each["file"]: each["title"] for each in manifest(desk)["parts"]}
    for name in made:
        path = desk.outputs / "parts" / name
        assert page.validate_pdf(str(path), profile="ua1").is_compliant
        found = outloud.check(str(path)).findings
        assert [each for each in found if each.severity == "error"] == []
        reader = pypdf.PdfReader(path)
        numbers = [str(number) for number in range(1, len(reader.pages) + 1)]
        assert reader.page_labels == numbers
        printed = [re.findall(r"Page (\d+)", each.extract_text()) for each in reader.pages]
        assert printed == [[number] for number in numbers]
        bookmark = reader.outline[0]
        assert bookmark.title == titles[f"parts/{name}"]
        assert reader.get_destination_page_number(bookmark) == 0
        assert reader.root_object["/Lang"] == "en-GB"
        assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.root_object["/Metadata"].get_data()
        title = bookmark.title if name.endswith("report.pdf") else f"{bookmark.title} – {SHORT}"
        assert reader.metadata.title == title
        assert reader.metadata.title in reader.xmp_metadata.dc_title.values()
    assert sum(len(pypdf.PdfReader(io.BytesIO(d)).pages) for d in made.values()) == (
        len(pack.pages) - 1  # the contents page
    )


def test_parts_hold_the_words_of_the_pack(built: Desk):
    pack = words((built.outputs / "march-2024-pack.pdf").read_bytes())
    made = parts(built)
    for data in made.values():
        assert words(data).strip()[:400] in pack
    order = ["report", "appendix-1", "appendix-2"]
    together = "".join(words(made[f"march-2024-{kind}.pdf"]) for kind in order)
    assert "".join(pack.split()).endswith("".join(together.split()))


def test_links_to_other_parts_are_plain_words_and_all_others_stay(built: Desk):
    pack = links((built.outputs / "march-2024-pack.pdf").read_bytes())
    assert pack.count("inside") == 3 + 8  # of the contents page and of the report
    report = parts(built)["march-2024-report.pdf"]
    assert set(links(report)) == {"https://example.org/us", "mailto:emily.bownes@essex.police.uk"}
    assert roles(report).count("/Link") == len(links(report))
    assert LINKED.encode() not in b"".join(_streams(report))


def _streams(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [each.unparse() for each in opened.objects if not isinstance(each, pikepdf.Stream)]


def test_parts_are_listed_with_their_checksums_and_verified(desk: Desk):
    assert desk.make("--parts").code == 0
    listed = {each["name"]: each["sha256"] for each in manifest(desk)["files"]}
    for name, data in parts(desk).items():
        assert listed[f"parts/{name}"] == hashlib.sha256(data).hexdigest()
    assert [(p["file"], p["pages"], p["pdf_ua"]) for p in manifest(desk)["parts"]] == [
        ("parts/march-2024-report.pdf", 5, True),
        ("parts/march-2024-appendix-1.pdf", 2, True),
        ("parts/march-2024-appendix-2.pdf", 2, True),
    ]
    folder = str(desk.outputs)
    assert desk.run("verify", folder, program="panel_papers").code == 0
    part = desk.outputs / "parts" / PARTS[0]
    part.write_bytes(part.read_bytes() + b"\n")
    answer = desk.run("verify", folder, program="panel_papers")
    assert answer.code == 6
    assert "parts/march-2024-appendix-1.pdf" in answer.out + answer.err


def test_hand_over_sheet_lists_the_parts(built: Desk):
    sheet = (built.outputs / "march-2024-handover.html").read_text(encoding="utf-8")
    row = sheet[sheet.index("parts/march-2024-appendix-2.pdf") :].partition("</tr>")[0]
    assert "appendix 2 by itself, as PDF, its pages numbered from 1 (accessible: PDF/UA-1)" in row
    assert "in the pack: 9 to 10" in row
    assert hashlib.sha256(parts(built)["march-2024-appendix-2.pdf"]).hexdigest() in row


def test_same_inputs_give_the_same_parts_and_without_the_option_only_foreign_files_stay(desk: Desk):
    assert desk.make("--parts").code == 0
    first = parts(desk)
    assert desk.make("--parts").code == 0
    assert parts(desk) == first
    own = desk.outputs / "parts" / "notes.txt"
    own.write_text("a clerk's own file", encoding="utf-8")
    assert desk.make().code == 0
    assert [each.name for each in own.parent.iterdir()] == ["notes.txt"]
    assert "parts" not in manifest(desk)


def test_part_that_is_gone_is_made_again_and_a_whole_set_is_not(desk: Desk, tmp_path: Path):
    class Remembering(Desk):
        @property
        def environment(self) -> dict[str, str]:
            return super().environment | {"PANEL_PAPERS_CACHE": str(tmp_path / "cache")}

    desk = Remembering(desk.folder)
    assert desk.make().code == 0
    assert desk.make("--parts").code == 0
    first = parts(desk)
    before = (desk.outputs / "manifest.json").stat().st_mtime_ns
    assert desk.make("--parts").code == 0
    assert (desk.outputs / "manifest.json").stat().st_mtime_ns == before
    (desk.outputs / "parts" / PARTS[1]).unlink()
    assert desk.make("--parts").code == 0
    assert parts(desk) == first


def test_parts_have_the_names_under_which_the_body_has_them_uploaded(desk: Desk):
    name_body(desk)
    assert desk.make("--parts").code == 0
    assert list(parts(desk)) == [
        f"2024-03-14 {SHORT} - appendix 1.pdf",
        f"2024-03-14 {SHORT} - appendix 2.pdf",
        f"2024-03-14 {SHORT} - report.pdf",
    ]
    sheet = (desk.outputs / "march-2024-handover.html").read_text(encoding="utf-8")
    assert f"parts/2024-03-14 {SHORT} - report.pdf" in sheet


def test_parts_of_a_draft_are_marked_on_every_page_and_in_their_names(desk: Desk):
    name_body(desk)
    assert desk.make("--parts", "--draft").code == 0
    made = parts(desk)
    assert list(made) == [name.replace(".pdf", "-draft.pdf") for name in PARTS]
    for data in made.values():
        for each in pypdf.PdfReader(io.BytesIO(data)).pages:
            assert "DRAFT" in each.extract_text()


def test_part_without_tags_does_not_claim_to_be_accessible(desk: Desk):
    pdf = pikepdf.new()
    sheet = pdf.add_blank_page().obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    sheet.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    sheet.Contents = pdf.make_stream(b"BT /F 12 Tf 72 500 Td (Minutes of the forum) Tj ET")
    pdf.save(desk.paper / "appendices" / "minutes.pdf")
    desk.edit(
        "paper.yaml",
        "appendices:\n",
        "appendices:\n  - {title: Minutes, file: appendices/minutes.pdf}\n",
    )
    answer = desk.make("--parts")
    assert answer.code == 0, answer.err
    claims = {each["file"]: each["pdf_ua"] for each in manifest(desk)["parts"]}
    assert claims == {
        "parts/march-2024-report.pdf": True,
        "parts/march-2024-appendix-1.pdf": False,
        "parts/march-2024-appendix-2.pdf": True,
        "parts/march-2024-appendix-3.pdf": True,
    }
    made = parts(desk)["march-2024-appendix-1.pdf"]
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert b"pdfuaid:part" not in opened.Root.Metadata.read_bytes()
    page_ = (desk.outputs / "march-2024-handover.html").read_text(encoding="utf-8")
    row = page_[page_.index("parts/march-2024-appendix-1.pdf") :].partition("</tr>")[0]
    assert "it does not claim to be accessible" in row


def test_appendix_that_is_withheld_has_no_part(desk: Desk):
    secret = desk.paper / "appendices" / "bids.md"
    secret.write_text("The price of Zebraquorum is 713,482 pounds.\n", encoding="utf-8")
    desk.edit(
        "paper.yaml",
        "appendices:\n",
        "appendices:\n"
        "  - title: Bids\n"
        "    file: appendices/bids.md\n"
        "    restricted:\n"
        "      {paragraph: 3, reason: Prices were given in confidence., public_title: Award}\n",
    )
    answer = desk.make("--parts")
    assert answer.code == 0, answer.err
    assert list(parts(desk)) == [
        "march-2024-appendix-2.pdf",
        "march-2024-appendix-3.pdf",
        "march-2024-report.pdf",
    ]
    assert (desk.outputs / "restricted" / "march-2024-pack-restricted.pdf").is_file()
    assert not (desk.outputs / "restricted" / "parts").exists()
    for data in parts(desk).values():
        assert "Zebraquorum" not in words(data)
    proven = manifest(desk)["proof"]["files"]
    assert {f"parts/{name}" for name in parts(desk)} <= set(proven)
