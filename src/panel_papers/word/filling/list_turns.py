"""Numbered lists inside a loop of a template: a list of its own in each turn of the loop.

A paragraph of a template becomes many. Word counts on through all of them, as they are of one
list; an editor sees a list under a heading and expects it to begin at 1 under the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document
from msgspec import Struct

from panel_papers.core import Place
from panel_papers.word.elements import element as element_of
from panel_papers.word.filling.tags import Tag
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.numbering import ListNumbers, Numbering, number, own_numbers
from panel_papers.word.xml import (
    Element,
    attribute,
    children,
    paragraphs,
    qn,
    value_at,
    within,
)

_MARK = qn("w:rsidP")  # an attribute that Word allows on a paragraph, and that nothing prints


class Restarts(Struct, frozen=True):
    """What of a story starts again: the bodies of its loops, as numbers of paragraphs.

    `items` are its list items in loops, each with the loop (by place in `loops`) whose turns
    begin its list again.
    """

    loops: tuple[tuple[int, int], ...] = ()
    items: tuple[tuple[int, int], ...] = ()


def mark_loops(document: Document, root: Element, tags: Sequence[Tag]) -> Restarts:
    """Mark the paragraphs of a story's loops, before it is filled; return what starts again.

    A list starts again with each turn of a loop that holds a loop of items, or a heading before
    them. A loop that prints nothing but items is one list.
    """
    loops = _loops(root, tags)
    if not loops:
        return Restarts()
    numbers = _Numbers(document)
    every_paragraph = paragraphs(root)
    items: list[tuple[int, int]] = []
    for index, paragraph in enumerate(every_paragraph):
        around = [n for n, (first, last) in enumerate(loops) if first <= index <= last]
        if not around:
            continue
        paragraph.set(_MARK, f"{index + 1:08X}")
        if numbers.of(paragraph) is None:
            continue
        # The innermost loop first: that of the items themselves does not part them.
        around.sort(key=lambda n: loops[n][1] - loops[n][0])
        headed = [
            place
            for place, n in enumerate(around)
            if place or _has_heading(every_paragraph[loops[n][0] : index], numbers)
        ]
        if headed:
            items.append((index, around[headed[0]]))
    return Restarts(tuple(loops), tuple(items))


def restart_lists(document: Document, root: Element, restarts: Restarts) -> None:
    """Give the items of each turn a list of their own, and take the numbers of `mark_loops` off."""
    if not restarts.items:
        for paragraph in paragraphs(root):
            paragraph.attrib.pop(_MARK, "")
        return
    loop_of = dict(restarts.items)
    numbers = _Numbers(document)
    turns = [0] * len(restarts.loops)
    lists: dict[tuple[int, int, int], int] = {}
    before = -1
    for paragraph in paragraphs(root):
        said = paragraph.attrib.pop(_MARK, "")
        if not said:
            continue
        index = int(str(said), 16) - 1
        if index <= before:
            _turn(restarts.loops, turns, index, before)
        before = index
        loop = loop_of.get(index)
        own = None if loop is None else numbers.of(paragraph)
        if loop is None or own is None:
            continue
        key = (own.num_id, loop, turns[loop])
        if key not in lists:
            lists[key] = numbers.again(own.num_id)
        number(paragraph.get_or_add_pPr(), ListNumbers(lists[key], own.level))


def _turn(loops: Sequence[tuple[int, int]], turns: list[int], index: int, before: int) -> None:
    """Count a turn of the innermost loop that can have led back from one paragraph to another."""
    around = [n for n, (first, last) in enumerate(loops) if first <= index and before <= last]
    if around:
        turns[min(around, key=lambda n: loops[n][1] - loops[n][0])] += 1


def _loops(root: Element, tags: Sequence[Tag]) -> list[tuple[int, int]]:
    """Return the first and the last paragraph of each loop's body, by their numbers."""
    places = {paragraph: index for index, paragraph in enumerate(paragraphs(root))}
    begun: list[int] = []
    found: list[tuple[int, int]] = []
    for tag in tags:
        if tag.attribute is not None or tag.keyword not in {"for", "endfor"}:
            continue
        paragraph = within(tag.holder, "w:p")
        if paragraph is None or paragraph not in places:
            continue
        at = places[paragraph]
        if tag.keyword == "for":
            begun.append(at)
        elif begun:
            first = begun.pop()
            if first + 1 < at:
                found.append((first + 1, at - 1))
    return found


def _has_heading(before: Sequence[Element], numbers: _Numbers) -> bool:
    return any(numbers.style_name(paragraph).startswith("heading") for paragraph in before)


class _Numbers:
    """The lists of a template, read and copied."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = HouseStyles(document, Place(""))
        self._numbering = Numbering(document, self._styles)

    def style_name(self, paragraph: Element) -> str:
        style = self._styles.by_id(value_at(paragraph, "w:pPr", "w:pStyle"))
        return "" if style is None else (style.name_val or "").lower()

    def of(self, paragraph: Element) -> ListNumbers | None:
        """Return the list of an item that counts; headings run on through the whole paper."""
        if self.style_name(paragraph).startswith("heading"):
            return None
        found = own_numbers(paragraph)
        if found is None:
            style = self._styles.by_id(value_at(paragraph, "w:pPr", "w:pStyle"))
            found = self._numbering.numbers_of(style)
        if found is None or not found.num_id:
            return None
        levels = [lvl for lvl in self._levels(found.num_id) if _depth(lvl) == found.level]
        counts = [value_at(lvl, "w:numFmt") not in {"", "bullet", "none"} for lvl in levels]
        return found if any(counts) else None

    def again(self, num_id: int) -> int:
        """Add a list of the same kind that starts at its first number; return its id."""
        root: Element = self._document.part.numbering_part.element
        nums = children(root, "w:num")
        old = next(n for n in nums if attribute(n, "w:numId") == str(num_id))
        new_id = 1 + max(int(attribute(n, "w:numId") or 0) for n in nums)
        new = element_of("w:num", numId=new_id)
        new.append(element_of("w:abstractNumId", val=value_at(old, "w:abstractNumId")))
        for level in self._levels(num_id):
            override = element_of("w:lvlOverride", ilvl=_depth(level))
            override.append(element_of("w:startOverride", val=value_at(level, "w:start") or "1"))
            new.append(override)
        nums[-1].addnext(new)
        return new_id

    def _levels(self, num_id: int) -> Iterator[Element]:
        if not any(r.reltype.endswith("/numbering") for r in self._document.part.rels.values()):
            return
        root: Element = self._document.part.numbering_part.element
        for num in children(root, "w:num"):
            if attribute(num, "w:numId") == str(num_id):
                wanted = value_at(num, "w:abstractNumId")
                for abstract in children(root, "w:abstractNum"):
                    if attribute(abstract, "w:abstractNumId") == wanted:
                        yield from children(abstract, "w:lvl")


def _depth(level: Element) -> int:
    return int(attribute(level, "w:ilvl") or 0)
