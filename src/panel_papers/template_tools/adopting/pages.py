"""The page set-up that is adopted: that of the section with most of the text."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from docx.document import Document
from docx.opc.part import XmlPart
from msgspec import Struct, field

from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.word import (
    Element,
    attribute,
    child,
    children,
    element,
    every,
    is_a,
    own_text,
    paragraphs,
    put,
    remove,
    text_of,
)

_REFERENCES = ("w:headerReference", "w:footerReference")
_SHOWN = 80  # characters of a header that a message repeats
_KEPT = frozenset({"pgSz", "pgMar", "pgBorders", "vAlign", "docGrid", "cols"})
_AFTER_FIRST = ("textDirection", "bidi", "rtlGutter", "docGrid")


class Page(Struct):
    """A page set-up (`w:sectPr` without references), and the parts of its headers and footers.

    `parts` are by kind and variant, such as (“header”, “first”).
    """

    section: Element
    parts: dict[tuple[str, str], XmlPart] = field(default_factory=dict)


class _Section(Struct):
    """One section of the document: its properties, its text's length, what is printed on it."""

    properties: Element
    letters: int
    references: dict[tuple[str, str], str]

    @property
    def landscape(self) -> bool:
        return attribute(child(self.properties, "w:pgSz"), "w:orient") == "landscape"


def adopted_page(document: Document, findings: Findings) -> Page:
    """Return the page of the document's main section, upright where it has such a one."""
    found = list(_sections(document))
    upright = [each for each in found if not each.landscape] or found
    main = max(upright, key=lambda each: each.letters)
    references = dict(main.references)
    first = found[0]
    if child(first.properties, "w:titlePg") is not None and first is not main:
        references |= {key: rel for key, rel in first.references.items() if key[1] == "first"}
    titled = any(child(each.properties, "w:titlePg") is not None for each in (first, main))
    page = Page(_set_up(main.properties, titled=titled))
    for key, rel in references.items():
        if key[1] == "first" and not titled:
            continue
        part = document.part.rels[rel].target_part if rel in document.part.rels else None
        if isinstance(part, XmlPart):
            page.parts[key] = part
    findings.take("the page set-up")
    _say_what_differs(found, main, findings)
    _say_what_others_print(document, found, page, findings)
    return page


def _sections(document: Document) -> Iterator[_Section]:
    """Yield the sections in order; one without a header of its own has that before it."""
    inherited: dict[tuple[str, str], str] = {}
    letters = 0
    for block in document.element.body:
        ends = [block] if is_a(block, "w:sectPr") else every(block, "w:sectPr")
        letters += len(text_of(block))
        for properties in ends:
            inherited = {**inherited, **_references(properties)}
            yield _Section(properties, letters, inherited)
            letters = 0
    if document.element.body.sectPr is None:
        yield _Section(document.element.body.get_or_add_sectPr(), letters, inherited)


def _references(properties: Element) -> dict[tuple[str, str], str]:
    return {
        (name[2:8], attribute(each, "w:type") or "default"): attribute(each, "r:id")
        for name in _REFERENCES
        for each in children(properties, name)
    }


def _set_up(properties: Element, *, titled: bool) -> Element:
    page = copy.deepcopy(properties)
    for each in list(page):
        if str(each.tag).rpartition("}")[2] not in _KEPT:
            remove(each)
    for columns in children(page, "w:cols"):
        if attribute(columns, "w:num") not in {"", "1"}:
            remove(columns)
    for switch in children(page, "w:titlePg"):
        remove(switch)
    if titled:
        put(page, element("w:titlePg"), _AFTER_FIRST)
    return page


def _say_what_others_print(
    document: Document, found: list[_Section], page: Page, findings: Findings
) -> None:
    """List the headers and footers of other sections that the house does not print."""
    printed = {(key[0], _words(part.element)) for key, part in page.parts.items()}
    by_side = child(document.settings.element, "w:evenAndOddHeaders") is not None
    for number, section in enumerate(found, 1):
        titled = child(section.properties, "w:titlePg") is not None
        for (kind, variant), rel in sorted(section.references.items()):
            part = document.part.rels[rel].target_part if rel in document.part.rels else None
            shown = {"first": titled, "even": by_side}.get(variant, True)
            said = _words(part.element) if isinstance(part, XmlPart) and shown else ""
            if said and (kind, said) not in printed:
                printed.add((kind, said))
                findings.leave(
                    f"section {number}, page {kind}",
                    f"“{said[:_SHOWN]}” is printed in one section only, and was left out",
                    f"type it into the {kind} of house.docx if every paper has it",
                )


def _words(root: Element) -> str:
    return " ".join(" ".join(own_text(p) for p in paragraphs(root)).split())


def _say_what_differs(found: list[_Section], main: _Section, findings: Findings) -> None:
    others = [number for number, each in enumerate(found, 1) if each.landscape != main.landscape]
    if others:
        named = ", ".join(map(str, others))
        findings.leave(
            f"section {named}",
            "A section with the page turned is no part of the house",
            "turn the page in the template that needs it: Layout › Orientation",
        )
    if attribute(child(main.properties, "w:cols"), "w:num") not in {"", "1"}:
        findings.leave(None, "Columns are not taken", "set them in the template that needs them")
