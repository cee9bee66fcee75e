"""What Word leaves in a template and no paper is to have: changes, comments, names of persons."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from panel_papers.core import Level, Place, Problem
from panel_papers.word import Element, Story, attribute, child, every, where, within

AUTHOR = "Panel Papers"
"""The author of our own comments, and of the templates as they were first made."""
MARK = "[panel-papers "
"""What the last line of our own comments begins with: it distinguishes them from anybody else's."""


def _lenient() -> etree.XMLParser:
    """Return a parser; two threads must not share one (lxml's FAQ)."""
    return etree.XMLParser(resolve_entities=False, no_network=True, recover=True)


_CHANGES = {
    "w:ins": "inserted",
    "w:del": "deleted",
    "w:moveFrom": "moved away",
    "w:moveTo": "moved here",
    "w:rPrChange": "formatted",
    "w:pPrChange": "formatted",
    "w:sectPrChange": "a changed page",
    "w:tblPrChange": "a formatted table",
    "w:trPrChange": "a formatted row",
    "w:tcPrChange": "a formatted cell",
    "w:numberingChange": "numbered",
    "w:cellIns": "an inserted cell",
    "w:cellDel": "a deleted cell",
}
_SHOWN = 60


def leftover_faults(document: Document, file: str, stories: list[Story]) -> Iterator[Problem]:
    """Yield tracked changes, comments of others, and names in the properties of a template."""
    for story in stories:
        yield from change_faults(story, file)
        yield from _comments(document, story, file)
    settings = document.settings.element
    if child(settings, "w:trackRevisions") is not None:
        yield Problem(
            "tracked-changes",
            Place(file),
            "Word is set to track changes in this template",
            "",
            "switch it off: Review › Track Changes",
            Level.WARNING,
        )
    yield from _names(document, file)


def change_faults(story: Story, file: str) -> Iterator[Problem]:
    """Yield each paragraph with tracked changes once: a build takes them as accepted."""
    seen: set[Element | None] = set()
    for change in every(story.root, *_CHANGES):
        paragraph = within(change, "w:p")
        if paragraph is None:  # of a table or of the page: reported at its first paragraph
            paragraph = next(iter(every(_holder(change), "w:p")), None)
        if paragraph in seen:
            continue
        seen.add(paragraph)
        name = next(n for n in _CHANGES if change.tag == qn(n))
        text = "".join(t.text or "" for t in every(change, "w:t", "w:delText")).strip()
        by = attribute(change, "w:author")
        yield Problem(
            "tracked-changes",
            Place(file, where=story.name if paragraph is None else where(paragraph, story)),
            "The template has a tracked change, which every paper prints as if it were accepted",
            "",
            "accept or reject it: Review › Accept or Reject",
            Level.WARNING,
            quoted=(f"“{text[:_SHOWN]}” {_CHANGES[name]}" if text else _CHANGES[name])
            + (f" by {by}" if by else ""),
        )


def _holder(change: Element) -> Element:
    return next((e for e in change.iterancestors() if every(e, "w:p")), change)


def _comments(document: Document, story: Story, file: str) -> Iterator[Problem]:
    notes = comments_of(document)
    for reference in every(story.root, "w:commentReference"):
        comment = notes.get(attribute(reference, "w:id"))
        if comment is None or is_ours(comment):
            continue
        paragraph = within(reference, "w:p")
        text = comment_text(comment)
        by = attribute(comment, "w:author")
        yield Problem(
            "comment",
            Place(file, where=story.name if paragraph is None else where(paragraph, story)),
            f"The template has a comment{f' by {by}' if by else ''}: “{text[:_SHOWN]}”",
            "",
            "delete it (Review › Delete); to leave a note for other editors, write “{# … #}”",
            Level.WARNING,
        )


def comments_of(document: Document) -> dict[str, Element]:
    """Return the comments of a document by their ids."""
    for rel in document.part.rels.values():
        if rel.reltype == RT.COMMENTS and not rel.is_external:
            part = rel.target_part
            root = part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
            return {attribute(c, "w:id"): c for c in every(root, "w:comment")}
    return {}


def is_ours(comment: Element) -> bool:
    """Say whether a comment is one that we have put into a copy."""
    return attribute(comment, "w:author") == AUTHOR and MARK in comment_text(comment)


def comment_text(comment: Element) -> str:
    """Return the words of a comment."""
    paragraphs = ("".join(t.text or "" for t in every(p, "w:t")) for p in every(comment, "w:p"))
    return " ".join(paragraphs)


def _names(document: Document, file: str) -> Iterator[Problem]:
    properties = document.core_properties
    named = {
        "author": properties.author,
        "last editor": properties.last_modified_by,
    }
    named |= _extended(document)
    for what, name in named.items():
        if name and name not in {AUTHOR, "python-docx"}:
            yield Problem(
                "personal-data",
                Place(file, where="the document’s properties"),
                f"The template names a person in its properties: the {what} is “{name}”",
                "",
                "choose File › Info › Check for Issues › Inspect Document, and remove the "
                "properties",
                Level.SUGGESTION,
            )


def _extended(document: Document) -> dict[str, str]:
    """Return who the properties of Office name: company and manager (docProps/app.xml)."""
    for rel in document.part.package.rels.values():
        if rel.reltype == RT.EXTENDED_PROPERTIES and not rel.is_external:
            root = etree.fromstring(rel.target_part.blob, _lenient())
            return (
                {}
                if root is None
                else {
                    what: "".join(str(text) for text in root.itertext(f"{{*}}{tag}")).strip()
                    for tag, what in (("Company", "company"), ("Manager", "manager"))
                }
            )
    return {}
