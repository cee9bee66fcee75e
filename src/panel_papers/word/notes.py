"""Footnotes: the document's part that holds them, new ones, and all in the order of their marks."""

from __future__ import annotations

import copy

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from panel_papers.core import Place, Problem, TemplatesError
from panel_papers.word.elements import Element, element, put, text_of

_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))

_AFTER_FOOTNOTE_SETTINGS = (
    *("endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang"),
    *("clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures"),
    *("forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary"),
    *("shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
)


def footnotes_part(document: Document) -> XmlPart:
    """Return the document's footnotes as a part whose XML can be edited; made if there is none.

    python-docx loads the part as bytes; from the first call on it is an `XmlPart` in the same
    place, with the relationships it had (the links inside notes).
    """
    for rel in document.part.rels.values():
        if rel.reltype == RELATIONSHIP_TYPE.FOOTNOTES and not rel.is_external:
            part = rel.target_part
            return part if isinstance(part, XmlPart) else _editable(document, rel.rId, part)
    return _new_part(document)


def new_footnote(document: Document, last: int | None = None) -> tuple[int, Element]:
    """Return the id and the element of a new, empty footnote behind the ones there are.

    `last` is the highest id so far, where that is known: thousands of notes ask one by one.
    """
    root = footnotes_part(document).element
    if last is None:
        last = max((int(each.get(qn("w:id"), "0")) for each in root), default=0)
    number = last + 1
    note = element("w:footnote", id=number)
    root.append(note)
    return number, note


def renumber(document: Document, place: Place) -> None:
    """Put the footnotes in the order of their marks in the text, numbered from 1.

    LibreOffice prints the notes in the order in which the part holds them, whatever their ids
    say; a conditional paragraph or a loop in a template then shows another note's text. A note
    that is referred to twice is doubled, and one that nothing refers to is dropped. A mark without
    a note raises TemplatesError at `place`.
    """
    marks = list(document.element.body.iter(qn("w:footnoteReference")))
    if not marks and not _has_footnotes(document):
        return
    root = footnotes_part(document).element
    notes = {note.get(qn("w:id")): note for note in root.iterfind(qn("w:footnote"))}
    special = [note for note in notes.values() if note.get(qn("w:type"), "normal") != "normal"]
    lost = [mark for mark in marks if mark.get(qn("w:id")) not in notes]
    if lost:
        raise TemplatesError([_lost(mark, place) for mark in lost])
    for note in notes.values():
        root.remove(note)
    first = max((int(note.get(qn("w:id"), "0")) for note in special), default=0)
    ordered = [copy.deepcopy(notes[mark.get(qn("w:id"))]) for mark in marks]
    for number, (mark, note) in enumerate(zip(marks, ordered, strict=True), max(first, 0) + 1):
        mark.set(qn("w:id"), str(number))
        note.set(qn("w:id"), str(number))
    root.extend([*special, *ordered])


def _has_footnotes(document: Document) -> bool:
    return any(r.reltype == RELATIONSHIP_TYPE.FOOTNOTES for r in document.part.rels.values())


def _lost(mark: Element, place: Place) -> Problem:
    paragraph = next(mark.iterancestors(qn("w:p")), None)
    text = "" if paragraph is None else text_of(paragraph)[:60]
    return Problem(
        "footnote-without-text",
        place,
        f"A footnote mark in “{text}” has no footnote",
        "",
        "in Word, delete the mark and insert the footnote again",
    )


def _editable(document: Document, rel_id: str, part: Part) -> XmlPart:
    editable: XmlPart = XmlPart.load(part.partname, part.content_type, part.blob, part.package)
    for rel in part.rels.values():
        target = rel.target_ref if rel.is_external else rel.target_part
        editable.load_rel(rel.reltype, target, rel.rId, rel.is_external)
    document.part.rels.pop(rel_id)
    document.part.load_rel(RELATIONSHIP_TYPE.FOOTNOTES, editable, rel_id)
    return editable


def _new_part(document: Document) -> XmlPart:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" '
        f'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in _SEPARATORS
    )
    root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{separators}</w:footnotes>")
    name = PackURI("/word/footnotes.xml")
    part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, root, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    settings = document.settings.element
    if settings.find(qn("w:footnotePr")) is None:
        separate = [element("w:footnote", id=number) for number, _kind in _SEPARATORS]
        properties = element("w:footnotePr", separate)
        put(settings, properties, _AFTER_FOOTNOTE_SETTINGS)
    return part
