"""Random workbooks, read by us and by LibreOffice: every cell shows the same, or is refused.

    python benchmarks/workbooks.py [COUNT] [SEED]

Each workbook has a table of random numbers in columns of random number formats (those of
tests/inputs/number_formats.txt), perhaps with a title, notes and a total. The oracle is the text
that LibreOffice Calc itself writes for each cell. Printed: the number of cells compared, what was
refused and why, and each cell that we would print otherwise without a word.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import openpyxl

from panel_papers.content.data import read_data
from panel_papers.core import InputsError, Place

FORMATS = Path(__file__).parents[1] / "tests" / "inputs" / "number_formats.txt"
AT_ONCE = 100  # workbooks of one start of LibreOffice
# LibreOffice drops the sign of a number that only its last section can show; Excel keeps it.
_WITHOUT_SIGN = "[>=1000]"
_WORDS = ("Roads", "Parks", "Waste", "Libraries", "Housing", "Planning", "Schools", "Ports")


def workbook(rng: random.Random, formats: list[str]) -> openpyxl.Workbook:
    """Return a workbook with one table, as a council may have it."""
    book = openpyxl.Workbook()
    sheet = book.active
    if rng.random() < 0.3:
        sheet.append(["Outturn report"])
        sheet.append([])
    columns = [rng.choice(formats) for _ in range(rng.randint(2, 5))]
    sheet.append(["Service", *(f"Column {n}" for n in range(1, len(columns) + 1))])
    rows = [[number(rng) for _ in columns] for _ in range(rng.randint(2, 7))]
    labels = rng.sample(_WORDS, len(rows))
    if rng.random() < 0.4:
        labels.append("Total")
        rows.append([round(sum(row[n] for row in rows), 4) for n in range(len(columns))])
    for label, row in zip(labels, rows, strict=True):
        sheet.append([label, *row])
        for cell, number_format in zip(sheet[sheet.max_row][1:], columns, strict=True):
            cell.number_format = number_format
    if rng.random() < 0.3:
        sheet.append([])
        sheet.append(["Source: ledger"])
    return book


def number(rng: random.Random) -> float:
    """Return a number of any size, often whole, sometimes zero."""
    if rng.random() < 0.1:
        return 0
    size = 10 ** rng.randint(-1, 8)
    value = rng.uniform(-size, size)
    return round(value) if rng.random() < 0.4 else round(value, 2)


def shown_by_libreoffice(folder: Path, files: list[Path]) -> None:
    """Write beside each workbook what LibreOffice shows, as a .csv file."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)


def differences(path: Path, told: Counter[str]) -> list[str]:
    """Return the cells that we show otherwise than LibreOffice, without a problem at the cell."""
    place = Place(path.name)
    try:
        table = read_data(path.read_bytes(), path.name, place)
    except InputsError as error:
        told.update(f"refused: {code}" for code in {each.code for each in error.problems})
        return []
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        theirs = list(csv.reader(file))
    sheet = openpyxl.load_workbook(path).active
    warned = {each.place.where for each in table.problems}
    found = []
    for row in table.rows:
        for cell in row:
            at = sheet[cell.ref]
            shown = theirs[at.row - 1][at.column - 1]
            told["cells"] += 1
            if "".join(cell.text.split()) == "".join(shown.split()):
                continue
            excel_keeps = at.number_format.startswith(_WITHOUT_SIGN) and "-" in cell.text
            if cell.place.where not in warned and not excel_keeps:
                found.append(f"{at.value} as {at.number_format}: “{cell.text}”, not “{shown}”")
    return found


def main() -> None:
    """Make the workbooks, compare them, and print what differs; the exit code is 1 if any does."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 17
    rng, told, silent = random.Random(seed), Counter[str](), list[str]()
    formats = FORMATS.read_text(encoding="utf-8").splitlines()
    for start in range(0, count, AT_ONCE):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            files = [folder / f"{n}.xlsx" for n in range(start, min(start + AT_ONCE, count))]
            for path in files:
                workbook(rng, formats).save(path)
            shown_by_libreoffice(folder, files)
            for path in files:
                silent += differences(path, told)
    print(f"{count} workbooks, {len(formats)} number formats, seed {seed}")
    for what, number_of in sorted(told.items()):
        print(f"  {what}: {number_of}")
    print(f"  shown otherwise without a word: {len(silent)}")
    for each in silent[:40]:
        print(f"    {each}")
    sys.exit(bool(silent))


if __name__ == "__main__":
    main()
