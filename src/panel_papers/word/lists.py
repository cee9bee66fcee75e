"""The lists of a part on the house's numbering: headings run on, every other list starts anew."""

from __future__ import annotations

import copy

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree


class Lists:
    """Turns a part's list numbers into the house's. Use it before the styles are adopted."""

    def __init__(self, house: Document, part: Document) -> None:
        self._house = _numbering(house, make=True)
        self._theirs = _numbering(part, make=False)
        self._styles = {
            s.get(qn("w:styleId")): s for s in part.styles.element.findall(qn("w:style"))
        }
        self._house_styles = {
            _style_name(s): s for s in house.styles.element.findall(qn("w:style"))
        }
        self._known: dict[tuple[str, bool], str] = {}

    def adopt(self, root: etree._Element) -> None:
        """Change the list of every paragraph below `root`."""
        for paragraph in root.iter(qn("w:p")):
            properties = paragraph.find(qn("w:pPr"))
            style = self._style_of(properties)
            heading = style is not None and _style_name(style).startswith("heading")
            number = (
                None if properties is None else properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
            )
            if number is not None:
                if number.get(qn("w:val")) != "0":
                    number.set(
                        qn("w:val"), self._house_number(number.get(qn("w:val")) or "", heading)
                    )
            elif style is not None and not heading:
                self._start_anew(paragraph, style)

    def _style_of(self, properties: etree._Element | None) -> etree._Element | None:
        use = None if properties is None else properties.find(qn("w:pStyle"))
        return None if use is None else self._styles.get(use.get(qn("w:val")))

    def _start_anew(self, paragraph: etree._Element, style: etree._Element) -> None:
        """Give a paragraph that is numbered by its style a list of the part's own."""
        ours = self._house_styles.get(_style_name(style))
        numbered = None if ours is None else ours.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        number = None if numbered is None else numbered.find(qn("w:numId"))
        if numbered is None or number is None or number.get(qn("w:val")) == "0":
            return
        abstract = self._abstract(self._house, number.get(qn("w:val")) or "")
        level = numbered.find(qn("w:ilvl"))
        depth = "0" if level is None else level.get(qn("w:val")) or "0"
        if abstract is None or not _counts(abstract, depth):
            return
        key = ("house " + (abstract.get(qn("w:abstractNumId")) or ""), False)
        if key not in self._known:
            self._known[key] = self._new_list(abstract)
        direct = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", depth), ("w:numId", self._known[key])):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            direct.append(child)
        paragraph.get_or_add_pPr()._insert_numPr(direct)  # noqa: SLF001 - keeps the schema's order

    def _house_number(self, number: str, heading: bool) -> str:
        key = (number, heading)
        if key not in self._known:
            theirs = self._abstract(self._theirs, number)
            self._known[key] = "0" if theirs is None else self._match(number, theirs, heading)
        return self._known[key]

    def _match(self, number: str, theirs: etree._Element, heading: bool) -> str:
        ours = next((a for a in self._house.findall(qn("w:abstractNum")) if _same(a, theirs)), None)
        if ours is None:
            ours = copy.deepcopy(theirs)
            ids = [
                int(a.get(qn("w:abstractNumId"))) for a in self._house.findall(qn("w:abstractNum"))
            ]
            ours.set(qn("w:abstractNumId"), str(max(ids, default=-1) + 1))
            self._house.insert(len(ids) + len(self._house.findall(qn("w:numPicBullet"))), ours)
        if heading:
            abstract_id = ours.get(qn("w:abstractNumId"))
            for num in self._house.findall(qn("w:num")):
                plain = num.find(qn("w:lvlOverride")) is None
                if plain and num.find(qn("w:abstractNumId")).get(qn("w:val")) == abstract_id:
                    return str(num.get(qn("w:numId")))
        source = next(
            n for n in self._theirs.findall(qn("w:num")) if n.get(qn("w:numId")) == number
        )
        return self._new_list(ours, source, run_on=heading)

    def _new_list(
        self, abstract: etree._Element, source: etree._Element | None = None, run_on: bool = False
    ) -> str:
        """Add a list of the kind `abstract`; it starts at its first number unless it runs on."""
        numbers = [int(n.get(qn("w:numId"))) for n in self._house.findall(qn("w:num"))]
        new = OxmlElement("w:num")
        new.set(qn("w:numId"), str(max(numbers, default=0) + 1))
        link = OxmlElement("w:abstractNumId")
        link.set(qn("w:val"), abstract.get(qn("w:abstractNumId")))
        new.append(link)
        overrides = [] if source is None else source.findall(qn("w:lvlOverride"))
        new.extend(copy.deepcopy(o) for o in overrides)
        if not overrides and not run_on:
            new.extend(_start(level) for level in abstract.findall(qn("w:lvl")))
        last = self._house.findall(qn("w:num"))
        if last:
            last[-1].addnext(new)
        else:
            self._house.append(new)
        return str(new.get(qn("w:numId")))

    @staticmethod
    def _abstract(numbering: etree._Element | None, number: str) -> etree._Element | None:
        for num in [] if numbering is None else numbering.findall(qn("w:num")):
            if num.get(qn("w:numId")) == number:
                wanted = num.find(qn("w:abstractNumId")).get(qn("w:val"))
                return next(
                    a
                    for a in numbering.findall(qn("w:abstractNum"))
                    if a.get(qn("w:abstractNumId")) == wanted
                )
        return None


def _start(level: etree._Element) -> etree._Element:
    start = level.find(qn("w:start"))
    override, value = OxmlElement("w:lvlOverride"), OxmlElement("w:startOverride")
    override.set(qn("w:ilvl"), level.get(qn("w:ilvl")))
    value.set(qn("w:val"), "1" if start is None else start.get(qn("w:val")))
    override.append(value)
    return override


def _counts(abstract: etree._Element, depth: str) -> bool:
    """Say whether a level of a list has numbers and not bullets."""
    for level in abstract.findall(qn("w:lvl")):
        if level.get(qn("w:ilvl")) == depth:
            kind = level.find(qn("w:numFmt"))
            return kind is not None and kind.get(qn("w:val")) not in ("bullet", "none")
    return False


def _same(one: etree._Element, other: etree._Element) -> bool:
    """Say whether two abstract lists are one: Word keeps `w:nsid` when a document is copied."""
    ids = [a.find(qn("w:nsid")) for a in (one, other)]
    if all(i is not None for i in ids):
        return bool(ids[0].get(qn("w:val")) == ids[1].get(qn("w:val")))
    return [etree.tostring(x) for x in one.findall(qn("w:lvl"))] == [
        etree.tostring(x) for x in other.findall(qn("w:lvl"))
    ]


def _style_name(style: etree._Element) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else (name.get(qn("w:val")) or "").lower()


def _numbering(document: Document, *, make: bool) -> etree._Element | None:
    """Return the numbering of a document; python-docx makes an empty one where there is none."""
    has = any(r.reltype.endswith("/numbering") for r in document.part.rels.values())
    return document.part.numbering_part.element if has or make else None
