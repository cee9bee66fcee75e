"""Which sheet of a workbook is read, and its hidden ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from panel_papers.content.data.faults import refused
from panel_papers.core import InputsError, Level, Place, Problem, did_you_mean

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook  # type: ignore[import-untyped]  # has no stubs
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

WHOLE = "a workbook that shows all that it holds"
"""What is expected where something is hidden."""

_UNHIDE = "right-click the tab of any sheet, choose Unhide, and save"


def chosen_sheet(book: Workbook, place: Place, name: str | None, named: Place | None) -> Worksheet:
    """Return the sheet of that name, or the only one that shows."""
    shown = [each for each in book.worksheets if each.sheet_state == "visible"]
    names = [each.title for each in shown]
    if name is None:
        if len(shown) == 1:
            return shown[0]
        found = (
            f"The workbook has {len(shown)} sheets that show"
            if shown
            else "No sheet of the workbook shows"
        )
        hint = "in Excel, delete all sheets but that with the table, and save"
        if not shown:
            hint = "in Excel, right-click the tab of the sheet, choose Unhide, and save"
        elif named is not None:
            hint = (
                f"below the line that names this file ({named.without_column()}), add a line "
                "with one of "
            )
            hint += "these: " + ", ".join(f"“sheet: {each}”" for each in names[:10])
        raise refused(
            "which-sheet",
            place,
            found,
            "a workbook of one sheet, or the name of the sheet to take",
            hint,
        )
    if name in names:
        return book[name]
    if name in book.sheetnames:
        number = book.sheetnames.index(name) + 1
        at = f" at {named.without_column()}" if named else ""
        problem = Problem(
            "hidden-sheet",
            Place(place.file, where=f"sheet {number}"),
            f"The sheet is hidden, and is named{at} as the one with the table",
            WHOLE,
            f"in Excel, {_UNHIDE}; or name another sheet there",
            quoted=f"its name is “{name}”",
        )
        raise InputsError([problem])
    hint = did_you_mean(name, names) or "write one of these: " + ", ".join(
        f"“sheet: {each}”" for each in names[:10]
    )
    found = f"The workbook {place.file} has no sheet “{name}”"
    raise refused("no-such-sheet", named or place, found, "", hint)


def hidden_sheets(book: Workbook, file: str) -> Iterator[Problem]:
    """Yield a warning for each hidden sheet: what is in it is perhaps the newer table."""
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state != "visible":
            yield Problem(
                "hidden-sheet",
                Place(file, where=f"sheet {number}"),
                "A hidden sheet is not read",
                WHOLE,
                f"in Excel, {_UNHIDE} if it matters for the table; else delete it",
                Level.WARNING,
                quoted=f"its name is “{sheet.title}”",
            )
