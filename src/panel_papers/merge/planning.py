"""A reviewer's file compared with the built document: each change typed in, or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.core import Link, Place, PlacedText, Prose, Reference
from panel_papers.merge.aligning import aligned, in_order
from panel_papers.merge.captions import NewCaption, as_values
from panel_papers.merge.chars import Char
from panel_papers.merge.comparing import Old, same
from panel_papers.merge.inputs_text import PAPER_YAML, InputTexts, as_printed_date
from panel_papers.merge.notes import changed_notes
from panel_papers.merge.prose_changes import Change, Entry, NewNote, Typed, typed_changes
from panel_papers.merge.prose_text import ProseText
from panel_papers.merge.reading import OBJECT, Paragraph, WordFile
from panel_papers.merge.refusals import (
    Refusal,
    not_mapped,
    not_typed,
    of_alternative_text,
    of_body,
    of_caption,
    of_data,
    of_list_in_cell,
    of_template,
    of_word_section,
)
from panel_papers.merge.values import NewValue, new_values
from panel_papers.word import BlockOrigin, CaptionOrigin, DataOrigin, Origin, Value, ValuesOrigin

_Later = tuple[str, tuple[str | int, ...], str | None, Paragraph]
"""A change of a list in YAML: the file, the way to an item, and what comes behind it or None."""
_TEMPLATE = (
    "change the value in paper.yaml, such as “date” or a background paper; template words: in "
    "Word, for all papers; or reject the change"
)


class Placed(Struct, frozen=True):
    """One change that was typed into the inputs: its place, and the text before and after."""

    place: Place
    old: str
    new: str


class Plan(Struct):
    """What a reviewer's file comes to: the changes, what is refused, and values printed twice.

    `follows` has each value that was changed as it was and is printed: it may be in other lines of
    the document too.
    """

    placed: list[Placed] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    follows: list[tuple[str, str]] = field(default_factory=list)


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


class _Planning:
    def __init__(
        self,
        base: WordFile,
        origins: Mapping[str, Origin],
        edited: WordFile,
        texts: InputTexts,
        references: tuple[Reference, ...] = (),
    ) -> None:
        self._references = references
        self._base, self._texts = base.paragraphs, texts
        self._edited: Sequence[Paragraph] = edited.paragraphs
        self._origins = [
            next((origins[name] for name in each.anchors if name in origins), None)
            for each in base.paragraphs
        ]
        self._found = aligned(self._base, self._edited)
        self._edited, self._notes = changed_notes(
            self._base, self._edited, self._found, base.notes, edited.notes
        )
        fixed = {n for n, each in enumerate(self._origins) if not isinstance(each, BlockOrigin)}
        self._order = in_order(self._found, fixed)
        self._stationery = [text for text in edited.stationery if _plain(text)]
        self._known = {_plain(text) for text in base.stationery}
        self._plan = Plan()
        self._later: list[_Later] = []
        self._proses: dict[int, ProseText] = {}
        self._olds: dict[int, Old] = {}  # by the number of the built paragraph
        self._exhibits: dict[int, ProseText] = {}
        self._captions: list[tuple[ProseText, NewCaption]] = []

    def plan(self) -> Plan:
        for text in self._stationery:
            if _plain(text) not in self._known:
                refusal = Refusal(
                    "merge-template",
                    "the page header or footer",
                    "This change is in the template’s own words, which every paper prints",
                    _TEMPLATE,
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
        if not all(_like(olds[0].paragraph, each.paragraph) for each in new):
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

    def _put(self, prose: Prose, text: str, changes: Sequence[Change], olds: Sequence[Old]) -> None:
        """Put the new text of a piece of Markdown into its file."""
        path = self._texts.path(prose.place)
        if path.endswith(".md"):
            self._texts.put(path, text)
        elif path.endswith(".docx"):
            for each in changes:
                where = self._where(each)
                self._plan.refusals.append(of_word_section(where, each.old, each.new, path))
            return
        else:
            found = self._texts.at(prose.place)
            if found is None or not self._texts.set_value(*found, text):
                here = olds[0].paragraph if olds else self._base[0]
                self._plan.refusals.append(not_mapped(here, here))
                return
        for each in changes:
            place = prose.place.at(each.line)
            self._plan.placed.append(Placed(place, each.old, each.new))

    def _where(self, change: Change) -> str:
        """Return the place in the reviewer's file of a change that was typed."""
        new = (each.where for each in self._edited if each.text == change.new)
        old = (each.where for each in self._base if each.text == change.old)
        return next(new, None) or next(old, "")

    def _values(self, homes: Sequence[int | None]) -> None:
        """Type what was changed in lines of templates, and refuse what is the templates' own."""
        staying = {self._found[n]: n for n in self._order}
        for number, old in enumerate(self._base):
            if number in self._olds:
                continue
            new = self._edited[staying[number]] if number in staying else None
            if new is not None and same(old, new):
                continue
            origin = self._origins[number]
            if new is not None and _differ_in_alternative_text(old, new):
                self._plan.refusals.append(of_alternative_text(old, new))
            elif isinstance(origin, CaptionOrigin) and new is not None:
                self._new_caption(origin, self._exhibits[number], old, new)
            else:
                self._line(origin, old, new)
        for number, home in enumerate(homes):
            if number in self._order or (home is not None and home in self._proses):
                continue
            self._new_line(number, home)

    def _new_caption(
        self, origin: CaptionOrigin, prose: ProseText, old: Paragraph, new: Paragraph
    ) -> None:
        """Note the new text of a caption, or of the line of a source, or refuse it."""
        values = as_values(origin, prose, old)
        if values is None or not _like(old, new) or not self._texts.holds(origin.place):
            self._plan.refusals.append(of_caption(old, new, self._place_of_caption(origin)))
            return
        found, refusals = new_values(values, old, new)
        self._plan.refusals += refusals
        for each in found:
            if each.typed is not None:
                self._captions.append((prose, NewCaption(origin, each.typed, old, new)))
                self._plan.follows.append((each.old, each.new))

    def _place_of_caption(self, origin: CaptionOrigin) -> Place:
        return Place(self._texts.path(origin.place), origin.place.line)

    def _line(
        self,
        origin: Origin | None,
        old: Paragraph,
        new: Paragraph | None,
    ) -> None:
        match origin:
            case DataOrigin():
                self._plan.refusals.append(self._of_data(origin, old, new))
            case ValuesOrigin() if (shared := self._shared(origin)) is not None:
                self._plan.refusals.append(of_body(old, new, shared))
            case CaptionOrigin() | ValuesOrigin() if (caption := self._caption(origin)) is not None:
                self._plan.refusals.append(of_caption(old, new, caption))
            case ValuesOrigin() if new is not None:
                found, refusals = new_values(origin, old, new)
                self._plan.refusals += refusals
                for each in found:
                    self._set(each, old, new)
            case ValuesOrigin() if (item := self._item(origin)) is not None:
                self._later.append((*item, None, old))
                place = _place_of(origin)
                self._plan.placed.append(Placed(place or Place(item[0]), old.text, ""))
            case BlockOrigin():
                self._plan.refusals.append(not_mapped(new or old, old))
            case _:
                self._plan.refusals.append(of_template(old, new, _TEMPLATE))

    def _of_data(self, origin: DataOrigin, old: Paragraph, new: Paragraph | None) -> Refusal:
        block = Place(self._texts.path(origin.place), origin.place.line)
        if origin.is_item:
            return of_list_in_cell(old, new, block)
        file = self._texts.path(origin.data) if origin.data else block.file
        return of_data(old, new, file, block)

    def _shared(self, origin: Origin | None) -> Place | None:
        """Return the place of a line's value in a file that other papers share."""
        found = _place_of(origin) if isinstance(origin, ValuesOrigin) else None
        return None if found is None or self._texts.holds(found) else found

    def _caption(self, origin: Origin | None) -> Place | None:
        """Return where a line's text was typed in a fence of Markdown; None for other lines."""
        if isinstance(origin, CaptionOrigin):
            return self._place_of_caption(origin)
        found = _place_of(origin) if isinstance(origin, ValuesOrigin) else None
        if found is None or not found.file.endswith(".md"):
            return None
        return Place(self._texts.path(found), found.line)

    def _item(self, origin: ValuesOrigin) -> tuple[str, tuple[str | int, ...]] | None:
        """Return the way to the value of a list that is alone in its line; None for all else."""
        values = [value for text, value in origin.pieces if text.strip()]
        if len(values) != 1 or values[0] is None:
            return None
        place = getattr(values[0].leaf, "place", None)
        found = self._texts.at(place) if isinstance(place, Place) and place.file else None
        return found if found and isinstance(found[1][-1], int) else None

    def _new_line(
        self,
        number: int,
        home: int | None,
    ) -> None:
        """Type a new paragraph as one more item of the list that it comes after."""
        new = self._edited[number]
        before = next((self._found[n] for n in range(number, -1, -1) if n in self._order), None)
        origin = self._origins[before] if before is not None else None
        item = self._item(origin) if isinstance(origin, ValuesOrigin) else None
        plain = not any(each.marks or each.link for each in new.chars)
        if item is None or before is None or not plain or not _like(self._base[before], new):
            where = self._base[home] if home is not None else new
            origin = self._origins[home] if home is not None else None
            if isinstance(origin, DataOrigin):
                self._plan.refusals.append(self._of_data(origin, where, new))
            elif (shared := self._shared(origin)) is not None:
                self._plan.refusals.append(of_body(where, new, shared))
            elif (caption := self._caption(origin)) is not None:
                self._plan.refusals.append(of_caption(where, new, caption))
            else:
                self._plan.refusals.append(of_template(where, new, _TEMPLATE))
            return
        self._later.append((*item, new.text.strip(), new))
        place = self._place(origin, item[0])
        self._plan.placed.append(Placed(place, "", new.text))

    def _place(self, origin: Origin | None, path: str) -> Place:
        found = _place_of(origin) if isinstance(origin, ValuesOrigin) else None
        return found or Place(path)

    def _set(self, change: NewValue, old: Paragraph, new: Paragraph) -> None:
        """Type the new text of one value."""
        leaf = change.value.leaf
        text = change.typed
        if isinstance(leaf, Prose) and change.part is not None:
            self._set_prose(leaf, change)
            return
        if isinstance(leaf, PlacedText) and leaf.place.file and text is not None:
            found = self._texts.at(leaf.place)
            if found and self._texts.set_value(*found, text):
                self._plan.placed.append(Placed(leaf.place, change.old, change.new))
                self._plan.follows.append((change.old, change.new))
                return
        elif (
            isinstance(leaf, str | Link)
            and text is not None
            and self._set_field(change.value, change.old, change.new, new)
        ):
            return
        self._plan.refusals.append(of_template(old, new, _TEMPLATE))

    def _set_prose(self, leaf: Prose, change: NewValue) -> None:
        """Type what was changed in Markdown that is in a line of a template."""
        prose = ProseText(leaf)
        one, other = change.part if change.part else (None, None)
        if one is None or other is None:
            return
        if len(prose.blocks) != 1:
            self._plan.refusals.append(not_typed(other, ""))
            return
        old = Old(one, prose.blocks[0])
        typed = typed_changes(prose, [old], [Entry(other, old, stays=True)])
        self._plan.refusals += typed.refusals
        if not typed.refusals:
            self._put(leaf, typed.text, typed.changes, [old])
            self._plan.follows.append((change.old, change.new))

    def _set_field(self, value: Value, old: str, new: str, paragraph: Paragraph) -> bool:
        """Type another value of paper.yaml; say whether the value's place was found."""
        way = self._texts.of_field(old, value.tag)
        if way is None:
            return False
        text = new
        if as_printed_date(_at(self._texts, way)) == old:
            text = _typed_date(new)
            if not text:
                self._plan.refusals.append(
                    not_typed(paragraph, "a date is written as “14 March 2024”")
                )
                return True
        if not self._texts.set_value(PAPER_YAML, way, text):
            self._plan.refusals.append(not_typed(paragraph, ""))
            return True
        self._plan.placed.append(Placed(Place(PAPER_YAML), old, new))
        self._plan.follows.append((old, new))
        return True


def _at(texts: InputTexts, way: tuple[str | int, ...]) -> str:
    return texts.value(PAPER_YAML, way)


def _typed_date(printed: str) -> str:
    """Return a date as it is typed in paper.yaml; "" for text that is no date."""
    try:
        day = datetime.strptime(" ".join(printed.split()), "%d %B %Y").date()  # noqa: DTZ007 - a day
    except ValueError:
        return ""
    return day.isoformat() if as_printed_date(day.isoformat()) == printed.strip() else ""


def _untouched(olds: Sequence[Old], entries: Sequence[Entry]) -> bool:
    return len(olds) == len(entries) and all(
        e.stays
        and e.home is o
        and same(o.paragraph, e.paragraph)
        and _like(o.paragraph, e.paragraph)
        for o, e in zip(olds, entries, strict=True)
    )


def _differ_in_alternative_text(old: Paragraph, new: Paragraph) -> bool:
    """Say whether a picture of a paragraph has another alternative text, and no more is changed."""

    def without(paragraph: Paragraph) -> list[Char]:
        return [replace(e, note="") if e.text == OBJECT else e for e in paragraph.chars]

    return old.chars != new.chars and without(old) == without(new)


def _like(one: Paragraph, other: Paragraph) -> bool:
    return (one.style, one.list, one.level) == (other.style, other.list, other.level)


def _place_of(origin: ValuesOrigin) -> Place | None:
    places = [getattr(value.leaf, "place", None) for _, value in origin.pieces if value]
    return next((each for each in places if isinstance(each, Place) and each.file), None)


def _plain(text: str) -> str:
    """Return the text of a header or footer without numbers: those of pages are the savers'."""
    return " ".join("".join(c for c in text if not c.isdigit()).split())


def _sortable(way: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(f"{each:09d}" if isinstance(each, int) else each for each in way)
