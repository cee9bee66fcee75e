"""make-paper march-2024, from end to end."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from pathlib import Path

import docx
import pytest
from lxml import html
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTTextContainer
from pypdf import PdfReader

from .conftest import Desk, Shelf

FILES = [
    "manifest.json",
    "march-2024-appendix-1.docx",
    "march-2024-appendix-2.docx",
    "march-2024-figures.csv",
    "march-2024-handover.html",
    "march-2024-pack.pdf",
    "march-2024-report.docx",
    "march-2024.html",
]


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def contents(folder: Path) -> dict[str, str]:
    return {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names(folder)}


@pytest.mark.slow
def test_paper_is_built_with_each_engine(shipped: Shelf, engine_name: str):
    desk, answer = shipped(engine_name)
    assert (answer.code, names(desk.outputs)) == (0, FILES), answer.err
    assert "Publish by Wednesday 6 March 2024" in answer.out
    manifest = json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "built"
    assert manifest["publish_by"] == "2024-03-06"
    kind = "libreoffice" if engine_name == "libreoffice" else "embedded"
    assert manifest["engine"]["name"] == kind
    assert manifest["engine"]["version"].lower().startswith(engine_name)


@pytest.mark.slow
def test_same_inputs_give_the_same_bytes_in_any_folder(
    root: Path, tmp_path: Path, shipped: Shelf, engine_name: str
):
    from .conftest import set_desk

    desk = set_desk(root, tmp_path / "another/deeper")
    assert desk.run("march-2024", "--engine", engine_name).code == 0
    one, other = (contents(each.outputs) for each in (shipped(engine_name)[0], desk))
    assert one == other
    assert sorted(one) == FILES


def test_one_page_number_everywhere(march: Desk):
    data = (march.outputs / "march-2024-pack.pdf").read_bytes()
    reader = PdfReader(io.BytesIO(data))
    count = len(reader.pages)
    assert reader.page_labels == [str(n) for n in range(1, count + 1)]
    for number, layout in enumerate(extract_pages(io.BytesIO(data)), 1):
        printed = [
            box.get_text().strip()
            for box in layout
            if isinstance(box, LTTextContainer) and "Page " in box.get_text() and box.y0 < 60
        ]
        assert printed == [f"Page {number}"]
    manifest = json.loads((march.outputs / "manifest.json").read_text(encoding="utf-8"))
    starts = {p["title"]: p["first_page"] for p in manifest["pack"]["parts"]}
    bookmarks = [b for b in reader.outline if not isinstance(b, list)]
    assert {b.title: reader.get_destination_page_number(b) + 1 for b in bookmarks} == starts
    listed = re.findall(r"(Appendix \d – [^.]*?)\s*(?:\.\s*){2,}(\d+)", page_text(data, 0))
    assert {title: int(page) for title, page in listed} == {
        title: page for title, page in starts.items() if title.startswith("Appendix")
    }


def page_text(data: bytes, index: int) -> str:
    text = extract_text(io.BytesIO(data), page_numbers=[index])
    return re.sub(r"\s+", " ", text)


def test_headings_of_the_report_are_bookmarks(march: Desk):
    reader = PdfReader(march.outputs / "march-2024-pack.pdf")
    titles = [b.title for b in flat(reader.outline)]
    for heading in ("1. Purpose of Report", "The Police and Crime Plan 2021-24", "Protection"):
        assert any(title.endswith(heading.removeprefix("1. ")) for title in titles), titles


def flat(outline: list) -> list:
    return [b for item in outline for b in (flat(item) if isinstance(item, list) else [item])]


def test_pack_has_title_and_language(march: Desk):
    reader = PdfReader(march.outputs / "march-2024-pack.pdf")
    assert reader.metadata.title.startswith("High-Level Summary of Progress")
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"] is True or (
        reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    )


def test_manifest_holds_each_file_as_it_is(march: Desk):
    manifest = json.loads((march.outputs / "manifest.json").read_text(encoding="utf-8"))
    listed = {f["name"]: f["sha256"] for f in manifest["files"]}
    found = contents(march.outputs)
    found.pop("manifest.json")
    assert listed == found
    assert {f["path"] for f in manifest["inputs"]} == {
        "appendices/fire-and-rescue-plan.yaml",
        "appendices/police-and-crime-plan.yaml",
        "context.md",
        "data/headlines.csv",
        "data/officers.csv",
        "data/programmes.csv",
        "figures.yaml",
        "paper.yaml",
        "purpose.md",
        "recommendations.md",
    }
    assert march.run("verify", str(march.outputs), program="panel_papers").code == 0


def test_an_edited_hand_over_sheet_is_found_by_verify(desk: Desk, march: Desk):
    shutil.copytree(march.outputs, desk.outputs)
    page = desk.outputs / "march-2024-handover.html"
    page.write_text(page.read_text(encoding="utf-8").replace("6 March", "7 March"), "utf-8")
    answer = desk.run("verify", str(desk.outputs), program="panel_papers")
    assert answer.code == 6
    assert "march-2024-handover.html: This file was changed after the build" in answer.err


def test_hand_over_sheet_says_what_the_manifest_and_the_report_say(march: Desk):
    page = html.document_fromstring((march.outputs / "march-2024-handover.html").read_bytes())
    words = " ".join(page.text_content().split())
    manifest = json.loads((march.outputs / "manifest.json").read_text(encoding="utf-8"))
    others = [f for f in manifest["files"] if f["name"] != "march-2024-handover.html"]
    assert [code.text for code in page.xpath("//code[@class='digest']")] == [
        f["sha256"] for f in others
    ]
    (parts,) = page.xpath("//table[@class='parts']/tbody")
    assert [[line(cell) for cell in row[:2]] for row in parts] == [
        [p["title"], one_or_range(p["first_page"], p["last_page"])]
        for p in manifest["pack"]["parts"]
    ]
    assert "Publish by Wednesday 6 March 2024: 5 clear working days" in words
    asked = (march.paper / "recommendations.md").read_text(encoding="utf-8").strip()
    assert line(page.xpath("//*[@aria-label='Recommendations']")[0]) == asked
    assert str(march.folder) not in words


def line(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one_or_range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def test_draft_says_so_in_name_and_on_every_page(desk: Desk):
    (desk.paper / "purpose.md").unlink()
    desk.edit("paper.yaml", "report_to: Essex Police, Fire and Crime Panel", "report_to:")
    answer = desk.make("--draft")
    assert answer.code == 0, answer.err
    assert names(desk.outputs) == [
        "manifest.json",
        "march-2024-appendix-1-draft.docx",
        "march-2024-appendix-2-draft.docx",
        "march-2024-draft.html",
        "march-2024-figures-draft.csv",
        "march-2024-handover-draft.html",
        "march-2024-pack-draft.pdf",
        "march-2024-report-draft.docx",
    ]
    data = (desk.outputs / "march-2024-pack-draft.pdf").read_bytes()
    for page in PdfReader(io.BytesIO(data)).pages:
        assert "DRAFT" in page.extract_text()
    report = docx.Document(str(desk.outputs / "march-2024-report-draft.docx"))
    assert 'string="DRAFT"' in report.sections[0].header._element.xml
    (gap,) = [p for p in report.paragraphs if "purpose.md" in p.text]
    assert gap.text == "[[purpose.md missing]]"
    assert [(r.bold, str(r.font.highlight_color)) for r in gap.runs] == [(True, "YELLOW (7)")]
    assert "[[report_to missing]]" in report.sections[0].header._element.xml


def test_json_holds_problems_and_summary(desk: Desk):
    answer = desk.make("--format", "json")
    told = json.loads(answer.out)
    assert (answer.code, told["exit_code"], answer.err) == (0, 0, "")
    assert [(p["code"], p["file"], p["line"]) for p in told["problems"]][:2] == [
        ("dead-link", "inputs/march-2024/paper.yaml", 19),
        ("dead-link", "inputs/march-2024/paper.yaml", 22),
    ]
    assert "broken-sentence" in {p["code"] for p in told["problems"]}
    assert {p["level"] for p in told["problems"]} == {"warning", "suggestion"}
    assert [p["paper"] for p in told["papers"]] == ["march-2024"]


def test_strict_run_stops_at_a_warning(desk: Desk):
    answer = desk.make("--strict")
    assert answer.code == 3
    assert "dead-link" in answer.err
    assert not desk.outputs.exists()


def test_one_papers_fault_does_not_stop_the_others(desk: Desk):
    (desk.folder / "inputs" / "broken").mkdir()
    (desk.folder / "inputs" / "broken" / "paper.yaml").write_text("title: x\n", encoding="utf-8")
    answer = desk.run("broken", "march-2024", "--engine", "embedded")
    assert answer.code == 3
    assert names(desk.outputs) == FILES


def test_help_imports_nothing_heavy(desk: Desk):
    import subprocess
    import sys

    from .conftest import SOURCE

    code = (
        "import sys\n"
        "from panel_papers.cli import make_paper\n"
        "try:\n    make_paper(['--help'])\n"
        "except SystemExit as end:\n    assert end.code == 0\n"
        "heavy = {'pandas', 'docx', 'docxtpl', 'pypdf', 'pikepdf', 'pypdfium2', 'lxml'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr.strip() == "[]"
    assert "make-paper march-2024" in done.stdout


def test_paper_without_data_never_imports_pandas(desk: Desk):
    import os
    import subprocess
    import sys

    from .conftest import SOURCE

    code = (
        "import sys\n"
        "from panel_papers.cli import make_paper\n"
        "try:\n    make_paper(['first-term-scorecard', '--engine', 'embedded', '-q'])\n"
        "except SystemExit as end:\n    assert end.code == 0, end.code\n"
        "print({'pandas', 'openpyxl'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        cwd=desk.folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "set()\n"


def test_new_paper_builds_as_it_stands(desk: Desk):
    assert desk.run("new", "june-2024", program="panel_papers").code == 0
    answer = desk.run("june-2024", "--engine", "embedded", "--strict")
    assert answer.code == 0, answer.err


def test_check_builds_nothing(desk: Desk):
    answer = desk.run("check", "march-2024", program="panel_papers")
    assert (answer.code, desk.outputs.exists()) == (0, False)
    assert "march-2024 can be built" in answer.out


@pytest.mark.libreoffice
def test_manifest_says_of_each_part_which_engine_made_it_and_why(desk: Desk):
    (desk.paper / "purpose.md").write_text("They say שלום here.\n", encoding="utf-8")
    answer = desk.run("march-2024", "--engine", "auto")
    assert answer.code == 0, answer.err
    assert answer.out.count(" was rendered by ") == 1
    parts = json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))["pack"][
        "parts"
    ]
    assert [part["engine"].split()[0] for part in parts] == [
        "rdocx",
        "LibreOffice",
        "rdocx",
        "rdocx",
    ]
    assert parts[1]["engine_reason"].startswith("rdocx 0.16.3 cannot tag it exactly: ")
    assert parts[2]["engine_reason"].startswith("it is the quicker")


def test_a_build_tells_all_that_check_tells(desk: Desk):
    desk.edit("context.md", "additional funding", "aditional funding")
    checked = json.loads(
        desk.run(
            "check", "march-2024", "--format", "json", "--today", "2024-03-01",
            program="panel_papers",
        ).out
    )  # fmt: skip
    built = json.loads(desk.make("--format", "json", "--today", "2024-03-01").out)
    assert "spelling" in {each["code"] for each in checked["problems"]}
    assert sorted(map(str, built["problems"])) == sorted(map(str, checked["problems"]))
    manifest = json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))
    assert "spelling" in {each["code"] for each in manifest["problems"]}
