"""Whether the headings of sections have numbers, as in the document."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import docx
from docx.document import Document

from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.template_tools.adopting.lists import has_number
from panel_papers.template_tools.adopting.sheet import Sheet
from panel_papers.word import Element, child, every, own_text, remove, to_bytes, value_at

_HEADING = "Heading1"


def like_headings(
    document: Document, sheet: Sheet, findings: Findings
) -> Callable[[Path], Mapping[str, bytes]]:
    """Return what makes the templates of sections in a folder number their headings likewise.

    Ours carry a number on the paragraph. Where the document's headings have none, or its style
    gives it, the number is taken off; where a document shows no heading, nothing is changed.
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
    findings.take(
        "headings numbered by their style" if by_style else "headings of sections without numbers"
    )
    return partial(_without_numbers)


def _base(sheet: Sheet, style: Element) -> Element | None:
    """Return the document's own style whose look a heading has, where it is not Normal."""
    base = sheet.by_id.get(value_at(style, "w:basedOn"))
    return None if base is sheet.normal else base


def _unchanged(_folder: Path) -> Mapping[str, bytes]:
    return {}


def _without_numbers(folder: Path) -> Mapping[str, bytes]:
    made = {}
    for path in sorted(folder.glob("*.docx")):
        document = docx.Document(io.BytesIO(path.read_bytes()))
        numbered = [
            number
            for p in every(document.element.body, "w:p")
            if value_at(p, "w:pPr", "w:pStyle") == _HEADING
            and (number := child(p, "w:pPr", "w:numPr")) is not None
        ]
        for number in numbered:
            remove(number)
        if numbered:
            made[path.name] = to_bytes(document)
    return made
