"""A paper whose references by name are known: `{{ ref.costs }}` prints “paragraph 3.2”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from panel_papers.content.prose import every_prose
from panel_papers.core import (
    FromTemplate,
    Paper,
    PlacedText,
    Prose,
    Reference,
    Value,
    may_refer,
)


def refers_by_name(paper: Paper) -> bool:
    """Say whether any text of a paper has a reference by name."""
    return any(may_refer(each.markdown) for each in every_prose(paper))


def with_references(paper: Paper, known: Mapping[int, tuple[Reference, ...]]) -> Paper:
    """Return the paper with what its references stand for.

    `known` are those of each appendix by its number, and under 0 those of the report.
    """
    sections = tuple(
        replace(each, prose=_known_in(each.prose, known.get(0, ())))
        if isinstance(each.prose, Prose)
        else each
        for each in paper.sections
    )
    appendices = []
    for each in paper.appendices:
        content, references = each.content, known.get(each.number, ())
        if isinstance(content, FromTemplate) and references:
            fields = {name: _value(value, references) for name, value in content.fields.items()}
            appendices.append(replace(each, content=replace(content, fields=fields)))
        else:
            appendices.append(each)
    return replace(paper, sections=sections, appendices=tuple(appendices))


def _known_in(prose: Prose, references: tuple[Reference, ...]) -> Prose:
    return replace(prose, references=references) if may_refer(prose.markdown) else prose


def _value(value: Value, references: tuple[Reference, ...]) -> Value:
    match value:
        case Prose():
            return _known_in(value, references)
        case PlacedText() | str():
            return value
        case Mapping():
            return {name: _value(each, references) for name, each in value.items()}
        case Sequence():
            return [_value(each, references) for each in value]
    return value
