"""The sample meeting, built once: its pack, items and pages, read by what did not make them.

Judged by page-validation, outloud and axe, read with pypdf and pdfminer.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import docx
import outloud
import page
import pypdf
import pytest
from pdfminer.high_level import extract_text

from panel_papers.core import Agenda, AgendaItem, GateError
from panel_papers.meetings.packing import _check_printed

from ..commands import run_command

ROOT = Path(__file__).parents[2]
NAMES = [
    "2024-03-14 march-2024 agenda.docx",
    "2024-03-14 march-2024 agenda.html",
    "2024-03-14 march-2024 agenda.pdf",
    "2024-03-14 march-2024 item 3.pdf",
    "2024-03-14 march-2024 item 5.html",
    "2024-03-14 march-2024 item 5.pdf",
    "2024-03-14 march-2024 item 6.html",
    "2024-03-14 march-2024 item 6.pdf",
    "2024-03-14 march-2024 pack.pdf",
    "march-2024-agenda.json",
]
PLANS = (
    "High-Level Summary of Progress in Delivering the Police and Crime Plan 2021-2024 and the "
    "Fire and Rescue Plan 2019-2024"
)
SCORECARD = "First Term Scorecard"
MINUTES = "Minutes of the meeting on 1 February 2024"


def build(outputs: Path, *options: str) -> str:
    answer = run_command(
        *("meeting", "build", "march-2024", "--engine", "embedded", "--outputs", str(outputs)),
        *options,
        folder=ROOT,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built meeting, to be read only."""
    outputs = tmp_path_factory.mktemp("outputs")
    said = build(outputs)
    assert "9 items, 15 pages, accessible: PDF/UA-1" in said
    assert "Publish the folder “public” by Wednesday 6 March 2024." in said
    return outputs / "meetings" / "march-2024"


@pytest.fixture(scope="module")
def pack(built: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(built / "public" / "2024-03-14 march-2024 pack.pdf")


@pytest.fixture(scope="module")
def agenda(built: Path) -> dict:
    return json.loads((built / "public" / "march-2024-agenda.json").read_text(encoding="utf-8"))


def words(text: str) -> str:
    return " ".join(text.split())


def documents(agenda: dict) -> list[tuple[str, int, int]]:
    return [
        (each["title"], each["first_page"], each["last_page"])
        for item in agenda["items"]
        for each in item["documents"]
    ]


def test_all_files_are_there_and_the_manifest_has_their_checksums(built):
    assert sorted(each.name for each in (built / "public").iterdir()) == NAMES
    assert sorted(each.name for each in built.iterdir()) == [
        "manifest.json",
        "march-2024-handover.html",
        "public",
    ]
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    sums = {each["name"]: each["sha256"] for each in manifest["files"]}
    assert sums == {
        name: hashlib.sha256((built / name).read_bytes()).hexdigest()
        for name in ["march-2024-handover.html", *(f"public/{name}" for name in NAMES)]
    }
    read = {(each.get("paper"), each["path"]) for each in manifest["inputs"]}
    assert {
        (None, "meeting.yaml"),
        (None, "minutes/2024-02-01.docx"),
        ("march-2024", "context.md"),
        ("first-term-scorecard", "paper.yaml"),
    } <= read
    page_text = (built / "march-2024-handover.html").read_text(encoding="utf-8")
    assert all(digest in page_text for name, digest in sums.items() if "public/" in name)


def test_verify_finds_it_unchanged_and_a_changed_item_changed(built):
    assert run_command("verify", str(built), folder=ROOT).returncode == 0
    item = built / "public" / NAMES[3]
    data = item.read_bytes()
    try:
        item.write_bytes(data + b"\n")
        answer = run_command("verify", str(built), folder=ROOT)
    finally:
        item.write_bytes(data)
    assert answer.returncode == 6
    assert "item 3.pdf" in answer.stderr


def test_each_document_begins_on_the_page_that_the_agenda_says(pack, agenda):
    assert documents(agenda) == [
        (MINUTES, 3, 3),
        (PLANS, 4, 8),
        ("Appendix 1 – High Level Progress Report for the Police and Crime Plan 2021-24", 9, 10),
        ("Appendix 2 – High Level Progress Report for the Fire and Rescue Plan 2019-24", 11, 12),
        (SCORECARD, 13, 13),
        ("Appendix 1 – First Term Scorecard", 14, 15),
    ]
    texts = [words(each.extract_text()) for each in pack.pages]
    for title, first, _ in documents(agenda):
        assert title.rpartition(" – ")[2] in texts[first - 1]
    printed = [re.findall(r"Page (\d+)", text) for text in texts[2:]]
    assert printed == [[str(number)] for number in range(3, 16)]
    assert pack.page_labels == [str(number) for number in range(1, 16)]


def test_the_agenda_prints_its_items_with_their_pages(built):
    text = words(extract_text(built / "public" / NAMES[2]))
    for said in (
        "Essex Police, Fire and Crime Panel Agenda 14 March 2024, 10am",
        "Council Chamber, 1 Sample Street, Exampleton",
        "Member for Northtown (Chair)",
        "1. Apologies for absence To receive apologies for absence.",
        f"6. {SCORECARD} Report author: Police, Fire and Crime Commissioner for Essex For: Noting "
        "Pages 13 – 15",
        "7. Programme of Work To follow, expected by 8 March 2024. Reason: the dates of two",
        "8. Update by the Commissioner Verbal report.",
    ):
        assert said in text
    delivered = docx.Document(built / "public" / NAMES[0])
    assert "Pages 13 – 15" in [each.text for each in delivered.paragraphs]


def test_an_agenda_that_prints_other_pages_than_the_pack_has_is_found(built):
    pdf = (built / "public" / NAMES[8]).read_bytes()
    made = SimpleNamespace(
        pdf=pdf, first_page=1, parts=[SimpleNamespace(title="Agenda", last_page=2)]
    )

    def agenda(*pages):
        items = tuple(AgendaItem(n, "Title", pages=said) for n, said in enumerate(pages, 1))
        return Agenda("10am", "Hall", "", (), items)

    _check_printed(made, agenda("", "Page 3", "Pages 4 – 12", "Pages 13 – 15"))
    for wrong in (("Page 4",), ("Pages 4 – 1",), ("Pages 4 – 13",), ("Pages 4 – 12", "Page 3")):
        with pytest.raises(GateError) as error:
            _check_printed(made, agenda(*wrong))
        assert [each.code for each in error.value.problems] == ["page-numbers"]


def test_each_line_of_the_agenda_leads_to_its_document(pack, agenda):
    numbers = {each.indirect_reference.idnum: n for n, each in enumerate(pack.pages, 1)}
    landing = {
        numbers[link["/Dest"][0].idnum]
        for each in pack.pages[:2]
        for link in (annotation.get_object() for annotation in each.get("/Annots", ()))
        if "/Dest" in link
    }
    assert landing == {first for _, first, _ in documents(agenda)}


def test_links_of_a_report_lead_to_its_own_appendices(pack):
    numbers = {each.indirect_reference.idnum: n for n, each in enumerate(pack.pages, 1)}
    landing = {
        number: {
            numbers[link["/Dest"][0].idnum]
            for annotation in pack.pages[number - 1].get("/Annots", ())
            if "/Dest" in (link := annotation.get_object())
        }
        for number in (4, 13)
    }
    assert landing[4] == {9, 11}
    assert landing[13] <= {14}


def test_bookmarks_lead_from_item_to_report_to_appendix(pack):
    tops = [each for each in pack.outline if not isinstance(each, list)]
    assert [(each.title, pack.get_destination_page_number(each) + 1) for each in tops] == [
        ("Agenda", 1),
        ("3. Minutes of the last meeting", 3),
        (f"5. {PLANS}", 4),
        (f"6. {SCORECARD}", 13),
    ]
    below = [each for each in pack.outline if isinstance(each, list)]
    parts = [[each.title for each in some if not isinstance(each, list)] for some in below]
    assert parts[0] == [MINUTES]
    assert [title.partition(" – ")[0] for title in parts[1]] == [PLANS, "Appendix 1", "Appendix 2"]
    assert parts[2] == [SCORECARD, "Appendix 1 – First Term Scorecard"]


def test_each_item_alone_has_the_page_numbers_and_words_of_the_pack(built, pack):
    for name, first, last in ((NAMES[3], 3, 3), (NAMES[5], 4, 12), (NAMES[7], 13, 15)):
        item = pypdf.PdfReader(built / "public" / name)
        assert item.page_labels == [str(number) for number in range(first, last + 1)]
        assert [each.extract_text() for each in item.pages] == [
            each.extract_text() for each in pack.pages[first - 1 : last]
        ]
    item = pypdf.PdfReader(built / "public" / NAMES[5])
    assert item.metadata.title == (
        f"Item 5: {PLANS} – Essex Police, Fire and Crime Panel, Thursday 14 March 2024"
    )


def test_every_pdf_is_accessible_to_two_judges(built):
    pdfs = sorted((built / "public").glob("*.pdf"))
    assert len(pdfs) == 5
    for path in pdfs:
        assert page.validate_pdf(str(path), profile="ua1").is_compliant, path.name
        found = outloud.check(str(path)).findings
        assert [each for each in found if each.severity == "error"] == [], path.name
        assert pypdf.PdfReader(path).root_object["/Lang"] == "en-GB"


def test_no_published_file_has_an_address_of_our_own(built):
    for path in (built / "public").iterdir():
        data = path.read_bytes()
        assert b"pack.invalid" not in data
        if path.suffix == ".pdf":
            uris = [
                str(annotation.get_object().get("/A", {}).get("/URI", ""))
                for each in pypdf.PdfReader(io.BytesIO(data)).pages
                for annotation in each.get("/Annots", ())
            ]
            assert [each for each in uris if "invalid" in each] == []


class Links(HTMLParser):
    """The addresses that a page leads to, and the names of the places in it."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.names: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs)["href"])
        self.names.add(dict(attrs).get("id"))


def landed(public: Path) -> list[tuple[str, str]]:
    """Return every page of a folder with each link that leads to a place in that folder."""
    there = []
    for site in sorted(public.glob("*.html")):
        for address in Links(site).found:
            if address.startswith(("mailto:", "http", "data:")):
                continue
            name, _, fragment = unquote(address).partition("#")
            target = public / name if name else site
            if target.suffix == ".pdf":
                number = int(fragment.removeprefix("page=") or 1)
                assert 1 <= number <= len(pypdf.PdfReader(target).pages), (site.name, address)
            else:
                assert target.is_file(), (site.name, address)
                assert not fragment or fragment in Links(target).names, (site.name, address)
            there.append((site.name, address))
    return there


def test_every_link_of_the_web_pages_lands(built):
    there = landed(built / "public")
    of_agenda = [unquote(address) for page, address in there if page == NAMES[1]]
    assert of_agenda == [
        "#main",
        NAMES[8],
        NAMES[2],
        NAMES[0],
        NAMES[3],
        NAMES[5],
        f"{NAMES[5]}#page=6",
        f"{NAMES[5]}#page=8",
        NAMES[4],
        NAMES[7],
        f"{NAMES[7]}#page=2",
        NAMES[6],
    ]
    for site, pdf in ((NAMES[4], NAMES[5]), (NAMES[6], NAMES[7])):
        beside = [unquote(to) for at, to in there if at == site and not to.startswith("#")]
        assert beside == [pdf]


def test_the_agenda_for_programs_names_the_files_of_each_item(built, agenda):
    files = [(each["file"], each["web_page"]) for each in agenda["items"]]
    none = (None, None)
    assert files == [
        *(none, none, (NAMES[3], None), none),
        *((NAMES[5], NAMES[4]), (NAMES[7], NAMES[6])),
        *(none, none, none),
    ]


@pytest.mark.chromium
@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [f"public/{NAMES[1]}", f"public/{NAMES[4]}", "march-2024-handover.html"]
)
def test_the_web_pages_have_no_barriers(built, look_at, barriers, name):
    assert barriers(look_at((built / name).as_uri())) == []


@pytest.mark.slow
def test_the_same_meeting_gives_the_same_bytes_in_two_processes(built, tmp_path):
    build(tmp_path, "--jobs", "2")
    again = tmp_path / "meetings" / "march-2024"
    for path in built.rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(built)).read_bytes() == path.read_bytes()
