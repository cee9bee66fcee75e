"""The numbers of tables and charts, as their captions have them: “Table 2”, “Figure 1”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panel_papers.content.prose import prose_in
from panel_papers.core import Exhibit, FromTemplate, Paper, Prose, Table


def numbered_exhibits(paper: Paper) -> Iterator[tuple[int, str, Exhibit]]:
    """Yield each exhibit with the appendix it is in, 0 for the report, and its label.

    Each Word document counts from 1, and the table of a chart's values counts as a table.
    """
    sections = [each.prose for each in paper.sections if isinstance(each.prose, Prose)]
    yield from _numbered(0, sections)
    for appendix in paper.appendices:
        if isinstance(appendix.content, FromTemplate):
            yield from _numbered(appendix.number, list(prose_in(appendix.content.fields)))


def _numbered(part: int, prose: Sequence[Prose]) -> Iterator[tuple[int, str, Exhibit]]:
    counts = {"Table": 0, "Figure": 0}
    for exhibit in (exhibit for each in prose for exhibit in each.exhibits):
        if not exhibit.caption:
            continue  # a picture without a caption has no number
        label = "Table" if isinstance(exhibit.content, Table) else "Figure"
        counts[label] += 1
        yield part, f"{label} {counts[label]}", exhibit
        counts["Table"] += exhibit.data is not None
