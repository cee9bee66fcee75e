"""The changes of one piece of Markdown, found in the reviewer's paragraphs and typed into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct, field

from panel_papers.merge.blocks import Block
from panel_papers.merge.captions import NewCaption, by_block, caption_edit
from panel_papers.merge.chars import canonical
from panel_papers.merge.comparing import Old, compare, fits, looks_in_part, same, unusual
from panel_papers.merge.halving import in_halves
from panel_papers.merge.list_starts import with_starts
from panel_papers.merge.prose_text import Edit, ProseText, Said, said_of
from panel_papers.merge.reading import Paragraph
from panel_papers.merge.refusals import (
    Refusal,
    figure_changed,
    figure_looks,
    not_mapped,
    not_typed,
    style_changed,
)
from panel_papers.merge.writing import Written, candidates

_NUMBERED = re.compile(r"(\s*)(\d+)([.)]\s+)")


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


def typed_changes(
    prose: ProseText,
    olds: Sequence[Old],
    entries: Sequence[Entry],
    notes: Sequence[NewNote] = (),
    captions: Sequence[NewCaption] = (),
) -> Typed:
    """Return a piece of prose with the reviewer's changes, or what of them is refused."""
    return _Typing(prose, olds, entries, notes, captions).typed()


class _Typing:
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

    def typed(self) -> Typed:
        changes: list[Callable[[], None]] = [partial(self._type_run, *run) for run in self._runs()]
        changes += [partial(self._type_note, each) for each in self._notes]
        changes += [partial(self._type_captions, each) for each in by_block(self._captions)]
        if not (len(changes) > 1 and self._together(changes)):
            self._each_nearby(changes)
        if self._result.refusals:
            return self._result
        text = self._prose.edited(self._edits)
        blocks = self._said_by(text)
        if blocks is None:
            self._result.refusals.append(not_typed(self._first_place(), "several changes together"))
            return self._result
        self._result.text = self._with_starts(text, blocks)
        return self._result

    def _type_run(self, olds: list[Old], news: list[Entry]) -> None:
        """Type what changed together: built paragraphs, and what the reviewer has there."""
        if not news:
            self._remove(olds)
        elif len(olds) == len(news) == 1 and news[0].stays:
            self._modify(olds[0], news[0])
        else:
            self._restructure(olds, news)

    def _each_nearby(self, changes: Sequence[Callable[[], None]]) -> None:
        """Type each change, reading the blocks around it; then all of the text is read.

        Where it does not say what is expected, the changes are tried in halves, each read whole.
        """
        back = self._noted()
        self._nearby = True
        for change in changes:
            change()
        self._nearby = False
        whole = self._prose.edited(self._edits)
        if not self._result.refusals and self._said_by(whole) is None:
            back()
            in_halves(changes, self._together, lambda change: change())

    def _together(self, changes: Sequence[Callable[[], None]]) -> bool:
        """Type each change in the first way, and read all once; where that is wrong, none is."""
        back = self._noted()
        self._trusting = True
        for change in changes:
            change()
        self._trusting = False
        if self._said_by(self._prose.edited(self._edits)) is not None:
            return True
        back()
        return False

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

    def _with_starts(self, text: str, blocks: Sequence[Block]) -> str:
        """Return the text with its lists beginning as they did, where it still says the same."""
        before: list[Block | None] = [None] * len(self._first)
        for block in self._prose.blocks:
            said = self._said[id(block)]
            before += [block, *[None] * (len(said) - 1)] if said else []
        started = with_starts(text, before, blocks)
        return text if started == text or self._said_by(started) is None else started

    def _said_by(self, text: str) -> list[Block] | None:
        """Return the blocks of a text that says what is expected; None for another."""
        blocks = self._prose.blocks_in(text)
        if [said_of(each) for each in blocks] != self._expected():
            return None
        return blocks if self._prose.notes_say(text, self._notes_said) else None

    def _expected(self) -> list[Said]:
        return [*self._first, *(s for b in self._prose.blocks for s in self._said[id(b)])]

    def _runs(self) -> Iterator[tuple[list[Old], list[Entry]]]:
        """Yield what changed together: built paragraphs, and what the reviewer has there."""
        staying = {id(e.home): e for e in self._entries if e.stays and e.home is not None}
        runs: list[tuple[list[Old], list[Entry]]] = []
        olds: list[Old] = []
        news: list[Entry] = []
        at = 0
        for old in self._olds:
            entry = staying.get(id(old))
            if entry is None:
                olds.append(old)
                continue
            while self._entries[at] is not entry:
                news.append(self._entries[at])
                at += 1
            at += 1
            unchanged = same(old.paragraph, entry.paragraph) and _alike(old, entry)
            if unchanged:
                runs.append((olds, news))
                olds, news = [], []
                runs.append(([old], [entry]))
            else:
                olds.append(old)
                news.append(entry)
        news += self._entries[at:]
        runs.append((olds, news))
        for each in runs:
            yield from self._split(*each) if each != ([], []) else ()

    def _split(self, olds: list[Old], news: list[Entry]) -> Iterator[tuple[list[Old], list[Entry]]]:
        """Yield a run in parts where each paragraph has the one that it was."""
        if len(olds) == len(news) and all(
            e.stays and e.home is o for o, e in zip(olds, news, strict=True)
        ):
            for old, entry in zip(olds, news, strict=True):
                if not (same(old.paragraph, entry.paragraph) and _alike(old, entry)):
                    yield [old], [entry]
            return
        yield olds, news

    def _modify(self, old: Old, entry: Entry) -> None:
        new = entry.paragraph
        text = self._compared([old], [new])
        if text is None:
            return
        if not _alike(old, entry):
            self._restyle(old, entry, text[0])
            return
        self._change(old.block, text[0], old.paragraph, new)

    def _restyle(self, old: Old, entry: Entry, text: tuple[Written, ...]) -> None:
        """Type a paragraph again that was given another style or level of a list."""
        if old.block.cell is not None or entry.paragraph.cell is not None:
            self._result.refusals.append(style_changed(old.paragraph, entry.paragraph))
            return
        again = Entry(entry.paragraph, old, stays=False)
        self._entries[self._entries.index(entry)] = again
        before = len(self._result.refusals)
        self._insert([again], {id(again): text})
        self._remove([old])
        if len(self._result.refusals) > before:
            del self._result.refusals[before:]
            self._result.refusals.append(style_changed(old.paragraph, entry.paragraph))

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

    def _first_place(self) -> Paragraph:
        """Return the first paragraph that is a place for what is wrong with all of the text."""
        places = [each.paragraph for each in self._entries]
        places += [each.paragraph for each in self._olds]
        places += [each.new for each in self._notes]
        return [*places, *(each.new for each in self._captions)][0]

    def _type_captions(self, captions: Sequence[NewCaption]) -> None:
        """Type the new texts of a caption and of its source into their fence or picture."""
        found = caption_edit(self._prose, captions)
        if found is None or not self._holds([found[1]], {id(found[0]): [found[2]]}):
            self._result.refusals.append(not_typed(captions[0].new, "a caption"))
            return
        block, edit, said = found
        self._edits.append(edit)
        self._said[id(block)] = [said, *self._said[id(block)][1:]]
        for each in captions:
            self._note(block, each.old.text, each.new.text)

    def _type_note(self, note: NewNote) -> None:
        """Type the new text of a footnote into its definition."""
        block = self._prose.note(note.label)
        if block is None or not note.new.text:
            what = "a footnote of several paragraphs" if block is None else "an empty footnote"
            self._result.refusals.append(not_typed(note.new, what))
            return
        texts = self._compared([Old(note.old, block)], [note.new])
        if texts is None:
            return
        said = block.kind, canonical([each.char for each in texts[0]])
        if self._notes_said.setdefault(note.label, said) != said:
            self._result.refusals.append(not_typed(note.new, "a footnote that has two marks"))
            return
        for content in candidates(texts[0], block):
            edit = self._prose.content_edit(block, content)
            text = self._prose.edited([edit])
            if self._trusting or (
                self._holds([edit], {}) and self._prose.notes_say(text, {note.label: said})
            ):
                self._edits.append(edit)
                self._note(block, note.old.text, note.new.text)
                return
        self._result.refusals.append(not_typed(note.new, ""))

    def _note(self, block: Block, old: str, new: str) -> None:
        self._result.changes.append(Change(block.line, old, new))

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
        numbered = _NUMBERED.fullmatch(self._prose.prefix(gone))
        at = self._prose.blocks.index(gone)
        for each in self._prose.blocks[at + 1 :]:
            following = _NUMBERED.fullmatch(self._prose.prefix(each))
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

    def _restructure(self, olds: list[Old], news: list[Entry]) -> None:
        """Type paragraphs that were inserted, split, joined or moved."""
        moved = [e for e in news if not e.stays and e.home is not None]
        here = [e for e in news if e not in moved]
        texts = self._compared(olds, [e.paragraph for e in here])
        if texts is None:
            return
        written = {id(e): text for e, text in zip(here, texts, strict=True)}
        for each in moved:
            if each.home is not None:
                text = self._compared([each.home], [each.paragraph])
                if text is None:
                    return
                written[id(each)] = text[0]
        staying = {id(e.home) for e in news if e.stays}
        for entry in news:
            if entry.stays and entry.home is not None:
                if not _alike(entry.home, entry):
                    self._restyle(entry.home, entry, written[id(entry)])
                elif not same(entry.home.paragraph, entry.paragraph):
                    home = entry.home
                    self._change(home.block, written[id(entry)], home.paragraph, entry.paragraph)
        for group in self._groups(news):
            self._insert(group, written)
        self._remove([o for o in olds if id(o) not in staying])

    def _groups(self, news: list[Entry]) -> Iterator[list[Entry]]:
        """Yield the new paragraphs that come together at one place."""
        group: list[Entry] = []
        for entry in news:
            if entry.stays:
                if group:
                    yield group
                group = []
            else:
                group.append(entry)
        if group:
            yield group

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
        if home and here and home.block.spans and home.block.cell is None and _alike(home, entry):
            yield home.block.kind, self._prose.prefix(home.block)
        level = new.style.removeprefix("heading ")
        if new.style == "heading 1" and all(b.kind != "heading 1" for b in self._prose.blocks):
            return  # a section of its own: its heading is the template's
        if new.style.startswith("heading ") and level.isdecimal():
            yield f"heading {level}", "#" * int(level) + " "
            return
        near = sorted(
            (e for e in self._entries if e.stays and e.home and _looks(e.paragraph, new)),
            key=lambda e: abs(self._entries.index(e) - self._entries.index(entry)),
        )
        for each in near[:2]:
            block = each.home.block if each.home else None
            if block is None or block.cell is not None or not block.spans:
                continue
            prefix = self._prose.prefix(block)
            numbered = _NUMBERED.fullmatch(prefix)
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
                numbered = _NUMBERED.fullmatch(prefix)
                if numbered:
                    prefix = f"{numbered[1]}{int(numbered[2]) + 1}{numbered[3]}"
                yield block.kind, prefix
                return

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


def _alike(old: Old, entry: Entry) -> bool:
    """Say whether a paragraph still has the style of the built one."""
    return _looks(old.paragraph, entry.paragraph)


def _looks(one: Paragraph, other: Paragraph) -> bool:
    return (one.style, one.list, one.level) == (other.style, other.list, other.level)


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
