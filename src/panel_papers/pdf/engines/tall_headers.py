"""Margins as large as their headers and footers, in the copy of a document that rdocx lays out.

Word begins the text of a page below its header and ends it above its footer, however small the
margins are; rdocx 0.16.3 prints one over the other. Only a layout shows how tall a header is: it
is set as text, with a mark below it, and the place of the mark is read from the PDF.

A section has one margin for all its pages: where its headers differ, it is that of the tallest, but
a first page has its own, by an empty paragraph above its text. Headers with frames or floating
tables are not measured: whether text is printed over them is for the check of the finished pages.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.engines.protocol import Moves, Room
from panel_papers.pdf.preparation.rewriting import parsed, rewritten
from panel_papers.pdf.tagging.styles import Styles
from panel_papers.pdf.tagging.wordxml import R, W, XmlElement, local, switched_on, whole

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DOCUMENT = "word/document.xml"
_RELATIONSHIPS = "word/_rels/document.xml.rels"
_MARK = "31415926535897932384"
_HIGHEST = 31680  # of a page in Word, in twentieths of a point
_PLAIN = frozenset(
    (  # noqa: SIM905 - a list of words
        "p r t tab br hyperlink fldSimple fldChar instrText bookmarkStart bookmarkEnd "
        "proofErr lastRenderedPageBreak noBreakHyphen"
    ).split()
)
_LINE = 1.5  # a line's height of its size, and a letter's width: more than any usual font has
_LETTER = 0.7


class _Section(NamedTuple):
    """A section with the parts of its headers and footers, by “header first” and so on."""

    properties: XmlElement
    margins: XmlElement
    parts: dict[str, str]

    def points(self, side: str) -> float:
        return whole(self.margins.get(W + side)) / 20

    def height(self) -> int:
        """Return the height of its pages in twentieths of a point."""
        size = self.properties.find(W + "pgSz")
        return whole(None if size is None else size.get(W + "h"), 16838)

    def width(self) -> float:
        size = self.properties.find(W + "pgSz")
        page = whole(None if size is None else size.get(W + "w"), 11906) / 20
        return page - self.points("left") - self.points("right") - self.points("gutter")


def with_room(convert: Callable[[bytes], bytes], docx: bytes, moves: Moves) -> bytes:
    """Return the document with margins as large as its headers and footers.

    The very bytes where they are. Notes the margins in `moves`, or takes the known ones from them.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        root = parsed(package, _DOCUMENT)
        if root is None:
            return docx
        sections = list(_sections(package, root))
        if not moves.known:
            moves.rooms = _rooms(convert, package, sections)
        if not any(map(any, moves.rooms)):
            return docx
        styles = Styles(parsed(package, "word/styles.xml"))
        for section, room in zip(sections, moves.rooms, strict=True):
            _give(section, room, styles)
        return rewritten(package, {_DOCUMENT: root})


def _sections(package: zipfile.ZipFile, root: XmlElement) -> Iterator[_Section]:
    """Yield the sections that say their margins, each with the headers of those before it."""
    arrows = parsed(package, _RELATIONSHIPS)
    targets = {a.get("Id", ""): a.get("Target", "") for a in (() if arrows is None else arrows)}
    even = _has_even(package)
    inherited: dict[str, str] = {}
    for properties in root.iter(W + "sectPr"):
        if _inside(properties) == "sectPrChange":
            continue
        for reference in properties:
            name = local(reference)
            if name in {"headerReference", "footerReference"}:
                target = targets.get(reference.get(R + "id", ""), "")
                part = posixpath.normpath(posixpath.join("/word", target)).lstrip("/")
                kind = f"{name.removesuffix('Reference')} {reference.get(W + 'type', 'default')}"
                inherited[kind] = part
        shown = {"default"} | ({"even"} if even else set())
        if switched_on(properties.find(W + "titlePg")):
            shown.add("first")
        margins = properties.find(W + "pgMar")
        if margins is not None:
            parts = {k: part for k, part in inherited.items() if k.split()[1] in shown}
            yield _Section(properties, margins, parts)


def _inside(element: XmlElement) -> str:
    """Return the name of the element that an element is in."""
    parent = element.getparent()
    return "" if parent is None else local(parent)


def _has_even(package: zipfile.ZipFile) -> bool:
    settings = parsed(package, "word/settings.xml")
    return settings is not None and switched_on(settings.find(W + "evenAndOddHeaders"))


def _rooms(
    convert: Callable[[bytes], bytes], package: zipfile.ZipFile, sections: list[_Section]
) -> list[Room]:
    styles: Styles | None = None
    known: dict[tuple[str, float], float] = {}
    found = []
    for section in sections:
        needs = {}
        for kind, name in section.parts.items():
            story = kind.split()[0]
            free = abs(section.points("top" if story == "header" else "bottom"))
            free -= section.points(story)
            part = parsed(package, name)
            styles = styles or Styles(parsed(package, "word/styles.xml"))
            if part is None or _most(part, styles, section.width()) <= free:
                continue
            key = name, section.width()
            if key not in known:
                known[key] = _height(convert, package, section, name, part)
            needs[kind] = math.ceil(20 * (known[key] + section.points(story)))
        found.append(_room(section, needs))
    return found


def _room(section: _Section, needs: dict[str, int]) -> Room:
    """Return the room of a section of which the headers need that number of twentieths of a point.

    A margin below 0 is one that Word keeps, whatever it lies over (ECMA-376 part 1, 17.6.11).
    Headers that leave the text less than a third of the page get none: the text would be endless.
    """
    top, bottom = (whole(section.margins.get(W + side)) for side in ("top", "bottom"))
    below = max(needs.get(f"header {sort}", 0) for sort in ("default", "even"))
    above = max((need for kind, need in needs.items() if kind.startswith("footer")), default=0)
    start = max(top, below)
    first = max(needs.get("header first", 0) - start, 0)
    if start + first + max(above, bottom) > section.height() * 2 / 3:
        return Room(0, 0, 0)
    return Room(
        start if start > top >= 0 else 0,
        above if above > bottom >= 0 else 0,
        first if top >= 0 else 0,
    )


def _most(part: XmlElement, styles: Styles, width: float) -> float:
    """Return a height that a header of plain paragraphs surely has not; infinite for others."""
    if not _is_plain(part):
        return math.inf
    total = 0.0
    for paragraph in part.iter(W + "p"):
        runs = list(paragraph.iter(W + "r"))
        said = [styles.run_property(r, paragraph, "sz") for r in runs or [paragraph]]
        size = max(whole(None if s is None else s.get(W + "val"), 20) / 2 for s in said)
        letters = sum(len(text.text or "") for text in paragraph.iter(W + "t"))
        breaks = sum(1 for _ in paragraph.iter(W + "br"))
        lines = 1 + breaks + int(letters * size * _LETTER / max(width, 1))
        total += _spaced(styles.paragraph_property(paragraph, "spacing"), lines, size * _LINE)
    return total


def _is_plain(element: XmlElement) -> bool:
    """Return whether there is nothing but words, in paragraphs, whatever their look."""
    return all(
        local(child) in {"pPr", "rPr", ""} or (local(child) in _PLAIN and _is_plain(child))
        for child in element
    )


def _spaced(spacing: XmlElement | None, lines: int, height: float) -> float:
    """Return how high lines are with the spacing of their paragraph."""
    if spacing is None:
        return lines * height
    line = whole(spacing.get(W + "line"), 240)
    if spacing.get(W + "lineRule", "auto") == "auto":
        height *= max(line / 240, 1)
    else:
        height = max(height, line / 20)
    around = whole(spacing.get(W + "before")) + whole(spacing.get(W + "after"))
    return lines * height + around / 20


def _height(
    convert: Callable[[bytes], bytes],
    package: zipfile.ZipFile,
    section: _Section,
    name: str,
    part: XmlElement,
) -> float:
    """Return how tall a header is when it is set as text, in points; 0 where that is not known."""
    if any(local(e) in {"framePr", "tblpPr", "wrapTopAndBottom"} for e in part.iter()):
        return 0
    places = _marks(convert(_trial(package, section, name, part)))
    if len(places) != 2 or [page for page, _ in places] != [0, 1]:
        return 0
    return max(places[1][1] - places[0][1], 0)


def _trial(package: zipfile.ZipFile, section: _Section, name: str, part: XmlElement) -> bytes:
    """Return a document whose text is a header, a mark, and the mark again on a page of its own."""
    root = etree.Element(W + "document", nsmap={"w": W[1:-1], "r": R[1:-1]})
    body = etree.SubElement(root, W + "body")
    body.extend(deepcopy(child) for child in part)
    _leave_out_floating(body)
    for breaks in (False, True):
        body.append(_marked(breaks=breaks))
    properties = etree.SubElement(body, W + "sectPr")
    size = section.properties.find(W + "pgSz")
    width = "11906" if size is None else size.get(W + "w", "11906")
    etree.SubElement(properties, W + "pgSz", {W + "w": width, W + "h": str(_HIGHEST)})
    margins = deepcopy(section.margins)
    for side, points in (("top", 72), ("bottom", 72), ("header", 36), ("footer", 36)):
        margins.set(W + side, str(points * 20))
    properties.append(margins)
    arrows = parsed(package, _RELATIONSHIPS)
    own = parsed(package, f"word/_rels/{posixpath.basename(name)}.rels")
    joined = etree.Element(
        "{http://schemas.openxmlformats.org/package/2006/relationships}Relationships"
    )
    for number, arrow in enumerate(() if arrows is None else arrows):
        if arrow.get("Type", "").rpartition("/")[2] in {"styles", "numbering", "settings", "theme"}:
            arrow.set("Id", f"document{number}")
            joined.append(deepcopy(arrow))
    joined.extend(deepcopy(arrow) for arrow in (() if own is None else own))
    return rewritten(package, {_DOCUMENT: root, _RELATIONSHIPS: joined})


def _leave_out_floating(body: XmlElement) -> None:
    """Take out what floats over the page: it takes no room in its header."""
    for drawing in list(body.iter(W + "drawing")):
        if drawing.find(_WP + "anchor") is not None:
            _remove(drawing)
    for picture in list(body.iter(W + "pict")):
        if any("position:absolute" in e.get("style", "") for e in picture.iter(etree.Element)):
            _remove(picture)


def _remove(element: XmlElement) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _marked(*, breaks: bool) -> XmlElement:
    paragraph = etree.Element(W + "p")
    properties = etree.SubElement(paragraph, W + "pPr")
    if breaks:
        etree.SubElement(properties, W + "pageBreakBefore")
    spacing = {"before": "0", "after": "0", "line": "240", "lineRule": "exact"}
    etree.SubElement(properties, W + "spacing", {W + k: v for k, v in spacing.items()})
    text = etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t")
    text.text = _MARK
    return paragraph


def _marks(pdf: bytes) -> list[tuple[int, float]]:
    """Return the page and the foot of each mark."""
    import pypdfium2  # noqa: PLC0415 - takes 0.1 s, and few headers are tall

    found = []
    with pdfium, suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for match in re.finditer(_MARK, text.get_text_range()):
                found.append((number, float(text.get_charbox(match.start(), loose=True)[1])))
            text.close()
            page.close()
    return found


def _give(section: _Section, room: Room, styles: Styles) -> None:
    """Give a section its room; a first page that must break at once gets it as all pages do."""
    top, bottom, first = room
    if first and not _lowered(section, first, styles):
        top = max(top, whole(section.margins.get(W + "top"))) + first
    if top:
        section.margins.set(W + "top", str(top))
    if bottom:
        section.margins.set(W + "bottom", str(bottom))


def _lowered(section: _Section, height: int, styles: Styles) -> bool:
    """Put an empty paragraph of a height above a section's text, unless a break comes first."""
    block = _first_block(section.properties)
    kind = section.properties.find(W + "type")
    if block is None or (kind is not None and kind.get(W + "val") == "continuous"):
        return False
    first = next(block.iter(W + "p"), None)
    if first is None or switched_on(styles.paragraph_property(first, "pageBreakBefore")):
        return False
    paragraph = etree.Element(W + "p")
    properties = etree.SubElement(paragraph, W + "pPr")
    spacing = {"before": "0", "after": "0", "line": str(height), "lineRule": "exact"}
    etree.SubElement(properties, W + "spacing", {W + k: v for k, v in spacing.items()})
    block.addprevious(paragraph)
    return True


def _first_block(properties: XmlElement) -> XmlElement | None:
    """Return the first paragraph or table of a section."""
    last = properties
    while _inside(last) not in {"body", ""} and (above := last.getparent()) is not None:
        last = above
    first = None if last is properties else last
    while (before := (last if first is None else first).getprevious()) is not None:
        if before.find(f"{W}pPr/{W}sectPr") is not None:
            break
        first = before
    return first
