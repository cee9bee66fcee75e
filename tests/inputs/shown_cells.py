"""What the program prints of a workbook beside what LibreOffice Calc shows of it, cell by cell.

The oracle is the text that LibreOffice itself writes for each cell of each sheet, “as shown”. It
reads the file with code of its own.
"""

from __future__ import annotations

import csv
import re
import subprocess
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from tests.content.exhibits.conftest import FOLDER, paper_with

from panel_papers.content.exhibits import show_exhibits
from panel_papers.content.figures import reckon
from panel_papers.core.model import FromTemplate
from panel_papers.core.problems import InputsError, Level, Place, Problem
from panel_papers.core.values import Table
from panel_papers.inputs import FigureFiles, Part, Supplied
from panel_papers.inputs.appendices import read_appendix
from panel_papers.inputs.appendices.cell_text import cell_text

from .random_workbooks import Column, Made, MadeSheet

# Separator, quote, UTF-8, from row 1, …, cells as shown, no formulas, …, every sheet.
_FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
Grid = Sequence[Sequence[str]]


def shown_by_libreoffice(folder: Path, files: Sequence[Path]) -> str:
    """Write what LibreOffice shows beside each workbook, a .csv for each sheet; return its words.

    One start of LibreOffice is enough for a hundred workbooks.
    """
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", _FILTER, "--outdir", str(folder)]
    done = subprocess.run(
        [*command, *map(str, files)], check=False, capture_output=True, timeout=600
    )
    return done.stderr.decode(errors="replace")


def grid_of(path: Path, sheet: str) -> Grid:
    """Return the texts that LibreOffice shows of a sheet."""
    with path.with_name(f"{path.stem}-{sheet}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def differences(path: Path, made: Made, told: Counter[str]) -> list[str]:
    """Return what the program prints otherwise than LibreOffice shows it, without naming the cell.

    `told` counts the cells that were compared, and what was refused by the codes of problems.
    """
    found = []
    data = path.read_bytes()
    book = openpyxl.load_workbook(path)
    for each in made.sheets:
        shown = grid_of(path, each.title)
        for way, read in (("table", _exhibit), ("appendix", _appendix)):
            table, problems = read(data, path.name, each)
            if table is None:
                told[f"{way} refused"] += 1
                codes = {p.code for p in problems if p.level is Level.ERROR}
                told.update(f"{way} refused: {code}" for code in codes)
                found += [f"{way}: {p.code} without a place" for p in problems if not _at(p)]
                continue
            told[f"{way} printed"] += 1
            found += [
                f"{path.stem}, {each.title}, {way}: {line}"
                for line in _compared(table, shown, each, book[each.title], problems, told, way)
            ]
        found += [f"{path.stem}, {each.title}: {line}" for line in _figures(data, path, each, told)]
    return found


def _at(problem: Problem) -> bool:
    return "sheet" in (problem.place.where or "") or bool(problem.place.line)


def _exhibit(data: bytes, name: str, sheet: MadeSheet) -> tuple[Table | None, list[Problem]]:
    """Return a sheet as a table among prose."""
    fence = f"```table\nsource: data/{name}\nsheet: {sheet.title}\ncaption: A table\n```\n"
    made = show_exhibits(paper_with(fence), FigureFiles(FOLDER, {f"data/{name}": data}))
    (section,) = made.paper.sections
    exhibits = [each.content for each in section.prose.exhibits]
    if any(p.level is Level.ERROR for p in made.problems) or not exhibits:
        return None, list(made.problems)
    return exhibits[0], list(made.problems)


def _appendix(data: bytes, name: str, sheet: MadeSheet) -> tuple[Table | None, list[Problem]]:
    """Return a sheet as an appendix."""
    place = Place(f"{FOLDER}/appendices/{name}")
    try:
        read = read_appendix(name, Supplied(data, place, None, place, part=Part(sheet.title)))
    except InputsError as error:
        return None, list(error.problems)
    assert isinstance(read.content, FromTemplate)
    return read.content.fields["body"], list(read.problems)


def _compared(  # noqa: PLR0917  # what two tables are compared by
    table: Table,
    shown: Grid,
    made: MadeSheet,
    sheet: Worksheet,
    problems: Sequence[Problem],
    told: Counter[str],
    way: str,
) -> list[str]:
    rows = [made.header, *made.body]
    width = len(made.columns) + 1
    theirs = [[*shown[n - 1], *[""] * width][:width] for n in rows]
    filled = [n for n in range(width) if any(row[n].strip() for row in theirs)]
    ours = [table.header, *table.rows]
    if len(ours) != len(theirs) or any(len(row) != len(filled) for row in ours):
        return [f"{len(ours)} rows of {len(ours[0])} cells, not {len(theirs)} of {len(filled)}"]
    warned = {p.place.where for p in problems}
    # of many unknown formats the first are named, and the number of the others
    more = any(p.code == "number-format" and "more like it" in p.found for p in problems)
    found = []
    for at, row, texts in zip(rows, ours, theirs, strict=True):
        for column, text in zip(filled, row, strict=True):
            told[f"{way} cells"] += 1
            other = texts[column]
            if "".join(text.split()) == "".join(other.split()):
                continue
            cell = sheet.cell(at, column + 1)
            where = f"sheet “{sheet.title}”, cell {cell.coordinate}"
            unknown = more and cell_text(cell.value, str(cell.number_format)) is None
            if where in warned or unknown:
                told[f"{way} cells with a warning of their own"] += 1
            elif (kind := excel_differs(cell.value, str(cell.number_format), text, other)) is None:
                found.append(f"{cell.value!r} as {cell.number_format}: “{text}”, not “{other}”")
            else:
                told[f"{way} cells, LibreOffice unlike Excel: {kind}"] += 1
    return found


def excel_differs(value: object, number_format: str, ours: str, theirs: str) -> str | None:
    """Return why LibreOffice 7.4 shows a cell otherwise than Excel, where that is known; else None.

    Four kinds, each for those formats only:
    - The last section of a format with conditions, where it shows numbers above and below 0. Excel
      writes the sign there (`[>=1]0;0` shows -2 as “-2”: github.com/SheetJS/ssf/issues/78;
      `[=0]?;0.00`: issue 70; the rule: issue 57; three sections: excel.tips.net/T010226).
      LibreOffice leaves it out.
    - A section for numbers below 0 by its condition. Excel leaves the sign to the section, as in
      `0;(0)` (`[<-10]#" Wow"` shows -20 as “20 Wow”: github.com/apache/poi/pull/229; issue 57 as
      above). LibreOffice writes both for every other limit than 0: “-(20)”.
    - The computer's own long date. Excel takes it from the regional settings (ECMA-376 part 1,
      18.8.30: a language of F800); ours are those of the United Kingdom, LibreOffice's were
      American.
    - A language by its tag, `[$-en-GB]`, which Excel has written since 2016; LibreOffice 7.4 shows
      the number of the day instead.
    """
    if isinstance(value, int | float):
        conditions = re.findall(r"\[([<>]?)=?(-?\d+)\]", number_format)
        last_is_free = not re.search(r"\[[<>=]", number_format.rpartition(";")[2])
        both = all({"<": int(n) < 0, ">": int(n) > 0}.get(sign, True) for sign, n in conditions)
        if conditions and both and last_is_free and value < 0 and ours == f"-{theirs}":
            return "the sign in the last of the sections with conditions"
        below = re.search(r"\[<=?(-\d+)\]", number_format)
        if below and value < int(below[1]) and theirs == f"-{ours}":
            return "the sign in a section with a condition below 0"
    if isinstance(value, datetime):
        if "[$-F800]" in number_format and ours == f"{value:%d %B %Y}":
            return "the long date of the United Kingdom"
        if "[$-en-GB]" in number_format and theirs == str((value.date() - date(1899, 12, 30)).days):
            return "a language by its tag"
    return None


def _figures(data: bytes, path: Path, made: MadeSheet, told: Counter[str]) -> list[str]:
    """Return the figures that are not those of the values that were written into the sheet."""
    wanted: dict[str, tuple[str, Column, Fraction]] = {}
    text = "figures:\n"
    for n, column in enumerate(made.columns):
        numbers = [each for each in column.values if isinstance(each, int | float)]
        if not is_plain(column) or len(numbers) < len(column.values):
            continue
        values = [_read(each, column.number_format) for each in numbers]
        example = "0.0001%" if "%" in column.number_format else "0.0001"
        for how, value in _wanted(made, values).items():
            wanted[f"{how}_{n}"] = how, column, value
            text += f"  {how}_{n}:\n    source: data/{path.name}\n    sheet: {made.title}\n"
            text += f"    column: {column.heading}\n    aggregate: {how}\n    format: {example}\n"
    if not wanted:
        return []
    files = {f"data/{path.name}": data, "figures.yaml": text.encode()}
    figures = reckon(FigureFiles(FOLDER, files)).values
    told["figures"] += len(figures)
    told["figures refused"] += len(wanted) - len(figures)
    return [
        f"{how} of {column}: {float(figures[name].value)}, not {float(value)}"
        for name, (how, column, value) in wanted.items()
        if name in figures and figures[name].value != value
    ]


def _wanted(made: MadeSheet, values: list[Fraction]) -> dict[str, Fraction]:
    wanted = {"sum": sum(values, Fraction(0)), "max": max(values)}
    if made.latest is not None and made.earliest is not None:
        wanted["last"] = values[made.latest]
        wanted["change"] = values[made.latest] - values[made.earliest]
    return wanted


def is_plain(column: Column) -> bool:
    """Say whether a column's numbers mean what they are: no words, no scale, no second unit."""
    plain = column.number_format.replace("[Red]", "").replace("General", "0")
    return (
        set(plain) <= set("#0,._-()%+; ") and ",;" not in plain and not plain.endswith(",")
    ) and not any(letter in column.heading for letter in "£%(")


def _read(value: float, number_format: str) -> Fraction:
    return Fraction(Decimal(str(value))) * (100 if "%" in number_format else 1)
