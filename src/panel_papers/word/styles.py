"""The styles of a part matched by name with the house's."""

from __future__ import annotations

import copy

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

_USES = ("w:pStyle", "w:rStyle", "w:tblStyle")
_LEADS = ("w:basedOn", "w:next", "w:link")


class Styles:
    """Turns a part's style ids into the house's; brings along what the house does not know."""

    def __init__(self, house: Document, part: Document) -> None:
        self._house = house.styles.element
        self._ids = {_key(s): s.get(qn("w:styleId")) for s in self._house.findall(qn("w:style"))}
        self._theirs = {
            s.get(qn("w:styleId")): s for s in part.styles.element.findall(qn("w:style"))
        }
        self._known: dict[str, str | None] = {}

    def adopt(self, root: etree._Element) -> list[etree._Element]:
        """Change every use of a style below `root`; return the styles that had to come along."""
        before = len(self._house)
        for tag in _USES:
            for use in list(root.iter(qn(tag))):
                new = self._house_id(use.get(qn("w:val")) or "")
                if new is None:
                    use.getparent().remove(use)
                else:
                    use.set(qn("w:val"), new)
        return list(self._house)[before:]

    def _house_id(self, old: str) -> str | None:
        """Return the house's id for a part's; None for a style that is defined nowhere."""
        if old not in self._known:
            style = self._theirs.get(old)
            if style is None:
                return None
            self._known[old] = self._ids.get(_key(style)) or self._bring(old, style)
        return self._known[old]

    def _bring(self, old: str, style: etree._Element) -> str:
        taken = set(self._ids.values())
        new, number = old, 2
        while new in taken:
            new, number = f"{old}{number}", number + 1
        coming = copy.deepcopy(style)
        coming.set(qn("w:styleId"), new)
        coming.attrib.pop(qn("w:default"), None)
        self._ids[_key(style)] = self._known[old] = new
        self._house.append(coming)
        for tag in _LEADS:
            lead = coming.find(qn(tag))
            if lead is None:
                continue
            target = self._house_id(lead.get(qn("w:val")) or "")
            if target is None:
                coming.remove(lead)
            else:
                lead.set(qn("w:val"), target)
        return new


def _key(style: etree._Element) -> tuple[str, str]:
    """Return what makes two styles one: their kind and their name, in any case, as in Word."""
    name = style.find(qn("w:name"))
    return style.get(qn("w:type")) or "", (
        "" if name is None else name.get(qn("w:val")) or ""
    ).lower()
