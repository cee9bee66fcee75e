"""All Markdown of a paper that its author wrote: sections, and values of appendices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from panel_papers.core import FromTemplate, Paper, PlacedText, Prose, Value


def every_prose(paper: Paper) -> Iterator[Prose]:
    """Yield each piece of Markdown in the order of the paper; what is withheld is not among it."""
    for section in paper.sections:
        if isinstance(section.prose, Prose):
            yield section.prose
    for appendix in paper.appendices:
        if isinstance(appendix.content, FromTemplate):
            yield from prose_in(appendix.content.fields)


def prose_in(value: Value) -> Iterator[Prose]:
    """Yield each piece of Markdown in a value of an appendix."""
    match value:
        case PlacedText():
            yield value.prose
        case Prose():
            yield value
        case Mapping():
            for each in value.values():
                yield from prose_in(each)
        case Sequence() if not isinstance(value, str):
            for each in value:
                yield from prose_in(each)
