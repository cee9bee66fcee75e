"""The numbers of recommendations as a body asks for them: (1), (a), (i), or 2.1 in section 2."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

from docx.document import Document
from docx.oxml.text.paragraph import CT_P

from panel_papers.core import Place
from panel_papers.word.elements import Element, element
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.numbering import ListNumbers, Numbering, number
from panel_papers.word.paragraph_numbers import (
    STEP,
    abstract_of,
    heading_before,
    levels_of,
    make_room,
    numbers_of,
    prepare_levels,
    set_level,
    style_name,
)
from panel_papers.word.xml import attribute, child, children, remove, set_attribute, value_at

IN_BRACKETS, BELOW_SECTION = "(1)", "1.1"
_BRACKETS = (("decimal", "(%1)"), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
_LIST = re.compile(r"list (?P<kind>number|continue)(?: (?P<depth>\d))?")
_NSID = 0x50A9F000


def number_recommendations(document: Document, blocks: Sequence[Element], form: str) -> bool:
    """Give the lists of recommendations their numbers; return whether there are any.

    `blocks` are what its text became. With `BELOW_SECTION`, but below a heading without a number,
    the lists keep the template's numbers, as they do with the form “1”.
    """
    styles = HouseStyles(document, Place(""))
    numbering = Numbering(document, styles)
    items = [
        (block, numbers)
        for block in blocks
        if isinstance(block, CT_P)
        and (numbers := numbers_of(block, styles, numbering)) is not None
        and _counts(document, numbers)
    ]
    if not items:
        return False
    depths = {block: _depth(style_name(block, styles), numbers) for block, numbers in items}
    if form == IN_BRACKETS:
        copies: dict[int, int] = {}
        abstracts: dict[Element, int] = {}
        whole: int | None = None  # items below others are of one list with them, as Word has it
        for block, numbers in items:
            if numbers.num_id not in copies:
                abstract = abstract_of(document, numbers.num_id)
                if abstract not in abstracts:
                    abstracts[abstract] = _copy_abstract(document, abstract)
                copies[numbers.num_id] = _copy_list(document, numbers.num_id, abstracts[abstract])
            if not depths[block] or whole is None:
                whole = copies[numbers.num_id]
            number(block.get_or_add_pPr(), ListNumbers(whole, depths[block]))
        _indent(blocks, styles)
    elif form == BELOW_SECTION:
        heading = heading_before(blocks[0], styles)
        of_section = None if heading is None else numbers_of(heading, styles, numbering)
        if of_section is not None and not of_section.level:
            prepare_levels(document, of_section.num_id)
            deepest = 0
            for block, _ in items:
                level = depths[block] + 1
                if level > deepest + 1:
                    continue  # below bullets, a list counts by itself
                deepest = level
                number(block.get_or_add_pPr(), ListNumbers(of_section.num_id, level))
            make_room(document, of_section.num_id)
    return True


def _counts(document: Document, numbers: ListNumbers) -> bool:
    """Say whether a list has numbers, and no bullets."""
    levels = {attribute(each, "w:ilvl"): each for each in levels_of(document, numbers.num_id)}
    level = levels.get(str(numbers.level))
    return level is not None and value_at(level, "w:numFmt") not in {"bullet", "none"}


def _depth(style: str, numbers: ListNumbers) -> int:
    """Return how deep an item is, from 0."""
    named = _LIST.fullmatch(style)
    return int(named["depth"] or 1) - 1 if named else numbers.level


def _copy_abstract(document: Document, old: Element) -> int:
    """Return an abstract list like another, with numbers in brackets."""
    root = document.part.numbering_part.element
    abstracts = children(root, "w:abstractNum")
    new_id = 1 + max(int(attribute(each, "w:abstractNumId")) for each in abstracts)
    new = copy.deepcopy(old)
    set_attribute(new, "w:abstractNumId", new_id)
    nsid = child(new, "w:nsid")
    if nsid is not None:  # lists of one nsid are one list to Word
        set_attribute(nsid, "w:val", f"{_NSID + new_id:08X}")
    for level in children(new, "w:lvl")[: len(_BRACKETS)]:
        depth = int(attribute(level, "w:ilvl"))
        set_level(level, *_BRACKETS[depth], left=(depth + 1) * STEP)
    abstracts[-1].addnext(new)
    return new_id


def _copy_list(document: Document, num_id: int, abstract_id: int) -> int:
    """Return a list like another, of the abstract list `abstract_id`."""
    root = document.part.numbering_part.element
    own = next(n for n in children(root, "w:num") if attribute(n, "w:numId") == str(num_id))
    numbered = copy.deepcopy(own)
    number_id = 1 + max(int(attribute(each, "w:numId")) for each in children(root, "w:num"))
    set_attribute(numbered, "w:numId", number_id)
    reference = child(numbered, "w:abstractNumId")
    if reference is not None:
        set_attribute(reference, "w:val", abstract_id)
    children(root, "w:num")[-1].addnext(numbered)
    return number_id


def _indent(blocks: Sequence[Element], styles: HouseStyles) -> None:
    """Set the further paragraphs of an item below its text."""
    for block in blocks:
        named = _LIST.fullmatch(style_name(block, styles)) if isinstance(block, CT_P) else None
        if isinstance(block, CT_P) and named and named["kind"] == "continue":
            properties = block.get_or_add_pPr()
            for old in children(properties, "w:ind"):
                remove(old)
            properties.append(element("w:ind", left=int(named["depth"] or 1) * STEP))
