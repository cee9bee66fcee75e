"""What was calculated and found right in restricted appendices, as a file of their folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from panel_papers.core import Confirmed, ConfirmedKind, Paper
from panel_papers.output.figures_register import harmless


def confirmed_files(
    paper: Paper, confirmed: Sequence[Confirmed], *, draft: bool
) -> Mapping[str, bytes]:
    """Return the list as a CSV file under its name, in UTF-8 with a byte order mark, for Excel.

    Nothing where nothing was confirmed.
    """
    if not confirmed:
        return {}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("What was checked", "Result"))
    kinds = list(ConfirmedKind)
    for each in sorted(confirmed, key=lambda one: kinds.index(one.kind)):
        writer.writerow((each.kind, harmless(each.words)))
    mark = "-draft" if draft else ""
    return {f"{paper.name}-confirmed-restricted{mark}.csv": out.getvalue().encode("utf-8-sig")}
