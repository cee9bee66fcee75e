"""Bookmarks of a part under names and ids of their own, and what points to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.document import Document

from panel_papers.word.xml import Element, attribute, every, is_a, remove, set_attribute

_LONGEST = 40  # Word cuts bookmark names at 40 characters
_WORD = re.compile(r'[^\s"]+')


def adopt_bookmarks(house: Document, roots: Sequence[Element]) -> None:
    """Give the bookmarks below `roots` ids and names that neither `house` nor another has.

    A loop in a template repeats a bookmark and what points to it. A reference follows the bookmark
    of its name that comes last before it, so in each turn of the loop that turn's own; one that
    comes before any goes to the first.
    """
    known = every(house.element.body, "w:bookmarkStart")
    taken = {attribute(b, "w:name").casefold() for b in known}
    next_id = 1 + max((int(attribute(b, "w:id") or 0) for b in known), default=-1)
    elements = [e for root in roots for e in every(root)]
    begun: dict[str, str] = {}
    renamed = _first_names(elements, taken)
    for element in elements:
        if is_a(element, "w:bookmarkStart"):
            begun[attribute(element, "w:id")] = str(next_id)
            set_attribute(element, "w:id", next_id)
            next_id += 1
            name = attribute(element, "w:name")
            renamed[name] = _free(name, taken)
            taken.add(renamed[name].casefold())
            set_attribute(element, "w:name", renamed[name])
        elif is_a(element, "w:bookmarkEnd"):
            own = begun.pop(attribute(element, "w:id"), None)
            if own is None:
                remove(element)
            else:
                set_attribute(element, "w:id", own)
        else:
            _point(element, renamed)


def _first_names(elements: Sequence[Element], taken: set[str]) -> dict[str, str]:
    """Return the name that the first bookmark of each name will get."""
    names: dict[str, str] = {}
    used = set(taken)
    for element in elements:
        if is_a(element, "w:bookmarkStart"):
            name = attribute(element, "w:name")
            new = _free(name, used)
            names.setdefault(name, new)
            used.add(new.casefold())
    return names


def _free(name: str, taken: set[str]) -> str:
    unique, number = name, 2
    while unique.casefold() in taken:
        unique, number = f"{name[: _LONGEST - 4]}_{number}", number + 1
    return unique


def _point(element: Element, renamed: dict[str, str]) -> None:
    """Change what an element says about bookmarks: a link's anchor, a field's code."""
    if is_a(element, "w:hyperlink"):
        anchor = attribute(element, "w:anchor")
        if anchor in renamed:
            set_attribute(element, "w:anchor", renamed[anchor])
    elif is_a(element, "w:instrText") and element.text:
        element.text = _WORD.sub(lambda word: renamed.get(word[0], word[0]), element.text)
    elif is_a(element, "w:fldSimple"):
        code = attribute(element, "w:instr")
        code = _WORD.sub(lambda word: renamed.get(word[0], word[0]), code)
        set_attribute(element, "w:instr", code)
