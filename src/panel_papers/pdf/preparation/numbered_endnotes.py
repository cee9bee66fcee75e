"""Endnotes with numbers of another kind than i, ii, iii: as paragraphs at the document's end.

ECMA-376 part 1, 17.11.3 to 17.11.5 and 17.11.17. dxpdf counts endnotes in small Roman numerals from
one, whatever the document says. As paragraphs behind a line, where Word prints them too, each with
its number as text, they are the same in every engine; the price is that they are no notes in the
tags. Left as they are: notes that begin again in each section or end one, those with
marks of their own, and those with links or pictures, which belong to another part of the file.
"""

from __future__ import annotations

from collections.abc import Callable

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import (
    XmlElement,
    local,
    n,
    new,
    new_text,
    replace,
)

_ROMAN = {
    **{1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc"},
    **{50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"},
}
_USUAL = ("lowerRoman", "1")
_MARKS = "*†‡§"


def write_endnotes(parts: WordParts) -> None:
    """Write endnotes as paragraphs, where dxpdf would count them differently from Word."""
    document, notes = parts.tree(parts.main), parts.tree(parts.related("endnotes"))
    body = None if document is None else document.find(n("w:body"))
    if document is None or notes is None or body is None or len(body) == 0:
        return
    kind, start = _numbering(parts, document)
    label = _FORMATS.get(kind)
    marks = list(document.iter(n("w:endnoteReference")))
    by_name = {note.get(n("w:id")): note for note in notes.iterchildren(n("w:endnote"))}
    cited = [by_name.get(mark.get(n("w:id"))) for mark in marks]
    written = [note for note in cited if note is not None and _is_plain(note)]
    stays = (
        (kind, start) == _USUAL
        or label is None
        or len(written) < len(marks)
        or len({id(note) for note in written}) < len(marks)
        or any(mark.get(n("w:customMarkFollows"), "0") in ("1", "true", "on") for mark in marks)
    )
    if stays or not marks or label is None:
        return
    last = body[-1]
    before = [last] if local(last) == "sectPr" else []
    for block in before:
        body.remove(block)
    body.append(_line())
    for number, (mark, note) in enumerate(zip(marks, written, strict=True), int(start)):
        replace(mark, [new_text(label(number))])
        for reference in list(note.iter(n("w:endnoteRef"))):
            replace(reference, [new_text(label(number))])
        body.extend(list(note))
        notes.remove(note)
    body.extend(before)
    parts.touch(parts.main)
    parts.touch(parts.related("endnotes"))


def _numbering(parts: WordParts, document: XmlElement) -> tuple[str, str]:
    """Return the kind and the start of the numbers: “” and “” where no simple rule holds."""
    settings = parts.tree(parts.related("settings"))
    general = None if settings is None else settings.find(n("w:endnotePr"))
    sections = list(document.iter(n("w:sectPr")))
    found = set()
    for section in sections:
        own = section.find(n("w:endnotePr"))
        values = {
            name: _said(own, name) or _said(general, name)
            for name in ("pos", "numFmt", "numStart", "numRestart")
        }
        if values["numRestart"] not in ("", "continuous") or (
            len(sections) > 1 and values["pos"] not in ("", "docEnd")
        ):
            return ("", "")
        start = values["numStart"] or "1"
        found.add((values["numFmt"] or "lowerRoman", start if _is_small(start) else ""))
    kind, start = found.pop() if len(found) == 1 else ("", "")
    return (kind, start) if start else ("", "")


def _said(properties: XmlElement | None, name: str) -> str:
    element = None if properties is None else properties.find(n(f"w:{name}"))
    return "" if element is None else element.get(n("w:val"), "")


def _is_small(number: str) -> bool:
    return number.isascii() and number.isdecimal() and 0 < int(number[:9]) < 10_000


def _is_plain(note: XmlElement) -> bool:
    """Return whether a note needs nothing of the part that it is in."""
    relationship = n("r:x")[:-1]
    return all(
        not str(name).startswith(relationship) for each in note.iter() for name in each.attrib
    )


def _line() -> XmlElement:
    """Return the paragraph with the line that Word draws over endnotes (17.11.23)."""
    edge = new("w:bottom", val="single", sz="4", space="1", color="auto")
    borders, space = new("w:pBdr", edge), new("w:spacing", before="240", after="0")
    return new("w:p", new("w:pPr", borders, space, new("w:ind", right="6000")))


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN.items():
        count, number = divmod(number, size)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """Return a, b, … z, aa, bb, …: the letter is repeated (17.18.59, lowerLetter)."""
    rounds, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (rounds + 1)


def _sign(number: int) -> str:
    """Return *, †, ‡, §, **, †† and so on (17.18.59, chicago)."""
    rounds, mark = divmod(number - 1, len(_MARKS))
    return _MARKS[mark] * (rounds + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "chicago": _sign,
}
