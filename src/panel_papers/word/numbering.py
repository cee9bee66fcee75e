"""Word's own numbering for lists: each counts for itself, in the look of its style."""

from __future__ import annotations

import re

from docx.document import Document
from docx.oxml.numbering import CT_Numbering
from docx.oxml.styles import CT_Style
from msgspec import Struct

from panel_papers.word.elements import Element, element, put
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.xml import qn


class ListNumbers(Struct, frozen=True):
    """What a list's paragraphs carry in `w:numPr`: the list, and the level in it from 0."""

    num_id: int
    level: int


class Numbering:
    """Starts lists in a document's numbering part."""

    def __init__(self, document: Document, styles: HouseStyles) -> None:
        self._document = document
        self._styles = styles

    def new_list(self, style: CT_Style | None, start: int | None) -> ListNumbers | None:
        """Return the numbers of a new list in the numbering that the style is linked to.

        Lists that share Word's `w:num` count on from each other, so each gets one of its own.
        `start` is the first number; None is for bullets, which do not count. None comes back for
        a style without numbering; that is a problem of the house document.
        """
        if style is None:
            return None
        linked = self.numbers_of(style)
        # Without any list python-docx has no numbering part to give.
        root = None if linked is None else self._document.part.numbering_part.element
        abstract = [] if root is None or linked is None else _abstract_ids(root, linked.num_id)
        if root is None or linked is None or not abstract:
            name = style.name_val or style.get(qn("w:styleId"))
            self._styles.tell(
                "style-without-numbering",
                f"The style “{name}” has no numbering",
                "a list style that is linked to a numbered or bulleted list",
                "in Word, right-click the style in Home › Styles, and choose Modify › Format "
                "› Numbering",
            )
            return None
        level = _level_of(root, abstract[0], style, linked.level)
        num_id = max((int(i) for i in root.xpath("w:num/@w:numId")), default=0) + 1
        self._add_num(root, num_id, abstract[0], level, start)
        return ListNumbers(num_id, level)

    def numbers_of(self, style: CT_Style | None) -> ListNumbers | None:
        """Return the list and level that a paragraph style gives its paragraphs, if any."""
        for ancestor in self._styles.lineage(style):
            numbers = own_numbers(ancestor)
            if numbers is not None:
                return numbers if numbers.num_id else None  # 0 takes the numbering away
        return None

    @staticmethod
    def _add_num(root: Element, num_id: int, abstract: int, level: int, start: int | None) -> None:
        num = element("w:num", numId=num_id)
        num.append(element("w:abstractNumId", val=abstract))
        if start is not None:
            override = element("w:lvlOverride", ilvl=level)
            override.append(element("w:startOverride", val=start))
            num.append(override)
        put(root, num, ["numIdMacAtCleanup"])


def own_numbers(owner: Element) -> ListNumbers | None:
    """Return the list and level that a paragraph or style says itself; list 0 is “no list”."""
    said = owner.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    num_id = None if said is None else said.find(qn("w:numId"))
    if said is None or num_id is None:
        return None
    level = said.find(qn("w:ilvl"))
    return ListNumbers(_value(num_id), 0 if level is None else _value(level))


def host_level(style: CT_Style | None, numbers: ListNumbers) -> int:
    """Return how deep a list style is, from 1, as its name or else its numbers say."""
    name = "" if style is None else (style.name_val or "").casefold()
    named = re.fullmatch(r"list [a-z]+(?: (\d))?", name)
    return int(named[1] or 1) if named else min(numbers.level + 1, 3)


def number(properties: Element, numbers: ListNumbers) -> None:
    """Give paragraph properties (`w:pPr`) the list's number in place of any other."""
    numbered = properties.get_or_add_numPr()  # type: ignore[attr-defined]
    numbered.get_or_add_ilvl().val = numbers.level
    numbered.get_or_add_numId().val = numbers.num_id


def _abstract_ids(root: CT_Numbering, num_id: int) -> list[int]:
    return [int(i) for i in root.xpath(f'w:num[@w:numId="{num_id}"]/w:abstractNumId/@w:val')]


def _level_of(root: CT_Numbering, abstract: int, style: CT_Style, otherwise: int) -> int:
    """Return the level that names the style as its own: Word heeds it before the style's level."""
    levels = root.xpath(
        f'w:abstractNum[@w:abstractNumId="{abstract}"]/w:lvl'
        f'[w:pStyle/@w:val="{style.get(qn("w:styleId"))}"]/@w:ilvl'
    )
    return int(levels[0]) if levels else otherwise


def _value(said: Element) -> int:
    return int(said.get(qn("w:val"), "0"))
