"""Landscape pages in the midst of a document, for blocks too wide for the page as it is."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from msgspec import Struct

from panel_papers.core import Level, Place, Problem
from panel_papers.word.blocks.stationery import refer, references, widened
from panel_papers.word.blocks.tables import gap_paragraph, least_widths, section_of
from panel_papers.word.elements import Element, element
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.xml import attribute, child, children, is_a, remove, set_attribute

_SIDE = 1134  # twips, 2 cm: the margins at the right and left of a landscape page
_ONCE = ("w:headerReference", "w:footerReference", "w:titlePg", "w:type")


class Room(Struct, frozen=True):
    """The twips that a table gets, and how its words fit there.

    It is `turned` where it gets a page turned for it, `tight` where its columns have to be close
    together, and not `enough` where words have to be broken even so.
    """

    columns: int
    width: int
    turned: bool
    tight: bool
    enough: bool

    def problem(self, place: Place, hint: str, level: Level = Level.ERROR) -> Problem:
        """Return the problem of a table for which it is not enough."""
        found = f"The words of this table’s {self.columns} columns do not fit side by side"
        room = "a landscape page" if self.turned else "its place"
        return Problem("table-too-wide", place, found, f"a table no wider than {room}", hint, level)


class Turning:
    """Collects blocks that need a landscape page, and gives them theirs when all text is placed."""

    def __init__(self, document: Document, styles: HouseStyles) -> None:
        self._document = document
        self._body: Element = document.element.body
        self._styles = styles
        self._groups: list[Sequence[Element]] = []

    def width(self, host: CT_P) -> int | None:
        """Return the twips between the margins of the page turned; None where it cannot turn.

        It cannot for what is in a cell or a header, and it need not where it is landscape.
        """
        size = child(section_of(host), "w:pgSz")
        if host.getparent() is not self._body or size is None:
            return None
        high, wide = _measure(size)[::-1]
        return high - 2 * _SIDE if high > wide else None

    def room(self, rows: Sequence[Sequence[str]], host: CT_P, width: int) -> Room:
        """Return the room that a table of these texts gets in a place `width` twips wide."""
        loose, tight = least_widths(rows)
        wide = self.width(host) if tight > width else None
        given = width if wide is None else wide
        return Room(len(rows[0]), given, wide is not None, loose > given, tight <= given)

    def add(self, blocks: Sequence[Element]) -> None:
        """Note the blocks, which are to be on a landscape page of their own."""
        self._groups.append(blocks)

    def turn(self) -> None:
        """Close the section before each group and behind it; neighbours share a page.

        Headings right before a group go with it: alone at the end of a page they would be lost.
        """
        for first, last in self._spans():
            after = self._text_after(last)
            section = section_of(last)
            if section is None:
                continue
            stationery = references(section)
            before = first.getprevious()
            opens = before is not None and child(before, "w:pPr", "w:sectPr") is None
            if opens and before is not None:
                _close(before, copy.deepcopy(section))
                _forget(section)
            turned = copy.deepcopy(section)
            _turn(turned)
            widths = _across(section), _across(turned)
            refer(turned, widened(self._document, self._styles, stationery, *widths))
            if after is None:
                self._body.replace(section, turned)
                continue
            _close(last, turned)
            _forget(section)
            refer(section, stationery)
        self._groups.clear()

    def _text_after(self, last: Element) -> Element | None:
        """Return the next block that holds anything; None at the end of the text."""
        after = last.getnext()
        while is_a(after, "w:p") and after is not None and not len(_content(after)):
            if child(after, "w:pPr", "w:sectPr") is not None:
                break
            after = after.getnext()
        return None if is_a(after, "w:sectPr") else after

    def _spans(self) -> list[tuple[Element, Element]]:
        """Return the first and the last block of each group, those that touch made one."""
        spans: list[tuple[Element, Element]] = []
        for group in self._groups:
            if group[0].getparent() is not self._body:
                continue
            first = self._with_headings(group[0])
            before = first.getprevious()
            while is_a(before, "w:p") and before is not None and not len(_content(before)):
                before = before.getprevious()
            if spans and before is spans[-1][1]:
                spans[-1] = spans[-1][0], group[-1]
            else:
                spans.append((first, group[-1]))
        return spans

    def _with_headings(self, first: Element) -> Element:
        before = first.getprevious()
        while isinstance(before, CT_P) and self._is_heading(before):
            if child(before, "w:pPr", "w:sectPr") is not None:
                break
            first, before = before, before.getprevious()
        return first

    def _is_heading(self, paragraph: CT_P) -> bool:
        style = self._styles.by_id(paragraph.style)
        name = "" if style is None else (style.name_val or "").casefold()
        return name == "title" or name.startswith("heading")


def _content(paragraph: Element) -> list[Element]:
    return [each for each in paragraph if not is_a(each, "w:pPr")]


def _close(last: Element, section: Element) -> None:
    """End a section with the block `last`, in the way of Word: in a paragraph's properties."""
    if not is_a(last, "w:p"):
        gap = gap_paragraph()
        last.addnext(gap)
        last = gap
    properties = child(last, "w:pPr")
    if properties is None:
        properties = element("w:pPr")
        last.insert(0, properties)
    change = child(properties, "w:pPrChange")
    if change is None:
        properties.append(section)
    else:
        change.addprevious(section)


def _turn(section: Element) -> None:
    size, margins = child(section, "w:pgSz"), child(section, "w:pgMar")
    if size is not None:
        width, height = _measure(size)
        set_attribute(size, "w:w", height)
        set_attribute(size, "w:h", width)
        set_attribute(size, "w:orient", "landscape")
    if margins is not None:
        set_attribute(margins, "w:left", _SIDE)
        set_attribute(margins, "w:right", _SIDE)


def _across(section: Element) -> int:
    """Return the twips between the margins of a section's pages."""
    margins = child(section, "w:pgMar")
    sides = (int(attribute(margins, f"w:{side}") or 0) for side in ("left", "right"))
    return _measure(child(section, "w:pgSz"))[0] - sum(sides)


def _forget(section: Element) -> None:
    """Let a section continue from the one before it: with its headers, footers and page numbers."""
    for name in _ONCE:
        for once in children(section, name):
            remove(once)
    for numbers in children(section, "w:pgNumType"):
        numbers.attrib.pop(qn("w:start"), "")


def _measure(size: Element | None) -> tuple[int, int]:
    return int(attribute(size, "w:w") or 0), int(attribute(size, "w:h") or 0)
