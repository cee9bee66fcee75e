"""A note that numbers are rounded, beside numbers that are not: perhaps they are in thousands.

“Rounded to the nearest £000” says how exact amounts are, not what they count in: 3,842,000 is
rounded so. Of 3842 nobody knows whether it is £3,842 or £3,842 thousand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from panel_papers.content.data.headings import read_heading
from panel_papers.content.data.model import DataCell
from panel_papers.content.data.said_scale import Around, has_no_scale
from panel_papers.core import Level, Problem

_NEAREST = re.compile(
    r"\bnearest (?:£\s?)?(?:(?P<k>[’'‘]?000[’']?s?|k|thousands?|1?,?000)"
    r"|(?P<m>m|millions?|1m))(?![\w,.]\w|\w)",
    re.IGNORECASE,
)


def unrounded(
    names: Sequence[str], rows: Sequence[Sequence[DataCell]], around: Sequence[Around]
) -> list[Problem]:
    """Return a warning where numbers are not rounded as a text beside the table says."""
    for text in around:
        if found := _NEAREST.search(text.text):
            step = 10**3 if found["k"] else 10**6
            said = "£000" if found["k"] else "£m"
            return _of_columns(names, rows, text, step, said)
    return []


def _of_columns(
    names: Sequence[str],
    rows: Sequence[Sequence[DataCell]],
    text: Around,
    step: int,
    said: str,
) -> list[Problem]:
    wrong = []
    for n, name in enumerate(names):
        heading = read_heading(name)
        numbers = [row[n] for row in rows if isinstance(row[n].value, Decimal)]
        silent = not heading.says_scale and not has_no_scale(name, heading)
        if silent and not all(cell.is_year or cell.unit == "%" for cell in numbers):
            wrong += [
                (name, cell)
                for cell in numbers
                if cell.scale == 1 and isinstance(cell.value, Decimal) and cell.value % step
            ][:1]
    if not wrong:
        return []
    name, cell = wrong[0]
    message = f"“{text.text[:60]}” beside the table, and “{cell.text}” ({cell.ref}), which is not "
    message += f"rounded so: nobody knows whether it is in {said}"
    hint = f"write what the numbers count in into the heading: “{name} ({said})” or “{name} (£)”"
    return [Problem("scale-beside-table", cell.place, message, "", hint, Level.WARNING)]
