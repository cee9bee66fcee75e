"""A piece of Markdown in which single blocks are changed, and what it has to say afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import Prose
from panel_papers.merge.blocks import Block, blocks_of, notes_of
from panel_papers.merge.chars import Char, canonical
from panel_papers.merge.windows import Windows

Said = tuple[str, tuple[Char, ...]]
"""What one block is, and what it says."""


class Edit(Struct, frozen=True):
    """What takes the place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


class ProseText:
    """A piece of Markdown: its blocks, and where they are in the text."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.text = prose.markdown
        self.lines = self.text.split("\n")
        self.blocks = blocks_of(prose)
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._windows: Windows | None = None

    def block(self, line: int, cell: int | None) -> Block | None:
        """Return the block that begins in a line, from 1, or the cell there."""
        return next((b for b in self.blocks if (b.line, b.cell) == (line, cell)), None)

    def note(self, label: str) -> Block | None:
        """Return the footnote with a label, where it is one paragraph."""
        return notes_of(self.prose).get(label)

    def notes_say(self, text: str, expected: Mapping[str, Said]) -> bool:
        """Say whether the footnotes of a text in this one's place say what is expected."""
        if not expected:
            return True
        notes = notes_of(replace(self.prose, markdown=text))
        return all(
            label in notes and said_of(notes[label]) == said for label, said in expected.items()
        )

    def row(self, line: int) -> list[Block]:
        """Return the cells of a row."""
        return [b for b in self.blocks if b.line == line and b.cell is not None]

    def end_of_row(self, row: Sequence[Block]) -> int:
        """Return where a row ends; below that of the headings is the line that divides them."""
        return self.end_of(row[-1].first + (row[-1].kind == "header cell"))

    def said(self) -> list[Said]:
        """Return what each block says."""
        return [said_of(each) for each in self.blocks]

    def start_of(self, line: int) -> int:
        """Return where a line begins, counted from 0."""
        return self._starts[line]

    def end_of(self, line: int) -> int:
        """Return where a line ends, without its line end."""
        return self._starts[line] + len(self.lines[line])

    def content_edit(self, block: Block, content: str) -> Edit:
        """Return the edit that gives a block another content."""
        first, last = block.spans[0], block.spans[-1]
        start, end = self._starts[first[0]] + first[1], self._starts[last[0]] + last[2]
        prefixes = [self.lines[number][:begin] for number, begin, _ in block.spans[1:]]
        pieces = content.split("\n")
        rest = [
            (prefixes[min(n, len(prefixes) - 1)] if prefixes else "") + piece
            for n, piece in enumerate(pieces[1:])
        ]
        return Edit(start, end, "\n".join([pieces[0], *rest]))

    def removal(self, first: int, end: int) -> Edit:
        """Return the edit that takes out lines, and one of the empty lines around them."""
        while end > first + 1 and not self.lines[end - 1].strip():
            end -= 1
        before = first > 0 and not self.lines[first - 1].strip()
        after = end >= len(self.lines) or not self.lines[end].strip()
        if before and after and end < len(self.lines):
            end += 1
        start = self._starts[first]
        finish = min(self._starts[min(end, len(self.lines))], len(self.text))
        if finish == len(self.text) and start:  # nothing follows: the line end before goes
            while start and self.text[start - 1] == "\n" and not self.text.endswith("\n"):
                start -= 1
        return Edit(start, finish, "")

    def prefix(self, block: Block) -> str:
        """Return what is typed before a block's content: “- ”, “## ”."""
        return self.lines[block.spans[0][0]][: block.spans[0][1]] if block.spans else ""

    def edited(self, edits: Iterable[Edit]) -> str:
        """Return the text with all edits made; no two of them overlap."""
        text = self.text
        ordered = sorted(enumerate(edits), key=lambda e: (e[1].start, e[1].end, e[0]))
        for _, edit in reversed(ordered):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def says(self, text: str, expected: Sequence[Said]) -> bool:
        """Say whether a text in this one's place says what is expected."""
        return [said_of(each) for each in self.blocks_in(text)] == list(expected)

    def says_nearby(
        self, edits: Sequence[Edit], said: Mapping[int, Sequence[Said]], first: Sequence[Said] = ()
    ) -> bool:
        """Say whether the blocks around some edits say what is expected, with these made.

        `said` is what blocks say afterwards, by their identities, and `first` what comes before
        the first block.
        """
        if self._windows is None:
            self._windows = Windows(self.prose, self.lines, self._starts)
        starts, ends = [each.start for each in edits], [each.end for each in edits]
        window = self._windows.around(min(starts), max(ends))
        text = self.edited(edits)
        finish = window.finish + len(text) - len(self.text)
        near = text[window.start : finish] + self._windows.definitions
        expected = [
            each
            for block in self.blocks
            if window.first <= block.first < window.end
            for each in said.get(id(block), [said_of(block)])
        ]
        return self.says(near, [*first, *expected])

    def blocks_in(self, text: str) -> list[Block]:
        """Return the blocks of a text in this one's place."""
        return blocks_of(replace(self.prose, markdown=text))


def said_of(block: Block) -> Said:
    """Return what a block is and says, in a form in which equal ones are equal."""
    if block.kind in {"fence", "code_block", "hr"}:
        return block.kind, block.chars
    labels = iter(block.labels)
    chars = [
        replace(each, note=next(labels)) if each.text == "\ufffc" else each for each in block.chars
    ]
    return block.kind, canonical(chars)
