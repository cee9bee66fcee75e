"""What the house template must have for every paper: styles, a language, header and footer."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx

from panel_papers.core import Level, Place, Problem, Prose, TemplatesError
from panel_papers.template_tools.check.formats import Formats
from panel_papers.word import (
    BlockWriter,
    Story,
    WordTemplate,
    attribute,
    child,
    every,
    own_text,
    where,
    within,
)

_LANGUAGE = "en-GB"
_LANGUAGES = frozenset({_LANGUAGE, "cy-GB"})
"""Those that a house may be in: Welsh is as good as English (Welsh Language Measure 2011, s. 1)."""
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
    if said not in _LANGUAGES:
        named = f"The template’s language is {said}" if said else "The template has no language"
        yield _language(Place(file), named)
    whole, seen = said, set[str]()
    for story in stories:
        for lang in every(story.root, "w:lang"):
            said, run = attribute(lang, "w:val"), within(lang, "w:r")
            paragraph = within(lang, "w:p")
            if paragraph is None or run is None or said in {"", whole, *seen}:
                continue
            text = "".join(t.text or "" for t in every(run, "w:t")).strip()
            is_value = text.startswith("{{") and text == own_text(paragraph).strip()
            is_other = said.startswith("en-") and said not in _LANGUAGES
            if not text or not (is_other or (is_value and said[:2] != whole[:2])):
                continue  # words in another language than English are meant; a text is not
            seen.add(said)
            rest = "" if is_other else f", and the rest of the template as {whole}"
            yield _language(
                Place(file, where=where(paragraph, story)),
                f"“{text[:60]}” is marked as {said}{rest}",
            )


def _language(place: Place, found: str) -> Problem:
    return Problem(
        "language",
        place,
        found,
        f"{_LANGUAGE}, English (United Kingdom), or cy-GB, Welsh",
        "select all (Ctrl+A), then choose Review › Language › Set Proofing Language",
        Level.WARNING,
    )


def unprinted_stationery(stories: list[Story], house: list[Story], file: str) -> Iterator[Problem]:
    """Yield headers and footers that differ from the house's: only those of the house print."""
    printed = {said_in(story) for story in house if story.is_stationery}
    for story in stories:
        if story.is_stationery and said_in(story) and said_in(story) not in printed:
            yield Problem(
                "unprinted-text",
                Place(file, where=story.name),
                f"“{said_in(story)[:60]}” would not be printed: every paper has the header and "
                "footer of house.docx",
                "",
                "delete the text here, and change the header and footer of house.docx",
                Level.SUGGESTION,
            )


def said_in(story: Story) -> str:
    """Return the words of a header or footer."""
    return " ".join(own_text(paragraph) for paragraph in every(story.root, "w:p")).strip()
