"""All references of a document made links: typed ones and those by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from msgspec import Struct

from panel_papers.content import InnerReference, inner_references
from panel_papers.core import Appendix, Paper, Place, Reference
from panel_papers.word.blocks.names import Names
from panel_papers.word.bookmarks import Bookmarks
from panel_papers.word.elements import Element, text_of
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.numbered_places import NumberedPlace, numbered_places
from panel_papers.word.paragraph_numbers import heading_before
from panel_papers.word.references import Span, appendix_references, link_references, link_typed
from panel_papers.word.ties import Tied, tie_names, without_fields
from panel_papers.word.xml import attribute, every, paragraphs, qn

_MAYBE = re.compile(r"(?i)\b(?:para|table|fig|chart|section|recommendation|appendi)[a-z.]*\W{1,2}")


class Written(Struct, frozen=True, eq=False):
    """What was written for one document: what each section’s text became, by its name."""

    names: Names
    sections: Mapping[str, Sequence[Element]]


class Referred(Struct, frozen=True, eq=False):
    """A document whose references are links; `appendices` are labels by the bookmarks they lead to.

    `tied` is what its names stand for, and what is wrong with them.
    """

    document: Document
    tied: Tied
    appendices: Mapping[str, str]

    def for_pack(self, addresses: Mapping[str, str]) -> None:
        """Lead references to appendices to their parts of the pack, and take fields off."""
        without_fields(self.document)
        for link in every(self.document.element.body, "w:hyperlink"):
            address = addresses.get(self.appendices.get(attribute(link, "w:anchor"), ""))
            if address is not None:
                del link.attrib[qn("w:anchor")]
                rel_id = self.document.part.relate_to(address, RT.HYPERLINK, is_external=True)
                link.set(qn("r:id"), rel_id)
        link_references(self.document, addresses)


def refer(document: Document, paper: Paper, written: Written, recommendations: str) -> Referred:
    """Make the references of a document links, before it is saved.

    `recommendations` is the name of the section that holds them.
    """
    names = written.names
    if not names.asked and not _MAYBE.search(text_of(document.element.body)):
        tied = tie_names(document, names, (), _of_appendices(paper, {}), Bookmarks(document))
        return Referred(document, tied, {})
    body = paper.body
    places = numbered_places(
        document,
        set(written.sections.get(recommendations, ())),
        paragraphs_numbered=body is not None and body.numbered_paragraphs,
    )
    bookmarks = Bookmarks(document)
    listed = _listed(document, paper.appendices)
    offered = _of_sections(document, written.sections, places) | _of_appendices(paper, listed)
    tied = tie_names(document, names, places, offered, bookmarks)
    targets = _by_number(places)
    anchors: dict[str, str] = {}

    def find(text: str, paragraph: Element) -> list[Span]:
        if not _MAYBE.search(text):
            return []
        found = []
        for reference in inner_references(text):
            place = _target(reference, targets)
            if place is not None and place.paragraph is not paragraph:
                anchor = bookmarks.at(place.paragraph, f"{place.kind}_{place.number}")
                tip = f"Go to {place.kind} {place.number}"
                found.append(Span(reference.start, reference.end, tip, anchor))
        for start, end, label in appendix_references(text):
            if label in listed and listed[label] is not paragraph:
                anchor = bookmarks.at(listed[label], f"appendix_{label}")
                found.append(Span(start, end, f"Go to appendix {label}", anchor))
        return found

    link_typed(document, find)
    for label, paragraph in listed.items():
        anchors[bookmarks.at(paragraph, f"appendix_{label}")] = label
    return Referred(document, tied, anchors)


def _listed(document: Document, appendices: Sequence[Appendix]) -> dict[str, Element]:
    """Return the lines of the report that list its appendices, by the appendices’ labels."""
    found: dict[str, Element] = {}
    if not appendices:
        return found
    for paragraph in paragraphs(document.element.body):
        text = text_of(paragraph).strip()
        for each in appendices if text.startswith("Appendix ") else ():
            if re.match(rf"Appendix {each.label}\b", text) and each.title in text:
                found[each.label] = paragraph
    return found


def _of_sections(
    document: Document, sections: Mapping[str, Sequence[Element]], places: Sequence[NumberedPlace]
) -> dict[str, tuple[Reference, Element | None]]:
    """Return what the names of sections stand for: their headings."""
    styles = HouseStyles(document, Place(""))
    numbered = {each.paragraph: each for each in places}
    found: dict[str, tuple[Reference, Element | None]] = {}
    for name, blocks in sections.items():
        heading = heading_before(blocks[0], styles) if blocks else None
        place = None if heading is None else numbered.get(heading)
        if place is not None:
            found[name] = Reference(name, place.kind, place.number), place.paragraph
    return found


def _of_appendices(
    paper: Paper, listed: Mapping[str, Element]
) -> dict[str, tuple[Reference, Element | None]]:
    return {
        each.name: (Reference(each.name, "appendix", each.label), listed.get(each.label))
        for each in paper.appendices
        if each.name
    }


def _by_number(places: Sequence[NumberedPlace]) -> dict[tuple[str, str], NumberedPlace]:
    """Return places by kind and number; a recommendation is a paragraph too: “paragraph 2.1”."""
    found: dict[tuple[str, str], NumberedPlace] = {}
    for each in places:
        number = re.sub(r"^\((\d+)\)", r"\1", each.number)
        if each.kind:
            found.setdefault((each.kind.lower(), number), each)
        if each.kind == "recommendation" and "." in number:
            found.setdefault(("paragraph", number), each)
    return found


def _target(
    reference: InnerReference, targets: Mapping[tuple[str, str], NumberedPlace]
) -> NumberedPlace | None:
    """Return what a reference leads to: the list item that it names, or else its paragraph."""
    exact = targets.get((reference.kind, reference.number + reference.parts))
    return exact or targets.get((reference.kind, reference.number))
