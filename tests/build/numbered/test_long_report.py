"""A report of sixty pages: its numbers in Word, on the pages and in the tags, and its links."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from ...commands import run_command

ROOT = Path(__file__).parents[3]
BODY = """\
name: Example District Council
nation: England
sections: [purpose, recommendations, context]
numbered_paragraphs: yes
appendices: letters
numbered_recommendations: (1)(a)(i)
upload_name: "{date} {part}"
"""
PAPER = """\
body: long
title: A long report
report_to: Audit Committee
author: Director of Finance
date: 2027-03-16
for: Decision
enquiries_to: {name: Finance Team, role: Finance, email: finance@example.org}
sections: [purpose, recommendations, context]
appendices:
  - {title: Budget, file: appendices/budget.md, name: budget}
  - {title: Risks, file: appendices/risks.md}
"""
PURPOSE = """\
The air holds CO~2~ and PM~2.5~ over 25 m^2^ since the 1<sup>st</sup> (Appendix A), says appendix B.

It is about {{ ref.far }}, paragraphs {{ ref.first }} and {{ ref.far }}, {{ ref.costs }}, Fig. 1,
{{ ref.item }}, {{ ref.asked }}, {{ ref.context }}, {{ ref.heading }} and {{ ref.budget }}.
Section 3 is long. Paragraph 3.2(b) says more, as does recommendation 1(a).[^1]

[^1]: The note refers to {{ ref.costs }}.
"""
RECOMMENDATIONS = """\
That the Committee:

1. agrees the plan, being
   1. the budget; and
   2. the fees; and
2. notes Table 1. {#asked}
"""
EXHIBITS = """\
```table
source: data/calls.csv
caption: Calls by ward
name: costs
```

```chart
source: data/calls.csv
kind: bar
x: Ward
series: Calls
caption: Calls by ward
alternative_text: There are more calls in the North than in the South.
```
"""
WORDS = (
    "The officers looked at the streets, the parks and the homes of the town in that year. " * 13
)


def context() -> str:
    between = [
        "## A heading {}\n",
        "- a point\n- another point\n",
        "1. an item of the list; and\n   1. a part of it\n2. the last item\n",
        "| Ward | Calls |\n|---|---:|\n| North | 10 |\n",
        "> A quotation from the plan.\n",
    ]
    parts = ["## The first heading {#heading}\n", "The first paragraph. {#first}\n"]
    parts += ["It says this:\n", "1. fees; and\n2. sales. {#item}\n", EXHIBITS]
    for number in range(3, 131):
        name = " {#far}" if number == 120 else ""
        parts.append(f"Paragraph of the number {number}. {WORDS.strip()}{name}\n")
        parts.append(between[number % 5].format(number))
    return "\n".join(parts)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    paper = folder / "inputs" / "paper"
    (paper / "appendices").mkdir(parents=True)
    (paper / "data").mkdir()
    for name, text in {
        "paper.yaml": PAPER,
        "purpose.md": PURPOSE,
        "recommendations.md": RECOMMENDATIONS,
        "context.md": context(),
        "appendices/budget.md": "The budget is here.\n",
        "appendices/risks.md": "The risks are here.\n",
        "data/calls.csv": "Ward,Calls\nNorth,10\nSouth,8\n",
    }.items():
        (paper / name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "templates" / "bodies" / "long.yaml").write_text(BODY, encoding="utf-8")
    done = run_command("paper", "--engine", "embedded", folder=folder, program="make_paper")
    assert done.returncode == 0, done.stderr
    assert "[reference-not-found]" not in done.stderr and "appendix-not" not in done.stderr
    assert "[not-pdf-ua]" not in done.stderr
    return folder / "outputs" / "paper"


def numbers(lines: list[str]) -> list[str]:
    """Return the numbers of paragraphs and list items that lines begin with."""
    label = re.compile(r"(\d+\.\d+|\([a-z]+\)|\(\d+\)) ?")
    return [found[1] for line in lines if (found := label.match(line))]


def tagged(pack: Path) -> list[str]:
    printed = subprocess.run(
        ["pdfinfo", "-struct-text", str(pack)], check=True, capture_output=True
    ).stdout
    text = printed.decode("utf-8", "replace").split("\n")
    return [
        text[n + 1].strip(' "') for n, line in enumerate(text[:-1]) if line.strip() == "Lbl (block)"
    ]


def test_it_has_sixty_pages_or_so(built):
    assert len(pypdf.PdfReader(built / "paper-pack.pdf").pages) > 55


@pytest.mark.libreoffice
def test_libreoffice_and_the_tags_have_the_same_numbers(built, tmp_path):
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)),
            str(built / "paper-report.docx"),
        ],
        check=True,
        capture_output=True,
    )
    lines = (tmp_path / "paper-report.txt").read_text(encoding="utf-8-sig").splitlines()
    printed = numbers([line.replace("\t", " ").strip() for line in lines])
    assert "3.130" in printed and "(ii)" not in printed and printed.count("(1)") == 1
    assert numbers(tagged(built / "paper-pack.pdf")) == printed


def test_no_number_runs_into_its_text(built):
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(built / "paper-pack.pdf"), "-"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    words = re.findall(r'xMin="([\d.]+)" .*?xMax="([\d.]+)".*?>(.*?)</word>', boxes)
    gaps = [
        float(after[0]) - float(word[1])
        for word, after in pairwise(words)
        if re.fullmatch(r"3\.1\d\d", word[2]) and after[2] == "Paragraph"
    ]
    assert len(gaps) == 31 and min(gaps) > 3


def links(pack: Path, page: int) -> dict[str, list[int]]:
    """Return the pages to which the links of a page lead, by the links’ descriptions."""
    reader = pypdf.PdfReader(pack)
    found: dict[str, list[int]] = {}
    for each in reader.pages[page].get("/Annots", ()):
        link = each.get_object()
        target = link.get("/Dest") or link.get("/A", {}).get("/D")
        if target is not None and not isinstance(target, str):
            number = reader.get_page_number(target[0].get_object()) + 1
            found.setdefault(str(link["/Contents"]), []).append(number)
    return found


def test_references_lead_where_they_say(built):
    pack = built / "paper-pack.pdf"
    texts = [page.extract_text() for page in pypdf.PdfReader(pack).pages]

    def page_of(words: str) -> int:
        return next(
            n for n, text in enumerate(texts, 1) if words in " ".join(text.split()) and n > 1
        )

    found = links(pack, 1)
    assert found["Go to paragraph 3.120"] == [page_of("Paragraph of the number 120.")] * 2
    assert found["Go to paragraph 3.1"] == [page_of("The first paragraph.")]
    assert found["Go to Table 1"] == [page_of("Table 1: Calls")] * 3
    assert found["Go to Figure 1"] == [page_of("Figure 1: Calls")]
    assert found["Go to paragraph 3.2(b)"] == [page_of("sales.")] * 2
    assert found["Go to recommendation (1)(a)"] == [2]
    assert found["Go to section 3"] == [page_of("3. Context")] * 2
    assert found["Go to appendix A"] == [page_of("The budget is here.")] * 2


def test_the_words_are_those_that_readers_expect(built):
    text = " ".join(pypdf.PdfReader(built / "paper-pack.pdf").pages[1].extract_text().split())
    assert (
        "It is about paragraph 3.120, paragraphs 3.1 and 3.120, Table 1, Fig. 1, paragraph 3.2(b), "
        "recommendation (2), section 3, “The first heading” and appendix A."
    ) in text


def test_word_keeps_references_by_name_as_fields_to_bookmarks(built):
    body = docx.Document(str(built / "paper-report.docx")).element.body
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    anchors = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    inner = [each for each in anchors if each and each.startswith("_Ref_")]
    assert len(inner) > 12 and set(inner) <= marks
    codes = [each.text.split() for each in body.iter(qn("w:instrText")) if "REF" in each.text]
    assert ["REF", "_Ref_paragraph_3_120", "\\n"] in codes and ["REF", "_Ref_Table_1"] in codes


def test_word_raises_and_lowers(built):
    runs = {
        run.text: run.font
        for paragraph in docx.Document(str(built / "paper-report.docx")).paragraphs[:14]
        for run in paragraph.runs
    }
    assert runs["2.5"].subscript and runs["st"].superscript


def test_appendices_have_letters_wherever_readers_meet_them(built):
    sheet = (built / "paper-handover.html").read_text(encoding="utf-8")
    assert "Appendix A – Budget" in sheet and "Appendix 1" not in sheet
    assert "2027-03-16 appendix A.docx" in sheet
    reader = pypdf.PdfReader(built / "paper-pack.pdf")
    assert "Appendix B – Risks" in reader.pages[0].extract_text()
    titles = [each.title for each in reader.outline if not isinstance(each, list)]
    assert "Appendix A – Budget" in titles
    heading = docx.Document(str(built / "paper-appendix-2.docx")).paragraphs[0].text
    assert heading == "Appendix B – Risks"
