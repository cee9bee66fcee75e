"""A paper with tables of finance, from the workbook to Word, PDF and register."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import openpyxl
import pytest
from pdfminer.high_level import extract_text

from .test_build import PAPER, desk, run

pytestmark = pytest.mark.slow

ROWS = (
    ("Housing", "Place", 1200.4, 1260.2),
    ("Parks", "Place", 300.4, 290.2),
    ("Social care", "People", 5000.4, 5450.7),
    ("Libraries", "People", 150, 150),
)
TOTAL = ("Total", None, sum(row[2] for row in ROWS), sum(row[3] for row in ROWS))
MORE = """
## Budget

```table
source: data/budget.xlsx
sheet: Q1
caption: Budget monitoring, first quarter
columns:
  Service: Service
  Budget £000: Budget £000
  Actual £000: Actual £000
  Variance £000: Actual £000 - Budget £000
  Variance %: (Actual £000 - Budget £000) / Budget £000
formats: {Budget £000: "3,755", Actual £000: "3,755", Variance £000: "(3,755)", Variance %: (5.9%)}
total: {by: Directorate}
source_line: General ledger
```

```table
source: data/budget.xlsx
sheet: Q1
caption: The two highest overspends
columns: {Service: Service, Overspend: Actual £000 - Budget £000}
formats: {Overspend: £1.0k}
sort: Overspend descending
top: 2
total: yes
```
"""
# by hand, from the exact numbers: 59.8, -10.2, 49.6; 450.3, 0, 450.3; 499.9
MONITORING = [
    ["Service", "Budget £000", "Actual £000", "Variance £000", "Variance %"],
    ["Housing", "1,200", "1,260", "60", "5.0%"],
    ["Parks", "300", "290", "(10)", "(3.4%)"],
    ["Place total", "1,501", "1,550", "50", "3.3%"],
    ["Social care", "5,000", "5,451", "450", "9.0%"],
    ["Libraries", "150", "150", "0", "0.0%"],
    ["People total", "5,150", "5,601", "450", "8.7%"],
    ["Total", "6,651", "7,151", "500", "7.5%"],
]
HIGHEST = [
    ["Service", "Overspend"],
    ["Social care", "£450.3k"],
    ["Housing", "£59.8k"],
    ["Total of these 2", "£510.1k"],
]


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Q1"
    sheet.append(["Service", "Directorate", "Budget £000", "Actual £000"])
    for row in (*ROWS, TOTAL):
        sheet.append(row)
    for row in sheet.iter_rows(min_row=2, min_col=3):
        for cell in row:
            cell.number_format = "#,##0"
    book.save(path)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = desk(tmp_path_factory.mktemp("finance"))
    paper = folder / "inputs" / PAPER
    workbook(paper / "data" / "budget.xlsx")
    with (paper / "context.md").open("a", encoding="utf-8") as file:
        file.write(MORE)
    done = run(folder, PAPER, "--engine", "embedded")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("[total-row]") == 1, done.stderr
    return folder / "outputs" / PAPER


def test_word_prints_the_right_numbers_with_bold_totals(outputs: Path):
    document = docx.Document(str(outputs / f"{PAPER}-report.docx"))
    tables = [[[c.text for c in row.cells] for row in each.rows] for each in document.tables]
    assert MONITORING in tables
    assert HIGHEST in tables
    monitoring = document.tables[tables.index(MONITORING)]
    bold = [all(run.bold for run in row.cells[0].paragraphs[0].runs) for row in monitoring.rows[1:]]
    assert bold == [False, False, True, False, False, True, True]


def test_the_pdf_prints_the_same_and_explains_the_rounding(outputs: Path):
    text = " ".join(extract_text(str(outputs / f"{PAPER}-pack.pdf")).split())
    for row in (*MONITORING[1:], *HIGHEST[1:]):
        for cell in row:
            assert cell in text
    assert "Figures may not sum because of rounding." in text
    assert "Source: General ledger" in text


def test_the_register_traces_each_number_to_sheet_and_cells(outputs: Path):
    data = (outputs / f"{PAPER}-figures.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(data)))[1:]
    found = {(row[0], row[1]): row[2:9] for row in rows}
    caption = "Budget monitoring, first quarter"
    assert found[caption, "Housing: Variance £000"] == [
        *("60", "59800", "£", "D2 − C2", "data/budget.xlsx", "Q1", "D2; C2"),
    ]
    assert found[caption, "Place total: Variance %"][3] == (
        "((sum of D2:D3) − (sum of C2:C3)) / (sum of C2:C3)"
    )
    assert len(rows) == 4 * 2 + 3 * 4 + 2 + 1
