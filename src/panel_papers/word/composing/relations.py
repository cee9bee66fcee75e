"""What a part's body refers to, brought into the house document: notes, pictures, links."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml
from lxml import etree

from panel_papers.word.story import Story, stories
from panel_papers.word.xml import Element, attribute, every, remove, set_attribute

_RELATED = ("r:id", "r:embed", "r:link", "r:pict", "r:dm", "r:lo", "r:qs", "r:cs")
_REFERRING = etree.XPath(
    f"descendant-or-self::*[{' or '.join(f'@{name}' for name in _RELATED)}]", namespaces=nsmap
)
_NOWHERE = 2**31 - 1  # the largest id that Word takes, and so no note's
_BEHIND_CHARTS = ("package", "oleObject", "externalLinkPath")
_OF_COMMENTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")


def drop_comments(document: Document, roots: Sequence[Element]) -> None:
    """Take a document's comments, which are for its editors alone, and their marks in `roots`."""
    for root in roots:
        for mark in every(root, "w:commentRangeStart", "w:commentRangeEnd"):
            remove(mark)
        for reference in every(root, "w:commentReference"):
            run = reference.getparent()
            remove(reference)
            if run is not None and not [e for e in run if not e.tag.endswith("}rPr")]:
                remove(run)
    for rel_id, rel in list(document.part.rels.items()):
        if rel.reltype.rpartition("/")[2] in _OF_COMMENTS:
            document.part.rels.pop(rel_id)


def adopt_relations(house: Part, part: Part, elements: Sequence[Element]) -> None:
    """Give `house` the relations that the elements use in `part`, and them its ids."""
    known: dict[str, str] = {}
    for element in (e for root in elements for e in _referring(root)):
        for name in _RELATED:
            old = attribute(element, name)
            if old in part.rels:
                if old not in known:
                    known[old] = _relate(house, part, old)
                set_attribute(element, name, known[old])


def _referring(root: Element) -> list[Element]:
    return cast("list[Element]", _REFERRING(root))


def _relate(house: Part, part: Part, rel_id: str) -> str:
    rel = part.rels[rel_id]
    if rel.is_external:
        return house.relate_to(rel.target_ref, rel.reltype, is_external=True)
    target = rel.target_part
    for other in house.rels.values():
        if (
            not other.is_external
            and other.reltype == rel.reltype == RT.IMAGE
            and other.target_part.blob == target.blob
        ):
            return house.relate_to(other.target_part, rel.reltype)
    _name_apart(house, target)
    return house.relate_to(target, rel.reltype)


def drop_workbooks(document: Document) -> None:
    """Take the workbooks behind charts away: they may hold more than the charts show.

    A chart keeps the numbers that it has stored, and prints as it did.
    """
    for part in list(document.part.package.iter_parts()):
        if part.content_type.endswith(("chart+xml", "chartex+xml")):
            _drop_workbook(part)


def _drop_workbook(chart: Part) -> None:
    behind = [
        (key, rel)
        for key, rel in chart.rels.items()
        if rel.reltype.rpartition("/")[2] in _BEHIND_CHARTS
    ]
    if not behind:
        return
    root = chart.element if isinstance(chart, XmlPart) else parse_xml(chart.blob)
    gone = {key for key, _ in behind}
    for data in list(root.iter("{*}externalData")):
        if attribute(data, "r:id") in gone:
            remove(data)
    for key in gone:
        chart.rels.pop(key)
    if not isinstance(chart, XmlPart):
        chart._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _name_apart(house: Part, target: Part) -> None:
    """Give a part that comes along, and what hangs on it, names that the package has not got."""
    taken = {str(p.partname) for p in house.package.iter_parts()} if house.package else set()
    for coming in _with_relatives(target):
        name = str(coming.partname)
        stem, dot, suffix = name.rpartition(".")
        stem = stem.rstrip("0123456789")
        number = 1
        while name in taken:
            name, number = f"{stem}{number}{dot}{suffix}", number + 1
        coming.partname = PackURI(name)
        taken.add(name)


def _with_relatives(part: Part, seen: set[int] | None = None) -> Iterator[Part]:
    seen = set() if seen is None else seen
    if id(part) in seen:
        return
    seen.add(id(part))
    yield part
    for rel in part.rels.values():
        if not rel.is_external:
            yield from _with_relatives(rel.target_part, seen)


def adopt_notes(
    house: Document, part: Document, elements: Sequence[Element], kind: str
) -> tuple[Story | None, list[Element]]:
    """Copy the notes that a part refers to, under ids that follow the house's own.

    `kind` is “footnote” or “endnote”. Returns the house's story of notes, which the caller keeps
    when all is changed, and the notes. A mark whose note is nowhere gets an id that no note has:
    so it cannot take another's.
    """
    references = [e for root in elements for e in every(root, f"w:{kind}Reference")]
    theirs = _story(part, f"{kind}s") if references else None
    if theirs is None:
        return None, []
    ours = _story(house, f"{kind}s") or _bring_notes(house, theirs)
    by_id = {attribute(note, "w:id"): note for note in theirs.root}
    taken = [int(attribute(n, "w:id") or 0) for n in ours.root]
    adopted = []
    for number, reference in enumerate(references, 1 + max(taken, default=0)):
        original = by_id.get(attribute(reference, "w:id"))
        set_attribute(reference, "w:id", _NOWHERE if original is None else number)
        if original is None:
            continue
        note = copy.deepcopy(original)
        set_attribute(note, "w:id", number)
        adopt_relations(ours.part, theirs.part, [note])
        drop_comments(part, [note])
        ours.root.append(note)
        adopted.append(note)
    return ours, adopted


def _bring_notes(house: Document, theirs: Story) -> Story:
    """Give a house without notes of a kind the part's, emptied but for the separators."""
    root = copy.deepcopy(theirs.root)
    for note in list(root):
        if not attribute(note, "w:type"):
            root.remove(note)
    part = Part(theirs.part.partname, theirs.part.content_type, b"", house.part.package)
    house.part.relate_to(part, RT.FOOTNOTES if theirs.name == "footnotes" else RT.ENDNOTES)
    story = Story(part, root, theirs.name)
    story.keep()
    return story


def _story(document: Document, name: str) -> Story | None:
    return next((s for s in stories(document) if s.name == name), None)
