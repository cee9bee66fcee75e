"""A section in Word and its twin in Markdown: equal documents, tags and findings."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from .conftest import Answer, Desk, Shelf, set_desk
from .listener.speech import Speech

FIGURES = """\
figures:
  total:
    value: 5120
    format: £0,000
    label: Cost of the roof
    note: the contract of 2026
"""
PAPER = """\
title: The roof of the depot
report_to: Audit Committee
author: Director of Finance
date: 2027-03-16
for: Decision
enquiries_to: {name: Finance Team, role: Finance, email: finance@example.org}
sections: [purpose, recommendations, context]
background_papers: []
"""
MARKDOWN = """\
## What was done

The **roof** cost {{ figures.total }}, and *half* of the bays are dry. The plan is \
[on the web site](https://example.org/plan), see {{ ref.costs }}.

- bays 1 and 2
- bays 3 and 4
  - on the north side

1. repair
2. paint

### Costs {#costs}

| Item | Cost |
|---|--:|
| Tiles | £4,000 |
| Work | £1,120 |

![Map of the depot](appendices/map.png "Where the depot is")

• The end.
"""


def _map() -> bytes:
    Image.new("RGB", (300, 200), "navy").save(packed := io.BytesIO(), "PNG")
    return packed.getvalue()


def _word(path: Path) -> None:
    """Write in Word what the Markdown says."""
    document = docx.Document()
    document.add_heading("What was done", 2)
    paragraph = document.add_paragraph("The ")
    paragraph.add_run("roof").bold = True
    paragraph.add_run(" cost {{ figu")
    paragraph.add_run("res.total }}, and ")
    paragraph.add_run("half").italic = True
    paragraph.add_run(" of the bays are dry. The plan is ")
    link = paragraph._p.makeelement(qn("w:hyperlink"), {})
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    address = "https://example.org/plan"
    link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    link.append(paragraph.add_run("on the web site")._r)
    paragraph._p.append(link)
    paragraph.add_run(", see {{ ref.costs }}.")
    document.add_paragraph("bays 1 and 2", style="List Bullet")
    document.add_paragraph("bays 3 and 4", style="List Bullet")
    document.add_paragraph("on the north side", style="List Bullet 2")
    document.add_paragraph("repair", style="List Number")
    document.add_paragraph("paint", style="List Number")
    document.add_heading("Costs {#costs}", 3)
    table = document.add_table(3, 2, style="Table Grid")
    rows = (("Item", "Cost"), ("Tiles", "£4,000"), ("Work", "£1,120"))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
        row.cells[1].paragraphs[0].alignment = 2
    document.add_picture(io.BytesIO(_map()))
    next(document.element.body.iter(qn("wp:docPr"))).set("descr", "Map of the depot")
    document.add_paragraph("Where the depot is", style="Caption")
    document.add_paragraph("• The end.")
    document.save(path)


def _paper(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "paper.yaml").write_text(PAPER, encoding="utf-8")
    (folder / "figures.yaml").write_text(FIGURES, encoding="utf-8")
    for name in ("purpose", "recommendations"):
        (folder / f"{name}.md").write_text(f"The {name} of the roof.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def twins(shipped: Shelf, shared_folder: Path) -> tuple[tuple[Desk, Answer], tuple[Desk, Answer]]:
    """The same paper, built with a section in Word and with one in Markdown."""
    found = []
    for kind in ("word", "markdown"):
        source = shared_folder / f"twin-in-{kind}"
        if not source.exists():
            _paper(source)
            if kind == "word":
                _word(source / "context.docx")
            else:
                (source / "appendices").mkdir()
                (source / "appendices" / "map.png").write_bytes(_map())
                (source / "context.md").write_text(MARKDOWN, encoding="utf-8")
        found.append(shipped("embedded", "twin", source=source))
    return found[0], found[1]


def _parts(desk: Desk) -> dict[str, bytes]:
    """Return the parts of the report without hidden anchors, which say where it was typed."""
    path = desk.folder / "outputs/twin/twin-report.docx"
    with zipfile.ZipFile(path) as package:
        return {
            name: re.sub(rb"_pp(?:all)?_[0-9a-f]+", b"", package.read(name))
            for name in package.namelist()
        }


def _findings(desk: Desk) -> list[tuple[str, str]]:
    manifest = json.loads((desk.folder / "outputs/twin/manifest.json").read_text("utf-8"))
    return [(each["code"], each["found"]) for each in manifest["problems"]]


def test_both_build_the_same_word_document(twins) -> None:
    (word, made), (markdown, also) = twins
    assert (made.code, also.code) == (0, 0), made.err + also.err
    assert _parts(word) == _parts(markdown)
    text = _parts(word)["word/document.xml"].decode()
    assert "£5,120" in text and "Where the depot is" in text and "figures." not in text


def test_both_are_heard_alike(twins) -> None:
    heard = [Speech(desk.folder / "outputs/twin/twin-pack.pdf").lines() for desk, _ in twins]
    assert heard[0] == heard[1]
    assert any("Map of the depot" in line for line in heard[0])


def test_both_have_the_same_findings_each_with_its_own_place_and_advice(twins) -> None:
    (word, said), (markdown, _) = twins
    findings = _findings(word)
    assert findings == _findings(markdown)
    said_of_list = "“• The end.” looks like a list item, but its marks are typed by hand"
    assert ("fake-list", said_of_list) in findings
    assert "inputs/twin/context.docx, paragraph 3, under the heading “Costs”" in said.err
    assert "choose Home › Bullets or Numbering" in " ".join(said.err.split())


@pytest.fixture
def desk(root: Path, tmp_path: Path) -> Desk:
    made = set_desk(root, tmp_path / "desk")
    _word(_paper(made.folder / "inputs" / "twin") / "context.docx")
    return made


def test_what_is_wrong_is_reported_with_places_that_a_user_of_word_finds(desk: Desk) -> None:
    folder = desk.folder / "inputs" / "twin"
    document = docx.Document(folder / "context.docx")
    document.add_paragraph("It cost {{ figures.totl }}.")
    document.add_picture(io.BytesIO(_map()))
    document.save(folder / "context.docx")
    shutil.copy(folder / "purpose.md", folder / "purpose.docx")
    answer = desk.run("check", "twin", program="panel_papers")
    assert answer.code == 3
    assert "inputs/twin/purpose.docx: The section is there twice" in answer.err
    (folder / "purpose.docx").unlink()
    answer = desk.run("check", "twin", program="panel_papers")
    assert answer.code == 3
    place = "inputs/twin/context.docx, paragraph 4, under the heading “Costs”"
    assert place in answer.err and "[unknown-figure]" in answer.err
    assert "[no-alternative-text]" in answer.err and "choose View Alt Text" in answer.err
