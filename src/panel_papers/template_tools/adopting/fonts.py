"""Fonts of an adopted house: those that the PDF has, or that the body has supplied."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from lxml import etree

from panel_papers.pdf import SAME_WIDTHS, OwnFonts, stand_in
from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.word import Element, attribute, every, set_attribute

_ATTRIBUTES = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_SIGNS = frozenset({"Symbol", "Wingdings", "Wingdings 2", "Webdings", "Segoe UI Symbol"})
_LIKE = {
    "Liberation Serif": "Times New Roman",
    "Carlito": "Calibri",
    "Caladea": "Cambria",
    "Liberation Mono": "Courier New",
}
_MOST_LIKE = "Arial"


def adopt_theme(house: Document, document: Document) -> None:
    """Give `house` the theme of a document: what Word's menus call its fonts and colours."""
    theirs, ours = _theme(document), _theme(house)
    if theirs is not None and ours is not None:
        ours._blob = theirs.blob


def _theme(document: Document) -> Part | None:
    rels = document.part.rels.values()
    found = (r.target_part for r in rels if r.reltype == RT.THEME and not r.is_external)
    return next(found, None)


def replace_fonts(
    house: Document, roots: Iterable[Element], own: OwnFonts, findings: Findings
) -> None:
    """Take a font that will be printed in the place of each that the PDF does not have."""
    for fonts in (each for root in roots for each in every(root, "w:rFonts")):
        for name in _ATTRIBUTES:
            old = attribute(fonts, name)
            if old and (new := _printed(old, own)) != old:
                set_attribute(fonts, name, new)
                if name in {"w:ascii", "w:hAnsi"}:
                    _say(old, new, findings)
    theme = _theme(house)
    if theme is None:
        return
    root = etree.fromstring(theme.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for latin in root.iterfind(".//{*}fontScheme/*/{*}latin"):
        old = latin.get("typeface", "")
        if old and (new := _printed(old, own)) != old:
            latin.set("typeface", new)
            latin.attrib.pop("panose", "")
            _say(old, new, findings)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _printed(font: str, own: OwnFonts) -> str:
    face = stand_in(font)
    known = font in SAME_WIDTHS or font in _SIGNS or font == face or bool(own.family(font))
    return font if known else _LIKE.get(face, _MOST_LIKE)


def _say(old: str, new: str, findings: Findings) -> None:
    findings.leave(
        None,
        f"The PDF does not have the font “{old}”, and “{new}” was taken",
        "put its files into templates/fonts and adopt again, if its licence permits that",
    )
