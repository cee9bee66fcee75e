"""New rows of a table, and words in cells that were empty, typed into Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from panel_papers.merge.blocks import Block
from panel_papers.merge.chars import canonical
from panel_papers.merge.prose_text import Edit, Said, said_of
from panel_papers.merge.refusals import (
    not_typed,
)
from panel_papers.merge.typed_text import Entry, TypedText
from panel_papers.merge.writing import Written, candidates


class NewRows(TypedText):
    """What is new in tables."""

    def _insert_cells(
        self, group: list[Entry], written: dict[int, tuple[Written, ...]], before: Entry | None
    ) -> None:
        """Type new rows of a table, or words in cells that were empty."""
        rows: dict[tuple[int, int], list[Entry]] = {}
        for entry in group:
            cell = entry.paragraph.cell
            if cell is None:
                self._result.refusals.append(not_typed(entry.paragraph, "this new paragraph"))
                return
            rows.setdefault((cell.table, cell.row), []).append(entry)
        prior = before.home.block if before and before.home else None
        lines: list[str] = []
        said: list[Said] = []
        for (table, row), cells in rows.items():
            beside = self._beside(table, row)
            if beside is not None:
                for each in cells:
                    self._fill(each, beside, written[id(each)])
                continue
            if prior is None or prior.cell is None or before is None:
                self._result.refusals.append(not_typed(cells[0].paragraph, "a new table"))
                return
            line = self._new_row(cells, written, prior)
            if line is None:
                self._result.refusals.append(not_typed(cells[0].paragraph, "this new row"))
                return
            lines.append(line[0])
            said += line[1]
        if not lines or prior is None:
            return
        above = self._prose.row(prior.line)
        last, end = above[-1], self._prose.end_of_row(above)
        edit = Edit(end, end, "".join(f"\n{each}" for each in lines))
        if not self._holds([edit], {id(last): [said_of(last), *said]}):
            self._result.refusals.append(not_typed(group[0].paragraph, "this new row"))
            return
        self._edits.append(edit)
        self._said[id(last)] = [*self._said[id(last)], *said]
        self._note(last, "", " | ".join(e.paragraph.text for e in group))

    def _beside(self, table: int, row: int) -> Block | None:
        """Return a cell of the row that was there before."""
        for each in self._entries:
            cell = each.paragraph.cell
            if each.stays and each.home and cell and (cell.table, cell.row) == (table, row):
                return each.home.block
        return None

    def _fill(self, entry: Entry, beside: Block, text: tuple[Written, ...]) -> None:
        cell = entry.paragraph.cell
        column = cell.column - 1 if cell else 0
        target = self._prose.block(beside.line, column)
        if target is None or target.chars or not target.spans:
            self._result.refusals.append(not_typed(entry.paragraph, "this new paragraph"))
            return
        self._change(target, text, None, entry.paragraph)

    def _new_row(
        self, cells: list[Entry], written: dict[int, tuple[Written, ...]], prior: Block
    ) -> tuple[str, list[Said]] | None:
        """Return the line of a new row, and what its cells say."""
        columns = len(self._prose.row(prior.line))
        texts = [""] * columns
        said: list[Said] = [("cell", ())] * columns
        for each in cells:
            cell = each.paragraph.cell
            if cell is None or cell.columns != columns or texts[cell.column - 1]:
                return None
            text = written[id(each)]
            home = each.home.block if each.home else None
            said[cell.column - 1] = "cell", canonical([c.char for c in text])
            content = self._cell(prior, candidates(text, home), said[cell.column - 1])
            if content is None:
                return None
            texts[cell.column - 1] = content
        return f"| {' | '.join(texts)} |", said

    def _cell(self, prior: Block, contents: Iterable[str], said: Said) -> str | None:
        """Return the first content that says what a cell of a new row shall; None if in vain."""
        row = self._prose.row(prior.line)
        end = self._prose.end_of_row(row)
        empty = [("cell", ())] * (len(row) - 1)
        for content in contents:
            line = f"\n| {content} |{' |' * (len(row) - 1)}"
            if self._holds([Edit(end, end, line)], {id(row[-1]): [said_of(row[-1]), said, *empty]}):
                return content
        return None
