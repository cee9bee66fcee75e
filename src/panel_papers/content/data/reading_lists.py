"""A CSV file that is one long list: read column by column, where nothing in it needs more care.

A file has to be plain for this: no quotes, its header in the first line, a cell in each line for
each heading, and nothing that a check has to name the place of. Of any other nothing is said, and
it is read cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from panel_papers.content.data.bare_millions import is_bare
from panel_papers.content.data.cells import Fault, Meaning
from panel_papers.content.data.decimal_points import is_pointed
from panel_papers.content.data.group_totals import MOST_ROWS
from panel_papers.content.data.headers import header_faults, plain_header
from panel_papers.content.data.headings import Heading, read_heading, units_below
from panel_papers.content.data.long_list import ListColumn, ListRows, WholeNumbers
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.sayings import Said, data_cell, said_of
from panel_papers.content.data.scaling import is_year, is_year_cell
from panel_papers.core import Place
from panel_papers.inputs import NUMBER, is_word

_MOST_PLACES = 9  # beside 15 digits before the point, as many as can be calculated with
_FEWEST_COLUMNS = 2
_NO_SIGNS = bytes(byte for byte in range(256) if byte not in b",\n")
_AT_ONCE = 15_000  # characters that are parted at a time
_MOST_ALIKE = 1_000  # different texts of a column, beyond which few come again
_FEWEST_FILLED = 2  # cells of the last row; one alone may be a note
_FEWEST_AGAIN = 2  # cells of a row that name their columns, as a second header does
_NOWHERE = Place("")


def read_list(text: str, path: str, place: Place, longer_than: int = MOST_ROWS) -> DataTable | None:
    """Return the table of a file with more rows than `longer_than`; None where it is not plain."""
    parted = _parted(text, longer_than)
    if parted is None:
        return None
    typed, columns = parted
    header = [said_of(each) for each in typed]
    names = [plain_header(said.text) for said in header]
    if not all(said.text and said.kind != NUMBER for said in header):
        return None
    if header_faults(names, lambda _: place):
        return None
    made = [_column(name, texts) for name, texts in zip(names, columns, strict=True)]
    known = [column for column in made if column is not None]
    if len(known) < len(made) or not _is_one_table(header, known):
        return None
    rows = ListRows(known, place)
    if units_below([cell.text for cell in rows[0]]):
        return None
    return DataTable(path, None, tuple(names), rows)


def _parted(text: str, longer_than: int) -> tuple[list[str], list[list[str]]] | None:
    """Return the texts of the header, and those of each column; None without a plain grid.

    A text that comes again in its column is the same object, and some lines are parted at a time:
    what the processor has at hand is read several times as fast.
    """
    if text.count("\n") <= max(longer_than, 1) or '"' in text:
        return None
    text = text if text.endswith("\n") else f"{text}\n"
    start = text.index("\n") + 1
    header = text[: start - 1].split(",")
    width = len(header)
    if width < _FEWEST_COLUMNS:
        return None
    signs = text[start:].encode().translate(None, _NO_SIGNS)
    if signs != (b"," * (width - 1) + b"\n") * signs.count(b"\n"):
        return None
    columns, known = [list[str]() for _ in header], [dict[str, str]() for _ in header]
    while start < len(text):
        end = text.find("\n", start + _AT_ONCE) + 1 or len(text)
        cells = text[start:end].replace("\n", ",").split(",")
        for n, seen in enumerate(known):
            texts = cells[n:-1:width]
            many = len(seen) > _MOST_ALIKE
            columns[n].extend(texts if many else map(seen.setdefault, texts, texts))
        start = end
    return header, columns


def _column(name: str, texts: Sequence[str]) -> ListColumn | None:
    """Return a column; None where one of its texts is in doubt, or beside the others."""
    heading = read_heading(name)
    if numbers := _plain_numbers(heading, texts):
        return ListColumn(texts, {}, heading, numbers)
    sayings = {typed: said_of(typed) for typed in dict.fromkeys(texts)}
    if any(isinstance(said.told, Fault) for said in sayings.values()):
        return None
    forms = {said.told.form for said in sayings.values() if isinstance(said.told, Meaning)}
    cells = [data_cell(said, "", _NOWHERE) for said in sayings.values()]
    if len(forms - {""}) > 1 or any(map(is_bare, cells)) or _may_lack_commas(cells):
        return None
    filled = [cell for cell in cells if cell.text]
    years = bool(filled) and all(map(is_year_cell, filled))
    return ListColumn(texts, sayings, heading, holds_years=years)


def _plain_numbers(heading: Heading, texts: Sequence[str]) -> WholeNumbers | None:
    """Return the numbers of a column of digits, points and minus signs, all written alike.

    None of a column in which one may be a year, which is no number like others.
    """
    places = len(texts[0].partition(".")[2])
    if heading.is_year or heading.unit == "%" or is_year(texts[0]) or places > _MOST_PLACES:
        return None
    joined = "\n".join(texts) + "\n"
    if not _plain(places).fullmatch(joined):
        return None
    return WholeNumbers([*map(int, joined.replace(".", "").split("\n")[:-1])], places)


@lru_cache
def _plain(places: int) -> re.Pattern[str]:
    """Return the expression of lines that are plain numbers with so many decimal places."""
    decimals = rf"\.[0-9]{{{places}}}" if places else ""
    return re.compile(rf"(?:-?(?:0|[1-9][0-9]{{0,14}}){decimals}\n)++")


def _may_lack_commas(cells: Sequence[DataCell]) -> bool:
    """Say whether a point may be meant as a comma: 3.842 where all others are whole numbers."""
    numbers = [cell.text for cell in cells if isinstance(cell.value, Decimal) and cell.value]
    others = [text for text in numbers if not is_pointed(text)]
    return len(others) < len(numbers) and not any("." in text for text in others)


def _is_one_table(header: Sequence[Said], columns: Sequence[ListColumn]) -> bool:
    """Say whether every line is a row: no blank one, no note at the end, no second header."""
    if not any(column.numbers or all(map(str.strip, column.sayings)) for column in columns):
        return False
    if sum(bool(column.texts[-1].strip()) for column in columns) < _FEWEST_FILLED:
        return False
    again = 0
    for said, column in zip(header, columns, strict=True):
        name, kinds = said.kind.casefold(), {each.kind for each in column.sayings.values()}
        again += is_year(name) if column.numbers else name in {k.casefold() for k in kinds}
        if NUMBER in kinds and any(is_word(kind) for kind in kinds if kind not in ("", NUMBER)):
            return False
    return again < _FEWEST_AGAIN
