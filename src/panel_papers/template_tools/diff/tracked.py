"""Word's own marks of a tracked change (ISO 29500-1, 17.13.5), in the schema's order."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from itertools import count

from docx.oxml.ns import qn

from panel_papers.word import (
    Element,
    child,
    children,
    element,
    every,
    is_a,
    put,
    remove,
    within,
)

AUTHOR = "Panel Papers"
_PARAGRAPH_ONLY = ("w:rPr", "w:sectPr", "w:pPrChange")
_PICTURES = ("w:drawing", "w:pict", "w:object", "mc:AlternateContent")
_NOTES = ("w:footnoteReference", "w:endnoteReference")
_NO_TEXT = ("w:lastRenderedPageBreak", "w:commentReference", "w:annotationRef", "w:footnoteRef")
_GOES = ("w:del", "w:moveFrom")
_STAYS = ("w:ins", "w:moveTo")
_RECORDS = (
    *("w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:trPrChange"),
    *("w:tcPrChange", "w:tblPrExChange", "w:numberingChange", "w:cellIns", "w:cellDel"),
    *("w:cellMerge", "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart"),
    "w:moveToRangeEnd",
)


class Marker:
    """Marks what came and what went. Without a date: the same versions give the same bytes."""

    def __init__(self, first: int) -> None:
        self._numbers = count(first)

    def inserted(self, runs: Sequence[Element]) -> Element:
        """Return runs as an insertion."""
        return self._mark("w:ins", runs)

    def deleted(self, runs: Sequence[Element]) -> Element:
        """Return copies of runs as a deletion."""
        return self._mark("w:del", [_struck(run) for run in runs])

    def mark_end(self, paragraph: Element, kind: str) -> None:
        """Mark a paragraph's end as `w:ins` or `w:del`: undone, it joins the one that follows."""
        properties = _properties(paragraph)
        look = child(properties, "w:rPr")
        if look is None:
            look = element("w:rPr")
            put(properties, look, ("sectPr", "pPrChange"))
        look.insert(0, self._mark(kind))

    def mark_row(self, row: Element, kind: str) -> None:
        """Mark a table's row as `w:ins` or `w:del`."""
        properties = child(row, "w:trPr")
        if properties is None:
            properties = element("w:trPr")
            exceptions = child(row, "w:tblPrEx")
            row.insert(0 if exceptions is None else 1, properties)
        properties.append(self._mark(kind))

    def record_format(self, paragraph: Element, former: Element | None) -> None:
        """Note how a paragraph was formatted, where it is formatted otherwise now."""
        properties = _properties(paragraph)
        before = base_properties(former)
        if same(before, base_properties(properties)):
            return
        for old in children(properties, "w:pPrChange"):
            remove(old)
        properties.append(self._mark("w:pPrChange", [before]))

    def _mark(self, kind: str, held: Iterable[Element] = ()) -> Element:
        mark = element(kind, id=next(self._numbers), author=AUTHOR)
        mark.extend(held)
        return mark


def base_properties(properties: Element | None) -> Element:
    """Return a paragraph's formatting without that of its end and of its section."""
    base = element("w:pPr") if properties is None else copy.deepcopy(properties)
    for name in _PARAGRAPH_ONLY:
        for each in children(base, name):
            remove(each)
    return base


def same(one: Element, other: Element) -> bool:
    """Say whether two elements say the same; in which editing session (`w:rsid`) does not count."""
    return _facts(one) == _facts(other)


def _facts(root: Element) -> tuple[object, ...]:
    said = sorted((k, v) for k, v in root.attrib.items() if "}rsid" not in str(k))
    text = root.text if is_a(root, "w:t", "w:instrText", "w:delText") else ""
    return (root.tag, tuple(said), text or "", tuple(_facts(each) for each in root))


def accept_changes(root: Element) -> None:
    """Accept what Word has tracked already, so that only our own changes are reported."""
    for mark in every(root, *_GOES, *_STAYS, *_RECORDS):
        if is_a(mark, *_STAYS) and len(mark):
            for held in list(mark):
                mark.addprevious(held)
        elif is_a(mark, "w:del") and is_a(mark.getparent(), "w:trPr"):
            row = within(mark, "w:tr")
            if row is not None:
                remove(row)
        elif is_a(mark, "w:del") and is_a(mark.getparent(), "w:rPr"):
            _accept_end(mark)
        remove(mark)


def _accept_end(mark: Element) -> None:
    """Take the paragraph out whose end, and all else in it, was deleted."""
    paragraph = within(mark, "w:p")
    holder = None if paragraph is None else paragraph.getparent()
    if paragraph is None or holder is None or len(children(holder, "w:p")) < 2:
        return
    kept = [e for e in paragraph if not is_a(e, "w:pPr", *_GOES)]
    if not kept and not every(paragraph, "w:sectPr"):
        remove(paragraph)


def _properties(paragraph: Element) -> Element:
    properties = child(paragraph, "w:pPr")
    if properties is None:
        properties = element("w:pPr")
        paragraph.insert(0, properties)
    return properties


def _struck(run: Element) -> Element:
    """Return a run as a deletion holds it; what leads to other parts of its file as words."""
    run = copy.deepcopy(run)
    for held in list(run):
        if is_a(held, "w:t"):
            held.tag = qn("w:delText")
        elif is_a(held, "w:instrText"):
            held.tag = qn("w:delInstrText")
        elif is_a(held, *_NOTES):
            run.replace(held, _words("[note]"))
        elif is_a(held, *_NO_TEXT):
            remove(held)
        elif is_picture(held):
            run.replace(held, _words("[picture]"))
    return run


def is_picture(held: Element) -> bool:
    """Say whether a run's child is a picture, a shape or an object."""
    return str(held.tag).endswith("}AlternateContent") or is_a(held, *_PICTURES[:3])


def _words(text: str) -> Element:
    words = element("w:delText")
    words.text = text
    return words
