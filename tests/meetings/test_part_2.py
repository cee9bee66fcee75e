"""Exempt items and appendices: what the public reads of them, what members get, what stops."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import outloud
import page
import pypdf
import pytest

from ..commands import run_command
from .part_2 import MEETING, ROOT, lay_out, write_minutes

PUBLIC_INTEREST = (
    "the public interest in maintaining the exemption outweighs the public interest in disclosing"
)
SECRETS = ("Alphacorp", "1,483,250", "Quillmere", "61,400", "Counsel", "Southtown depot")


def meeting(desk: Path, *arguments: str):
    return run_command("meeting", *arguments, folder=desk)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the meeting, to be read only."""
    desk = tmp_path_factory.mktemp("desk")
    lay_out(desk)
    answer = meeting(desk, "build", "march", "--engine", "embedded")
    assert answer.returncode == 0, answer.stderr
    assert "For members only: “restricted”, 3 pages." in answer.stdout
    verified = run_command("verify", "outputs/meetings/march", folder=desk)
    assert verified.returncode == 0, verified.stderr
    return desk / "outputs" / "meetings" / "march"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    lay_out(tmp_path)
    return tmp_path


def test_the_agenda_has_one_resolution_with_every_part_paragraph_and_reason(built):
    agenda = json.loads((built / "public" / "march-agenda.json").read_text(encoding="utf-8"))
    assert agenda["exempt"] == [
        {
            "item": 3,
            "appendix": "2",
            "title": "Sale of a depot",
            "paragraphs": [3],
            "reason": "It would weaken the sale",
        },
        {
            "item": 7,
            "appendix": None,
            "title": "Settlement of a claim",
            "paragraphs": [3, 5],
            "reason": "Talks with the claimant continue",
        },
    ]
    resolution = agenda["resolution"]
    assert resolution.startswith(
        "That under section 100A(4) of the Local Government Act 1972 the public be excluded from "
        "the meeting during the consideration of item 3, Appendix 2 (Sale of a depot) and item 7 "
        "(Settlement of a claim), on the grounds that they involve the likely disclosure of exempt "
        "information as defined in paragraph 3 (item 3, Appendix 2) and paragraphs 3 and 5 "
        "(item 7) of Part 1 of Schedule 12A to the Local Government Act 1972"
    )
    assert PUBLIC_INTEREST in resolution
    pdf = pypdf.PdfReader(built / "public" / "2024-03-14 march agenda.pdf")
    page_text = (built / "public" / "2024-03-14 march agenda.html").read_text(encoding="utf-8")
    for said in (words(" ".join(p.extract_text() for p in pdf.pages)), words(page_text)):
        assert resolution in said
        assert "Reason: Talks with the claimant continue." in said
        assert "7. Settlement of a claim" in said


def test_no_public_file_says_what_is_exempt(built):
    for path in (*(built / "public").iterdir(), built / "manifest.json", *built.glob("*.html")):
        data = path.read_bytes()
        text = data.decode("utf-8", "replace")
        if path.suffix == ".pdf":
            reader = pypdf.PdfReader(path)
            text = words(" ".join(each.extract_text() for each in reader.pages))
            assert len(reader.pages) > 0
        assert [each for each in SECRETS if each in text] == [], path.name
    assert len(list((built / "public").glob("*.pdf"))) == 5


def test_members_have_a_pack_whose_every_page_is_marked_with_its_paragraph(built):
    folder = built / "restricted"
    assert sorted(each.name for each in folder.iterdir()) == [
        "manifest.json",
        "march-pack-restricted.pdf",
    ]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}
    path = folder / "march-pack-restricted.pdf"
    texts = [words(each.extract_text()) for each in pypdf.PdfReader(path).pages]
    marks = [re.search(r"NOT FOR PUBLICATION by virtue of (.*?) of Part 1", t)[1] for t in texts]
    assert marks == ["paragraphs 3 and 5", "paragraph 3", "paragraphs 3 and 5"]
    assert "Alphacorp Holdings offered £1,483,250" in texts[1]
    assert "settle the claim of Quillmere Joinery" in texts[2]
    assert page.validate_pdf(str(path), profile="ua1").is_compliant
    assert [f for f in outloud.check(str(path)).findings if f.severity == "error"] == []


def test_its_pages_are_numbered_apart_and_the_public_numbers_show_no_gap(built):
    public = pypdf.PdfReader(built / "public" / "2024-03-14 march pack.pdf")
    restricted = pypdf.PdfReader(built / "restricted" / "march-pack-restricted.pdf")
    assert public.page_labels == [str(each) for each in range(1, len(public.pages) + 1)]
    assert restricted.page_labels == ["R1", "R2", "R3"]
    texts = [words(each.extract_text()) for each in restricted.pages]
    assert [re.findall(r"Page (\w+)", each) for each in texts] == [["R1"], ["R2"], ["R3"]]
    assert "(Not for publication: paragraph 3) (page R2)" in texts[0]
    assert "Settlement of the Claim of Quillmere Joinery (page R3)" in texts[0]


def test_the_public_manifest_says_what_was_searched_and_the_restricted_one_the_inputs(built):
    public = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert [each["item"] for each in public["withheld"]] == [3, 7]
    assert public["proof"]["found"] == 0
    assert public["proof"]["at_least"] >= 10
    withheld = "the exempt papers and the restricted appendices"
    assert public["proof"]["searched_for"] == f"sequences of words, names and numbers of {withheld}"
    assert public["proof"]["compared"] == (
        f"the public papers, the minutes and the values of meeting.yaml with {withheld}"
    )
    assert "claim" not in {each.get("paper") for each in public["inputs"]}
    kept = json.loads((built / "restricted" / "manifest.json").read_text(encoding="utf-8"))
    assert {each["paper"] for each in kept["inputs"]} == {"budget", "claim"}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def in_another_paper(desk):
    change(desk / "inputs/grant/context.md", "signs", "signs by Alphacorp Holdings")
    return "inputs/grant/context.md:1:", "restricted appendix 2 of the paper “budget”"


def of_an_exempt_paper(desk):
    change(desk / "inputs/budget/context.md", "2.5 per cent.", "2.5 per cent, £61,400 aside.")
    return "inputs/budget/context.md:1:", "the exempt paper “claim”"


def in_the_agenda(desk):
    change(desk / "meetings/march/meeting.yaml", "Update by the", "Quillmere Joinery and the")
    return "meetings/march/meeting.yaml, item 5", "the exempt paper “claim”"


def in_a_reason(desk):
    change(desk / "meetings/march/meeting.yaml", "with the claimant", "with Quillmere Joinery")
    return "meetings/march/meeting.yaml, item 7", "the exempt paper “claim”"


def in_the_minutes(desk):
    write_minutes(desk, "The panel heard that Alphacorp Holdings had made an offer.")
    return "meetings/march/last.docx", "restricted appendix 2 of the paper “budget”"


@pytest.mark.parametrize(
    "typed",
    [in_another_paper, of_an_exempt_paper, in_the_agenda, in_a_reason, in_the_minutes],
)
def test_an_exempt_phrase_that_is_typed_elsewhere_stops_the_build_and_is_accepted_by_code(
    desk, typed
):
    place, source = typed(desk)
    answer = meeting(desk, "build", "march", "--engine", "embedded")
    assert answer.returncode == 6, answer.stderr
    said = words(answer.stderr)
    assert said.count("[shared-with-restricted]") == 1
    assert f"error: {place}" in said
    assert f"is also in {source}" in said
    assert not (desk / "outputs").exists()
    code = re.search(r"about: ([a-z]{8})", said)[1]
    with (desk / "meetings/march/meeting.yaml").open("a", encoding="utf-8") as file:
        entry = f"{{code: shared-with-restricted, about: {code}, reason: It is known, date: "
        file.write(f"accepted: [{entry}2024-03-01}}]\n")
    checked = meeting(desk, "check", "march", "--today", "2024-03-01")
    assert (checked.returncode, checked.stdout) == (0, "march can be built.\n"), checked.stderr


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  - standing: exclusion\n", "", "exclusion-missing"),
        ("  - standing: exclusion\n", "  - standing: exclusion\n" * 2, "exclusion-twice"),
    ],
)
def test_the_resolution_is_on_the_agenda_once(desk, old, new, code):
    change(desk / "meetings/march/meeting.yaml", old, new)
    answer = meeting(desk, "build", "march")
    assert (answer.returncode, answer.stderr.count(f"[{code}]")) == (3, 1)


def test_the_resolution_comes_before_the_first_exempt_item(desk):
    path = desk / "meetings/march/meeting.yaml"
    text = MEETING.replace("  - standing: exclusion\n", "") + "  - standing: exclusion\n"
    path.write_text(text, encoding="utf-8")
    answer = meeting(desk, "build", "march")
    assert (answer.returncode, answer.stderr.count("[exclusion-late]")) == (3, 1)


def test_an_exempt_paper_has_no_restricted_parts_of_its_own(desk):
    path = desk / "meetings/march/meeting.yaml"
    path.write_text(
        MEETING.replace("paper: budget", "paper: swapped")
        .replace("paper: claim", "paper: budget")
        .replace("paper: swapped", "paper: claim"),
        encoding="utf-8",
    )
    answer = meeting(desk, "build", "march")
    assert (answer.returncode, answer.stderr.count("[exempt-paper-part]")) == (3, 1)


def test_a_meeting_where_nothing_is_exempt_says_so_and_has_no_restricted_folder(desk):
    path = desk / "meetings/march/meeting.yaml"
    text = MEETING.partition("  - part_2")[0].replace("  - paper: budget\n", "")
    path.write_text(text, encoding="utf-8")
    answer = meeting(desk, "build", "march", "--engine", "embedded")
    assert answer.returncode == 0, answer.stderr
    folder = desk / "outputs/meetings/march"
    agenda = json.loads((folder / "public/march-agenda.json").read_text(encoding="utf-8"))
    assert (agenda["resolution"], agenda["exempt"]) == (None, [])
    assert agenda["items"][4]["notes"] == [
        "No item of this agenda is expected to be taken without the public."
    ]
    assert not (folder / "restricted").exists()
    refused = meeting(desk, "build", "march", "--copies", "3")
    assert (refused.returncode, refused.stderr.count("[no-copies]")) == (3, 1)


def test_numbered_copies_have_their_number_on_every_page(desk):
    answer = meeting(desk, "build", "march", "--engine", "embedded", "--copies", "2")
    assert answer.returncode == 0, answer.stderr
    folder = desk / "outputs/meetings/march/restricted"
    packs = sorted(folder.glob("*.pdf"))
    assert [each.name for each in packs] == [
        "march-pack-restricted-copy-1.pdf",
        "march-pack-restricted-copy-2.pdf",
    ]
    found = [
        re.findall(r"1972\. Copy (\d) of 2", words(each.extract_text()))
        for path in packs
        for each in pypdf.PdfReader(path).pages
    ]
    assert found == [["1"]] * 3 + [["2"]] * 3
    verified = run_command("verify", "outputs/meetings/march", folder=desk)
    assert verified.returncode == 0, verified.stderr


@pytest.mark.slow
def test_the_shipped_sample_builds_and_says_nothing_in_public_of_what_is_exempt(tmp_path):
    answer = run_command(
        *("meeting", "build", "sample-part-2", "--engine", "embedded"),
        *("--outputs", str(tmp_path)),
        folder=ROOT,
    )
    assert answer.returncode == 0, answer.stderr
    assert "11 items, 20 pages, accessible: PDF/UA-1" in answer.stdout
    public = tmp_path / "meetings" / "sample-part-2" / "public"
    reader = pypdf.PdfReader(next(public.glob("*pack.pdf")))
    text = words(" ".join(each.extract_text() for each in reader.pages))
    assert "Sale of a building (Not for publication: paragraph 3)" in text
    secrets = ("Larkspur", "Wrenfield", "613,000", "Thistledown", "27,300", "training centre")
    assert [each for each in secrets if each in text] == []
