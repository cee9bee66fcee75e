"""The proof of a merge: the document of the new inputs says what the reviewer's file says.

rdocx reads both, a library that neither writes our documents nor has any part in the merging.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from panel_papers.merge.pieces import in_pieces

if TYPE_CHECKING:
    import rdocx

_PART = re.compile(r"--- \w+ \(/")
_BODY = "/word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GAPS = {f"{_W}tab", f"{_W}br", f"{_W}cr"}
_HOLDERS = {f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"}
_OFF = {"0", "false", "off"}
_FOUND = "_Ref_"
"""How the bookmarks begin that a build's own links lead to: it finds them in the words."""
_STRONG, _EMPHASIS = "Strong", "Emphasis"
_SIGNS = re.compile(r"\{\**\}|[\ufff9-\ufffc]")
_UNREAD = re.compile("[\u2011\u00ad]")
"""Hyphens that rdocx does not read where Word has them as elements; `looks.py` reads them."""
_TRACKED = re.compile(r"[<:](?:ins|del|moveFrom|moveTo|cellIns|cellDel)[ />]")
"""Where tracked changes may be: rdocx needs as long to find none as to accept some."""
_HEADING = re.compile(r"heading\s?\d", re.IGNORECASE)


class Difference(Struct, frozen=True):
    """Lines that differ: those of the reviewer's file, and those of the new document."""

    theirs: tuple[str, ...]
    ours: tuple[str, ...]


def differences(theirs: bytes, ours: bytes, *, linked: bool = True) -> list[Difference]:
    """Return where two Word files say different things, tracked changes accepted.

    Compared are the words of the body, in a second reading what of it is strong,
    emphasised or a heading, and in a third one the links, where both files are to be `linked`
    alike. Raises ValueError for a file that rdocx cannot read.
    """
    one, other = ([*_readings(each)][: 3 if linked else 2] for each in (theirs, ours))
    return [d for a, b in zip(one, other, strict=True) for d in lines_unlike(a, b)]


def _readings(docx: bytes) -> tuple[list[str], list[str], list[str]]:
    """Return a file's words, line by line; the same with its marks; and its links."""
    import rdocx  # noqa: PLC0415 - only where something is merged

    words: list[str] = []
    paragraphs: list[str] = []
    rows: list[str] = []
    links: list[str] = []
    try:
        for number, piece in enumerate(in_pieces(docx)):
            document = rdocx.Document.from_bytes(piece)
            body = _body_of(document)
            if _TRACKED.search(body):
                document.accept_all()
                body = _body_of(document)
            words += _words(document.text_report().text)
            marked = _marked_lines(body)
            paragraphs, rows = [*paragraphs, *marked[0]], [*rows, *marked[1]]
            links += [
                f"{each.text} ({(each.url or '').removesuffix('/')})"
                for each in document.hyperlinks
                if not (each.anchor or "").startswith(_FOUND)
                and (not number or each.story.part_name == _BODY)  # others are in each piece
            ]
    except rdocx.RdocxError as error:
        raise ValueError(str(error)) from error
    return words, [*paragraphs, *rows], sorted(links)


def read_words(docx: bytes, *, rejected: bool = False) -> list[str]:
    """Return the words of a file's body, line by line, with all tracked changes accepted.

    With `rejected`, as they were before. Raises ValueError for a file that rdocx cannot read.
    """
    import rdocx  # noqa: PLC0415 - only where something is compared

    try:
        document = rdocx.Document.from_bytes(docx)
        _ = document.reject_all() if rejected else document.accept_all()
        return list(_words(document.text_report().text))
    except rdocx.RdocxError as error:
        raise ValueError(str(error)) from error


def _words(text: str) -> Iterator[str]:
    """Yield the lines of the body; those of notes, which may have no mark, are for `looks.py`."""
    counts = True
    for line in text.split("\n"):
        if _PART.match(line):
            counts = False
        elif counts and (said := " ".join(_UNREAD.sub("", line).split())):
            yield said


def _body_of(document: rdocx.Document) -> str:
    """Return the XML of the body.

    rdocx is asked for all of it: for the XML of one paragraph it goes through the whole document.
    """
    return document.part_xml(next(e.part_name for e in document.stories if e.kind == "body"))


def _marked_lines(xml: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a body with their marks, and the rows of its tables."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    body = etree.fromstring(xml.encode(), parser).find(f"{_W}body")
    if body is None:
        return [], []
    paragraphs = list(filter(None, map(_marked, _nearest(body, "p"))))
    rows = [
        [" ".join(map(_marked, _nearest(each, "p"))) for each in _nearest(row, "tc")]
        for table in _nearest(body, "tbl")
        for row in _nearest(table, "tr")
    ]
    return paragraphs, [" | ".join(each.strip() for each in cells) for cells in rows]


def _nearest(holder: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name in a holder or its content controls, not those in others."""
    for each in holder:
        if each.tag == f"{_W}{name}":
            yield each
        elif each.tag not in _HOLDERS:
            yield from _nearest(each, name)


def _marked(root: etree._Element) -> str:
    """Return a paragraph with “{**}” and “{*}” where strong and emphasised words begin."""
    words: list[tuple[str, str]] = []
    for run in root.iter(f"{_W}r"):
        style = run.find(f"{_W}rPr/{_W}rStyle")
        name = "" if style is None else style.get(f"{_W}val", "")
        strong, emphasis = _on(run, "b", name == _STRONG), _on(run, "i", name == _EMPHASIS)
        signs = ("**" if strong else "") + ("*" if emphasis else "")
        for node in run:
            text = (node.text or "") if node.tag == f"{_W}t" else " " if node.tag in _GAPS else ""
            words += [(each, signs if each.strip() else "") for each in _UNREAD.sub("", text)]
    if not any(letter.strip() for letter, _ in words):
        return ""
    style = root.find(f"{_W}pPr/{_W}pStyle")
    heading = style is not None and _HEADING.match(style.get(f"{_W}val", ""))
    said, before = ("# " if heading else ""), ""
    for letter, signs in words:
        if signs != before and letter.strip():
            said, before = f"{said}{{{signs}}}", signs
        said += letter
    return " ".join(said.split())


def _on(run: etree._Element, name: str, otherwise: bool) -> bool:
    """Say whether a switch of a run is on; where it has none, its style decides."""
    switch = run.find(f"{_W}rPr/{_W}{name}")
    return otherwise if switch is None else switch.get(f"{_W}val", "1") not in _OFF


def lines_unlike(one: Sequence[str], other: Sequence[str]) -> Iterator[Difference]:
    """Yield where two lists of lines differ."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield Difference(tuple(one[i1:i2]), tuple(other[j1:j2]))


def follows(
    difference: Difference,
    changed: Sequence[tuple[str, str]],
    theirs: Sequence[str],
    ours: Sequence[str],
) -> bool:
    """Say whether lines differ for a reason that is known.

    Either in a value that was changed in another line of the file, from the first text of a pair of
    `changed` to the second; or as the inputs have changed since the file was built: its lines are
    of the paragraphs `theirs`, and the new ones of the paragraphs `ours`.
    """
    pairs = list(zip(difference.theirs, difference.ours, strict=False))
    if len(difference.theirs) == len(difference.ours) and all(
        any(one.replace(old, new) == other for old, new in changed) for one, other in pairs
    ):
        return True
    return _among(difference.theirs, theirs) and _among(difference.ours, ours)


def _among(lines: Sequence[str], paragraphs: Sequence[str]) -> bool:
    known = {_bare(line) for each in paragraphs for line in (each, *each.split("\n"))}
    return all(_bare(each) in known or not _bare(each) for each in lines)


def _bare(text: str) -> str:
    return " ".join(_SIGNS.sub("", text).removeprefix("# ").replace("|", " ").split())
