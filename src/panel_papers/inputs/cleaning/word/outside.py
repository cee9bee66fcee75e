"""Finds what a Word document would fetch from elsewhere, or run: the one gate for all of them.

Appendices and templates are judged here alike, so a template cannot bring into the report what an
appendix is refused for. What is only named and prints nothing (the template that a document was
made with, mail-merge data, schemas) is taken out by `parts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from panel_papers.inputs.cleaning.word.fields import Field, fields
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package, Relation
from panel_papers.inputs.cleaning.word.stories import Story

# ECMA-376 part 1, 17.16.5, and what older versions of Word know besides.
_FETCHING = frozenset(
    [
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "INCLUDE",
        "IMPORT",
        "DDE",
        "DDEAUTO",
        "LINK",
        "RD",
        "DATABASE",
        "DATA",
    ]
)
_RUNNING = frozenset(["MACROBUTTON", "EMBED", "CONTROL", "PRINT"])
_AROUND_OBJECTS = frozenset(["EMBED", "CONTROL"])
_TEXT_KINDS = frozenset(
    [
        "officeDocument",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "comments",
        "glossaryDocument",
    ]
)
_PLACES = {
    "comments": "in a comment",
    "glossaryDocument": "in the building blocks",
    "header": "in a header",
    "footer": "in a footer",
    "footnotes": "in a footnote",
    "endnotes": "in an endnote",
}
_PASTE = (
    "in Word, either delete it and type or paste what it shows as a table or a picture; or "
    "save it as a file of its own and list that below “appendices:” in paper.yaml"
)
_REFUSED = {
    "oleObject": (
        "embedded-object",
        "The document has an embedded object, such as a spreadsheet",
        _PASTE,
    ),
    "package": (
        "embedded-object",
        "The document has an embedded file, such as a spreadsheet",
        _PASTE,
    ),
    "control": (
        "active-content",
        "The document has an ActiveX control (a button, box or list that runs a program)",
        "in Word, delete the control (Developer › Design Mode lets you select it), type the "
        "text that it shows in its place, and save",
    ),
    "activeXControlBinary": (
        "active-content",
        "The document has an ActiveX control (a button, box or list that runs a program)",
        "replace it by its text",
    ),
    "vbaProject": ("word-macros", "The document has macros", "save it as a Word Document (.docx)"),
    "aFChunk": (
        "foreign-text",
        "The document has a web page or another document inserted in it, which is not yet a "
        "part of its text",
        _PASTE,
    ),
    "subDocument": (
        "linked-text",
        "The document has a subdocument in another file",
        "insert its text into the document",
    ),
    "video": (
        "media-inside",
        "The document has a video",
        "in Word, delete it and insert a picture in its place, or type the web address where "
        "it can be seen",
    ),
    "audio": ("media-inside", "The document has a sound", "cite where it can be heard"),
    "media": ("media-inside", "The document has a video or sound", "cite where it can be found"),
    "origin": (
        "signed-word",
        "The document has a digital signature, which the pack would not keep",
        "either in Word, choose File › Info › View Signatures, remove the signature and save; "
        "or list the signed original below “background_papers:” in paper.yaml in place of "
        "this appendix",
    ),
}
# What a document can lead to and still be its own text: `parts` takes it out.
EXTERNAL_STRIPPED = frozenset(
    [
        "hyperlink",
        "attachedTemplate",
        "mailMergeSource",
        "mailMergeHeaderSource",
        "recipientData",
        "externalLinkPath",
        "externalLink",
        "transform",
        "customXml",
        "customXmlProps",
        "glossaryDocument",
        "thumbnail",
        "printerSettings",
        "keyMapCustomizations",
        "attachedToolbars",
    ]
)
_LINKS = frozenset(
    n(name) for name in ("w:hyperlink", "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver")
)
_VML_PICTURES = tuple(n(name) for name in ("v:imagedata", "v:fill", "v:stroke", "v:image"))
_POSTSCRIPT = (b"%!PS", b"\x04%!PS", b"\xc5\xd0\xd3\xc6")
_SVG = re.compile(rb"<(?:\w+:)?svg\b")
_SVG_RUNS = re.compile(
    rb"""<(?:\w+:)?(?:script|foreignObject)\b|<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|@import"""
    rb"""|\burl\(["']?(?!["'#]|data:)\S""",
    re.IGNORECASE,
)
_SVG_FETCHES = re.compile(
    rb"""<(?:\w+:)?(?!a[\s:])\w+\s[^<>]*?\b(?:href|src)\s?=\s?["'](?!#|data:|["'])""",
    re.IGNORECASE,
)
Words: TypeAlias = tuple[str, str, str, str]
"""Code, what was found, what was expected, how to fix it."""
_LINKED_PICTURE: Words = (
    "linked-picture",
    "A picture is linked and not in the file",
    "",
    "in Word, choose File › Info › Edit Links to Files, select the picture, tick “Save "
    "picture in document”, and save",
)


class Outside(Struct, frozen=True):
    """Something that is fetched or run: the words of its problem, and the places in words.

    `paragraphs` are the places again as parts of the package and numbers of paragraphs (`w:p`, from
    0), for those who name paragraphs otherwise.
    """

    code: str
    found: str
    wanted: str
    hint: str
    places: tuple[str, ...] = ()
    paragraphs: tuple[tuple[str, int], ...] = ()


def outside(package: Package, texts: Sequence[Story], known: frozenset[str]) -> list[Outside]:
    """Return all that a document would fetch or run, fields first.

    `texts` are its stories; `known` are the kinds of relationship that can be kept or taken out:
    one of any other kind is reported too.
    """
    parts = _Parts(package, texts)
    others = [
        *_relations(parts, known),
        *_pictures(parts),
        *_addresses(parts),
    ]
    objects = {paragraph for each in others for paragraph in each.paragraphs}
    return list(dict.fromkeys([*_fields(parts, objects), *others]))


class _Parts:
    """The parts of a document that hold text or drawings, read once: who uses what, and where."""

    def __init__(self, package: Package, texts: Sequence[Story]) -> None:
        self.package = package
        self.relations = list(package.every_relation())
        self.stories = {story.part: story for story in texts}
        for relation in self.relations:
            name = relation.target
            if relation.external or name in self.stories or name not in package.parts:
                continue
            if name in package.trees or relation.kind in _TEXT_KINDS:
                place = _PLACES.get(relation.kind) or f"in “{name}”"
                if name.startswith("word/glossary/"):
                    place = _PLACES["glossaryDocument"]
                self.stories[name] = Story(name, package.tree(name), {}, place)
        self._users: dict[str, dict[str, list[etree._Element]]] = {}
        self._paragraphs: dict[str, dict[etree._Element, int]] = {}

    def users(self, relation: Relation) -> list[etree._Element]:
        """Return the elements that use a relationship."""
        story = self.stories.get(relation.source)
        if story is None:
            return []
        if relation.source not in self._users:
            self._users[relation.source] = _users_in(story.root)
        return self._users[relation.source].get(relation.id, [])

    def problem(self, words: Words, part: str, elements: Sequence[etree._Element]) -> Outside:
        """Return what was found at elements of a part."""
        story = self.stories.get(part)
        if story is None:
            return Outside(*words)
        if part not in self._paragraphs:
            every = story.root.iter(n("w:p"))
            self._paragraphs[part] = {each: number for number, each in enumerate(every)}
        numbers = dict.fromkeys(
            (part, self._paragraphs[part][paragraph])
            for element in elements
            if (paragraph := _paragraph_of(element)) is not None
        )
        places = dict.fromkeys(story.where(element) for element in elements)
        return Outside(*words, tuple(places), tuple(numbers))


def _users_in(root: etree._Element) -> dict[str, list[etree._Element]]:
    prefix = n("r:id").removesuffix("id")
    users: dict[str, list[etree._Element]] = {}
    for element in root.iter(etree.Element):
        for key in {v for name, v in element.attrib.items() if str(name).startswith(prefix)}:
            users.setdefault(str(key), []).append(element)
    return users


def _paragraph_of(element: etree._Element) -> etree._Element | None:
    """Return the paragraph that an element is in, or the first one in it."""
    for holder in (element, *element.iterancestors()):
        if holder.tag == n("w:p"):
            return holder
    return next(element.iter(n("w:p")), None)


def _fields(parts: _Parts, objects: Set[tuple[str, int]]) -> Iterator[Outside]:
    """Yield fields; those around one of the `objects` (paragraphs) are reported with that."""
    for name, story in parts.stories.items():
        for each in fields(story.root):
            if words := _does(each):
                found = parts.problem(words, name, [each.start])
                if each.name not in _AROUND_OBJECTS or objects.isdisjoint(found.paragraphs):
                    yield found


def _does(field: Field) -> Words | None:
    """Return the words for a field that fetches or runs something."""
    name = field.name
    if name in _FETCHING:
        found = f"A field fetches text or a picture from elsewhere ({name})"
        hint = (
            "in Word, click on the text or picture, press Ctrl+Shift+F9 to keep what it shows "
            "now, and save"
        )
        return "linked-text", found, "", hint
    hint = "type what it shows as text, and delete the field"
    if name in _RUNNING:
        found = f"A field runs a program or holds an object ({name})"
        return "active-content", found, "", hint
    if field.is_computed:
        return "linked-text", "The name of a field is made by another field", "", hint
    return None


def _relations(parts: _Parts, known: frozenset[str]) -> Iterator[Outside]:
    charts = {r.target for r in parts.relations if r.kind in ("chart", "chartEx")}
    for relation in parts.relations:
        if relation.source in charts:
            continue  # a chart shows what it has stored; the file behind it is taken out
        if not relation.external and relation.kind in known and relation.kind not in _REFUSED:
            continue
        users = parts.users(relation)
        words = _external(relation, users) if relation.external else _internal(relation)
        if words is not None:
            yield parts.problem(words, relation.source, users)


def _external(relation: Relation, users: Sequence[etree._Element]) -> Words | None:
    """Return the words for what lies in another file; None for what can be taken out, and links."""
    if relation.kind == "image":
        inside = [each.get(n("r:embed")) or each.get(n("r:id")) for each in users]
        return None if inside and all(inside) else _LINKED_PICTURE
    is_link = all(each.tag in _LINKS for each in users)
    if relation.kind in EXTERNAL_STRIPPED and (relation.kind != "hyperlink" or is_link):
        return None
    return (
        "linked-content",
        f"A part of the document is in another file ({relation.kind})",
        "",
        "in Word, choose File › Info › Edit Links to Files, select the link, choose Break "
        "Link, and save",
    )


def _internal(relation: Relation) -> Words:
    wanted = "text, tables, pictures and charts"
    if relation.kind in _REFUSED:
        code, found, hint = _REFUSED[relation.kind]
        return code, found, wanted, hint
    found = f"The document has a part of an unknown kind (“{relation.kind}”, “{relation.target}”)"
    return (
        "unknown-content",
        found,
        wanted,
        (
            "in Word, save it as PDF, put that into the folder in its place, and name it after "
            "“file:” in paper.yaml"
        ),
    )


def _pictures(parts: _Parts) -> Iterator[Outside]:
    """Yield pictures that are programs, or that fetch what they show."""
    for relation in parts.relations:
        if relation.external or relation.kind != "image":
            continue
        words = _of_picture(parts.package.parts.get(relation.target, b""))
        if words is not None:
            yield parts.problem(words, relation.source, parts.users(relation))


def _of_picture(data: bytes) -> Words | None:
    if data.startswith(_POSTSCRIPT):
        found = "A picture is in PostScript (EPS), which is a program"
    elif _SVG.search(data, 0, 4096) and (_SVG_RUNS.search(data) or _SVG_FETCHES.search(data)):
        found = "A drawing (SVG) has a program in it or fetches something from elsewhere"
    else:
        return None
    return "active-content", found, "", "save the picture as PNG, and insert that"


def _addresses(parts: _Parts) -> Iterator[Outside]:
    """Yield old drawings that name a picture by its address, without a relationship."""
    for name, story in parts.stories.items():
        for element in story.root.iter(*_VML_PICTURES):
            if (element.get("src") or "").strip():
                yield parts.problem(_LINKED_PICTURE, name, [element])
