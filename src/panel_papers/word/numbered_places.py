"""The places of a Word document that have a number: paragraphs, sections, tables, figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.text.paragraph import CT_P
from msgspec import Struct

from panel_papers.core import Place
from panel_papers.pdf import paragraph_labels
from panel_papers.word.elements import Element, text_of
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.numbering import Numbering
from panel_papers.word.paragraph_numbers import numbers_of, style_name
from panel_papers.word.xml import paragraphs

_CAPTION = re.compile(r"(Table|Figure) (\d{1,4})\b")
_TYPED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})[.)]?\s")


class NumberedPlace(Struct, frozen=True, eq=False):
    """A paragraph with a number, in full: “3.2(a)”; a heading without one has its words.

    `kind` is “paragraph”, “section”, “recommendation”, “Table”, “Figure” or “item” (of a list),
    and "" for a heading without a number. `own` is the number as Word itself prints it.
    """

    kind: str
    number: str
    paragraph: CT_P
    own: str = ""


def numbered_places(
    document: Document, recommendations: Collection[object], *, paragraphs_numbered: bool
) -> list[NumberedPlace]:
    """Return the numbered places of a document, in order, and its headings without numbers.

    `recommendations` are the blocks of the section that holds them.
    """
    styles = HouseStyles(document, Place(""))
    labels = _labels(document, styles)
    found = []
    for paragraph in paragraphs(document.element.body):
        name, text = style_name(paragraph, styles), text_of(paragraph).strip()
        label, full = labels.get(paragraph, ("", ""))
        heading = re.fullmatch(r"heading \d", name)
        if heading:
            kind, full = ("section", full) if label else ("", text)
        elif name == "caption" and (match := _CAPTION.match(text)):
            kind, full = match[1], match[2]
        elif label and paragraph in recommendations:
            kind = "recommendation"
        elif label:
            kind = "paragraph" if paragraphs_numbered or "." in full else "item"
        elif match := _TYPED.match(text):
            kind, full = "paragraph", match[1]
        else:
            continue
        found.append(NumberedPlace(kind, full, paragraph, label.rstrip(".")))
    return found


def _labels(document: Document, styles: HouseStyles) -> Mapping[CT_P, tuple[str, str]]:
    """Return the number of each paragraph that has one: as printed, and in full."""
    body, numbering = document.element.body, _numbering_root(document)
    found: dict[CT_P, tuple[str, str]] = {}
    if numbering is None:
        return found
    lists = Numbering(document, styles)
    above: dict[int, str] = {}
    for each, label in paragraph_labels(body, document.styles.element, numbering):
        paragraph = cast("CT_P", each)
        numbers = numbers_of(paragraph, styles, lists)
        level = 0 if numbers is None else numbers.level
        above = {depth: each for depth, each in above.items() if depth < level}
        before = above[max(above)] if above else ""
        heading = style_name(paragraph, styles).startswith("heading")
        full = label.rstrip(".") if heading else _joined(before, label)
        found[paragraph] = label, full
        above[level] = "" if heading else full
    return found


def _numbering_root(document: Document) -> Element | None:
    """Return the root of the document's lists; None where it has none."""
    for relation in document.part.rels.values():
        if relation.reltype == RT.NUMBERING and not relation.is_external:
            root = document.part.numbering_part.element
            return root if isinstance(root, Element) else None
    return None


def _joined(before: str, label: str) -> str:
    """Return a number in full: “3.2” and “(a)” are “3.2(a)”, “1” and “a.” are “1(a)”."""
    own = label.rstrip(".")
    if not before or "." in own:
        return own
    return before + (own if own.startswith("(") else f"({own})")
