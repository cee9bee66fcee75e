"""Whether the headings of sections have numbers, as in the document."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.text.paragraph import CT_P

from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.template_tools.adopting.lists import has_number
from panel_papers.template_tools.adopting.sheet import Sheet, set_property
from panel_papers.word import (
    HOUSE,
    Element,
    child,
    element,
    every,
    own_text,
    paragraphs,
    remove,
    to_bytes,
    value_at,
)

_HEADING = "Heading1"


def like_headings(
    document: Document, sheet: Sheet, findings: Findings, *, is_new: bool
) -> Callable[[Path], Mapping[str, bytes]]:
    """Return what makes the templates of sections in a folder number their headings likewise.

    Ours carry a number on the paragraph. Where the document's headings have none, or its style
    gives it, the number is taken off; where a document shows no heading, nothing is changed. In a
    folder that is not new, whose templates are the body's, it is only reported.
    """
    style = sheet.paragraph("heading 1")
    serving = [] if style is None else [style, *sheet.lineage(_base(sheet, style))][:2]
    headings = [
        p
        for p in every(document.element.body, "w:p")
        if own_text(p).strip() and any(sheet.of(p) is each for each in serving)
    ]
    by_style = any(has_number(each) for each in sheet.lineage(style))
    by_hand = any(has_number(p) for p in headings)
    typed = any(own_text(p).strip()[:1].isdigit() for p in headings)
    if not headings or (not by_style and (by_hand or typed)):
        return _unchanged
    if not is_new:
        findings.leave(
            None,
            "The headings of sections have other numbers than in the templates that are there",
            "take the number off the heading of each section’s template in Word, or adopt into a "
            "new folder",
        )
        return _unchanged
    findings.take(
        "headings numbered by their style" if by_style else "headings of sections without numbers"
    )
    return partial(_renumbered, by_style=by_style)


def _base(sheet: Sheet, style: Element) -> Element | None:
    """Return the document's own style whose look a heading has, where it is not Normal."""
    base = sheet.by_id.get(value_at(style, "w:basedOn"))
    return None if base is sheet.normal else base


def _unchanged(_folder: Path) -> Mapping[str, bytes]:
    return {}


def _renumbered(folder: Path, *, by_style: bool) -> Mapping[str, bytes]:
    """Return the templates without the numbers that headings of sections have by hand.

    Where the style numbers headings, those of contents pages and appendices, which have none here,
    say so.
    """
    made = {}
    for path in sorted(folder.glob("*.docx")):
        document = docx.Document(io.BytesIO(path.read_bytes()))
        changed = path.stem != HOUSE and [
            _changed(p, by_style=by_style)
            for p in paragraphs(document.element.body)
            if value_at(p, "w:pPr", "w:pStyle") == _HEADING
        ]
        if changed and any(changed):
            made[path.name] = to_bytes(document)
    return made


def _changed(heading: CT_P, *, by_style: bool) -> bool:
    """Take a heading's own number off, or keep the style's from one without; say whether it did."""
    number = child(heading, "w:pPr", "w:numPr")
    if number is not None:
        remove(number)
    elif by_style:
        off = element("w:numPr", [element("w:ilvl", val=0), element("w:numId", val=0)])
        set_property(heading, "w:pPr", off)
    return by_style or number is not None
