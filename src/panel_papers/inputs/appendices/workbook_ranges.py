"""Ranges of cells in a workbook, looked at before a library makes each of their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from panel_papers.inputs.appendices.archive import open_archive
from panel_papers.inputs.appendices.supplied import Supplied, refuse

MOST_CELLS = 500_000
"""Cells of one sheet that are merged or linked: as many as a table that can be printed has."""
# ECMA-376 part 1, 18.3.1.55 and 18.3.1.47; other ranges (rules, validations) make no cells.
_RANGE = re.compile(
    rb"""<(?:\w+:)?(mergeCell|hyperlink)\s[^<>]*?\bref\s*=\s*["']\s*"""
    rb"""(\$?([A-Z]*)\$?(\d*):\$?([A-Z]*)\$?(\d*))\s*["']""",
    re.IGNORECASE,
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")  # ECMA-376 part 1, 18.3.1.40
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")  # of which no letter is searched here
_COLUMNS, _ROWS = 16_384, 1_048_576  # of a sheet: “A:C” are whole columns, “1:3” whole rows
_WORDS = {b"mergecell": "merged cells", b"hyperlink": "a link"}


_HINTS = {
    b"mergecell": "in Excel, select all, choose Merge & Center › Unmerge Cells, and save",
    b"hyperlink": "in Excel, select the cells beyond the table, choose Remove Hyperlinks, and save",
}


def open_workbook(supplied: Supplied) -> Mapping[str, bytes]:
    """Return the members of an .xlsx by name, none of which names more cells than can be printed.

    Raises InputsError as `open_archive` does, and for ranges beyond any table.
    """
    members = open_archive(supplied, "Excel", ".xlsx")
    for name, data in members.items():
        if not name.lower().endswith(".xml"):
            continue
        total = 0
        for kind, cells, left, top, right, bottom in _RANGE.findall(data):
            wide = abs(_number(right) - _number(left)) + 1 if left and right else _COLUMNS
            high = abs(int(bottom[:9]) - int(top[:9])) + 1 if top and bottom else _ROWS
            total += wide * high
            if total > MOST_CELLS:
                what = _WORDS[kind.lower()]
                area = cells.decode()[:40]
                found = f"The workbook has {what} far beyond any table: {area} (in “{name}”)"
                hint = _HINTS[kind.lower()]
                wanted = f"at most {MOST_CELLS:,} cells of a sheet merged or linked"
                raise refuse("range-too-large", supplied.place, found, wanted, hint)
    return members


def may_have_formulas(members: Mapping[str, bytes]) -> bool:
    """Say whether a workbook's cells may have formulas; False where none of its parts has one."""
    return any(data.startswith(_UTF_16) or _FORMULA.search(data) for data in members.values())


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - ord("A") + 1
    return number
