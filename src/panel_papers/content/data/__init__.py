"""Tables of data: what the files in a paper's folder `data` hold, read strictly."""

from __future__ import annotations

from pathlib import PurePosixPath

from panel_papers.content.data.csv_file import read_csv
from panel_papers.content.data.faults import refused
from panel_papers.content.data.model import DataCell, DataTable
from panel_papers.content.data.workbook import read_xlsx
from panel_papers.core import Place
from panel_papers.inputs import Part

ENDINGS = (".csv", ".xlsx")
"""How the names of data files end."""

__all__ = ["ENDINGS", "DataCell", "DataTable", "read_data"]


def read_data(
    data: bytes,
    path: str,
    place: Place,
    sheet: str | None = None,
    part: Part | None = None,
    *,
    named: Place | None = None,
) -> DataTable:
    """Return the table in a file; `path` is its path in the paper's folder, `place` the file.

    `sheet` names one of a workbook's; without it there must be just one that shows. `part` says so
    too, and which range or header row is meant; `named` is where the author names the file. Raises
    InputsError with all that is wrong, each problem with its line and column, or its sheet and
    cell.
    """
    part = part or Part(sheet)
    suffix = PurePosixPath(path).suffix.lower()
    if suffix not in ENDINGS:
        found = f"“{path}” is not a file of which data can be read"
        wanted = f"a file that ends in {' or '.join(ENDINGS)}"
        hint = (
            "open it in its own program, save it as “CSV UTF-8 (Comma delimited)” or as an "
            "Excel Workbook (.xlsx), and write that file’s name here"
        )
        raise refused("unknown-data-kind", place, found, wanted, hint)
    if not data:
        hint = "copy the file here again from where it came from"
        raise refused("empty-file", place, "The file is empty (0 bytes)", "", hint)
    if suffix == ".csv":
        if part.sheet is not None:
            found = f"“sheet: {part.sheet}” is given for the CSV file “{path}”, which has no sheets"
            raise refused(
                "no-such-sheet", named or place, found, "", f"delete “sheet: {part.sheet}” here"
            )
        if part.area is not None or part.header_row is not None:
            key = "header_row" if part.area is None else "range"
            found = f"“{key}:” is given for the CSV file “{path}”, and such a file has one table"
            hint = f"delete “{key}:” here; then delete the lines that are not part of the table "
            hint += f"from {place}"
            raise refused("no-such-range", named or place, found, "", hint)
        return read_csv(data, path, place)
    return read_xlsx(data, path, place, part, named)
