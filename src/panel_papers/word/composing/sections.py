"""The pages of a composed document: the house's, turned or larger where a part needs it."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from docx.oxml.document import CT_Body
from lxml import etree

from panel_papers.word.elements import element as element_of
from panel_papers.word.xml import (
    Element,
    attribute,
    child,
    children,
    every,
    is_a,
    qn,
    remove,
    set_attribute,
)

_HEADERS = ("w:headerReference", "w:footerReference")
_A4 = (11906, 16838)
_MARGIN = 1440


class Pages:
    """Closes a section where the next part needs another page.

    `final` is the body's last section properties, before which all text comes.
    """

    def __init__(self, body: CT_Body) -> None:
        self._body = body
        self.final: Element = body.get_or_add_sectPr()
        self._house: Element = copy.deepcopy(self.final)
        _complete(self._house)
        self._page: Element = self._house

    def begin(self, own: Element | None, elements: Sequence[Element]) -> None:
        """Begin a part with the section properties `own`, whose body is `elements`.

        Sections inside the part get the house's page likewise.
        """
        inner = [s for e in elements for s in every(e, "w:sectPr")]
        for section in inner:
            page = self._wanted(section)
            _take_type(page, section)
            section.addprevious(page)
            remove(section)
        wanted = self._wanted(own)
        first = self._wanted(inner[0]) if inner else wanted
        if len(self._body) > 1 and _differs(self._page, first):
            self._close()
        self._page = wanted

    def finish(self) -> None:
        """Set the last section's page, and let the first one name the house's headers and footers.

        All later ones inherit them, run on with the page numbers and have no first page of their
        own.
        """
        self._body.replace(self.final, copy.deepcopy(self._page))
        sections = every(self._body, "w:sectPr")
        for section in sections:
            for reference in _references(section):
                remove(reference)
        for reference in reversed(_references(self._house)):
            sections[0].insert(0, copy.deepcopy(reference))
        for later in sections[1:]:
            for once in children(later, "w:titlePg"):
                remove(once)
            for numbers in children(later, "w:pgNumType"):
                numbers.attrib.pop(qn("w:start"), "")

    def _wanted(self, own: Element | None) -> Element:
        """Return the house's section properties on the page that a part's section needs.

        A landscape section turns the page and keeps its margins; a sheet larger than the house's,
        such as A3, is kept.
        """
        page = copy.deepcopy(self._house)
        size, theirs = child(page, "w:pgSz"), child(own, "w:pgSz")
        if own is None or size is None or theirs is None:
            return page
        width, height = _measure(size)
        larger = max(_measure(theirs)) > 1.2 * max(width, height)
        landscape = attribute(theirs, "w:orient") == "landscape"
        if larger:
            width, height = sorted(_measure(theirs))
        if landscape:
            width, height = max(width, height), min(width, height)
            set_attribute(size, "w:orient", "landscape")
        set_attribute(size, "w:w", width)
        set_attribute(size, "w:h", height)
        margins, theirs = child(page, "w:pgMar"), child(own, "w:pgMar")
        if (landscape or larger) and margins is not None and theirs is not None:
            page.replace(margins, copy.deepcopy(theirs))
        return page

    def _close(self) -> None:
        """Close the section so far in its last paragraph, as Word does it."""
        last: Element = self._body[-2]
        if not is_a(last, "w:p") or child(last, "w:pPr", "w:sectPr") is not None:
            last = element_of("w:p")
            self.final.addprevious(last)
        properties = child(last, "w:pPr")
        if properties is None:
            properties = element_of("w:pPr")
            last.insert(0, properties)
        closing = copy.deepcopy(self._page)
        change = child(properties, "w:pPrChange")
        if change is None:
            properties.append(closing)
        else:
            change.addprevious(closing)


def drop_stationery(elements: Sequence[Element]) -> None:
    """Take the headers and footers of a part's own sections away: those of the house are printed.

    Their relations would bring them along with tags that nobody fills.
    """
    for section in (s for e in elements for s in every(e, "w:sectPr")):
        for reference in _references(section):
            remove(reference)


def _take_type(page: Element, own: Element) -> None:
    """Let a section inside a part begin where it began: on a new page or on the same."""
    for old in children(page, "w:type"):
        remove(old)
    size, kind = child(page, "w:pgSz"), child(own, "w:type")
    if size is not None and kind is not None:
        size.addprevious(copy.deepcopy(kind))


def _complete(page: Element) -> None:
    """Give section properties a page size and margins, A4, where they say none."""
    after = next((e for e in page if not is_a(e, *_HEADERS, *_BEFORE_SIZE)), None)
    (width, height), side = _A4, _MARGIN
    margins = {"top": side, "right": side, "bottom": side, "left": side}
    wanted = {
        "w:pgSz": element_of("w:pgSz", w=width, h=height),
        "w:pgMar": element_of("w:pgMar", (), **margins, header=708, footer=708, gutter=0),
    }
    for name, new in wanted.items():
        there = child(page, name)
        if there is not None:
            after = there.getnext()
        elif after is None:
            page.append(new)
        else:
            after.addprevious(new)


_BEFORE_SIZE = ("w:footnotePr", "w:endnotePr", "w:type")


def _references(section: Element) -> list[Element]:
    return [e for name in _HEADERS for e in children(section, name)]


def _measure(size: Element) -> tuple[int, int]:
    return int(attribute(size, "w:w") or 0), int(attribute(size, "w:h") or 0)


def _differs(one: Element, other: Element) -> bool:
    return any(
        etree.tostring(a) != etree.tostring(b)
        for name in ("w:pgSz", "w:pgMar")
        for a, b in zip(one.iter(qn(name)), other.iter(qn(name)), strict=True)
    )
