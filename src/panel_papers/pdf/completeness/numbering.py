"""The numbers that Word calculates for lists and headings (ISO/IEC 29500-1 17.9)."""

from __future__ import annotations

import re
from typing import NamedTuple

from panel_papers.pdf.completeness.number_formats import written
from panel_papers.pdf.completeness.ooxml import Element, W, is_on, number, value
from panel_papers.pdf.completeness.styles import Styles

_LEVELS = 9


class Label(NamedTuple):
    """What is before a paragraph: its text, and whether it is a bullet.

    `known` is false where the number's format is one that this check cannot write.
    """

    text: str
    bullet: bool = False
    known: bool = True


class _Level(NamedTuple):
    start: int
    form: str
    text: str
    legal: bool
    restart: int | None  # after which level, from 1; 0 never; None after any higher one
    picture: bool
    hidden: bool


class Numbering:
    """The lists of a document, counted in the order in which their paragraphs are asked for."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = _by_id(root, "abstractNum", "abstractNumId")
        self._numbers = _by_id(root, "num", "numId")
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        self._unsure: set[str] = set()
        self._gaps: dict[str, int] = {}
        self._lists: dict[str, list[tuple[str, int]]] = {}
        self._seen: dict[str, set[str]] = {}

    def label(self, properties: Element | None, style: str) -> Label | None:
        """Return the label of the next paragraph with these properties, and count it."""
        found = self._list_of(properties, style)
        if found is None:
            return None
        list_id, depth = found
        level = self._level(list_id, depth)
        if level is None:
            return None
        family = self._family(list_id)
        self._count(family, list_id, depth, level)
        if level.form == "bullet" or level.picture:
            return Label(level.text, bullet=True) if level.text or level.picture else None
        label = self._text(family, list_id, depth, level)
        return None if level.hidden or not label.text.strip() else label

    def _list_of(self, properties: Element | None, style: str) -> tuple[str, int] | None:
        """Return the list of a paragraph and its level in it, from 0."""
        own = None if properties is None else properties.find(f"{W}numPr")
        list_id, depth = value(own, "numId"), value(own, "ilvl")
        of_style = self._styles.paragraph_property(style, "numPr/numId")
        if list_id is None and of_style is not None:
            list_id = of_style.get(f"{W}val")
            if depth is None:
                depth = str(self._depth_by_style(list_id, style))
        if list_id in (None, "0") or list_id not in self._numbers:
            return None
        return list_id, min(number(depth), _LEVELS - 1)

    def _depth_by_style(self, list_id: str | None, style: str) -> int:
        """Return the level that names a style as its own, else what the style itself says."""
        names = [each.get(f"{W}styleId") for each in self._styles.chain(style)]
        for name in names:
            for level in self._all_levels(list_id or ""):
                if value(level, "pStyle") == name:
                    return number(level.get(f"{W}ilvl"))
        depth = self._styles.paragraph_property(style, "numPr/ilvl")
        return number(depth.get(f"{W}val")) if depth is not None else 0

    def _family(self, list_id: str) -> str:
        """Return the abstract list behind a list: all lists of one count together."""
        return self._abstract_of(list_id)[0]

    def _abstract_of(self, list_id: str) -> tuple[str, Element | None]:
        abstract = None
        name = value(self._numbers.get(list_id), "abstractNumId") or ""
        for _ in range(3):  # a list style that leads to the list which defines it (17.9.21)
            abstract = self._abstract.get(name)
            link = value(abstract, "numStyleLink")
            if link is None:
                break
            to = self._styles.paragraph_property(link, "numPr/numId")
            linked = self._numbers.get(to.get(f"{W}val") or "") if to is not None else None
            name = value(linked, "abstractNumId") or ""
        return name, abstract

    def _all_levels(self, list_id: str) -> list[Element]:
        own = self._numbers.get(list_id)
        overrides = [] if own is None else own.findall(f"{W}lvlOverride/{W}lvl")
        abstract = self._abstract_of(list_id)[1]
        return [*overrides, *(abstract.findall(f"{W}lvl") if abstract is not None else ())]

    def _level(self, list_id: str, depth: int) -> _Level | None:
        key = (list_id, depth)
        if key not in self._levels:
            found = (
                each for each in self._all_levels(list_id) if number(each.get(f"{W}ilvl")) == depth
            )
            self._levels[key] = _level(next(found, None))
        return self._levels[key]

    def _start_override(self, list_id: str, depth: int) -> int | None:
        for each in self._numbers[list_id].findall(f"{W}lvlOverride"):
            if number(each.get(f"{W}ilvl")) == depth:
                start = value(each, "startOverride")
                if start is not None:
                    return number(start)
        return None

    def _count(self, family: str, list_id: str, depth: int, level: _Level) -> None:
        counts = self._counts.setdefault(family, {})
        override = self._start_override(list_id, depth)
        self._note_change(family, list_id, depth, restarts=override is not None)
        if override is not None and (list_id, depth) not in self._started:
            counts[depth] = override
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = level.start
        self._started.add((list_id, depth))
        gap = self._gaps.get(family, 0)
        if depth < gap and self._restarts(list_id, gap, after=depth):
            del self._gaps[family]
        missing = [higher for higher in range(depth) if higher not in counts]
        if missing:  # versions of Word and other programs differ: 0.1 or 1.1
            self._gaps[family] = min(missing[0], self._gaps.get(family, missing[0]))
        for deeper in range(depth + 1, _LEVELS):
            if self._restarts(list_id, deeper, after=depth):
                counts.pop(deeper, None)

    def _restarts(self, list_id: str, depth: int, *, after: int) -> bool:
        """Say whether a level begins again after a paragraph of the higher level `after`."""
        level = self._level(list_id, depth)
        restart = None if level is None else level.restart
        return restart is None or (restart > 0 and after < restart)

    def _note_change(self, family: str, list_id: str, depth: int, *, restarts: bool) -> None:
        """Note where lists that count together change, and one of them restarts.

        Programs differ on how the others continue then, but not where only deeper levels changed.
        """
        lists = self._lists.setdefault(family, [])
        seen = self._seen.setdefault(family, set())
        while lists and lists[-1][1] > depth:
            lists.pop()
        if lists and lists[-1][0] != list_id:
            overridden = any(
                each.find(f"{W}startOverride") is not None
                for name in (*seen, list_id)
                for each in self._numbers[name].findall(f"{W}lvlOverride")
            )
            if overridden and (list_id in seen or not restarts):
                self._unsure.add(family)
        lists.append((list_id, depth))
        seen.add(list_id)

    def _text(self, family: str, list_id: str, own: int, level: _Level) -> Label:
        counts = self._counts[family]
        known = family not in self._unsure
        gap = self._gaps.get(family, _LEVELS)

        def counted(match: re.Match[str]) -> str:
            nonlocal known
            depth = int(match[1]) - 1
            of = self._level(list_id, depth)
            form = "decimal" if level.legal or of is None else of.form
            start = of.start if of is not None else 1
            text = written(counts.get(depth, start), form)
            doubtful = depth == gap or gap < depth < own  # “(a)” is sure below a gap, “2.1” not
            known = known and text is not None and not doubtful
            return text or ""

        return Label(re.sub(r"%([1-9])", counted, level.text), known=known)


def _by_id(root: Element | None, tag: str, name: str) -> dict[str, Element]:
    found = root.findall(f"{W}{tag}") if root is not None else []
    return {each.get(f"{W}{name}", ""): each for each in found}


def _level(element: Element | None) -> _Level | None:
    if element is None:
        return None
    form = element.find(f"{W}numFmt")
    if form is None:  # Word wraps its newer formats in an AlternateContent
        form = next(element.iter(f"{W}numFmt"), None)
    restart = value(element, "lvlRestart")
    return _Level(
        start=number(value(element, "start")),
        form=(form.get(f"{W}val") or "decimal") if form is not None else "decimal",
        text=value(element, "lvlText") or "",
        legal=is_on(element.find(f"{W}isLgl")),
        restart=None if restart is None else number(restart),
        picture=element.find(f"{W}lvlPicBulletId") is not None,
        hidden=is_on(element.find(f"{W}rPr/{W}vanish")),
    )
