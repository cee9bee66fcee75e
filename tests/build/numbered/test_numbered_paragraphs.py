"""A body that asks for numbered paragraphs gets them in Word, with both engines and in the tags."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from ...commands import run_command

ROOT = Path(__file__).parents[3]
BODY = """\
name: Example District Council
nation: England
sections: [purpose, recommendations, context, options]
numbered_paragraphs: {numbered}
"""
PAPER = """\
body: numbered
title: Test
report_to: Audit Committee
author: Director of Finance
date: 2027-03-16
for: Decision
enquiries_to: {name: Finance Team, role: Finance, email: finance@example.org}
sections: [purpose, recommendations, context, {options: Options considered}]
"""
TEXTS = {
    "purpose.md": "This report says what is asked.\n\nIt also says why.\n",
    "recommendations.md": "That the Committee agrees the proposals (paragraphs 3.2 and 3.9).\n",
    "context.md": """\
## A heading at the start

A first paragraph says this:

1. fees, being
   1. parking; and
   2. permits;
2. sales.

A second paragraph.

- a point

  with more of it

## A heading

A third paragraph, see paragraph 3.1(a)(ii) and paragraph 3.1(d).

| Ward | Calls |
|---|---:|
| North | 10 |

> A quotation.

```
code
```

A fourth paragraph:

5. five
6. six
""",
    "options.md": """\
1. Do nothing.
   1. Wait for a year.
2. Agree.

Option 2 saves £0.8m. {#option}

See paragraph {{ ref.option }} and paragraph 4.2.

1. These are
2. below it.

```chart
source: data/fees.csv
kind: bar
x: Area
series: Fees
caption: Fees by area
alternative_text: There are more fees in the East than in the West.
```

A last word.
""",
    "data/fees.csv": "Area,Fees\nEast,12\nWest,6\n",
}
PRINTED = [
    "1. Purpose of Report",
    "1.1 This report says what is asked.",
    "1.2 It also says why.",
    "2. Recommendations",
    "2.1 That the Committee agrees the proposals (paragraphs 3.2 and 3.9).",
    "3. Context / Summary",
    "A heading at the start",
    "3.1 A first paragraph says this:",
    "(a) fees, being",
    "(i) parking; and",
    "(ii) permits;",
    "(b) sales.",
    "3.2 A second paragraph.",
    "• a point",
    "with more of it",
    "A heading",
    "3.3 A third paragraph, see paragraph 3.1(a)(ii) and paragraph 3.1(d).",
    "Ward Calls",
    "North 10",
    "A quotation.",
    "code",
    "3.4 A fourth paragraph:",
    "5. five",
    "6. six",
    "4. Options considered",
    "(a) Do nothing.",
    "(i) Wait for a year.",
    "(b) Agree.",
    "4.1 Option 2 saves £0.8m.",
    "4.2 See paragraph 4.1 and paragraph 4.2.",
    "(a) These are",
    "(b) below it.",
    "Figure 1: Fees by area",
    "4.3 A last word.",
]
NUMBER = r"\((a|b|i|ii)\)|\d\.\d?|a\."
HEADINGS = {
    "1. Purpose of Report",
    "2. Recommendations",
    "3. Context / Summary",
    "4. Options considered",
}


def build(
    folder: Path, engine: str, numbered: str = "yes", recommendations: str = ""
) -> tuple[Path, str]:
    """Build the paper; return its outputs and what the command says."""
    paper = folder / "inputs" / "paper"
    (paper / "data").mkdir(parents=True)
    for name, text in {"paper.yaml": PAPER, **TEXTS}.items():
        said = text if numbered != "no" else text.replace("{{ ref.option }}", "4.1")
        (paper / name).write_text(said, encoding="utf-8")
    if recommendations:
        (paper / "recommendations.md").write_text(recommendations, encoding="utf-8")
    shutil.copytree(ROOT / "templates", folder / "templates")
    profile = folder / "templates" / "bodies" / "numbered.yaml"
    profile.write_text(BODY.format(numbered=numbered), encoding="utf-8")
    done = run_command("paper", "--engine", engine, folder=folder, program="make_paper")
    assert done.returncode == 0, done.stderr
    return folder / "outputs" / "paper", done.stderr


def lines_of(pack: Path) -> list[str]:
    text = subprocess.run(
        ["pdftotext", "-layout", str(pack), "-"], check=True, capture_output=True, text=True
    ).stdout
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return build(tmp_path_factory.mktemp("numbered"), "embedded")


def test_the_pack_prints_the_numbers(embedded):
    lines = lines_of(embedded[0] / "paper-pack.pdf")
    start = lines.index(PRINTED[0])
    assert [each for each in lines[start:] if each in PRINTED] == PRINTED


@pytest.mark.libreoffice
def test_the_pack_of_libreoffice_prints_the_same(tmp_path):
    lines = lines_of(build(tmp_path, "libreoffice")[0] / "paper-pack.pdf")
    start = lines.index(PRINTED[0])
    assert [each for each in lines[start:] if each in PRINTED] == PRINTED


@pytest.mark.parametrize(
    "engine", ["embedded", pytest.param("libreoffice", marks=pytest.mark.libreoffice)]
)
def test_a_list_below_bullets_leaves_the_numbers_of_recommendations_as_they_are(tmp_path, engine):
    text = "- Being content with\n  1. the plan; and\n  2. its cost\n\n1. agree it;\n2. note it.\n"
    numbered = 'yes\nnumbered_recommendations: "1.1"'
    lines = lines_of(build(tmp_path, engine, numbered, text)[0] / "paper-pack.pdf")
    start = lines.index("2. Recommendations")
    assert lines[start : lines.index("3. Context / Summary")] == [
        "2. Recommendations",
        "• Being content with",
        "a. the plan; and",
        "b. its cost",
        "2.1 agree it;",
        "2.2 note it.",
    ]


def test_the_word_report_has_them_as_its_own_numbers(embedded):
    document = docx.Document(str(embedded[0] / "paper-report.docx"))
    levels = {
        paragraph.text: paragraph._p.pPr.numPr.ilvl.val
        for paragraph in document.paragraphs
        if paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    }
    assert (
        levels["It also says why."]
        == levels["A third paragraph, see paragraph 3.1(a)(ii) and paragraph 3.1(d)."]
        == 1
    )
    assert (levels["sales."], levels["permits;"], levels["Purpose of Report"]) == (2, 3, 0)
    assert not {"with more of it", "A quotation.", "A heading", "code"} & levels.keys()
    assert not any(paragraph.text.startswith("1.1") for paragraph in document.paragraphs)


def test_the_tags_have_the_same_numbers(embedded):
    tags = subprocess.run(
        ["pdfinfo", "-struct-text", str(embedded[0] / "paper-pack.pdf")],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    labels = [
        tags[n + 1].strip(' "') for n, line in enumerate(tags[:-1]) if line.strip() == "Lbl (block)"
    ]
    numbers = [line.partition(" ")[0] for line in PRINTED if line not in HEADINGS]
    assert labels == [each for each in numbers if re.fullmatch(NUMBER, each) or each == "•"]


def test_references_to_a_paragraph_and_an_item_that_are_not_there_are_the_only_ones_reported(
    embedded,
):
    found = re.findall(r"refers to “([^”]+)”", embedded[1])
    assert sorted(found) == ["paragraph 3.1(d)", "paragraph 3.9"]
    assert "[paragraph-without-number]" not in embedded[1]


def test_a_body_that_does_not_ask_has_no_numbers(tmp_path):
    lines = lines_of(build(tmp_path, "embedded", "no")[0] / "paper-pack.pdf")
    assert "It also says why." in lines and "1. fees, being" in lines
    assert not any(line.startswith(("1.1", "(a)")) for line in lines)


def test_the_web_page_has_the_same_numbers(embedded):
    page = (embedded[0] / "paper.html").read_text(encoding="utf-8")
    labels = re.findall(r'<span class="label">(.{1,9})</span>', page)
    numbers = [line.partition(" ")[0] for line in PRINTED]
    numbers = [each for each in numbers if re.fullmatch(NUMBER, each)]
    assert labels[: len(numbers)] == numbers
    assert 'href="#option">4.1</a> and <a href="#p-4.2">paragraph 4.2</a>' in page
    assert '<p id="option" class="numbered"><span class="label">4.1</span> Option 2' in page
