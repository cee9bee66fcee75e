"""What a template fetches or runs, named by its paragraphs: no build and no preview accepts it."""

from __future__ import annotations

from docx.document import Document

from panel_papers.core import Place, Problem
from panel_papers.inputs import outside_in_template
from panel_papers.word.story import stories, where
from panel_papers.word.xml import every


def outside_problems(
    file: str, data: bytes, document: Document | None = None
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the errors of a template that asks for what is not in it, and what is left out of it.

    The rules are those for supplied documents (`inputs`); `document` names the paragraphs, where
    it can be opened.
    """
    found = outside_in_template(data, file)
    errors: list[Problem] = []
    for each in found.refused:
        named = [_paragraph(document, part, number) for part, number in each.paragraphs]
        known = [place for place in named if place] or list(each.places[:1])
        errors += [
            Problem(each.code, Place(file, where=place), each.found, each.wanted, each.hint)
            for place in dict.fromkeys(known) or [None]
        ]
    return tuple(dict.fromkeys(errors)), found.left_out


def _paragraph(document: Document | None, part: str, number: int) -> str | None:
    """Return a paragraph's place in words; None in a part that templates are not read from."""
    for story in () if document is None else stories(document):
        if str(story.part.partname).removeprefix("/") == part:
            root = story.part.element if hasattr(story.part, "element") else story.root
            return where(every(root, "w:p")[number], story)
    return None
