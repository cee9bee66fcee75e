"""A reviewer's file compared with the built document: each change typed in, or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from panel_papers.core import Place, Reference
from panel_papers.merge.comparing import Old, same
from panel_papers.merge.inputs_text import InputTexts
from panel_papers.merge.plan import NOT_TYPED_HERE, Placed, Plan, without_numbers
from panel_papers.merge.prose_changes import typed_changes
from panel_papers.merge.prose_text import ProseText
from panel_papers.merge.reading import WordFile
from panel_papers.merge.refusals import (
    Refusal,
    not_mapped,
    not_typed,
)
from panel_papers.merge.template_lines import TemplateLines
from panel_papers.merge.typed_text import Entry, NewNote, Typed, same_style
from panel_papers.word import BlockOrigin, CaptionOrigin, Origin, ValuesOrigin


def planned(
    base: WordFile,
    origins: Mapping[str, Origin],
    edited: WordFile,
    texts: InputTexts,
    references: tuple[Reference, ...] = (),
) -> Plan:
    """Type every change of a file into `texts`, and return what was typed and what was not.

    `references` is what the references by name stand for in the built document.
    """
    return _Planning(base, origins, edited, texts, references).plan()


class _Planning(TemplateLines):
    """All the changes of a file."""

    def plan(self) -> Plan:
        for text in self._stationery:
            if without_numbers(text) not in self._known:
                refusal = Refusal(
                    "merge-template",
                    "the page header or footer",
                    "This change is in the template’s own words, which every paper prints",
                    NOT_TYPED_HERE,
                    new=text,
                )
                self._plan.refusals.append(refusal)
        self._map_blocks()
        for each in self._notes:
            if each.home not in self._olds:
                self._plan.refusals.append(not_mapped(each.new, each.old))
        homes = self._homes()
        self._values(homes)
        self._blocks(homes)
        self._type_items()
        return self._plan

    def _map_blocks(self) -> None:
        """Find the block of Markdown of each built paragraph that is one."""
        proses: dict[tuple[Place, str], ProseText] = {}
        for number, origin in enumerate(self._origins):
            if not isinstance(origin, BlockOrigin | CaptionOrigin):
                continue
            key = origin.prose.place, origin.prose.markdown
            if key not in proses:
                proses[key] = ProseText(replace(origin.prose, references=self._references))
            prose = proses[key]
            if isinstance(origin, CaptionOrigin):
                self._exhibits[number] = prose
                continue
            self._proses[number] = prose
            block = prose.block(origin.line, origin.cell)
            if block is not None:
                self._olds[number] = Old(self._base[number], block)

    def _homes(self) -> list[int | None]:
        """Return for each edited paragraph the built one whose surroundings it is in."""
        homes: list[int | None] = []
        before: int | None = None
        for number in range(len(self._edited)):
            if number in self._order:
                before = self._found[number]
                homes.append(before)
            else:
                homes.append(self._surroundings(number, before))
        return homes

    def _surroundings(self, number: int, before: int | None) -> int | None:
        """Return the built paragraph that a new one belongs to: the one before, or after."""
        after = next(
            (self._found[n] for n in range(number, len(self._edited)) if n in self._order), None
        )
        for each in (before, after):
            if each is not None and each in self._olds:
                return each
        for each in (before, after):
            if each is not None and isinstance(self._origins[each], ValuesOrigin):
                return each
        return before if before is not None else after

    def _blocks(self, homes: Sequence[int | None]) -> None:
        """Type what was changed in Markdown."""
        done: list[ProseText] = []
        for prose in [*self._proses.values(), *(each for each, _ in self._captions)]:
            if any(each is prose for each in done):
                continue
            done.append(prose)
            numbers = [n for n, p in self._proses.items() if p is prose]
            olds = [self._olds[n] for n in numbers if n in self._olds]
            entries = [
                Entry(self._edited[n], self._old_of(n), n in self._order)
                for n, home in enumerate(homes)
                if home is not None and self._proses.get(home) is prose
            ]
            notes = list(self._new_notes(prose))
            captions = [each for of, each in self._captions if of is prose]
            if not (notes or captions) and (
                _untouched(olds, entries) or self._as_items(prose, olds, entries)
            ):
                continue
            typed = typed_changes(prose, olds, entries, notes, captions)
            self._plan.refusals += typed.refusals
            if typed.text != prose.text:
                self._put(prose.prose, typed.text, typed.changes, olds)

    def _new_notes(self, prose: ProseText) -> Iterator[NewNote]:
        """Yield the footnotes of a piece of Markdown that have another text."""
        done: set[str] = set()
        for each in self._notes:
            if self._proses.get(each.home) is not prose:
                continue
            old = self._olds.get(each.home)
            labels = old.block.labels if old is not None else ()
            label = labels[each.mark] if each.mark < len(labels) else ""
            if label not in done:
                yield NewNote(label, each.old, each.new)
            done.add(label)

    def _as_items(self, prose: ProseText, olds: Sequence[Old], entries: Sequence[Entry]) -> bool:
        """Type items of a list in YAML that are new or gone; say whether that was all of it."""
        found = self._texts.at(prose.prose.place) if len(prose.blocks) == len(olds) == 1 else None
        if found is None or not isinstance(found[1][-1], int):
            return False
        stays = [each for each in entries if each.stays]
        new = [each for each in entries if not each.stays]
        if not all(same_style(olds[0].paragraph, each.paragraph) for each in new):
            return False
        texts = [self._typed_as(prose, olds[0], each) for each in [*stays, *new]]
        if any(each is None for each in texts):
            return False
        place = prose.prose.place
        if not stays:
            self._later.append((*found, None, olds[0].paragraph))
            self._plan.placed.append(Placed(place, olds[0].paragraph.text, ""))
        for entry, typed in zip([*stays, *new], texts, strict=True):
            if typed is None:
                continue
            if entry.stays and typed.text != prose.text:
                self._put(prose.prose, typed.text, typed.changes, olds)
            elif not entry.stays:
                self._later.append((*found, typed.text, entry.paragraph))
                self._plan.placed.append(Placed(place, "", entry.paragraph.text))
        return True

    def _typed_as(self, prose: ProseText, old: Old, entry: Entry) -> Typed | None:
        """Return an item's Markdown with other words in it; None where it cannot be typed."""
        if entry.home is not None and not entry.stays:
            home = next((n for n, each in self._olds.items() if each is entry.home), None)
            if home is None or len(self._proses[home].blocks) != 1:
                return None
            prose, old = self._proses[home], entry.home
        typed = typed_changes(prose, [old], [Entry(entry.paragraph, old, stays=True)])
        return None if typed.refusals else typed

    def _type_items(self) -> None:
        """Type items of lists in YAML that are new or gone, the last of a list first.

        This comes last: the ways to the other values stay as they are until then.
        """
        later = self._later
        later.reverse()  # of two new ones behind the same, the first is typed last
        later.sort(key=lambda each: (_sortable(each[1]), each[2] is not None), reverse=True)
        for path, way, text, paragraph in later:
            done = (
                self._texts.remove_item(path, way)
                if text is None
                else self._texts.add_item(path, way, text)
            )
            if not done:
                self._plan.refusals.append(not_typed(paragraph, ""))

    def _old_of(self, number: int) -> Old | None:
        home = self._found[number]
        return None if home is None else self._olds.get(home)


def _untouched(olds: Sequence[Old], entries: Sequence[Entry]) -> bool:
    return len(olds) == len(entries) and all(
        e.stays
        and e.home is o
        and same(o.paragraph, e.paragraph)
        and same_style(o.paragraph, e.paragraph)
        for o, e in zip(olds, entries, strict=True)
    )


def _sortable(way: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(f"{each:09d}" if isinstance(each, int) else each for each in way)
