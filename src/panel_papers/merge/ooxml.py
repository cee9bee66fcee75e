"""The styles of a Word file, followed as Word follows them: for the proof's own reading."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LINKS = {"hyperlink", "internet link", "followedhyperlink", "visited internet link"}
_DEEPEST = 20


def at(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the element at the end of a way of names; None where there is none."""
    return None if element is None else element.find(_path(names))


@cache
def _path(names: tuple[str, ...]) -> str:
    """Return a way of names as lxml takes it; the program has only few."""
    return "/".join(f"{W}{name}" for name in names)


def value(element: etree._Element | None) -> str:
    """Return the value of an element; "" where there is none."""
    return "" if element is None else element.get(f"{W}val", "")


class Styles:
    """The styles of a file: their names, and what they give a paragraph or a run."""

    def __init__(self, root: etree._Element | None) -> None:
        self._root = root
        styles = [] if root is None else root.findall(f"{W}style")
        self._styles = {each.get(f"{W}styleId", ""): each for each in styles}
        self._known: dict[tuple[str, str, str], etree._Element | None] = {}
        self.default = next(
            (
                each.get(f"{W}styleId", "")
                for each in styles
                if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in {"1", "true"}
            ),
            "",
        )

    def name(self, style: str) -> str:
        """Return the name of a style in small letters."""
        return value(at(self._styles.get(style), "name")).lower() or "normal"

    def chain(self, style: str) -> Iterator[etree._Element]:
        """Yield a style and those that it is based on."""
        for _ in range(_DEEPEST):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value(at(element, "basedOn"))

    def of_paragraph(
        self, paragraph: etree._Element, style: str, name: str
    ) -> etree._Element | None:
        """Return a property of a paragraph: its own, of its style, or of the file."""
        own = at(paragraph, "pPr", name)
        if own is None:
            own = self._of_style(style, "pPr", name)
        return own if own is not None else self._of_file("pPr", name)

    def of_run(
        self, run: etree._Element, paragraph: etree._Element, name: str
    ) -> etree._Element | None:
        """Return a property of a run: its own, of its style, of its paragraph's, of the file."""
        own = at(run, "rPr", name)
        if own is None:
            own = self._of_style(value(at(run, "rPr", "rStyle")), "rPr", name)
        if own is None:
            style = value(at(paragraph, "pPr", "pStyle")) or self.default
            own = self._of_style(style, "rPr", name)
        return own if own is not None else self._of_file("rPr", name)

    def _of_style(self, style: str, holder: str, name: str) -> etree._Element | None:
        """Return a property that a style or one that it is based on gives; each is read once."""
        if not style:
            return None
        key = style, holder, name
        if key not in self._known:
            found = (at(each, holder, name) for each in self.chain(style))
            self._known[key] = next((each for each in found if each is not None), None)
        return self._known[key]

    def _of_file(self, holder: str, name: str) -> etree._Element | None:
        key = "", holder, name
        if key not in self._known:
            self._known[key] = at(self._root, "docDefaults", f"{holder}Default", holder, name)
        return self._known[key]

    def is_link(self, run: etree._Element) -> bool:
        """Say whether a run has the style of a link."""
        return self.name(value(at(run, "rPr", "rStyle"))) in _LINKS
