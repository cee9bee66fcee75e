"""March 2024: its numbers stand once, in cells; a changed cell changes every place."""

from __future__ import annotations

import csv
import io
import json
import re

import docx
import pytest

from .conftest import Desk
from .test_seed_words import words_of_document

NUMBERS = ["905", "500", "405", "105", "300", "3,755", "£86m", "five", "ten"]


def register(desk: Desk, name: str = "march-2024-figures.csv") -> list[dict[str, str]]:
    text = (desk.outputs / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def printed(desk: Desk) -> str:
    """The words of the report and of the first appendix."""
    names = ("march-2024-report.docx", "march-2024-appendix-1.docx")
    return " ".join(" ".join(words_of_document(desk.outputs / name)) for name in names)


def pack(desk: Desk) -> str:
    from pdfminer.high_level import extract_text

    return " ".join(extract_text(str(desk.outputs / "march-2024-pack.pdf")).split())


def test_every_number_comes_from_a_cell_that_the_register_names(march: Desk):
    rows = {row["As printed"]: row for row in register(march)}
    assert set(rows) == set(NUMBERS), "and nothing is typed by hand"
    for number, row in rows.items():
        assert row["Cells"], number
        assert row["Where it is used"].count("context.md:") == 1, number
        assert row["Where it is used"].count("appendices/police-and-crime-plan.yaml:") == 1, number
    assert (rows["£86m"]["File"], rows["£86m"]["Cells"]) == ("data/headlines.csv", "B4")
    assert rows["£86m"]["Unrounded value"] == "86000000"
    assert rows["105"]["How it is calculated"] == "officers_during - officers_committed"
    page = (march.outputs / "march-2024-handover.html").read_text(encoding="utf-8")
    assert "Figures and where they come from" in page
    assert all(f">{number}</td>" in page for number in NUMBERS)
    manifest = json.loads((march.outputs / "manifest.json").read_text(encoding="utf-8"))
    inputs = {each["path"] for each in manifest["inputs"]}
    assert inputs >= {"figures.yaml", "data/headlines.csv", "data/officers.csv"}
    assert "march-2024-figures.csv" in {each["name"] for each in manifest["files"]}


def test_a_changed_cell_changes_every_place_and_the_register(desk: Desk):
    desk.edit("data/headlines.csv", '"3,755"', '"4,001"')
    desk.edit("data/headlines.csv", "£86m", "£91.5m")
    desk.edit("data/officers.csv", ",405,300", ",405,310")
    assert desk.make().code == 0
    text = printed(desk)
    for old, new in (("3,755", "4,001"), ("£86m", "£92m"), ("105", "95"), ("300", "310")):
        assert (len(re.findall(rf"\b{old}\b", text)), text.count(new) >= 2) == (0, True), new
        assert new in pack(desk)
    values = {row["Figure"]: row["Unrounded value"] for row in register(desk)}
    assert values["officers_in_force"] == "4001"
    assert values["investment"] == "91500000"
    assert values["officers_above"] == "95"


def test_an_assertion_that_no_longer_holds_stops_the_build(desk: Desk):
    desk.edit("data/officers.csv", ",405,300", ",406,300")
    answer = desk.make()
    assert answer.code == 3
    assert "inputs/march-2024/figures.yaml:82:5" in answer.err
    assert "officers_total is 905, but officers_before + officers_during is 906" in answer.err
    assert not desk.outputs.exists()
    assert desk.run("march-2024", "--draft", "--engine", "embedded").code == 3
    assert desk.run("check", "march-2024", program="panel_papers").code == 3


def test_the_same_inputs_give_the_same_register_in_any_folder(desk: Desk, march: Desk):
    assert desk.make().code == 0
    for name in ("march-2024-figures.csv", "march-2024-handover.html", "march-2024-pack.pdf"):
        assert (desk.outputs / name).read_bytes() == (march.outputs / name).read_bytes(), name


def test_a_draft_marks_a_missing_figure_wherever_it_stands(desk: Desk):
    desk.edit("context.md", "figures.investment", "figures.invested")
    desk.edit("appendices/police-and-crime-plan.yaml", "figures.investment", "figures.invested")
    answer = desk.make("--draft")
    assert answer.code == 0, answer.err
    assert answer.err.count("[unknown-figure]") == 2
    for name in ("march-2024-report-draft.docx", "march-2024-appendix-1-draft.docx"):
        document = docx.Document(str(desk.outputs / name))
        runs = [run for p in document.paragraphs for run in p.runs if run.font.highlight_color]
        assert "".join(run.text for run in runs) == "[[figures.invested missing]]", name
    assert desk.make().code == 3
    assert register(desk, "march-2024-figures-draft.csv")


RESTRICTED = """\
  - title: Tender of {{ figures.tenders }} tenderers
    file: appendices/tender.yaml
    restricted:
      paragraph: 3
      reason: Beside {{ figures.officers_above }} officers
      public_title: Contract award
"""


@pytest.mark.parametrize("draft", [False, True])
def test_a_figure_of_a_restricted_appendix_stands_in_no_public_file(desk: Desk, draft: bool):
    paper = desk.paper / "paper.yaml"
    paper.write_text(paper.read_text(encoding="utf-8") + RESTRICTED, encoding="utf-8")
    (desk.paper / "appendices" / "tender.yaml").write_text(
        "template: progress-report\n"
        "introduction: The price is {{ figures.price }} beside {{ figures.officers_total }} more.\n"
        "chapters:\n  - title: Tenderers\n    summary: Zanzibar\n    successes: [Cheap]\n"
        "    areas_for_improvement: [Slow]\n",
        encoding="utf-8",
    )
    (desk.paper / "data" / "bids.csv").write_text(
        'Bidder,Price\nZanzibar,"£7,654,321"\nQuux,£99\n', encoding="utf-8"
    )
    desk.edit(
        "figures.yaml",
        "assertions:",
        "  price: {source: data/bids.csv, filter: {Bidder: Zanzibar}, column: Price}\n"
        "  tenders: {source: data/bids.csv, aggregate: count, source_note: Quux}\n\nassertions:",
    )
    answer = desk.make(*(["--draft"] if draft else []))
    assert answer.code == 0, answer.err
    public = [path for path in desk.outputs.iterdir() if path.is_file()]
    assert len(public) == 8
    for path in public:
        data = re.sub(rb"[0-9a-f]{64}", b"", path.read_bytes())  # checksums hold any digits
        for secret in (b"7,654", b"7654", b"Zanzibar", b"bids", b"Quux", b"tenders", b"price"):
            assert secret not in data or path.suffix in (".pdf", ".docx"), (path.name, secret)
    assert "7,654,321" not in pack(desk) if not draft else True
    manifest = json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))
    files = {each["path"]: each["sha256"] for each in manifest["inputs"]}
    assert "data/bids.csv" not in files
    assert files["figures.yaml"] is None
    assert files["data/officers.csv"] is None
    mark = "-draft" if draft else ""
    (secret,) = (
        row
        for row in register(desk, f"restricted/march-2024-figures-restricted{mark}.csv")
        if row["Figure"] == "price"
    )
    assert (secret["As printed"], secret["Cells"]) == ("£7,654,321", "B2")
    words = words_of_document(desk.outputs / "restricted" / f"march-2024-appendix-3{mark}.docx")
    assert "£7,654,321" in words
