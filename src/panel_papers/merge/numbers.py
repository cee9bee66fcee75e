"""The numbers that Word prints before paragraphs: for the proof's own reading of a file."""

from __future__ import annotations

import re

from lxml import etree

from panel_papers.merge.ooxml import Styles, W, at, value

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbers:
    """Counts the numbered paragraphs of a file from its beginning."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        nums = [] if root is None else root.findall(f"{W}num")
        self._nums = {each.get(f"{W}numId", ""): each for each in nums}
        lists = [] if root is None else root.findall(f"{W}abstractNum")
        self._lists = {each.get(f"{W}abstractNumId", ""): each for each in lists}
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[tuple[str, int]] = set()

    def of(self, paragraph: etree._Element, style: str) -> str:
        """Return the number before the next paragraph, its level first; "" where it has none."""
        holders = [paragraph, *self._styles.chain(style)]
        found = [h for each in holders if (h := at(each, "pPr", "numPr")) is not None]
        num = next((n for each in found if (n := value(at(each, "numId")))), "0")
        instance = self._nums.get(num)
        if num == "0" or instance is None:
            return ""
        abstract = value(at(instance, "abstractNumId"))
        level = self._level(found, abstract, style)
        counts = self._counts.setdefault(abstract, {})
        if (num, level) not in self._seen:
            self._seen.add((num, level))
            if (start := self._override(instance, level)) is not None:
                counts[level] = start - 1
        counts[level] = counts.get(level, self._start(instance, abstract, level) - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return self._printed(instance, abstract, level, counts)

    def _level(self, found: list[etree._Element], abstract: str, style: str) -> int:
        typed = next((v for each in found if (v := value(at(each, "ilvl")))), "")
        if typed.isdecimal():
            return int(typed)
        for each in self._lists.get(abstract, ()):
            if value(at(each, "pStyle")) == style:
                return int(each.get(f"{W}ilvl", "0"))
        return 0

    def _definition(
        self, instance: etree._Element, abstract: str, level: int
    ) -> etree._Element | None:
        """Return what a level is: as the instance has it, or the list."""
        for each in instance.findall(f"{W}lvlOverride"):
            own = at(each, "lvl")
            if each.get(f"{W}ilvl") == str(level) and own is not None:
                return own
        levels = [] if abstract not in self._lists else self._lists[abstract].findall(f"{W}lvl")
        return next((each for each in levels if each.get(f"{W}ilvl") == str(level)), None)

    def _override(self, instance: etree._Element, level: int) -> int | None:
        for each in instance.findall(f"{W}lvlOverride"):
            start = value(at(each, "startOverride"))
            if each.get(f"{W}ilvl") == str(level) and start.isdecimal():
                return int(start)
        return None

    def _start(self, instance: etree._Element, abstract: str, level: int) -> int:
        start = value(at(self._definition(instance, abstract, level), "start"))
        return int(start) if start.isdecimal() else 1

    def _printed(
        self, instance: etree._Element, abstract: str, level: int, counts: dict[int, int]
    ) -> str:
        definition = self._definition(instance, abstract, level)
        kind = value(at(definition, "numFmt")) or "decimal"
        if kind == "bullet":
            return f"a bullet of level {level + 1}"
        text = value(at(definition, "lvlText"))
        if kind == "none" or not text:
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            own = self._definition(instance, abstract, place)
            count = counts.get(place, self._start(instance, abstract, place))
            return _written(count, value(at(own, "numFmt")) or "decimal")

        return f"“{_PLACE.sub(number, text)}” of level {level + 1}"


def _written(count: int, kind: str) -> str:
    """Return a number in one of Word's ways to write one."""
    if kind in {"lowerLetter", "upperLetter"} and count > 0:
        times, letter = divmod(count - 1, 26)
        text = chr(ord("a") + letter) * (times + 1)
    elif kind in {"lowerRoman", "upperRoman"} and 0 < count < 40:
        text = ""
        for size, sign in _ROMAN:
            while count >= size:
                text, count = text + sign, count - size
    else:
        return str(count)
    return text.upper() if kind.startswith("upper") else text
