"""Paragraphs, rows and words of cells that a reviewer has deleted, taken out of Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.merge.blocks import Block
from panel_papers.merge.comparing import Old
from panel_papers.merge.prose_text import Edit, Said
from panel_papers.merge.refusals import (
    not_typed,
)
from panel_papers.merge.typed_text import NUMBERED, TypedText


class Removing(TypedText):
    """What is taken out."""

    def _remove(self, olds: list[Old]) -> None:
        """Take out paragraphs that the reviewer has deleted."""
        for block_lines, gone in self._removals(olds):
            edit = self._prose.removal(*block_lines)
            ways = [[edit], [edit, *self._next_takes_marker(gone[0])]]
            said: dict[int, list[Said]] = {id(b): [] for b in gone}
            way = next((each for each in ways if self._holds(each, said)), None)
            if way is not None:
                self._edits += way
                for block in gone:
                    self._said[id(block)] = []
                texts = " | ".join(o.paragraph.text for o in olds if o.block in gone)
                self._note(gone[0], texts, "")
            else:
                place = next(o.paragraph for o in olds if o.block in gone)
                self._result.refusals.append(not_typed(place, "that this paragraph is deleted"))

    def _next_takes_marker(self, gone: Block) -> Iterator[Edit]:
        """Yield the edit that gives the item after one the number of that one.

        A list that begins with another number than 1 cannot follow a paragraph.
        """
        numbered = NUMBERED.fullmatch(self._prose.prefix(gone))
        at = self._prose.blocks.index(gone)
        for each in self._prose.blocks[at + 1 :]:
            following = NUMBERED.fullmatch(self._prose.prefix(each))
            if numbered and following and each.kind == gone.kind:
                start = self._prose.start_of(each.spans[0][0]) + following.start(2)
                yield Edit(start, start + len(following[2]), numbered[2])
                return

    def _removals(self, olds: list[Old]) -> Iterator[tuple[tuple[int, int], list[Block]]]:
        """Yield the lines to take out, and the blocks that go with them: whole rows of tables."""
        done: set[int] = set()
        blocks = [o.block for o in olds]
        stay = {id(e.home.block) for e in self._entries if e.stays and e.home is not None}
        for block in blocks:
            if id(block) in done:
                continue
            if block.cell is None:
                done.add(id(block))
                yield (block.first, block.end), [block]
                continue
            row = self._prose.row(block.line)
            if any(id(each) in stay for each in row):
                done.add(id(block))
                self._empty(block, next(o for o in olds if o.block is block))
                continue
            done |= {id(each) for each in row}
            yield (block.first, block.first + 1), row

    def _empty(self, block: Block, old: Old) -> None:
        """Take the words out of a cell whose row stays."""
        edit = self._prose.content_edit(block, "")
        said = block.kind, ()
        if block.spans and self._holds([edit], {id(block): [said]}):
            self._edits.append(edit)
            self._said[id(block)] = [said]
            self._note(block, old.paragraph.text, "")
        else:
            self._result.refusals.append(not_typed(old.paragraph, "that this cell is emptied"))
