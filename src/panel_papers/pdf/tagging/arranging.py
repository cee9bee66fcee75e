"""The tree put in order after reading: heading levels without gaps, captions with their tables."""

from __future__ import annotations

import re
from typing import TypeGuard

from panel_papers.pdf.tagging.elements import Element, Leaf, Paint, Structure


def arrange(structure: Structure) -> None:
    """Repair what the document's own structure leaves out of PDF/UA's order, and say so."""
    _level_headings(structure)
    for element in list(structure.document.walk()):
        _place_captions(element)


def _level_headings(structure: Structure) -> None:
    """Start at H1 and skip no level going down (ISO 14289-1 7.4.2); equals stay equal."""
    above: list[int] = []  # the levels, as the document has them, of the headings around this one
    changed = 0
    for element in structure.document.walk():
        if re.fullmatch(r"H\d", element.role):
            said = int(element.role[1:])
            while above and above[-1] >= said:
                above.pop()
            above.append(said)
            level = min(len(above), 6)
            changed += level != said
            element.role = f"H{level}"
    if changed:
        structure.notes.append(f"{changed} headings skip a level in the document; closed up")


def _place_captions(parent: Element) -> None:
    """Put a caption into the table it is next to (ISO 32000-1 14.8.4.3.4).

    A caption after a picture is the picture's and stays where it is, but for one that has its own
    before it.
    """
    for caption in [k for k in parent.kids if isinstance(k, Element) and k.role == "Caption"]:
        place = parent.kids.index(caption)
        before = parent.kids[place - 1] if place else None
        after = parent.kids[place + 1] if place + 1 < len(parent.kids) else None
        above = parent.kids[place - 2] if place > 1 else None
        if _is_picture(before) and not (isinstance(above, Element) and above.role == "Caption"):
            continue
        if _is_uncaptioned(after):
            parent.kids.remove(caption)
            after.insert(0, caption)
        elif _is_uncaptioned(before):
            parent.kids.remove(caption)
            before.insert(len(before.kids), caption)


def _is_uncaptioned(kid: Element | Leaf | None) -> TypeGuard[Element]:
    if not isinstance(kid, Element) or kid.role != "Table":
        return False
    return all(isinstance(k, Element) and k.role != "Caption" for k in kid.kids)


def _is_picture(kid: Element | Leaf | None) -> bool:
    if not isinstance(kid, Element):
        return False
    leaves = [leaf for leaf in kid.leaves() if leaf.expected is None or leaf.expected.strip()]
    return bool(leaves) and all(leaf.paint is Paint.PICTURE for leaf in leaves)
