"""Links inside the document: `#heading-text` leads to a bookmark at that heading."""

from __future__ import annotations

import re
from urllib.parse import unquote

from docx.document import Document
from docx.oxml.ns import qn

from panel_papers.core import Place, Problem, did_you_mean
from panel_papers.word.elements import Element, element, text_of
from panel_papers.word.house_styles import HouseStyles

_LONGEST_NAME = 40  # Word cuts bookmark names at 40 characters


class Anchors:
    """Collects links to headings while the text is written, and ties them at the end."""

    def __init__(self, document: Document, styles: HouseStyles) -> None:
        self._document = document
        self._styles = styles
        self._open: list[tuple[Element, str, Place]] = []

    def add(self, hyperlink: Element, anchor: str, place: Place) -> None:
        """Keep a `w:hyperlink` that is to lead to the heading whose slug is `anchor`."""
        self._open.append((hyperlink, unquote(anchor), place))

    def tie(self) -> list[Problem]:
        """Point the kept links at bookmarks, made where needed; return what leads nowhere."""
        headings = self._headings()
        problems = []
        names: dict[str, str] = {}
        for hyperlink, anchor, place in self._open:
            heading = headings.get(slug(anchor))
            if heading is None:
                problems.append(_nowhere(anchor, place, headings))
                continue
            if anchor not in names:
                names[anchor] = self._bookmark(heading, slug(anchor))
            hyperlink.set(qn("w:anchor"), names[anchor])
        self._open.clear()
        return problems

    def _headings(self) -> dict[str, Element]:
        """Return the headings by slug; the second of one text is “text-1”, as on GitHub."""
        ids = {
            style.get(qn("w:styleId"))
            for level in range(1, 10)
            if (style := self._styles.optional("paragraph", f"heading {level}")) is not None
        }
        headings: dict[str, Element] = {}
        counts: dict[str, int] = {}
        for paragraph in self._document.element.body.iter(qn("w:p")):
            if paragraph.style not in ids:
                continue
            name = slug(text_of(paragraph))
            count = counts.get(name, 0)
            counts[name] = count + 1
            headings.setdefault(f"{name}-{count}" if count else name, paragraph)
        return headings

    def _bookmark(self, heading: Element, name: str) -> str:
        starts = list(self._document.element.body.iter(qn("w:bookmarkStart")))
        taken = {start.get(qn("w:name"), "").casefold() for start in starts}
        number = str(max((int(start.get(qn("w:id"), "0")) for start in starts), default=0) + 1)
        base = re.sub(r"\W", "_", f"heading_{name}")
        unique = base[:_LONGEST_NAME]
        count = 1
        while unique.casefold() in taken:
            count += 1
            unique = f"{base[: _LONGEST_NAME - len(str(count)) - 1]}_{count}"
        start = element("w:bookmarkStart", id=number, name=unique)
        properties = heading.find(qn("w:pPr"))
        heading.insert(0 if properties is None else 1, start)
        heading.append(element("w:bookmarkEnd", id=number))
        return unique


def slug(heading: str) -> str:
    """Return the name by which Markdown writers know a heading: “Next steps” is `next-steps`.

    Runs of spaces and hyphens count as one hyphen, as writers disagree about them.
    """
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


def _nowhere(anchor: str, place: Place, headings: dict[str, Element]) -> Problem:
    return Problem(
        "unknown-heading",
        place,
        f"The link “#{anchor}” does not lead to a heading of this document",
        "the text of a heading in small letters, with hyphens for spaces",
        did_you_mean(anchor, headings),
    )
