"""Text whose indents put it beside the page: the build finds that nobody can see it, and stops."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.core import Place, Problem
from panel_papers.template_tools.check.formats import Formats
from panel_papers.word import Element, Story, attribute, child, every, own_text, where, within

_PAGE = 11906  # twentieths of a point: A4 upright, where a template does not say


def off_page_faults(story: Story, file: str, formats: Formats) -> Iterator[Problem]:
    """Yield each paragraph of text that would begin or end outside of the page."""
    section = next(iter(reversed(every(story.root, "w:sectPr"))), None)
    width = _number(child(section, "w:pgSz"), "w:w") or _PAGE
    left, right = (_number(child(section, "w:pgMar"), f"w:{side}") for side in ("left", "right"))
    for paragraph in every(story.root, "w:p"):
        if within(paragraph, "w:tc", "w:txbxContent") is not None:
            continue
        begin = left + _indent(paragraph, formats, "left", "start")
        end = width - right - _indent(paragraph, formats, "right", "end")
        text = own_text(paragraph).strip()
        if text and (begin < 0 or end > width or end <= 0 or begin >= width):
            yield Problem(
                "covered-text",
                Place(file, where=where(paragraph, story)),
                f"“{text[:60]}” is beside the page, where nobody can see it",
                "",
                "set its indents to 0: Home › Paragraph",
            )


def _indent(paragraph: Element, formats: Formats, *names: str) -> int:
    """Return the indent of a side, by the paragraph or the nearest style that says one."""
    styles = formats.chain(formats.style_of(paragraph))
    for owner in (paragraph, *styles):
        indents = child(owner, "w:pPr", "w:ind")
        for name in names:
            if attribute(indents, f"w:{name}"):
                return _number(indents, f"w:{name}")
    return 0


def _number(element: Element | None, name: str) -> int:
    said = attribute(element, name)
    return int(said) if said.removeprefix("-").isdecimal() else 0
