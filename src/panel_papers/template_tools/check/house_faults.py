"""What the house template must have for every paper: styles, language, fonts that are there."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from panel_papers.core import Level, Place, Problem, Prose, TemplatesError, did_you_mean
from panel_papers.pdf import FAMILIES
from panel_papers.template_tools.check.formats import Formats
from panel_papers.word import (
    BlockWriter,
    Element,
    Story,
    WordTemplate,
    attribute,
    child,
    every,
    own_text,
    where,
    within,
)


def _lenient() -> etree.XMLParser:
    """Return a parser; two threads must not share one (lxml's FAQ)."""
    return etree.XMLParser(resolve_entities=False, no_network=True, recover=True)


_LANGUAGE = "en-GB"
_FONT_ATTRIBUTES = ("w:ascii", "w:hAnsi")  # the others are for scripts that no paper is in
_SHIPPED = frozenset(FAMILIES.values())
_BULLETS = frozenset({"Symbol", "Wingdings"})  # Word's own for bullets, one glyph each
_EVERYTHING = Prose(
    """# One

## Two

### Three

Text, **strong**, *emphasis*, `code`, [a link](https://www.example.org/) and a note[^1].

- a

  more of it

  - b

    more of it

    - c

      more of it

1. a
   1. b
      1. c

> Words quoted

    code

---

| Year | Number |
|------|-------:|
| 2023 |      9 |

[^1]: The note.
""",
    Place("everything.md", 1, 1),
)
"""Markdown that asks for every style there is."""


def missing_styles(template: WordTemplate) -> list[Problem]:
    """Return the styles that the papers' text needs and the house does not have."""
    document = docx.Document(io.BytesIO(template.data))
    writer = BlockWriter(document, Place(template.file))
    writer.blocks(_EVERYTHING, document.add_paragraph()._p)
    try:
        writer.finish()
    except TemplatesError as error:
        return [*writer.template_problems, *error.problems]
    return list(writer.template_problems)


def language_faults(file: str, stories: list[Story], formats: Formats) -> Iterator[Problem]:
    """Yield text in a language that is not the papers', once a language: a voice misreads it."""
    said = attribute(child(formats.default_run, "w:lang"), "w:val")
    if said != _LANGUAGE:
        named = f"The template’s language is {said}" if said else "The template has no language"
        yield _language(Place(file), named)
    seen: set[str] = set()
    for story in stories:
        for lang in every(story.root, "w:lang"):
            said, run = attribute(lang, "w:val"), within(lang, "w:r")
            paragraph = within(lang, "w:p")
            if paragraph is None or run is None or said in {"", _LANGUAGE, *seen}:
                continue
            text = "".join(t.text or "" for t in every(run, "w:t")).strip()
            if not text or not said.startswith("en-"):
                continue  # another language than English is meant
            seen.add(said)
            yield _language(
                Place(file, where=where(paragraph, story)), f"“{text[:60]}” is marked as {said}"
            )


def _language(place: Place, found: str) -> Problem:
    return Problem(
        "language",
        place,
        found,
        f"{_LANGUAGE}, English (United Kingdom)",
        "select all (Ctrl+A), then choose Review › Language › Set Proofing Language",
        Level.WARNING,
    )


def font_faults(
    document: Document, file: str, stories: list[Story], formats: Formats
) -> Iterator[Problem]:
    """Yield the fonts that nobody but the editor may have, each at the first place that asks."""
    theme = _theme_fonts(document)
    uses = [(formats.default_run, "the document’s default font")]
    for style in formats.styles():
        name = attribute(child(style, "w:name"), "w:val")
        uses += [(rpr, f"style “{name}”") for rpr in every(style, "w:rPr")]
    for story in stories:
        for run in every(story.root, "w:r"):
            paragraph = within(run, "w:p")
            shown = "".join(t.text or "" for t in every(run, "w:t")).strip()
            if paragraph is not None and shown and child(run, "w:rPr", "w:rFonts") is not None:
                uses.append((child(run, "w:rPr"), where(paragraph, story)))
    seen: set[str] = set()
    for properties, place in uses:
        for font in _fonts(child(properties, "w:rFonts"), theme):
            if font in seen or font in FAMILIES or font in _SHIPPED or font in _BULLETS:
                continue
            seen.add(font)
            yield Problem(
                "unknown-font",
                Place(file, where=place),
                f"The font “{font}” is not one that the program can print",
                "one of " + ", ".join(sorted(FAMILIES)),
                did_you_mean(font, FAMILIES) or "choose another font: Home › Font",
                Level.WARNING,
            )


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
            root = etree.fromstring(rel.target_part.blob, _lenient())
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


def unprinted_stationery(stories: list[Story], house: list[Story], file: str) -> Iterator[Problem]:
    """Yield headers and footers that differ from the house's: only those of the house print."""
    printed = {_said(story) for story in house if story.is_stationery}
    for story in stories:
        if story.is_stationery and _said(story) and _said(story) not in printed:
            yield Problem(
                "unprinted-text",
                Place(file, where=story.name),
                f"“{_said(story)[:60]}” would not be printed: every paper has the header and "
                "footer of house.docx",
                "",
                "delete the text here, and change the header and footer of house.docx",
                Level.SUGGESTION,
            )


def _said(story: Story) -> str:
    return " ".join(own_text(paragraph) for paragraph in every(story.root, "w:p")).strip()
