"""The headers and footers that are adopted: fields of Word as tags, no totals, no watermarks."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.parts.hdrftr import FooterPart, HeaderPart

from panel_papers.template_tools.adopting.days import SAVED
from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.template_tools.adopting.heights import make_room
from panel_papers.template_tools.adopting.one_report import drop_stamps, list_words_of_one
from panel_papers.template_tools.adopting.pages import Page
from panel_papers.template_tools.adopting.words import IN_MARGINS, Report, plain, tag_values
from panel_papers.word import (
    Element,
    adopt_relations,
    attribute,
    child,
    children,
    element,
    every,
    own_text,
    paragraphs,
    remove,
    set_attribute,
    text_of,
    within,
)

_TOTALS = frozenset({"NUMPAGES", "SECTIONPAGES"})
_TITLES = frozenset({"TITLE", "SUBJECT", "STYLEREF"})
_DAYS = frozenset({"DATE", "CREATEDATE"})
_STAMPS = frozenset({"SAVEDATE", "PRINTDATE", "TIME"})
_ART = "{urn:schemas-microsoft-com:vml}textpath"
_WORDS = {
    ("header", "default"): "page header",
    ("header", "first"): "page header, first page",
    ("header", "even"): "page header, even pages",
    ("footer", "default"): "page footer",
    ("footer", "first"): "page footer, first page",
    ("footer", "even"): "page footer, even pages",
}


def adopt_margins(
    house: Document,
    page: Page,
    report: Report,
    findings: Findings,
) -> list[Element]:
    """Give `house` the page and its headers and footers; return these, as they are printed now."""
    body = house.element.body
    for old in every(body, "w:headerReference", "w:footerReference"):
        house.part.rels.pop(attribute(old, "r:id"), None)
    for section in every(body, "w:sectPr"):
        remove(section)
    body.append(page.section)
    made: list[Element] = []
    placed: list[tuple[str, Element]] = []
    for number, (key, part) in enumerate(sorted(page.parts.items()), 1):
        root = copy.deepcopy(part.element)
        _tidy(root, _WORDS[key], report, findings)
        _put(house, page, key, root, number)
        made.append(root)
        placed.append((key[0], root))
        if text_of(root).strip() or every(root, "w:drawing", "w:pict"):
            findings.take(f"the {_WORDS[key]}")
            said = " ".join(own_text(p).strip() for p in paragraphs(root)).strip()
            if said:
                findings.take(f"in the {_WORDS[key]}: “{' '.join(said.split())}”")
    make_room(page.section, placed, findings)
    return made


def _put(house: Document, page: Page, key: tuple[str, str], root: Element, number: int) -> None:
    (kind, variant), part = key, page.parts[key]
    maker = HeaderPart if kind == "header" else FooterPart
    name = PackURI(f"/word/{kind}{number + 1}.xml")
    package = house.part.package
    new = maker(name, part.content_type, root, package)  # type: ignore[arg-type]
    adopt_relations(new, part, [root])
    rel = house.part.relate_to(new, RT.HEADER if kind == "header" else RT.FOOTER)
    reference = element(f"w:{kind}Reference", type=variant)
    set_attribute(reference, "r:id", rel)
    page.section.insert(
        len(every(page.section, "w:headerReference", "w:footerReference")), reference
    )


def _tidy(root: Element, where: str, report: Report, findings: Findings) -> None:
    plain(root, report.labels, IN_MARGINS, findings, where)
    _drop_watermarks(root, where, findings)
    for paragraph in list(paragraphs(root)):
        _rewrite_fields(paragraph, where, findings)
        drop_stamps(paragraph, where, findings)
        for asked in tag_values(paragraph, report, IN_MARGINS):
            findings.leave(
                where,
                f"“{asked}” asks for words that are no field, and was left out",
                "print a field there: panel-papers templates fields",
            )
        list_words_of_one(paragraph, where, findings)
    _name_pictures(root, where, findings)
    for table in every(root, "w:tbl"):
        mark_labels(table)


def mark_labels(table: Element) -> None:
    """Say that a table without a header row has its labels in its first column."""
    properties = child(table, "w:tblPr")
    if properties is None:
        return
    look = child(properties, "w:tblLook")
    if look is None:
        look = element("w:tblLook")
        after = child(properties, "w:tblCaption")
        properties.append(look) if after is None else after.addprevious(look)
    look.attrib.clear()
    values: dict[str, str | int] = {
        "val": "0680",
        "firstRow": 0,
        "lastRow": 0,
        "firstColumn": 1,
        "lastColumn": 0,
    }
    for name, value in {**values, "noHBand": 1, "noVBand": 1}.items():
        set_attribute(look, f"w:{name}", value)


def _drop_watermarks(root: Element, where: str, findings: Findings) -> None:
    for art in list(root.iter(_ART)):
        run = within(art, "w:r")
        if run is not None:
            remove(run)
            findings.leave(
                where,
                f"The watermark “{art.get('string') or ''}” was left out",
                "“make-paper --draft” prints DRAFT on each page",
            )


def _name_pictures(root: Element, where: str, findings: Findings) -> None:
    for properties in every(root, "wp:docPr"):
        holder = properties.getparent()
        if holder is None or every(holder, "w:txbxContent"):
            continue
        if not (properties.get("descr") or "").strip():
            properties.set("descr", "Logo")
            findings.leave(
                where,
                "A picture had no alternative text, and now has “Logo”",
                "say in a few words whose logo it is: right-click it, View Alt Text",
            )


def _rewrite_fields(paragraph: Element, where: str, findings: Findings) -> None:
    for name, parts in list(_fields(paragraph)):
        if name == "PAGE":
            continue
        if name in _TOTALS:
            _drop_total(parts)
            findings.take("“Page X” without its total, which a pack has not")
        elif name in _TITLES:
            _as_text(parts, IN_MARGINS["title"])
        elif name in _DAYS:
            _as_text(parts, IN_MARGINS["date"])
        elif name in _STAMPS:
            _as_text(parts, SAVED)
        elif name in {"FILENAME", "AUTHOR", "USERNAME", "LASTSAVEDBY"}:
            _as_text(parts, "")
            findings.leave(where, f"The field {name} was left out", "type what it is to say")
        else:
            shown = _as_text(parts, None)
            findings.leave(
                where,
                f"The field {name} was made plain text: “{shown}”",
                "delete it, or print a field of the paper there: panel-papers templates fields",
            )


def _fields(paragraph: Element) -> Iterator[tuple[str, list[Element]]]:
    """Yield each field of a paragraph: its name, and the runs from its begin to its end."""
    for simple in children(paragraph, "w:fldSimple"):
        yield (attribute(simple, "w:instr").split() or [""])[0].upper(), [simple]
    parts: list[Element] = []
    depth, code = 0, ""
    for run in children(paragraph, "w:r"):
        for mark in every(run, "w:fldChar", "w:instrText"):
            kind = attribute(mark, "w:fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            code += (mark.text or "") if not kind else ""
        if depth or parts:
            parts.append(run)
        if parts and depth == 0:
            yield (code.split() or [""])[0].upper(), parts
            parts, code = [], ""


def _as_text(parts: list[Element], words: str | None) -> str:
    """Put plain text in the place of a field, `words` or for None what it shows; return it."""
    texts = [t for part in parts for t in every(part, "w:t")]
    shown = "".join(t.text or "" for t in texts) if words is None else words
    first = next((run for part in parts for run in every(part, "w:r") if every(run, "w:t")), None)
    look = child(first if first is not None else parts[0], "w:rPr")
    run = element("w:r", () if look is None else (copy.deepcopy(look),))
    text = element("w:t")
    text.text = shown
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    if shown:
        parts[0].addprevious(run)
    for part in parts:
        remove(part)
    return shown


def _drop_total(parts: list[Element]) -> None:
    """Take a total of pages away, with the “of” before it."""
    before = parts[0].getprevious()
    while before is not None and not text_of(before).strip() and not every(before, "w:fldChar"):
        before = before.getprevious()
    texts = [] if before is None or every(before, "w:fldChar") else every(before, "w:t")
    for text in texts[-1:]:
        kept = (text.text or "").rstrip()
        for word in (" of", "of", " o", "/", "|"):
            if kept.lower().endswith(word):
                text.text = kept[: -len(word)].rstrip()
                break
    for part in parts:
        remove(part)
