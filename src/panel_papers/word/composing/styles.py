"""The styles of a part matched by name with the house's."""

from __future__ import annotations

import copy

from docx.document import Document

from panel_papers.word.xml import (
    Element,
    attribute,
    child,
    children,
    every,
    qn,
    remove,
    set_attribute,
    value_at,
)

_USES = ("w:pStyle", "w:rStyle", "w:tblStyle")
_LEADS = ("w:basedOn", "w:next", "w:link")


class Styles:
    """Turns a part's style ids into the house's; brings along what the house does not know."""

    def __init__(self, house: Document, part: Document) -> None:
        self._house: Element = house.styles.element
        self._ids = {_key(s): attribute(s, "w:styleId") for s in children(self._house, "w:style")}
        self._theirs = {
            attribute(s, "w:styleId"): s for s in children(part.styles.element, "w:style")
        }
        self._known: dict[str, str] = {}

    def adopt(self, root: Element) -> list[Element]:
        """Change every use of a style below `root`; return the styles that had to come along."""
        before = len(self._house)
        for use in every(root, *_USES):
            new = self._house_id(attribute(use, "w:val"))
            if new is None:
                remove(use)
            else:
                set_attribute(use, "w:val", new)
        return list(self._house)[before:]

    def _house_id(self, old: str) -> str | None:
        """Return the house's id for a part's; None for a style that is defined nowhere."""
        if old not in self._known:
            style = self._theirs.get(old)
            if style is None:
                return None
            self._known[old] = self._ids.get(_key(style)) or self._bring(old, style)
        return self._known[old]

    def _bring(self, old: str, style: Element) -> str:
        taken = set(self._ids.values())
        new, number = old, 2
        while new in taken:
            new, number = f"{old}{number}", number + 1
        coming = copy.deepcopy(style)
        set_attribute(coming, "w:styleId", new)
        coming.attrib.pop(qn("w:default"), "")
        self._ids[_key(style)] = self._known[old] = new
        self._house.append(coming)
        for tag in _LEADS:
            lead = child(coming, tag)
            if lead is None:
                continue
            target = self._house_id(attribute(lead, "w:val"))
            if target is None:
                remove(lead)
            else:
                set_attribute(lead, "w:val", target)
        return new


def _key(style: Element) -> tuple[str, str]:
    """Return what makes two styles one: their kind and their name, in any case, as in Word."""
    return attribute(style, "w:type"), value_at(style, "w:name").lower()
