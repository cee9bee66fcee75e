"""Several filled templates made into one Word document on the house's paper.

The house document gives page set-up, header, footer, styles and numbering; its own body is
dropped. Of each part comes the body: styles are matched by name (the house's look wins; a style
that the house lacks is brought along), heading numbers run on from part to part, every other list
starts anew in its part, notes, pictures and links come with new ids, bookmarks stay unique, and a
landscape part keeps its page while the house keeps the rest.

docxcompose was measured and loses page set-up, swaps the ends of nested bookmarks, leaves
references to comments that Word then cannot load, and numbers lists at random.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from panel_papers.word.lists import Lists
from panel_papers.word.story import Story, stories
from panel_papers.word.styles import Styles

_COMMENTS = ("w:commentRangeStart", "w:commentRangeEnd")
_RELATED = ("r:id", "r:embed", "r:link", "r:pict", "r:dm", "r:lo", "r:qs", "r:cs")


def compose(house: Document, parts: Sequence[Document]) -> Document:
    """Return `house` with the bodies of `parts` in order as its body."""
    body = house.element.body
    final = body.sectPr
    for element in list(body):
        if element is not final:
            body.remove(element)
    page = final
    for part in parts:
        own = part.element.body.sectPr
        wanted = _page(final, own)
        elements = [e for e in part.element.body if e is not own]
        _adopt(house, part, elements)
        if len(body) > 1 and _differs(page, wanted):
            _end_section(body, page)
        page = wanted
        for element in elements:
            final.addprevious(element)
    if page is not final:
        body.replace(final, page)
    _share_headers(body, final)
    return house


def _page(house: etree._Element, own: etree._Element | None) -> etree._Element:
    """Return the section properties of a part: the house's, turned where the part is landscape."""
    size = None if own is None else own.find(qn("w:pgSz"))
    if size is None or size.get(qn("w:orient")) != "landscape":
        return house
    page = copy.deepcopy(house)
    turned = page.find(qn("w:pgSz"))
    width, height = turned.get(qn("w:w")), turned.get(qn("w:h"))
    turned.set(qn("w:w"), height)
    turned.set(qn("w:h"), width)
    turned.set(qn("w:orient"), "landscape")
    margins = own.find(qn("w:pgMar"))
    if margins is not None:
        page.replace(page.find(qn("w:pgMar")), copy.deepcopy(margins))
    return page


def _differs(one: etree._Element, other: etree._Element) -> bool:
    return one is not other and any(
        etree.tostring(one.find(qn(tag))) != etree.tostring(other.find(qn(tag)))
        for tag in ("w:pgSz", "w:pgMar")
    )


def _end_section(body: etree._Element, page: etree._Element) -> None:
    """Close the section so far in its last paragraph, as Word does it."""
    last = body[-2]
    if last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        last = OxmlElement("w:p")
        body[-1].addprevious(last)
    properties = last.get_or_add_pPr()
    closing = copy.deepcopy(page)
    change = properties.find(qn("w:pPrChange"))
    if change is not None:
        change.addprevious(closing)
    else:
        properties.append(closing)


def _share_headers(body: etree._Element, house: etree._Element) -> None:
    """Let the first section name the house's headers and footers; all later ones inherit them."""
    references = [
        copy.deepcopy(e)
        for e in house
        if e.tag in (qn("w:headerReference"), qn("w:footerReference"))
    ]
    sections = list(body.iter(qn("w:sectPr")))
    for section in sections:
        for tag in ("w:headerReference", "w:footerReference"):
            for reference in section.findall(qn(tag)):
                section.remove(reference)
    for reference in reversed(references):
        sections[0].insert(0, reference)


def _adopt(house: Document, part: Document, elements: list[etree._Element]) -> None:
    """Make the elements of a part fit the house: ids, names and relations that exist there."""
    notes = [_adopt_notes(house, part, elements, kind) for kind in ("footnote", "endnote")]
    roots = elements + [note for _, adopted in notes for note in adopted]
    styles, lists = Styles(house, part), Lists(house, part)
    for root in roots:
        _drop_comments(root)
        lists.adopt(root)
        styles.adopt(root)
    _adopt_relations(house.part, part.part, elements)
    _adopt_bookmarks(house, roots)
    for story, _ in notes:
        if story is not None:
            story.keep()


def _drop_comments(root: etree._Element) -> None:
    for tag in _COMMENTS:
        for element in list(root.iter(qn(tag))):
            element.getparent().remove(element)
    for reference in list(root.iter(qn("w:commentReference"))):
        run = reference.getparent()
        run.getparent().remove(run)


def _adopt_relations(house: Part, part: Part, elements: Sequence[etree._Element]) -> None:
    known: dict[str, str] = {}
    for element in _each(elements):
        for name in _RELATED:
            old = element.get(qn(name))
            if old is None or old not in part.rels:
                continue
            if old not in known:
                known[old] = _relate(house, part, old)
            element.set(qn(name), known[old])


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


def _name_apart(house: Part, target: Part) -> None:
    """Give a part that comes along, and what hangs on it, names that the package has not got."""
    taken = {str(p.partname) for p in house.package.iter_parts()}
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


def _adopt_notes(
    house: Document, part: Document, elements: Sequence[etree._Element], kind: str
) -> tuple[Story | None, list[etree._Element]]:
    """Copy the notes that a part refers to, under ids that follow the house's own.

    Returns the house's story of notes, which the caller keeps when all is changed, and the notes.
    """
    references = [e for e in _each(elements) if e.tag == qn(f"w:{kind}Reference")]
    theirs = _story(part, f"{kind}s") if references else None
    if theirs is None:
        return None, []
    ours = _story(house, f"{kind}s") or _bring_notes(house, theirs)
    by_id = {note.get(qn("w:id")): note for note in theirs.root}
    next_id = 1 + max((int(n.get(qn("w:id")) or 0) for n in ours.root), default=0)
    adopted = []
    for number, reference in enumerate(references, next_id):
        note = copy.deepcopy(by_id[reference.get(qn("w:id"))])
        for element in (note, reference):
            element.set(qn("w:id"), str(number))
        _adopt_relations(ours.part, theirs.part, [note])
        ours.root.append(note)
        adopted.append(note)
    return ours, adopted


def _bring_notes(house: Document, theirs: Story) -> Story:
    """Give a house without notes of a kind the part's, emptied but for the separators."""
    root = copy.deepcopy(theirs.root)
    for note in list(root):
        if note.get(qn("w:type")) is None:
            root.remove(note)
    part = Part(theirs.part.partname, theirs.part.content_type, b"", house.part.package)
    house.part.relate_to(part, RT.FOOTNOTES if theirs.name == "footnotes" else RT.ENDNOTES)
    return Story(part, root, theirs.name)


def _story(document: Document, name: str) -> Story | None:
    return next((s for s in stories(document) if s.name == name), None)


def _adopt_bookmarks(house: Document, roots: Sequence[etree._Element]) -> None:
    """Give bookmarks ids and names that the house has not got, and change what points to them."""
    taken = {b.get(qn("w:name")) for b in house.element.body.iter(qn("w:bookmarkStart"))}
    ids = [int(b.get(qn("w:id")) or 0) for b in house.element.body.iter(qn("w:bookmarkStart"))]
    next_id = max(ids, default=-1) + 1
    new_ids: dict[str, str] = {}
    renamed: dict[str, str] = {}
    for element in _each(roots):
        if element.tag == qn("w:bookmarkStart"):
            old = element.get(qn("w:id")) or ""
            new_ids[old] = str(next_id)
            next_id += 1
            name = unique = element.get(qn("w:name")) or ""
            number = 2
            while unique in taken:
                unique, number = f"{name[:36]}_{number}", number + 1
            taken.add(unique)
            renamed[name] = unique
            element.set(qn("w:id"), new_ids[old])
            element.set(qn("w:name"), unique)
    for element in _each(roots):
        if element.tag == qn("w:bookmarkEnd"):
            element.set(qn("w:id"), new_ids.get(element.get(qn("w:id")) or "", "0"))
        elif element.tag == qn("w:hyperlink") and element.get(qn("w:anchor")) in renamed:
            element.set(qn("w:anchor"), renamed[element.get(qn("w:anchor"))])
        elif element.tag == qn("w:instrText") and element.text:
            words = element.text.split(" ")
            element.text = " ".join(renamed.get(w, w) for w in words)


def _each(roots: Sequence[etree._Element]) -> Iterator[etree._Element]:
    for root in roots:
        yield from root.iter()
