"""New paragraphs, headings and items of lists, typed into Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.merge.blocks import Block
from panel_papers.merge.chars import canonical
from panel_papers.merge.new_rows import NewRows
from panel_papers.merge.prose_text import Edit, Said, said_of
from panel_papers.merge.reading import Paragraph
from panel_papers.merge.refusals import (
    not_typed,
)
from panel_papers.merge.typed_text import NUMBERED, Entry, alike, same_style
from panel_papers.merge.writing import Written, candidates


class Inserting(NewRows):
    """What is new."""

    def _insert(self, group: list[Entry], written: dict[int, tuple[Written, ...]]) -> None:
        at = self._entries.index(group[0])
        before = next((e for e in reversed(self._entries[:at]) if e.stays and e.home), None)
        if group[0].paragraph.cell is not None:
            self._insert_cells(group, written, before)
            return
        prior = before.home.block if before and before.home else None
        if prior is not None and prior.cell is not None:  # after a table
            prior = max(self._table_of(prior), key=lambda b: b.first)
        text = ""
        said: list[Said] = []
        for entry in group:
            if entry.paragraph.cell is not None:
                self._result.refusals.append(not_typed(entry.paragraph, "a new table"))
                return
            piece = self._typed_anew(entry, written[id(entry)], prior, text, said)
            if piece is None:
                self._result.refusals.append(not_typed(entry.paragraph, "this new paragraph"))
                return
            text, said = piece
            block = prior or self._prose.blocks[0]
            self._note(block, "", entry.paragraph.text)
        self._edits.append(self._insertion(prior, text))
        if prior is None:
            self._first = said
        else:
            self._said[id(prior)] = [*self._said[id(prior)], *said]

    def _insertion(self, prior: Block | None, text: str) -> Edit:
        if prior is None:
            start = self._prose.start_of(self._prose.blocks[0].first)
            return Edit(start, start, text)
        last = max(prior.first, self._last_line(prior))
        end = self._prose.end_of(last)
        return Edit(end, end, text)

    def _last_line(self, block: Block) -> int:
        last = block.end - 1 if block.cell is None else block.first
        while last > block.first and not self._prose.lines[last].strip():
            last -= 1
        return last

    def _table_of(self, block: Block) -> list[Block]:
        """Return the cells of the table that a cell is in."""
        table = block.node.parent
        while table is not None and table.type != "table":
            table = table.parent
        return [b for b in self._prose.blocks if b.cell is not None and _is_in(b, table)]

    def _typed_anew(
        self,
        entry: Entry,
        text: tuple[Written, ...],
        prior: Block | None,
        so_far: str,
        said: list[Said],
    ) -> tuple[str, list[Said]] | None:
        """Return the inserted text with one paragraph more, and what it says; None if in vain."""
        for kind, prefix in self._kinds(entry, prior):
            says: Said = kind, canonical([each.char for each in text])
            for content in candidates(text, entry.home.block if entry.home else None):
                for glue in ("\n", "\n\n") if kind.startswith("item") else ("\n\n",):
                    piece = f"{prefix}{content}"
                    added = f"{piece}{glue}" if prior is None else f"{glue}{piece}"
                    whole = so_far + added
                    for tail in ("", "\n") if prior is not None else ("",):
                        edit = self._insertion(prior, whole + tail)
                        if self._holds_inserted(edit, prior, [*said, says]):
                            return whole + tail, [*said, says]
        return None

    def _holds_inserted(self, edit: Edit, prior: Block | None, said: list[Said]) -> bool:
        if prior is None:
            if self._nearby:
                return self._prose.says_nearby([edit], {}, said)
            expected = [*said, *self._prose.said()]
            return self._trusting or self._prose.says(self._prose.edited([edit]), expected)
        return self._holds([edit], {id(prior): [said_of(prior), *said]})

    def _kinds(self, entry: Entry, prior: Block | None) -> Iterator[tuple[str, str]]:
        """Yield what a new paragraph may be, and what is typed before it."""
        new = entry.paragraph
        home = entry.home
        here = home is not None and any(home.block is each for each in self._prose.blocks)
        if home and here and home.block.spans and home.block.cell is None and alike(home, entry):
            yield home.block.kind, self._prose.prefix(home.block)
        level = new.style.removeprefix("heading ")
        if new.style == "heading 1" and all(b.kind != "heading 1" for b in self._prose.blocks):
            return  # a section of its own: its heading is the template's
        if new.style.startswith("heading ") and level.isdecimal():
            yield f"heading {level}", "#" * int(level) + " "
            return
        near = sorted(
            (e for e in self._entries if e.stays and e.home and same_style(e.paragraph, new)),
            key=lambda e: abs(self._entries.index(e) - self._entries.index(entry)),
        )
        for each in near[:2]:
            block = each.home.block if each.home else None
            if block is None or block.cell is not None or not block.spans:
                continue
            prefix = self._prose.prefix(block)
            numbered = NUMBERED.fullmatch(prefix)
            if numbered and prior is block:
                prefix = f"{numbered[1]}{int(numbered[2]) + 1}{numbered[3]}"
                yield block.kind, prefix
            yield block.kind, self._prose.prefix(block)
        yield from self._as_item(new, prior)
        if near:
            return
        if new.list == "bullet" and not new.level:
            yield "item bullet 1", "- "
        elif new.list == "number" and not new.level:
            yield "item ordered 1", "1. "
        elif not new.list and new.style in {"normal", "body text"}:
            yield "paragraph", ""

    def _as_item(self, new: Paragraph, prior: Block | None) -> Iterator[tuple[str, str]]:
        """Yield a new item under the item before it, or beside one above that."""
        depth = _depth(new)
        if not depth or prior is None or prior.cell is not None or not prior.spans:
            return
        name, marker = ("bullet", "- ") if new.list == "bullet" else ("ordered", "1. ")
        at = self._prose.blocks.index(prior)
        for block in reversed(self._prose.blocks[: at + 1]):
            kind, _, number = block.kind.rpartition(" ")
            if kind.startswith("more of item"):
                continue
            if not kind.startswith("item") or not block.spans:
                return
            prefix = self._prose.prefix(block)
            if int(number) == depth - 1:
                yield f"item {name} {depth}", " " * len(prefix) + marker
                return
            if int(number) == depth and kind == f"item {name}":
                numbered = NUMBERED.fullmatch(prefix)
                if numbered:
                    prefix = f"{numbered[1]}{int(numbered[2]) + 1}{numbered[3]}"
                yield block.kind, prefix
                return


def _depth(paragraph: Paragraph) -> int:
    """Return how deep an item is in its list, from 1; 0 for what is no item."""
    digit = paragraph.style[-1:]
    styled = int(digit) if paragraph.style.startswith("list ") and digit.isdecimal() else 1
    return max(styled, paragraph.level + 1) if paragraph.list else 0


def _is_in(block: Block, table: object) -> bool:
    above = block.node.parent
    while above is not None:
        if above is table:
            return True
        above = above.parent
    return False
