"""A piece of Markdown while changes are typed into it: what is typed so far, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct, field

from panel_papers.merge.blocks import Block
from panel_papers.merge.captions import NewCaption
from panel_papers.merge.chars import canonical
from panel_papers.merge.comparing import Old, compare, fits, looks_in_part, unusual
from panel_papers.merge.prose_text import Edit, ProseText, Said, said_of
from panel_papers.merge.reading import Paragraph
from panel_papers.merge.refusals import (
    Refusal,
    figure_changed,
    figure_looks,
    not_mapped,
    not_typed,
)
from panel_papers.merge.writing import Written, candidates

NUMBERED = re.compile(r"(\s*)(\d+)([.)]\s+)")


class Entry(Struct, frozen=True, eq=False):
    """One paragraph of the reviewer's file in a piece of prose, and the built one that it is.

    `home` is None for a new one; one that `stays` has its place in the order of the built file.
    """

    paragraph: Paragraph
    home: Old | None
    stays: bool


class Change(Struct, frozen=True):
    """One change that was typed into the inputs: its line, and the text before and after."""

    line: int
    old: str
    new: str


class Typed(Struct):
    """What the changes of a piece of prose come to: its new text, or why some are refused."""

    text: str
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


class NewNote(Struct, frozen=True, eq=False):
    """A footnote with another text: its label, and its paragraph before and after."""

    label: str
    old: Paragraph
    new: Paragraph


class TypedText:
    """A piece of Markdown with the changes that are typed into it so far."""

    def __init__(
        self,
        prose: ProseText,
        olds: Sequence[Old],
        entries: Sequence[Entry],
        notes: Sequence[NewNote],
        captions: Sequence[NewCaption],
    ) -> None:
        self._prose = prose
        self._notes, self._captions = notes, captions
        self._notes_said: dict[str, Said] = {}
        self._olds = list(olds)
        self._entries = list(entries)
        self._edits: list[Edit] = []
        self._said: dict[int, list[Said]] = {id(block): [said_of(block)] for block in prose.blocks}
        self._first: list[Said] = []
        self._result = Typed(prose.text)
        self._trusting = False  # the first way to type a change is taken, to be read afterwards
        self._nearby = False  # what is around a change is read, not all of the text

    def _noted(self) -> Callable[[], None]:
        """Return what takes back all that is typed from now on."""
        before = self._edits, self._said, self._notes_said, self._first, self._entries
        refusals, done = self._result.refusals, self._result.changes
        self._edits, self._entries = [*self._edits], [*self._entries]
        self._said, self._notes_said = {**self._said}, {**self._notes_said}
        self._result.refusals, self._result.changes = [*refusals], [*done]

        def back() -> None:
            self._edits, self._said, self._notes_said, self._first, self._entries = before
            self._result.refusals, self._result.changes = refusals, done

        return back

    def _said_by(self, text: str) -> list[Block] | None:
        """Return the blocks of a text that says what is expected; None for another."""
        blocks = self._prose.blocks_in(text)
        if [said_of(each) for each in blocks] != self._expected():
            return None
        return blocks if self._prose.notes_say(text, self._notes_said) else None

    def _expected(self) -> list[Said]:
        return [*self._first, *(s for b in self._prose.blocks for s in self._said[id(b)])]

    def _holds(self, edits: list[Edit], said: dict[int, list[Said]]) -> bool:
        """Say whether the prose says what it shall with these edits alone."""
        if self._trusting:
            return True
        if self._nearby:
            return self._prose.says_nearby(edits, said)
        expected = [
            each for block in self._prose.blocks for each in said.get(id(block), [said_of(block)])
        ]
        return self._prose.says(self._prose.edited(edits), expected)

    def _compared(
        self, olds: list[Old], news: list[Paragraph]
    ) -> tuple[tuple[Written, ...], ...] | None:
        """Return the new texts; None, and the reason among the refusals, where they cannot be."""
        wrong = [each for each in olds if not fits(each)]
        if wrong:
            place = news[0] if news else wrong[0].paragraph
            self._result.refusals.append(not_mapped(place, wrong[0].paragraph))
            return None
        compared = compare(olds, news)
        refused = False
        for figure in compared.figures:
            where = news[0] if news else olds[0].paragraph
            self._result.refusals.append(figure_changed(where, figure))
            refused = True
        for new, text in zip(news, compared.texts, strict=True):
            if printed := looks_in_part(text):
                self._result.refusals.append(figure_looks(new, printed))
                refused = True
            elif what := unusual(new, text, olds):
                self._result.refusals.append(not_typed(new, what))
                refused = True
        return None if refused else compared.texts

    def _change(
        self, block: Block, text: tuple[Written, ...], old: Paragraph | None, new: Paragraph
    ) -> bool:
        said = block.kind, canonical([each.char for each in text])
        for content in candidates(text, block):
            edit = self._prose.content_edit(block, content)
            if self._holds([edit], {id(block): [said]}):
                self._edits.append(edit)
                self._said[id(block)] = [said]
                self._note(block, old.text if old else "", new.text)
                return True
        self._result.refusals.append(not_typed(new, ""))
        return False

    def _note(self, block: Block, old: str, new: str) -> None:
        self._result.changes.append(Change(block.line, old, new))


def alike(old: Old, entry: Entry) -> bool:
    """Say whether a paragraph still has the style of the built one."""
    return same_style(old.paragraph, entry.paragraph)


def same_style(one: Paragraph, other: Paragraph) -> bool:
    """Say whether two paragraphs have the same style and the same place in a list."""
    return (one.style, one.list, one.level) == (other.style, other.list, other.level)
