"""The changes of one piece of Markdown, found in the reviewer's paragraphs and typed into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from panel_papers.merge.blocks import Block
from panel_papers.merge.captions import NewCaption, by_block, caption_edit
from panel_papers.merge.chars import canonical
from panel_papers.merge.comparing import Old, same
from panel_papers.merge.halving import in_halves
from panel_papers.merge.insertions import Inserting
from panel_papers.merge.list_starts import with_starts
from panel_papers.merge.prose_text import ProseText
from panel_papers.merge.reading import Paragraph
from panel_papers.merge.refusals import (
    not_typed,
    style_changed,
)
from panel_papers.merge.removals import Removing
from panel_papers.merge.typed_text import Entry, NewNote, Typed, alike
from panel_papers.merge.writing import Written, candidates


def typed_changes(
    prose: ProseText,
    olds: Sequence[Old],
    entries: Sequence[Entry],
    notes: Sequence[NewNote] = (),
    captions: Sequence[NewCaption] = (),
) -> Typed:
    """Return a piece of prose with the reviewer's changes, or what of them is refused."""
    return _Typing(prose, olds, entries, notes, captions).typed()


class _Typing(Inserting, Removing):
    """All the changes of a piece of Markdown."""

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

    def _with_starts(self, text: str, blocks: Sequence[Block]) -> str:
        """Return the text with its lists beginning as they did, where it still says the same."""
        before: list[Block | None] = [None] * len(self._first)
        for block in self._prose.blocks:
            said = self._said[id(block)]
            before += [block, *[None] * (len(said) - 1)] if said else []
        started = with_starts(text, before, blocks)
        return text if started == text or self._said_by(started) is None else started

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
            unchanged = same(old.paragraph, entry.paragraph) and alike(old, entry)
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
                if not (same(old.paragraph, entry.paragraph) and alike(old, entry)):
                    yield [old], [entry]
            return
        yield olds, news

    def _modify(self, old: Old, entry: Entry) -> None:
        new = entry.paragraph
        text = self._compared([old], [new])
        if text is None:
            return
        if not alike(old, entry):
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
                if not alike(entry.home, entry):
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
