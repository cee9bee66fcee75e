"""Changes in the lines that templates print: typed as values in YAML, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from panel_papers.core import Link, Place, PlacedText, Prose
from panel_papers.merge.captions import NewCaption, as_values
from panel_papers.merge.chars import Char
from panel_papers.merge.comparing import Old, same
from panel_papers.merge.inputs_text import PAPER_YAML, InputTexts, as_printed_date
from panel_papers.merge.plan import NOT_TYPED_HERE, Placed, Planned
from panel_papers.merge.prose_changes import typed_changes
from panel_papers.merge.prose_text import ProseText
from panel_papers.merge.reading import OBJECT, Paragraph
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
)
from panel_papers.merge.typed_text import Entry, same_style
from panel_papers.merge.values import NewValue, new_values
from panel_papers.word import BlockOrigin, CaptionOrigin, DataOrigin, Origin, Value, ValuesOrigin


class TemplateLines(Planned):
    """The lines that are no Markdown: values, captions, templates' own words."""

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
        if values is None or not same_style(old, new) or not self._texts.holds(origin.place):
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
                self._plan.refusals.append(of_template(old, new, NOT_TYPED_HERE))

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
        if item is None or before is None or not plain or not same_style(self._base[before], new):
            where = self._base[home] if home is not None else new
            origin = self._origins[home] if home is not None else None
            if isinstance(origin, DataOrigin):
                self._plan.refusals.append(self._of_data(origin, where, new))
            elif (shared := self._shared(origin)) is not None:
                self._plan.refusals.append(of_body(where, new, shared))
            elif (caption := self._caption(origin)) is not None:
                self._plan.refusals.append(of_caption(where, new, caption))
            else:
                self._plan.refusals.append(of_template(where, new, NOT_TYPED_HERE))
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
        self._plan.refusals.append(of_template(old, new, NOT_TYPED_HERE))

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


def _differ_in_alternative_text(old: Paragraph, new: Paragraph) -> bool:
    """Say whether a picture of a paragraph has another alternative text, and no more is changed."""

    def without(paragraph: Paragraph) -> list[Char]:
        return [replace(e, note="") if e.text == OBJECT else e for e in paragraph.chars]

    return old.chars != new.chars and without(old) == without(new)


def _place_of(origin: ValuesOrigin) -> Place | None:
    places = [getattr(value.leaf, "place", None) for _, value in origin.pieces if value]
    return next((each for each in places if isinstance(each, Place) and each.file), None)
