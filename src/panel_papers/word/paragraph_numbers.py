"""The numbers of a report's paragraphs: 1.1, 1.2 below section 1, (a) and (i) in lists below them.

They are Word's own: levels of the list that numbers the sections' headings, so that each section
begins again at 1 and every paragraph keeps its number when the report is edited in Word.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.oxml.text.paragraph import CT_P

from panel_papers.core import Place
from panel_papers.word.elements import Element, element
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.numbering import ListNumbers, Numbering, number, own_numbers
from panel_papers.word.story import own_text
from panel_papers.word.xml import (
    attribute,
    child,
    children,
    every,
    paragraphs,
    qn,
    remove,
    set_attribute,
    value_at,
)

_PARAGRAPH = 1
"""The level of paragraphs; that of the sections' headings is 0."""

_LISTS: Mapping[str, int] = {"list number": 2, "list number 2": 3, "list number 3": 4}
"""The levels of numbered lists, by the styles of their items."""

_BULLETS = re.compile(r"list bullet(?: (\d))?")

_FORMS = {2: ("lowerLetter", "(%3)"), 3: ("lowerRoman", "(%4)"), 4: ("upperLetter", "(%5)")}
STEP = 567  # twips: 1 cm, as far as the headings' numbers hang
_NSID = 0x50AA0000
_VAL = qn("w:val")
_NO_PARAGRAPH = re.compile(r"title|subtitle|caption|source|quote|code|toc|heading|list")


def number_paragraphs(document: Document, sections: Sequence[Sequence[Element]]) -> None:
    """Give numbers to the paragraphs of sections whose heading is numbered.

    `sections` are the blocks that each section's text became. A text whose place in its template
    is numbered already keeps those numbers, and so does a list that does not begin with 1 or that
    is an item of bullets: programs differ in how they count a level whose upper one has no number.
    So a list before a section's first paragraph looks as the others, but is a list apart.
    """
    styles = HouseStyles(document, Place(""))
    numbering = Numbering(document, styles)
    ready = set[int]()
    for blocks in sections:
        heading = heading_before(blocks[0], styles) if blocks else None
        numbers = None if heading is None else numbers_of(heading, styles, numbering)
        if numbers is None or numbers.level:
            continue
        deepest, apart = _PARAGRAPH, 0
        begun = False
        for block in blocks:
            level = _level_for(block, document, styles, numbering)
            deepest = min(deepest, _bullet_depth(block, styles) or deepest)
            if level is None or not isinstance(block, CT_P) or level > deepest + 1:
                continue  # below bullets, a list counts by itself
            deepest = level
            begun = begun or level == _PARAGRAPH
            if numbers.num_id not in ready:
                ready.add(numbers.num_id)
                prepare_levels(document, numbers.num_id)
            if not begun:
                apart = apart or _list_apart(document, numbers.num_id)
            number(block.get_or_add_pPr(), ListNumbers(numbers.num_id if begun else apart, level))
    for num_id in sorted(ready):
        make_room(document, num_id)


def heading_before(block: Element, styles: HouseStyles) -> CT_P | None:
    """Return the nearest heading of level 1 before a block."""
    before = block.getprevious()
    while before is not None:
        if isinstance(before, CT_P) and style_name(before, styles) == "heading 1":
            return before
        before = before.getprevious()
    return None


def style_name(paragraph: CT_P, styles: HouseStyles) -> str:
    """Return the name of a paragraph’s style, in small letters."""
    style = styles.by_id(paragraph.style)
    return "" if style is None else (style.name_val or "").casefold()


def numbers_of(paragraph: CT_P, styles: HouseStyles, numbering: Numbering) -> ListNumbers | None:
    """Return the list and level of a paragraph, by itself or by its style."""
    own = own_numbers(paragraph)
    if own is None:
        return numbering.numbers_of(styles.by_id(paragraph.style))
    return own if own.num_id else None


def _level_for(
    block: Element, document: Document, styles: HouseStyles, numbering: Numbering
) -> int | None:
    """Return the level that a block has in the numbering of paragraphs, if any."""
    if not isinstance(block, CT_P) or not own_text(block).strip():
        return None
    name = style_name(block, styles)
    own = numbers_of(block, styles, numbering)
    if name in _LISTS and own is not None:
        return _LISTS[name] if _first_number(document, own) == 1 else None
    if own is not None or _NO_PARAGRAPH.search(name):
        return None
    return _PARAGRAPH


def _bullet_depth(block: Element, styles: HouseStyles) -> int:
    """Return how deep a bullet is, 1 for the outermost; 0 for what is none."""
    found = _BULLETS.fullmatch(style_name(block, styles)) if isinstance(block, CT_P) else None
    return int(found[1] or 1) if found else 0


def _first_number(document: Document, numbers: ListNumbers) -> int:
    """Return the number that a list begins with."""
    for num in children(document.part.numbering_part.element, "w:num"):
        if attribute(num, "w:numId") == str(numbers.num_id):
            for override in children(num, "w:lvlOverride"):
                if attribute(override, "w:ilvl") == str(numbers.level):
                    return int(value_at(override, "w:startOverride") or 1)
    return 1


def prepare_levels(document: Document, num_id: int) -> None:
    """Give the headings' list the levels of paragraphs and lists, in place of its own."""
    for level in levels_of(document, num_id):
        depth = int(attribute(level, "w:ilvl") or 0)
        if depth == _PARAGRAPH:
            set_level(level, "decimal", "%1.%2", left=None)
        elif depth in _FORMS:
            set_level(level, *_FORMS[depth], left=(depth - 1) * STEP)


def levels_of(document: Document, num_id: int) -> list[Element]:
    """Return the levels of the abstract list behind a list."""
    return children(abstract_of(document, num_id), "w:lvl")


def abstract_of(document: Document, num_id: int) -> Element:
    """Return the abstract list behind a list."""
    root = document.part.numbering_part.element
    num = next(n for n in children(root, "w:num") if attribute(n, "w:numId") == str(num_id))
    return next(
        each
        for each in children(root, "w:abstractNum")
        if attribute(each, "w:abstractNumId") == value_at(num, "w:abstractNumId")
    )


def _list_apart(document: Document, num_id: int) -> int:
    """Return a list that looks as another and counts apart from it."""
    root = document.part.numbering_part.element
    abstracts, nums = children(root, "w:abstractNum"), children(root, "w:num")
    own = copy.deepcopy(abstract_of(document, num_id))
    abstract_id = 1 + max(int(attribute(each, "w:abstractNumId")) for each in abstracts)
    set_attribute(own, "w:abstractNumId", abstract_id)
    for tie in every(own, "w:pStyle", "w:styleLink", "w:numStyleLink"):
        remove(tie)
    nsid = child(own, "w:nsid")
    if nsid is not None:  # lists of one nsid are one list to Word
        set_attribute(nsid, "w:val", f"{_NSID + abstract_id:08X}")
    abstracts[-1].addnext(own)
    new_id = 1 + max(int(attribute(each, "w:numId")) for each in nums)
    abstract = element("w:abstractNumId", val=abstract_id)
    nums[-1].addnext(element("w:num", [abstract], numId=new_id))
    return new_id


def make_room(document: Document, num_id: int) -> None:
    """Widen the room for numbers where the longest, such as “10.10”, does not fit into it.

    Word would set the first line of such a paragraph further in, and dxpdf over the number.
    Headings get the same room, so that all numbers begin at one edge.
    """
    counts, longest = [0, 0], ""
    for paragraph in paragraphs(document.element.body):
        numbers = own_numbers(paragraph)
        if numbers is not None and numbers.num_id == num_id and numbers.level <= _PARAGRAPH:
            counts = [counts[0] + 1, 0] if not numbers.level else [counts[0], counts[1] + 1]
            longest = max(longest, f"{counts[0]}.{counts[1]}", key=len)
    size = document.styles["Normal"].font.size
    points = 12 if size is None else size.pt
    digits = len(longest) - 1
    # Arial's digits are 0.556 em wide, its full stop 0.278 em; 6 points of air before the text
    needed = round(((digits * 0.556 + 0.278) * points + 6) * 20)
    for level in levels_of(document, num_id)[: _PARAGRAPH + 1]:
        indent = child(level, "w:pPr", "w:ind")
        if indent is not None and int(attribute(indent, "w:hanging") or 0) < needed:
            indent.set(qn("w:hanging"), str(needed))


def set_level(level: Element, numerals: str, text: str, left: int | None) -> None:
    """Set what a level's numbers look like, and unless `left` is None where its text begins."""
    for name, value in (("w:numFmt", numerals), ("w:lvlText", text)):
        said = child(level, name)
        if said is not None:
            said.set(_VAL, value)
    tied = child(level, "w:pStyle")
    if tied is not None:
        remove(tied)
    properties = child(level, "w:pPr")
    if properties is None or left is None:
        return
    for old in list(properties):
        remove(old)
    properties.append(element("w:ind", left=left, hanging=STEP))
