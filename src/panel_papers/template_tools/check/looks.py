"""What makes a template's pages hard to read or to hear: headings, tables, pictures, colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from panel_papers.core import Level, Place, Problem
from panel_papers.template_tools.check.contrasts import contrast_faults, shown_runs
from panel_papers.template_tools.check.formats import Formats, is_on, looks
from panel_papers.word import (
    Element,
    Story,
    attribute,
    child,
    every,
    own,
    own_text,
    replace_tags,
    text_of,
    value_at,
    where,
    where_table,
    within,
)

_LONGEST_HEADING = 80
_SHOWN = 60
_SENTENCE = re.compile(r"[.;,:!?]\s*$")
_FILE_NAME = re.compile(r"\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)$", re.IGNORECASE)
_AUTOMATIC = re.compile(r"^(image|picture|grafik|bild)\s*\d*$", re.IGNORECASE)


def look_faults(story: Story, file: str, formats: Formats) -> Iterator[Problem]:
    """Yield what is wrong with the looks of one story that is printed."""
    yield from _undefined_styles(story, file, formats)
    if story.name is None:
        yield from _fake_headings(story, file, formats)
    yield from _tables(story, file)
    yield from _pictures(story, file)
    yield from contrast_faults(story, file, formats)
    yield from _highlights(story, file)


def _undefined_styles(story: Story, file: str, formats: Formats) -> Iterator[Problem]:
    for name in ("w:pStyle", "w:rStyle", "w:tblStyle"):
        for use in every(story.root, name):
            run = within(use, "w:r")
            if formats.has(attribute(use, "w:val")) or (
                run is not None and child(run, "w:commentReference") is not None
            ):
                continue
            paragraph = within(use, "w:p")
            place = Place(file, where=story.name if paragraph is None else where(paragraph, story))
            yield Problem(
                "unknown-style",
                place,
                f"The text has the style “{attribute(use, 'w:val')}”, which this template does "
                "not have",
                "",
                "choose a style of the template: Home › Styles",
                Level.WARNING,
            )


def _fake_headings(story: Story, file: str, formats: Formats) -> Iterator[Problem]:
    body = [p for p in every(story.root, "w:p") if within(p, "w:p") is None and _words(p)]
    for paragraph, after in pairwise(body):  # the last line heads nothing
        if within(paragraph, "w:tc") is not None or within(after, "w:tc") is not None:
            continue
        text = _words(paragraph)
        named = formats.style_name(formats.style_of(paragraph))
        if named.startswith(("heading", "title", "subtitle", "caption", "toc", "list")):
            continue
        if len(text) > _LONGEST_HEADING or _SENTENCE.search(text) or text[0] in "•-–*·":
            continue
        if child(paragraph, "w:pPr", "w:numPr") is not None:
            continue
        if _is_bold(paragraph, formats) and not _is_bold(after, formats):
            yield Problem(
                "fake-heading",
                Place(file, where=where(paragraph, story)),
                f"“{text}” looks like a heading, but is only a bold line",
                "a heading style, which makes a bookmark and which a screen reader finds",
                "give it a heading style: Home › Styles › Heading 2",
                Level.WARNING,
            )


def bare_headings(story: Story, file: str) -> Iterator[Problem]:
    """Yield each heading whose number was taken off by hand."""
    for paragraph, number in heading_numbers(story.root):
        if number == "0":
            yield Problem(
                "heading-without-number",
                Place(file, where=where(paragraph, story)),
                f"The number of the heading “{_words(paragraph)[:_SHOWN]}” was taken off, so its "
                "paragraphs have none where a body asks for numbered paragraphs",
                "",
                "number the heading (Home › Multilevel List), if papers are to have its number",
                Level.SUGGESTION,
            )


def heading_numbers(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield the headings of level 1, and which list each says itself that its number is from."""
    for paragraph in every(root, "w:p"):
        if value_at(paragraph, "w:pPr", "w:pStyle") == "Heading1":
            yield paragraph, value_at(paragraph, "w:pPr", "w:numPr", "w:numId")


def _words(paragraph: Element) -> str:
    """Return what a paragraph prints: control tags print nothing."""
    text = own_text(paragraph)
    return replace_tags(text, lambda tag: tag if tag.startswith("{{") else "").strip()


def _is_bold(paragraph: Element, formats: Formats) -> bool:
    runs = shown_runs(paragraph)
    return bool(runs) and all(formats.is_bold(run) for run in runs)


def _tables(story: Story, file: str) -> Iterator[Problem]:
    for table in every(story.root, "w:tbl"):
        rows = list(own(table, "w:tr", of="w:tbl"))
        columns = max((len(list(own(row, "w:tc", of="w:tr"))) for row in rows), default=0)
        if len(rows) < 2 or columns < 2 or _has_headers(table, rows):
            continue  # a box around text is no table of data
        yield Problem(
            "no-header-row",
            Place(file, where=where_table(table, story)),
            "A table has no header row, which a screen reader reads before each cell",
            "",
            "click into the table’s first row, then choose Table Layout › Repeat Header Rows",
            Level.WARNING,
        )


def _has_headers(table: Element, rows: Sequence[Element]) -> bool:
    if is_on(child(rows[0], "w:trPr", "w:tblHeader")):
        return True
    look = child(table, "w:tblPr", "w:tblLook")
    # labels and their values, such as a cover sheet: each row has its own header
    return looks(look, "firstColumn", 0x80) and not looks(look, "firstRow", 0x20)


def _pictures(story: Story, file: str) -> Iterator[Problem]:
    for properties in every(story.root, "wp:docPr"):
        holder = properties.getparent()
        if holder is None or every(holder, "w:txbxContent") or _is_decorative(properties):
            continue
        said = (properties.get("descr") or "").strip()
        if said and not _FILE_NAME.search(said) and not _AUTOMATIC.match(said):
            continue
        paragraph = within(properties, "w:p")
        yield Problem(
            "no-alternative-text",
            Place(file, where=story.name if paragraph is None else where(paragraph, story)),
            f"The alternative text of a picture says nothing: it is only “{said}”"
            if said
            else "A picture has no alternative text",
            "words for those who cannot see the picture",
            "right-click the picture and choose View Alt Text, and type what it shows; for an "
            "ornament, tick “Mark as decorative”",
            Level.WARNING,
        )


def _is_decorative(properties: Element) -> bool:
    marks = (e for e in properties.iter() if str(e.tag).endswith("}decorative"))
    return any(each.get("val") in {"1", "true"} for each in marks)


def _highlights(story: Story, file: str) -> Iterator[Problem]:
    """Yield each paragraph with highlighted words: the build warns of them in every paper."""
    for paragraph in every(story.root, "w:p"):
        marked = [
            run
            for run in shown_runs(paragraph)
            if value_at(run, "w:rPr", "w:highlight") not in {"", "none", "default"}
        ]
        text = "".join(text_of(run) for run in marked).strip()
        if text:
            yield Problem(
                "highlighted-text",
                Place(file, where=where(paragraph, story)),
                f"“{text[:_SHOWN]}” is highlighted",
                "",
                "in Word, finish what the words are highlighted for, select them, and choose "
                "Home › Text Highlight Colour › No Colour",
                Level.WARNING,
            )
