"""Tags in the addresses of links: Word keeps an address outside the text, where nothing is filled.

An address with a tag is put into an attribute of its link while the template is filled, so that it
is read, checked and filled as any other text; afterwards it becomes an address again.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from panel_papers.core import Link, Missing, Prose
from panel_papers.word.filling.slots import Slot
from panel_papers.word.filling.tag_texts import find_tags
from panel_papers.word.story import Story, stories
from panel_papers.word.xml import Element, attribute, every, remove, set_attribute

ADDRESS = "w:docLocation"  # Word allows it on a link; it is gone before the document is saved
_LINKS = ("w:hyperlink", "a:hlinkClick")
_EMPTY = frozenset({"", "mailto:", "tel:", "http://", "https://"})
_WHOLE = "%/:?#[]@!$&'()*+,;=~"  # RFC 3986: what an address may hold as it is
_PART = "@/:.,~+"


def lift_link_tags(document: Document) -> None:
    """Put each address that holds a tag into an attribute of its link."""
    for story in stories(document):
        found = [link for link in every(story.root, *_LINKS) if _lift(story, link)]
        for rel_id in {attribute(link, "r:id") for link in found}:
            story.part.rels.pop(rel_id, None)
        for link in found:
            link.attrib.pop(qn("r:id"), "")
        if found:
            story.keep()


def _lift(story: Story, link: Element) -> bool:
    relation = story.part.rels.get(attribute(link, "r:id"))
    if relation is None or not relation.is_external:
        return False
    address = unquote(relation.target_ref)
    if next(iter(find_tags(address)), None) is None:
        return False
    anchor = attribute(link, "w:anchor")
    set_attribute(link, ADDRESS, f"{address}#{anchor}" if anchor else address)
    link.attrib.pop(qn("w:anchor"), "")
    return True


def in_address(piece: str | Slot, *, alone: bool) -> str:
    """Return what a piece of an address says: a value as addresses write it."""
    if isinstance(piece, str):
        return piece
    match piece.value:
        case Link() as link:
            return quote(link.url if alone else link.text, safe=_WHOLE if alone else _PART)
        case Missing() | Prose():
            return ""
        case str() as text:
            return quote(text.strip(), safe=_WHOLE if alone else _PART)
        case _:
            return ""


def settle_addresses(story: Story) -> None:
    """Make the addresses of a story's links addresses again; without one, only the words stay."""
    for link in every(story.root, *_LINKS):
        if not attribute(link, ADDRESS) or attribute(link, "r:id"):
            continue
        target = str(link.attrib.pop(qn(ADDRESS))).strip()
        if target not in _EMPTY:
            relation = story.part.relate_to(target, RT.HYPERLINK, is_external=True)
            set_attribute(link, "r:id", relation)
        elif str(link.tag).endswith("}hyperlink"):
            for held in list(link):
                link.addprevious(held)
            remove(link)
        else:
            remove(link)
