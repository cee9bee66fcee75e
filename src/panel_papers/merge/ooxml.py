"""The styles of a Word file, followed as Word follows them: for the proof's own reading."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LINKS = {"hyperlink", "internet link", "followedhyperlink", "visited internet link"}
_DEEPEST = 20


def at(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the element at the end of a way of names; None where there is none."""
    return None if element is None else element.find("/".join(f"{W}{name}" for name in names))


def value(element: etree._Element | None) -> str:
    """Return the value of an element; "" where there is none."""
    return "" if element is None else element.get(f"{W}val", "")


class Styles:
    """The styles of a file: their names, and what they give a paragraph or a run."""

    def __init__(self, root: etree._Element | None) -> None:
        self._root = root
        styles = [] if root is None else root.findall(f"{W}style")
        self._styles = {each.get(f"{W}styleId", ""): each for each in styles}
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
        holders = [paragraph, *self.chain(style)]
        found = [at(each, "pPr", name) for each in holders]
        found.append(at(self._root, "docDefaults", "pPrDefault", "pPr", name))
        return next((each for each in found if each is not None), None)

    def of_run(
        self, run: etree._Element, paragraph: etree._Element, name: str
    ) -> etree._Element | None:
        """Return a property of a run: its own, of its style, of its paragraph's, of the file."""
        style = value(at(paragraph, "pPr", "pStyle")) or self.default
        holders = [run, *self.chain(value(at(run, "rPr", "rStyle"))), *self.chain(style)]
        found = [at(each, "rPr", name) for each in holders]
        found.append(at(self._root, "docDefaults", "rPrDefault", "rPr", name))
        return next((each for each in found if each is not None), None)

    def is_link(self, run: etree._Element) -> bool:
        """Say whether a run has the style of a link."""
        return self.name(value(at(run, "rPr", "rStyle"))) in _LINKS
