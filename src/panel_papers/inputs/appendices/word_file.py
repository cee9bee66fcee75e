"""An appendix supplied as a Word document."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from panel_papers.core import InputsError, WordFile
from panel_papers.inputs.appendices.archive import open_archive
from panel_papers.inputs.appendices.kinds_of_file import really
from panel_papers.inputs.appendices.supplied import ReadAppendix, Supplied, refuse
from panel_papers.inputs.appendices.word_measures import beyond_measure

_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = _MAIN.replace("document.main", "template.main")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Word itself goes no further: 32,767 in lists, 63 columns in tables, 45 on a page.
_LIST_HINT = (
    "in Word, right-click the number of the list, choose Set Numbering Value, begin it at 1, and "
    "save it"
)
_MOST = {
    b"start": ("a list that begins at", 32_767, _LIST_HINT),
    b"startOverride": ("a list that begins at", 32_767, _LIST_HINT),
    b"gridSpan": (
        "a cell over as many columns as",
        1_000,
        "in Word, copy the text of this table, delete the table, make a new one (Insert › "
        "Table), and save",
    ),
    b"cols": (
        "columns on a page, as many as",
        1_000,
        "in Word, choose Layout › Columns › One, and save it",
    ),
}
_COUNTS = re.compile(
    rb"""<w:(start|startOverride|gridSpan|cols)\s[^<>]*?\bw:(?:val|num)\s*=\s*["'](\d{4,})["']"""
)
_FIELD_MARKS = re.compile(rb"""\bw:fldCharType\s*=\s*["'](begin|end)["']""")
_DEEPEST_FIELDS = 50
_ENOUGH = 20  # measures; what is wrong with thousands of tables is seen from these
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_CORE, _CORE_ROOT = "docProps/core.xml", f"{{{_PACKAGE}metadata/core-properties}}coreProperties"
_RELATIONSHIPS_ROOT = f"{{{_PACKAGE}relationships}}Relationships"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def read_word(supplied: Supplied) -> ReadAppendix:
    """Return the document, after a look whether it is a Word document that can be opened safely."""
    members = open_archive(supplied, "Word", ".docx")
    if _TYPES not in members:
        raise _not_word(supplied)
    types = _parsed(_TYPES, members, supplied)
    parts = {kind: part for part, kind in _overrides(types)}
    if "vbaProject.bin" in " ".join(members) or any("macroEnabled" in kind for kind in parts):
        found = "The Word document has macros"
        hint = "open it in Word and save it as a Word Document (.docx), which drops the macros"
        raise refuse("word-macros", supplied.place, found, "", hint)
    if _TEMPLATE in parts:
        found = "The file is a Word template (.dotx) that was renamed to .docx"
        hint = "open it in Word, choose File › Save As, and the type Word Document (.docx)"
        raise refuse("word-template", supplied.place, found, "", hint)
    main = parts.get(_MAIN, "/word/document.xml").removeprefix("/")
    if main not in members or (_MAIN not in parts and parts):
        raise _not_word(supplied)
    document = _parsed(main, members, supplied)
    root = etree.QName(document)
    if root.namespace == _STRICT:
        found = "The document is saved as “Strict Open XML”, which cannot be read here"
        hint = "save it in Word as “Word Document (*.docx)”, without “Strict”"
        raise refuse("word-strict", supplied.place, found, "", hint)
    if (root.namespace, root.localname) != (_WORD, "document"):
        raise _not_word(supplied)
    _refuse_other_roots(members, supplied)
    _refuse_endless_numbers(members, supplied)
    stories = [document, *(_parsed(each, members, supplied) for each in _stories(members))]
    problems = [p for part in stories for p in beyond_measure(part, supplied.place)]
    if problems:
        raise InputsError(list(dict.fromkeys(problems))[:_ENOUGH])
    return ReadAppendix(WordFile(supplied.data))


def _refuse_other_roots(members: Mapping[str, bytes], supplied: Supplied) -> None:
    """Refuse relationships and properties that are none, which no library expects."""
    for name in members:
        root = _CORE_ROOT if name == _CORE else _RELATIONSHIPS_ROOT
        if (name == _CORE or name.endswith(".rels")) and (
            _parsed(name, members, supplied).tag != root
        ):
            raise _damaged(name, supplied)


def _damaged(name: str, supplied: Supplied) -> InputsError:
    found = f"The Word document is damaged (its part “{name}”)"
    hint = "open it in Word, let it repair the file, and save it"
    return refuse("damaged-file", supplied.place, found, "", hint)


def _not_word(supplied: Supplied) -> InputsError:
    what, hint = really(supplied.data, "Word", "a Word Document (.docx)")
    found = f"The file is named as a Word document, but it is {what}"
    return refuse("not-a-word-document", supplied.place, found, "", hint)


def _stories(members: Mapping[str, bytes]) -> list[str]:
    """Return the parts that hold headers, footers and notes."""
    return [name for name in members if re.fullmatch(r"word/(header|footer|.*notes)\d*\.xml", name)]


def _refuse_endless_numbers(members: Mapping[str, bytes], supplied: Supplied) -> None:
    """Refuse numbers that no document has and that make programs write without end."""
    for name, data in members.items():
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        for element, number in _COUNTS.findall(data):
            what, most, hint = _MOST[element]
            if len(number) > 9 or int(number) > most:
                found = f"The document asks for {what} {int(number[:15]):,}"
                raise refuse("endless-number", supplied.place, found, f"at most {most:,}", hint)
        if _depth_of_fields(data) > _DEEPEST_FIELDS:
            depth = _depth_of_fields(data)
            found = f"The document has {depth:,} fields inside each other (in “{name}”)"
            hint = "in Word, select the text, press Ctrl+Shift+F9, and save it"
            wanted = f"at most {_DEEPEST_FIELDS}"
            raise refuse("endless-number", supplied.place, found, wanted, hint)


def _depth_of_fields(data: bytes) -> int:
    """Return how many fields lie inside each other: engines call themselves for each."""
    depth = deepest = 0
    for kind in _FIELD_MARKS.findall(data):
        depth = depth + 1 if kind == b"begin" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _parsed(name: str, members: Mapping[str, bytes], supplied: Supplied) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(members[name], parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(name, supplied) from error


def _overrides(types: etree._Element) -> list[tuple[str, str]]:
    """Return each part that the content types name, with its type (ECMA-376 part 2, 7)."""
    return [
        (str(element.get("PartName", "")), str(element.get("ContentType", "")))
        for element in types
        if isinstance(element.tag, str) and etree.QName(element).localname == "Override"
    ]
