"""The lists of an adopted house: those that its own styles use, and ours for styles of ours."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from panel_papers.word import (
    Element,
    attribute,
    child,
    children,
    every,
    remove,
    set_attribute,
    value_at,
)


class Numbering:
    """The lists of one document (`w:numbering`, None where it has none)."""

    def __init__(self, root: Element | None) -> None:
        self.root = root
        self._abstract = {
            attribute(a, "w:abstractNumId"): a for a in children(root, "w:abstractNum")
        }
        self._nums = {attribute(n, "w:numId"): n for n in children(root, "w:num")}

    def abstract(self, num_id: str) -> Element | None:
        """Return what a list looks like; of one that only names a style, that style's."""
        return self._abstract.get(value_at(self._nums.get(num_id), "w:abstractNumId"))

    def num(self, num_id: str) -> Element | None:
        """Return a list."""
        return self._nums.get(num_id)


class Lists:
    """The lists of a house in the making: `root` is its empty `w:numbering`."""

    def __init__(self, root: Element) -> None:
        self.root = root
        for each in list(root):
            remove(each)
        self._brought: dict[tuple[int, str], str] = {}
        self._kinds: dict[int, str] = {}

    @property
    def kinds(self) -> list[Element]:
        """What the lists look like (`w:abstractNum`), in the order in which they came."""
        return children(self.root, "w:abstractNum")

    def bring(self, of: Numbering, num_id: str, styles: dict[str, str]) -> str | None:
        """Return the id here of a list of another document; None where it has no such list.

        `styles` are the ids that its styles have here; a level of a style that is not here is
        that style's no more.
        """
        num, abstract = of.num(num_id), of.abstract(num_id)
        if num is None or abstract is None:
            return None
        known = self._brought.get((id(of), num_id))
        if known is None:
            known = self._add(num, self._kind(abstract, styles))
            self._brought[id(of), num_id] = known
        return known

    def _kind(self, abstract: Element, styles: dict[str, str]) -> str:
        if id(abstract) in self._kinds:
            return self._kinds[id(abstract)]
        there = children(self.root, "w:abstractNum")
        new = copy.deepcopy(abstract)
        for tie in every(new, "w:styleLink", "w:numStyleLink", "w:lvlPicBulletId"):
            remove(tie)
        for tie in every(new, "w:pStyle"):
            style = styles.get(attribute(tie, "w:val"))
            if style is None:
                remove(tie)
            else:
                set_attribute(tie, "w:val", style)
        set_attribute(new, "w:abstractNumId", len(there))
        self.root.insert(len(there), new)
        self._kinds[id(abstract)] = str(len(there))
        return str(len(there))

    def _add(self, num: Element, abstract: str) -> str:
        number = str(1 + len(children(self.root, "w:num")))
        new = copy.deepcopy(num)
        set_attribute(new, "w:numId", number)
        link = child(new, "w:abstractNumId")
        if link is not None:
            set_attribute(link, "w:val", abstract)
        self.root.append(new)
        return number


def follow_lists(
    styles: Iterable[Element], lists: Lists, of: Numbering, ids: dict[str, str]
) -> None:
    """Let styles that came from a document refer to its lists as they are called here."""
    for style in styles:
        for numbered in every(style, "w:numPr"):
            number = child(numbered, "w:numId")
            old = attribute(number, "w:val")
            new = old if old in {"", "0"} else lists.bring(of, old, ids)
            if number is None or new is None:
                remove(numbered)
            elif old:
                set_attribute(number, "w:val", new)


def has_number(paragraph_or_style: Element) -> bool:
    """Say whether a paragraph or a style is numbered by itself."""
    value = value_at(paragraph_or_style, "w:pPr", "w:numPr", "w:numId")
    return value not in {"", "0"}
