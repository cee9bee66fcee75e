"""Takes comments, editors' marks and links to a desk's own files out of a Word document's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast
from urllib.parse import unquote

from lxml import etree

from panel_papers.inputs.cleaning.results import Tally
from panel_papers.inputs.cleaning.word.fields import fields
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import Story

COMMENT = "comment"
_WITH_REVISION_ID = etree.XPath(
    "//*[@*[starts-with(local-name(), 'rsid') and namespace-uri() = $space]]"
)
LOCAL_LINK = "link to a file on somebody’s computer, now plain text"
_RANGE = "mark around a tracked change, with its author’s name"
# What is left around changes that were accepted or rejected (ECMA-376 part 1, 17.13.5).
_RANGES = {
    "w": (
        "moveFrom",
        "moveTo",
        "customXmlIns",
        "customXmlDel",
        "customXmlMoveFrom",
        "customXmlMoveTo",
    ),
    "w14": ("customXmlConflictIns", "customXmlConflictDel"),
}
_MARKS = {
    n("w:permStart"): "name of somebody who may edit",
    n("w:permEnd"): None,
    n("w:commentRangeStart"): None,
    n("w:commentRangeEnd"): None,
    n("w:commentReference"): COMMENT,
    n("w:annotationRef"): None,
    n("w:dataBinding"): "binding to data behind the text",
    n("w:printerSettings"): None,
    n("w:entryMacro"): "macro of a form field",
    n("w:exitMacro"): "macro of a form field",
    **{
        n(f"{space}:{kind}Range{end}"): _RANGE if end == "Start" else None
        for space, kinds in _RANGES.items()
        for kind in kinds
        for end in ("Start", "End")
    },
}
# They would print what the cleaned properties, or our own temporary file, say.
_ABOUT_THE_FILE = frozenset(
    [
        "AUTHOR",
        "LASTSAVEDBY",
        "USERNAME",
        "USERINITIALS",
        "USERADDRESS",
        "FILENAME",
        "TEMPLATE",
        "DOCPROPERTY",
        "DOCVARIABLE",
        "INFO",
        "KEYWORDS",
        "SUBJECT",
        "COMMENTS",
    ]
)
_VML = "urn:schemas-microsoft-com:vml"
_ON_THE_WEB = re.compile(r"(?:https?|mailto|tel|ftp):|#|www\.", re.IGNORECASE)


def remove_marks(texts: Sequence[Story], tally: Tally) -> None:
    """Take out comments' marks, permissions and bindings, wherever they are."""
    for story in texts:
        for element in list(story.root.iter(*_MARKS)):
            what = _MARKS[str(element.tag)]
            if what:
                tally.add(what, story.where(element))
            parent = element.getparent()
            if parent is None:
                continue
            parent.remove(element)
            if parent.tag == n("w:r") and all(child.tag == n("w:rPr") for child in parent):
                around = parent.getparent()
                if around is not None:
                    around.remove(parent)


def freeze_fields(texts: Sequence[Story], tally: Tally) -> None:
    """Turn fields that print who wrote a file, or lead to one on a desk, into what they show."""
    for story in texts:
        for found in list(fields(story.root)):
            if found.name in _ABOUT_THE_FILE:
                tally.add(
                    "field about the file or its author, now plain text", story.where(found.start)
                )
                found.freeze()
            elif found.address and not is_on_the_web(found.address):
                tally.add(LOCAL_LINK, story.where(found.start))
                found.freeze()


def freeze_local_links(texts: Sequence[Story], tally: Tally) -> None:
    """Turn fields of a template that lead to a file on a desk into what they show."""
    for story in texts:
        for found in list(fields(story.root)):
            address = found.address or "#"
            if not is_on_the_web(address) and "{{" not in address:  # a tag there is an error
                tally.add(LOCAL_LINK, story.where(found.start))
                found.freeze()


def remove_local_links(
    package: Package, texts: Sequence[Story], tally: Tally, *, is_template: bool = False
) -> None:
    """Take out links to files: they lead nowhere for a reader, and name folders and people.

    In a template, an address with a tag is filled before anybody follows it.
    """
    stories = {story.part: story for story in texts}
    for relation in list(package.every_relation()):
        if relation.kind != "hyperlink" or not relation.external:
            continue
        if is_on_the_web(relation.target) or (is_template and "{{" in unquote(relation.target)):
            continue
        package.drop(relation)
        story = stories.get(relation.source)
        for element in [] if story is None else list(story.root.iter()):
            if isinstance(element.tag, str) and element.get(n("r:id")) == relation.id:
                tally.add(LOCAL_LINK, None if story is None else story.where(element))
                _unlink(element)
    for each in texts:
        _unlink_old_drawings(each, tally)


def _unlink_old_drawings(story: Story, tally: Tally) -> None:
    """Take out where drawings of older versions of Word lead: addresses without a relationship."""
    for element in story.root.iter(f"{{{_VML}}}*"):
        for name in ("href", n("o:href"), n("o:althref")):
            address = element.get(name)
            if address is None or (element.tag != n("v:imagedata") and is_on_the_web(address)):
                continue
            del element.attrib[name]
            tally.add(LOCAL_LINK, story.where(element))


def is_on_the_web(address: str) -> bool:
    """Say whether a link leads where every reader can follow it."""
    return bool(_ON_THE_WEB.match(address.strip()))


def _unlink(element: etree._Element) -> None:
    parent = element.getparent()
    if element.tag == n("w:hyperlink") or parent is None:
        for name in (n("r:id"), n("w:tooltip"), n("w:docLocation"), n("w:tgtFrame")):
            if name in element.attrib:
                del element.attrib[name]
        return
    parent.remove(element)


def remove_revision_ids(package: Package, tally: Tally) -> None:
    """Take out the numbers by which Word distinguishes one sitting of an editor from the next."""
    prefix = n("w:rsid")
    count = 0
    for name, root in package.trees.items():
        if name.endswith(".rels"):
            continue
        found = _WITH_REVISION_ID(root, space=etree.QName(prefix).namespace)
        for element in cast("list[etree._Element]", found):
            for key in [key for key in element.attrib if str(key).startswith(prefix)]:
                del element.attrib[key]
                count += 1
    tally.add("number of an editing session (rsid)", count=count)
