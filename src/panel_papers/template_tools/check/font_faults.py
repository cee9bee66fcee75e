"""Fonts of a template that the PDF does not have, what is printed instead, and fonts of signs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from panel_papers.core import Level, Place, Problem, did_you_mean
from panel_papers.pdf import SAME_WIDTHS, OwnFonts, family_gaps, stand_in
from panel_papers.template_tools.check.contrasts import shown_runs
from panel_papers.template_tools.check.formats import Formats
from panel_papers.word import (
    Element,
    Story,
    WordTemplate,
    attribute,
    child,
    children,
    every,
    where,
    within,
)

_FONT_ATTRIBUTES = ("w:ascii", "w:hAnsi")  # the others are for scripts that no paper is in
_BULLETS = frozenset({"Symbol", "Wingdings", "Wingdings 2", "Webdings", "Segoe UI Symbol"})
"""Fonts of signs: each of these is printed as the same sign."""
_SIGNS_ONLY = _BULLETS - {"Segoe UI Symbol"}
"""Of these, those that have a sign in the place of each letter."""
_LETTER = re.compile(r"[^\W\d_]")
_MOST_PLACES = 3
_SHOWN = 60


def font_faults(
    document: Document,
    file: str,
    stories: list[Story],
    formats: Formats,
    house: WordTemplate | None,
    *,
    own: OwnFonts,
) -> Iterator[Problem]:
    """Yield each font that the PDF will not have, with what takes its place and where it is used.

    Styles look as they do in the `house`; of a template on it (None: it is the house) only those
    styles count that the house does not have. Of the body's `own` fonts, what is missing.
    """
    uses: dict[str, list[str]] = {}
    theme = _theme_fonts(document)
    for properties, place in _uses(formats, stories, house):
        for font in _fonts(child(properties, "w:rFonts"), theme):
            places = uses.setdefault(font, [])
            if place not in places:
                places.append(place)
    for font, places in uses.items():
        if faces := own.family(font):
            yield from family_gaps(faces)
            continue
        face = stand_in(font)
        if font in SAME_WIDTHS or font == face or font in _BULLETS:
            continue
        yield Problem(
            "unknown-font",
            Place(file, where=places[0]),
            f"“{font}” will be printed as “{face}”, as the program does not have it"
            + _also(places[1:]),
            "one of " + ", ".join(sorted(SAME_WIDTHS)),
            did_you_mean(font, SAME_WIDTHS)
            or "choose another font: Home › Font; or put the "
            "font’s files into templates/fonts, if its licence permits that",
            Level.WARNING,
        )


def sign_faults(story: Story, file: str, formats: Formats) -> Iterator[Problem]:
    """Yield words in a font of signs: Word shows pictures for them, which no PDF holds as words."""
    for paragraph in every(story.root, "w:p"):
        for run in shown_runs(paragraph):
            text = "".join(t.text or "" for t in children(run, "w:t")).strip()
            font = _font_of(run, formats)
            if font in _SIGNS_ONLY and _LETTER.search(text):
                yield Problem(
                    "symbol-font",
                    Place(file, where=where(paragraph, story)),
                    f"“{text[:_SHOWN]}” is in the font “{font}”, which shows a sign for each "
                    "letter, and no paper with it is built",
                    "",
                    "choose a font of letters: Home › Font; for a single sign, choose Insert › "
                    "Symbol",
                )


def _font_of(run: Element, formats: Formats) -> str:
    """Return the font that a run or its styles name for its letters."""
    for properties in formats.run_properties(run):
        font = attribute(child(properties, "w:rFonts"), "w:ascii")
        if font:
            return font
    return ""


def _also(places: list[str]) -> str:
    if not places:
        return ""
    named, more = places[:_MOST_PLACES], len(places) - _MOST_PLACES
    return f" (also in {', '.join(named)}{f' and {more} more places' if more > 0 else ''})"


def _uses(
    formats: Formats, stories: list[Story], house: WordTemplate | None
) -> Iterator[tuple[Element | None, str]]:
    """Yield what can name a font, with its place in words."""
    if house is None:
        yield formats.default_run, "the document’s default font"
    known = set() if house is None else _style_names(house)
    used = None if house is None else _used_styles(formats, stories)
    for style in formats.styles():
        name = attribute(child(style, "w:name"), "w:val")
        style_id = attribute(style, "w:styleId")
        if name.casefold() in known or (used is not None and style_id not in used):
            continue
        for properties in every(style, "w:rPr"):
            yield properties, f"style “{name}”"
    for story in stories:
        for run in every(story.root, "w:r"):
            paragraph = within(run, "w:p")
            shown = "".join(t.text or "" for t in every(run, "w:t")).strip()
            if paragraph is not None and shown and child(run, "w:rPr", "w:rFonts") is not None:
                yield child(run, "w:rPr"), where(paragraph, story)


def _used_styles(formats: Formats, stories: list[Story]) -> set[str]:
    """Return the ids of the styles that the text has, with those that they are based on."""
    named = {
        attribute(use, "w:val")
        for story in stories
        for use in every(story.root, "w:pStyle", "w:rStyle", "w:tblStyle")
    }
    return {attribute(style, "w:styleId") for each in named for style in formats.chain(each)}


def _style_names(house: WordTemplate) -> set[str]:
    document = docx.Document(io.BytesIO(house.data))
    names = every(document.styles.element, "w:name")
    return {attribute(name, "w:val").casefold() for name in names}


def _fonts(fonts: Element | None, theme: dict[str, str]) -> Iterator[str]:
    for name in _FONT_ATTRIBUTES:
        themed = attribute(fonts, f"{name}Theme")
        font = theme.get(themed[:5], "") if themed else attribute(fonts, name)
        if font:
            yield font


def _theme_fonts(document: Document) -> dict[str, str]:
    """Return the theme's fonts under what Word's references to them begin with."""
    for rel in document.part.rels.values():
        if rel.reltype == RT.THEME and not rel.is_external:
            # A parser of its own: two threads must not share one (lxml's FAQ).
            parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
            root = etree.fromstring(rel.target_part.blob, parser)
            return (
                {}
                if root is None
                else {
                    kind: latin.get("typeface", "")
                    for kind in ("major", "minor")
                    for latin in root.iterfind(f".//{{*}}{kind}Font/{{*}}latin")
                }
            )
    return {}
