"""Finds the text of a Word document, and says in words where something is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from msgspec import Struct

from panel_papers.inputs.cleaning.word.names import detach, is_on, n
from panel_papers.inputs.cleaning.word.package import Package

_STORIES = {
    "header": "in a header",
    "footer": "in a footer",
    "footnotes": "in a footnote",
    "endnotes": "in an endnote",
}
_HEADING = re.compile(r"heading \d", re.IGNORECASE)
_LONGEST = 60


class Story(Struct, frozen=True):
    """A stretch of text: its part's name and root, and where its paragraphs are, in words."""

    part: str
    root: etree._Element
    places: dict[etree._Element, str]
    place: str

    def where(self, element: etree._Element) -> str:
        """Return where an element is, as a person says it."""
        for holder in (element, *element.iterancestors()):
            if holder in self.places:
                return self.places[holder]
        inside = element.find(f".//{n('w:p')}")
        return self.places.get(inside, self.place) if inside is not None else self.place


def main_part(package: Package) -> str:
    """Return the name of the part that holds the document's text."""
    found = (r.target for r in package.relations("") if r.kind == "officeDocument")
    return next(found, "word/document.xml")


def part_of(package: Package, kind: str) -> str | None:
    """Return the name of the main part's styles, settings and so on; None where it has none."""
    main = main_part(package)
    found = (r.target for r in package.relations(main) if r.kind == kind and not r.external)
    name = next(found, None)
    return name if name in package.parts else None


def stories(package: Package) -> list[Story]:
    """Return the text of the document, then its headers, footers and notes."""
    main = main_part(package)
    found = [_main_story(package, main)]
    for relation in package.relations(main):
        if relation.kind in _STORIES and relation.target in package.parts:
            place = _STORIES[relation.kind]
            found.append(Story(relation.target, package.tree(relation.target), {}, place))
    return found


def _main_story(package: Package, main: str) -> Story:
    headings = heading_styles(package)
    places, place = {}, "before the first heading"
    root = package.tree(main)
    for paragraph in root.iter(n("w:p")):
        if style_of(paragraph) in headings and (text := _seen(paragraph).strip()):
            place = f"under the heading “{shortened(text)}”"
        places[paragraph] = place
    return Story(main, root, places, "in the text")


def heading_styles(package: Package) -> set[str]:
    """Return the ids of the styles that Word calls “heading 1” and so on."""
    return {
        str(style.get(n("w:styleId")))
        for style in styles(package)
        if _HEADING.match(_value(style, "w:name") or "")
    }


def styles(package: Package) -> Iterator[etree._Element]:
    """Yield the document's styles."""
    name = part_of(package, "styles")
    if name:
        yield from package.tree(name).iterchildren(n("w:style"))


def _value(element: etree._Element, child: str) -> str | None:
    found = element.find(n(child))
    return None if found is None else found.get(n("w:val"))


def style_of(paragraph: etree._Element) -> str | None:
    """Return the id of a paragraph's style; None for the default one."""
    found = paragraph.find(f"{n('w:pPr')}/{n('w:pStyle')}")
    return None if found is None else found.get(n("w:val"))


def text_of(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, without that of text boxes' copies for old programs."""
    return "".join(
        text.text or ""
        for text in paragraph.iter(n("w:t"))
        if not any(holder.tag == n("mc:Fallback") for holder in text.iterancestors())
    )


def _seen(paragraph: etree._Element) -> str:
    """Return the text of a paragraph without what is hidden: places are written into files."""
    seen = deepcopy(paragraph)
    for hidden in list(seen.iter(n("w:vanish"))):
        run = next(hidden.iterancestors(n("w:r")), None)
        if run is not None and is_on(hidden.get(n("w:val"))):
            detach(run)
    return text_of(seen)


def shortened(text: str) -> str:
    """Return a text short enough to be quoted."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
