"""The lists of a Word file: which paragraph is an item, of which list, and with which number."""

from __future__ import annotations

import re

from lxml import etree
from msgspec import Struct, field

from panel_papers.inputs.cleaning.word.names import is_on, n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import part_of
from panel_papers.inputs.cleaning.word.styles import Styles, child_of, value_of
from panel_papers.inputs.word_sections.numerals import label_of

_WHOLE = re.compile(r"-?\d{1,6}")


class Item(Struct, frozen=True):
    """An item of a list: its list's id, its level, its number, and how far in its text is.

    `ordered` items have numbers, others bullets. A number of several parts (1.1) is `legal`.
    `definition` is shared by lists of one look. `label` is what Word prints before the item, None
    where that is not known. `outline` says that a deeper level of its list has numbers of several
    parts, so that this one numbers headings.
    """

    list_id: str
    level: int
    number: int
    indent: int
    ordered: bool
    legal: bool
    definition: str
    label: str | None = None
    outline: bool = False


class _Level(Struct, frozen=True):
    """What a list says of one of its levels."""

    kind: str
    text: str
    start: int
    indent: int | None
    style: str | None
    plain: bool
    """Whether all its numbers are written 1, 2, 3 (`w:isLgl`)."""


class _List(Struct, eq=False):
    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Lists:
    """Counts the items of a document as Word does; each paragraph is to be asked once, in order."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, _Count] = {}
        name = part_of(package, "numbering")
        if name:
            self._read(package.tree(name))

    def item(self, paragraph: etree._Element) -> Item | None:
        """Return what a paragraph is in its list, counting it; None for a paragraph in no list."""
        said = self._said(paragraph)
        if said is None:
            return None
        list_id, depth = said
        its = self._lists[list_id]
        level = its.levels.get(depth)
        if level is None or level.kind == "none" or not (level.text.strip() or level.kind):
            return None
        number = self._count(list_id, its, depth)
        ordered = level.kind != "bullet"
        return Item(
            list_id,
            depth,
            number,
            self.indent(paragraph, level.indent),
            ordered,
            ordered and _has_parts(level),
            its.definition,
            self._label(its, depth) if ordered else None,
            ordered and any(_has_parts(each) for at, each in its.levels.items() if at > depth),
        )

    def _label(self, its: _List, depth: int) -> str | None:
        """Return what Word prints before the item of a level that was counted just now."""
        level = its.levels[depth]
        above = {at: each for at, each in its.levels.items() if at <= depth}
        forms = {at: "decimal" if level.plain else each.kind for at, each in above.items()}
        numbers = {at: its.starts.get(at, each.start) for at, each in above.items()}
        return label_of(level.text, forms, numbers | self._counts[its.definition].numbers)

    def indent(self, paragraph: etree._Element, of_list: int | None = None) -> int:
        """Return how far in a paragraph is, in twips: itself, its list, or its style."""
        own = _indent_in(paragraph.find(n("w:pPr")))
        if own is not None:
            return own
        if of_list is not None and paragraph.find(f"{n('w:pPr')}/{n('w:numPr')}") is not None:
            return of_list
        for style in self._styles.of_paragraph(paragraph):
            found = _indent_in(style.find(n("w:pPr")))
            if found is not None:
                return found
        return of_list or 0

    def _said(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph, from itself or from its style."""
        own = child_of(paragraph, "w:pPr", "w:numPr")
        list_id = value_of(own, "w:numId")
        level = value_of(own, "w:ilvl")
        chain = self._styles.of_paragraph(paragraph)
        for style in chain if list_id is None else ():
            numbered = child_of(style, "w:pPr", "w:numPr")
            list_id = value_of(numbered, "w:numId")
            if list_id is not None:
                level = level or value_of(numbered, "w:ilvl")
                tied = self._tied(list_id, str(style.get(n("w:styleId"))))
                level = str(tied) if tied is not None else level
                break
        if list_id is None or list_id not in self._lists:
            return None
        return list_id, _whole(level, 0)

    def _tied(self, list_id: str, style: str) -> int | None:
        its = self._lists.get(list_id)
        levels = its.levels.items() if its else ()
        return next((depth for depth, level in levels if level.style == style), None)

    def _count(self, list_id: str, its: _List, depth: int) -> int:
        count = self._counts.setdefault(its.definition, _Count())
        level = its.levels[depth]
        first = (list_id, depth) not in count.begun and depth in its.starts
        if first or depth not in count.numbers:
            count.numbers[depth] = its.starts.get(depth, level.start)
        else:
            count.numbers[depth] += 1
        count.begun.add((list_id, depth))
        for deeper in [each for each in count.numbers if each > depth]:
            del count.numbers[deeper]
        return count.numbers[depth]

    def _read(self, root: etree._Element) -> None:
        definitions = {str(e.get(n("w:abstractNumId"))): e for e in root.iter(n("w:abstractNum"))}
        linked = {
            value_of(e, "w:styleLink"): key
            for key, e in definitions.items()
            if value_of(e, "w:styleLink")
        }
        for num in root.iter(n("w:num")):
            key = value_of(num, "w:abstractNumId") or ""
            if key in definitions and (link := value_of(definitions[key], "w:numStyleLink")):
                key = linked.get(link, key)
            if key not in definitions:
                continue
            levels = dict(_levels(definitions[key]))
            starts: dict[int, int] = {}
            for override in num.iterfind(n("w:lvlOverride")):
                depth = _whole(override.get(n("w:ilvl")), 0)
                levels |= dict(_levels(override))
                if (start := value_of(override, "w:startOverride")) is not None:
                    starts[depth] = _whole(start, 1)
            self._lists[str(num.get(n("w:numId")))] = _List(key, levels, starts)


class _Count(Struct, eq=False):
    """How far the lists of one definition have counted, level by level."""

    numbers: dict[int, int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


def _has_parts(level: _Level) -> bool:
    """Say whether a level's numbers are of several parts, such as 1.1."""
    return level.kind != "bullet" and len(re.findall(r"%\d", level.text)) > 1


def _levels(holder: etree._Element) -> list[tuple[int, _Level]]:
    return [
        (
            _whole(e.get(n("w:ilvl")), 0),
            _Level(
                value_of(e, "w:numFmt") or "decimal",
                value_of(e, "w:lvlText") or "",
                _whole(value_of(e, "w:start"), 0),
                _indent_in(e.find(n("w:pPr"))),
                value_of(e, "w:pStyle"),
                _is_set(e.find(n("w:isLgl"))),
            ),
        )
        for e in holder.iterfind(n("w:lvl"))
    ]


def _is_set(element: etree._Element | None) -> bool:
    """Say whether a property that is on or off is on."""
    return element is not None and is_on(element.get(n("w:val")))


def _indent_in(properties: etree._Element | None) -> int | None:
    found = child_of(properties, "w:ind")
    if found is None:
        return None
    said = found.get(n("w:left")) or found.get(n("w:start"))
    return None if said is None else _whole(said, 0)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and _WHOLE.fullmatch(text) else otherwise
