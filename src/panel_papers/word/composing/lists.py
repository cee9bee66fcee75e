"""The lists of a part on the house's numbering: headings run on, every other list starts again."""

from __future__ import annotations

import copy

from docx.document import Document
from docx.oxml.text.paragraph import CT_P
from lxml import etree

from panel_papers.word.elements import element as element_of
from panel_papers.word.numbering import ListNumbers, number
from panel_papers.word.xml import (
    Element,
    attribute,
    child,
    children,
    every,
    paragraphs,
    remove,
    set_attribute,
    value_at,
)


class Lists:
    """Turns a part's list numbers into the house's. Use it before the styles are adopted."""

    def __init__(self, house: Document, part: Document) -> None:
        # python-docx makes an empty numbering part where there is none.
        self._house: Element = house.part.numbering_part.element
        has = any(r.reltype.endswith("/numbering") for r in part.part.rels.values())
        self._theirs: Element | None = part.part.numbering_part.element if has else None
        self._styles = {
            attribute(s, "w:styleId"): s for s in children(part.styles.element, "w:style")
        }
        self._house_styles = {_style_name(s): s for s in children(house.styles.element, "w:style")}
        self._known: dict[tuple[str, str | None], str] = {}

    def adopt(self, root: Element) -> None:
        """Change the list of every paragraph below `root`."""
        for paragraph in paragraphs(root):
            style = self._styles.get(value_at(paragraph, "w:pPr", "w:pStyle"))
            heading = _style_name(style).startswith("heading")
            numbered = child(paragraph, "w:pPr", "w:numPr", "w:numId")
            if numbered is not None:
                self._renumber(numbered, heading)
            elif heading and style is not None:
                self._number_heading(paragraph, style)
            elif style is not None:
                self._start_anew(paragraph, style)

    def adopt_style(self, style: Element) -> None:
        """Change the list of a style that came along from the part."""
        numbered = child(style, "w:pPr", "w:numPr", "w:numId")
        if numbered is not None:
            self._renumber(numbered, _style_name(style).startswith("heading"))

    def _renumber(self, numbered: Element, heading: bool) -> None:
        old = attribute(numbered, "w:val")
        depth = value_at(numbered.getparent(), "w:ilvl") or "0"
        if old != "0":  # 0 takes a style's numbering away
            set_attribute(numbered, "w:val", self._house_number(old, depth if heading else None))

    def _number_heading(self, paragraph: CT_P, style: Element) -> None:
        """Give a heading the number that only the part’s own style gives it: its editor sees it."""
        theirs = child(style, "w:pPr", "w:numPr")
        old = value_at(theirs, "w:numId")
        ours = child(self._house_styles.get(_style_name(style)), "w:pPr", "w:numPr")
        if old in {"", "0"} or ours is not None:
            return
        depth = value_at(theirs, "w:ilvl") or _level_of_style(
            _abstract(self._theirs, old), attribute(style, "w:styleId")
        )
        new = int(self._house_number(old, depth))
        if new:
            number(paragraph.get_or_add_pPr(), ListNumbers(new, int(depth)))

    def _start_anew(self, paragraph: CT_P, style: Element) -> None:
        """Give a paragraph that is numbered by its style a list of the part's own."""
        numbered = child(self._house_styles.get(_style_name(style)), "w:pPr", "w:numPr")
        abstract = _abstract(self._house, value_at(numbered, "w:numId"))
        depth = value_at(numbered, "w:ilvl") or "0"
        if abstract is None or not _counts(abstract, depth):
            return
        key = ("house " + attribute(abstract, "w:abstractNumId"), None)
        if key not in self._known:
            self._known[key] = self._new_list(abstract)
        number(paragraph.get_or_add_pPr(), ListNumbers(int(self._known[key]), int(depth)))

    def _house_number(self, old: str, heading: str | None) -> str:
        """Return the house's list for a part's; `heading` is the level of a heading."""
        key = (old, heading)
        if key not in self._known:
            theirs = _abstract(self._theirs, old)
            self._known[key] = "0" if theirs is None else self._match(old, theirs, heading)
        return self._known[key]

    def _match(self, old: str, theirs: Element, heading: str | None) -> str:
        """Return a list of the house's that looks as the part's: one there is, or a new one."""
        known = children(self._house, "w:abstractNum")
        ours = next((a for a in known if _same(a, theirs)), None)
        if ours is None and heading is not None:
            ours = self._headings_like(theirs, heading)
        if ours is None:
            ours = self._bring(theirs)
        abstract_id = attribute(ours, "w:abstractNumId")
        for num in children(self._house, "w:num") if heading is not None else ():
            if child(num, "w:lvlOverride") is None and _abstract_id(num) == abstract_id:
                return attribute(num, "w:numId")
        nums = children(self._theirs, "w:num")
        source = next(n for n in nums if attribute(n, "w:numId") == old)
        return self._new_list(ours, source, run_on=heading is not None)

    def _headings_like(self, theirs: Element, depth: str) -> Element | None:
        """Return the house's list that numbers a heading of this level in the same form.

        LibreOffice drops the ids by which lists are known, and a list that is made again in Word
        has other ids: the form of the number is what an editor sees. A level that belongs to a
        list style, such as List Number, numbers no headings.
        """
        form = _form(theirs, depth)
        alike = [a for a in children(self._house, "w:abstractNum") if _form(a, depth) == form]
        free = [a for a in alike if self._numbers_headings(_level(a, depth))]
        same_place = [a for a in free if _indents(a, depth) == _indents(theirs, depth)]
        return next(iter([*same_place, *free]), None)

    def _numbers_headings(self, level: Element | None) -> bool:
        tied = value_at(level, "w:pStyle")
        names = (
            name for name, s in self._house_styles.items() if tied == attribute(s, "w:styleId")
        )
        return not tied or next(names, "").startswith("heading")

    def _bring(self, theirs: Element) -> Element:
        """Add a part's kind of list to the house's, without its ties to the part's styles."""
        known = children(self._house, "w:abstractNum")
        coming = copy.deepcopy(theirs)
        for tie in every(coming, "w:pStyle", "w:styleLink", "w:numStyleLink", "w:lvlPicBulletId"):
            remove(tie)
        ids = [int(attribute(a, "w:abstractNumId") or 0) for a in known]
        set_attribute(coming, "w:abstractNumId", max(ids, default=-1) + 1)
        bullets = children(self._house, "w:numPicBullet")
        self._house.insert(len(bullets) + len(known), coming)
        return coming

    def _new_list(
        self, abstract: Element, source: Element | None = None, run_on: bool = False
    ) -> str:
        """Add a list of the kind `abstract`; it starts at its first number unless it runs on."""
        nums = children(self._house, "w:num")
        new_id = 1 + max((int(attribute(n, "w:numId") or 0) for n in nums), default=0)
        new = element_of("w:num", numId=new_id)
        new.append(element_of("w:abstractNumId", val=attribute(abstract, "w:abstractNumId")))
        overrides = children(source, "w:lvlOverride")
        new.extend(copy.deepcopy(o) for o in overrides)
        if not overrides and not run_on:
            new.extend(_start(level) for level in children(abstract, "w:lvl"))
        if nums:
            nums[-1].addnext(new)
        else:
            self._house.append(new)
        return str(new_id)


def _abstract(numbering: Element | None, num_id: str) -> Element | None:
    """Return what a list looks like; None where the list, or its look, is not there."""
    for num in children(numbering, "w:num"):
        if attribute(num, "w:numId") == num_id:
            looks = children(numbering, "w:abstractNum")
            wanted = _abstract_id(num)
            return next((a for a in looks if attribute(a, "w:abstractNumId") == wanted), None)
    return None


def _abstract_id(num: Element) -> str:
    return value_at(num, "w:abstractNumId")


def _start(level: Element) -> Element:
    override = element_of("w:lvlOverride", ilvl=attribute(level, "w:ilvl"))
    override.append(element_of("w:startOverride", val=value_at(level, "w:start") or "1"))
    return override


def _level(abstract: Element | None, depth: str) -> Element | None:
    levels = children(abstract, "w:lvl")
    return next((each for each in levels if attribute(each, "w:ilvl") == depth), None)


def _level_of_style(abstract: Element | None, style: str) -> str:
    """Return the level that names a style as its own, from 0."""
    tied = (e for e in children(abstract, "w:lvl") if value_at(e, "w:pStyle") == style)
    return attribute(next(tied, None), "w:ilvl") or "0"


def _form(abstract: Element, depth: str) -> tuple[str, str]:
    """Return how a level's number looks: its numerals, and what is printed round them."""
    level = _level(abstract, depth)
    return value_at(level, "w:numFmt"), value_at(level, "w:lvlText")


def _indents(abstract: Element, depth: str) -> tuple[str, str]:
    indent = child(_level(abstract, depth), "w:pPr", "w:ind")
    return attribute(indent, "w:left"), attribute(indent, "w:hanging")


def _counts(abstract: Element, depth: str) -> bool:
    """Say whether a level of a list has numbers and not bullets."""
    return value_at(_level(abstract, depth), "w:numFmt") not in {"", "bullet", "none"}


def _same(one: Element, other: Element) -> bool:
    """Say whether two abstract lists are one: Word keeps `w:nsid` when a document is copied."""
    ids = [value_at(a, "w:nsid") for a in (one, other)]
    if all(ids):
        return ids[0] == ids[1]
    return [etree.tostring(x) for x in children(one, "w:lvl")] == [
        etree.tostring(x) for x in children(other, "w:lvl")
    ]


def _style_name(style: Element | None) -> str:
    return value_at(style, "w:name").lower()
