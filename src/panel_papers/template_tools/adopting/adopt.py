"""A body's own Word document as templates: read, made into a house and a cover sheet, checked."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import docx
from docx.document import Document
from msgspec import Struct

from panel_papers.core import Problem, shipped_templates
from panel_papers.inputs import known_labels
from panel_papers.pdf import NO_FONTS, OwnFonts, read_fonts
from panel_papers.template_tools.adopting.colours import darken
from panel_papers.template_tools.adopting.cover import find_cover
from panel_papers.template_tools.adopting.cover_template import write_cover
from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.template_tools.adopting.fonts import adopt_theme, replace_fonts
from panel_papers.template_tools.adopting.headings import like_headings
from panel_papers.template_tools.adopting.looks import settle_looks
from panel_papers.template_tools.adopting.margins import adopt_margins
from panel_papers.template_tools.adopting.pages import adopted_page
from panel_papers.template_tools.adopting.profile import new_profile, profile_lines
from panel_papers.template_tools.adopting.sheet import Sheet
from panel_papers.template_tools.adopting.source import open_source
from panel_papers.template_tools.adopting.styles import adopt_styles
from panel_papers.template_tools.adopting.unadopted import list_controls, list_typed_marks
from panel_papers.template_tools.adopting.words import Report
from panel_papers.word import (
    Element,
    attribute,
    child,
    every,
    put,
    remove,
    text_of,
    to_bytes,
    value_at,
    within,
)

HOUSE_FILE, COVER_FILE = "house.docx", "cover-sheet.docx"
_FROM_SETTINGS = ("w:evenAndOddHeaders", "w:clrSchemeMapping")
_AFTER_EVEN = (
    *("bookFoldRevPrinting", "bookFoldPrinting", "drawingGridHorizontalSpacing"),
    *("characterSpacingControl", "footnotePr", "endnotePr", "compat", "docVars", "rsids"),
    *("mathPr", "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"),
)


class Adopted(Struct, frozen=True):
    """Templates made of a document: `word` by their names, a `profile` where one was asked for.

    `taken` says what came from the document, `left` what could not, with its place; `proposed` are
    lines for the body's profile.
    """

    word: Mapping[str, bytes]
    profile: bytes
    taken: tuple[str, ...]
    left: tuple[Problem, ...]
    proposed: tuple[str, ...]


def adopt(path: Path, templates: Path, body: str | None = None) -> Adopted:
    """Return the templates that a body's own Word document makes.

    `templates` is the folder that they are for: fonts of its own are kept. `body` is the name of
    the profile that is proposed. Raises TemplatesError where the document cannot be used.
    """
    document = open_source(path)
    findings = Findings(path.as_posix())
    known = known_labels()
    cover = find_cover(document, known)
    sheet = Sheet(document.styles.element)
    list_typed_marks(document, findings)
    list_controls(document, cover, findings)
    settle_looks(document, sheet, findings)
    house = _open((shipped_templates() / "word" / HOUSE_FILE).read_bytes())
    page = adopted_page(document, findings)
    margins = adopt_margins(house, page, Report(cover.facts, known), findings)
    adopt_styles(house, document, sheet, [*margins, *cover.blocks], findings)
    adopt_theme(house, document)
    _adopt_settings(house, document)
    own = _own_fonts(templates)
    _make_readable(house, margins, own, findings)
    word = {HOUSE_FILE: to_bytes(house)}
    if cover.blocks:
        template = _open(word[HOUSE_FILE])
        blocks = write_cover(template, document, cover, known, findings)
        _finish_cover(template, blocks, own, findings)
        findings.take("the cover sheet: " + ", ".join(cover.facts))
        word[COVER_FILE] = to_bytes(template)
    else:
        findings.leave(
            None,
            "No cover sheet was found: no table or lines with labels such as “Report to”",
            "the cover sheet of the program is printed, in the look of the house",
        )
    lines = profile_lines(cover)
    words = [text_of(root) for root in margins] + [text_of(b) for b in cover.blocks]
    profile = new_profile(body, path.name, words, lines) if body else b""
    is_new = not (templates / "word").is_dir()
    like = like_headings(document, sheet, findings, is_new=is_new)
    word |= like(shipped_templates() / "word")
    return Adopted(word, profile, tuple(findings.taken), tuple(findings.left), tuple(lines))


def _open(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def _own_fonts(templates: Path) -> OwnFonts:
    folder = templates / "fonts"
    return read_fonts(folder)[0] if folder.is_dir() else NO_FONTS


def _adopt_settings(house: Document, document: Document) -> None:
    ours, theirs = house.settings.element, document.settings.element
    for name in _FROM_SETTINGS:
        found, old = child(theirs, name), child(ours, name)
        if found is None:
            continue
        if old is not None:
            old.addprevious(found)
            remove(old)
        else:
            put(ours, found, _AFTER_EVEN)


def _make_readable(
    house: Document, margins: Sequence[Element], own: OwnFonts, findings: Findings
) -> None:
    """Take fonts that are printed and colours that can be read, in styles, headers and footers."""
    styles: Element = house.styles.element
    numbering: Element = house.part.numbering_part.element
    replace_fonts(house, [styles, numbering, *margins], own, findings)
    looks = [*_style_looks(styles)]
    looks += [look for root in margins for look in _run_looks(root, "a header or footer")]
    darken(looks, findings)


def _style_looks(styles: Element) -> Iterator[tuple[str, Element]]:
    for style in every(styles, "w:style"):
        look, shade = child(style, "w:rPr"), child(style, "w:pPr", "w:shd")
        if look is not None and shade is None and attribute(style, "w:type") != "table":
            yield f"style “{value_at(style, 'w:name')}”", look


def _run_looks(root: Element, where: str) -> Iterator[tuple[str, Element]]:
    for look in every(root, "w:rPr"):
        cell = within(look, "w:tc")
        paragraph = within(look, "w:p")
        shades = (child(cell, "w:tcPr", "w:shd"), child(paragraph, "w:pPr", "w:shd"))
        if within(look, "w:txbxContent") is None and shades == (None, None):
            yield where, look


def _finish_cover(
    template: Document, blocks: Sequence[Element], own: OwnFonts, findings: Findings
) -> None:
    replace_fonts(template, blocks, own, findings)
    darken((e for block in blocks for e in _run_looks(block, "the cover sheet")), findings)
    template.core_properties.title = "Cover sheet"
