"""What of a document has no place in a house or a cover sheet, and is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document

from panel_papers.template_tools.adopting.cover import Cover
from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.template_tools.adopting.words import pieces
from panel_papers.word import (
    Element,
    child,
    every,
    is_a,
    text_of,
    value_at,
    within,
)

_HEADING_NUMBER = re.compile(r"\d{1,3}[.)]\s")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,3}[.)]?(?:\s|$)(?!\s{0,3}[ap]\.?m)")
_BULLET = re.compile(r"[•●○◦▪■□‣⁃∙·]\s{0,8}(?=\S)|[–*-]\s{1,8}(?=\S)")
_FEWEST = 2  # one line alone may begin with a dash or a number by chance
_NEAR = 12
"""Blocks behind the rows of a cover sheet among which controls belong to it, to a heading."""


def list_typed_marks(document: Document, findings: Findings) -> None:
    """List numbers and bullets that were typed: no style has them, so no paper prints them."""
    body = every(document.element.body, "w:p")
    lines = ["\t".join(said for _, said in pieces(p)).strip() for p in body if _is_free(p)]
    for pattern, what, hint in (
        (
            _HEADING_NUMBER,
            "numbers",
            "number the style “Heading 1” of house.docx: Home › Multilevel List",
        ),
        (_NUMBER, "numbers", "write “numbered_paragraphs: yes” in the profile of the body"),
        (_BULLET, "bullets", "choose the bullet of the style “List Bullet” of house.docx"),
    ):
        found = [line for line in lines if pattern.match(line)]
        if len(found) >= _FEWEST:
            first = " ".join(found[0][:40].split())
            findings.leave(
                None,
                f"{len(found)} paragraphs have {what} that were typed (“{first}”), which no style "
                "takes",
                hint,
            )


def _is_free(paragraph: Element) -> bool:
    return within(paragraph, "w:tbl", "w:txbxContent") is None


def list_controls(document: Document, cover: Cover, findings: Findings) -> None:
    """List the content controls about the cover sheet that are none of its rows."""
    for control in _beside_rows(document, cover):
        properties = child(control, "w:sdtPr")
        named = value_at(control, "w:sdtPr", "w:alias") or value_at(control, "w:sdtPr", "w:tag")
        said = " ".join(text_of(control).split())[:80]
        if said and child(properties, "w:docPartObj") is None:
            findings.leave(
                "the cover sheet",
                f"The content control “{named or 'without a name'}” (“{said}”) was left out",
                "print a field of the body there: “fields:” in its profile",
            )


def _beside_rows(document: Document, cover: Cover) -> Iterator[Element]:
    if not cover.blocks:
        return
    typed = [line for line, _ in cover.lines]
    behind = 0
    for block in document.element.body:
        behind += behind > 0 or block is cover.blocks[-1]
        if behind > _NEAR or (behind > 1 and _is_heading(block)):
            return
        if any(block is each for each in (cover.table, cover.title, *typed)):
            continue
        for control in every(block, "w:sdt"):
            holds_rows = cover.table is not None and within(cover.table, "w:sdt") is control
            asks = (
                child(control, "w:sdtPr", "w:showingPlcHdr") is not None
            )  # other words are listed
            if within(control, "w:sdt") is None and not holds_rows and (asks or behind > 1):
                yield control


def _is_heading(block: Element) -> bool:
    style = value_at(block, "w:pPr", "w:pStyle") if is_a(block, "w:p") else ""
    return style.lower().startswith("heading")
