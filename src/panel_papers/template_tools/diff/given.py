"""What papers give the templates: the fields of each template, as a build hands them over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from panel_papers.core import (
    Agenda,
    AgendaItem,
    AgendaPart,
    Appendix,
    BackgroundPaper,
    Contact,
    FromTemplate,
    Link,
    Member,
    Paper,
    Place,
    PlacedText,
    Prose,
    Restriction,
    Section,
    Value,
    Withheld,
)
from panel_papers.template_tools.diff.contract import EACH
from panel_papers.word import (
    SECTION,
    agenda_fields,
    appendix_fields,
    closing_fields,
    contents_fields,
    notice_fields,
    paper_fields,
    section_fields,
)

_NOWHERE = Place("")


class Given(Struct, frozen=True):
    """The fields that one paper gives one template; `by` names it: “march-2024, appendix 1”."""

    by: str
    fields: Mapping[str, Value]


def given_by(papers: Sequence[Paper], there: Collection[str]) -> dict[str, list[Given]]:
    """Return what papers give, by the names of the templates that they use, of those `there`."""
    found: dict[str, list[Given]] = defaultdict(list)
    for paper in papers:
        for template, by, fields in _of_paper(paper, there):
            found[template].append(Given(by, fields))
    return found


def _of_paper(
    paper: Paper, there: Collection[str]
) -> Iterator[tuple[str, str, Mapping[str, Value]]]:
    yield "house", paper.name, paper_fields(paper)
    yield "cover-sheet", paper.name, paper_fields(paper)
    for section in paper.sections:
        general = section.heading is not None and section.name not in there
        template = SECTION if general else section.name
        yield template, paper.name, section_fields(paper, section, template)
    yield "appendices", paper.name, closing_fields(paper)
    yield "contents", paper.name, contents_fields(paper, [(Link("Report", "#"), 1)])
    for appendix in paper.appendices:
        by = f"{paper.name}, appendix {appendix.label}"
        match appendix.content:
            case FromTemplate(template, fields):
                yield template, by, appendix_fields(paper, appendix, fields)
            case Withheld(restriction):
                yield "restricted-notice", by, notice_fields(paper, appendix, restriction)
            case _:
                pass
        if paper.pack.dividers:
            yield "divider", by, appendix_fields(paper, appendix, {})


def supplied(template: str) -> Mapping[str, Value]:
    """Return examples of the fields that every paper gives a template, whatever its author writes.

    Of a template that the build does not know by name, it may be a section's or an appendix's.
    """
    paper = _example()
    (appendix, withheld) = paper.appendices
    own = {template.replace("-", "_"): Prose("Text.", _NOWHERE)}
    appendix_of = appendix_fields(paper, appendix, {})
    known: dict[str, Mapping[str, Value]] = {
        "house": paper_fields(paper),
        "cover-sheet": paper_fields(paper),
        "appendices": closing_fields(paper),
        "contents": contents_fields(paper, [(Link("Report", "#"), 1)]),
        SECTION: section_fields(
            paper, Section(SECTION, Prose("Text.", _NOWHERE), PlacedText("Heading", _NOWHERE))
        ),
        "divider": appendix_of,
        "agenda": agenda_fields(paper, _AGENDA),
        "appendix": {**appendix_of, "body": Prose("Text.", _NOWHERE)},
        "restricted-notice": notice_fields(paper, withheld, _RESTRICTION),
    }
    return known.get(template) or {**paper_fields(paper), **appendix_of, **own}


FIXED = frozenset(
    [
        "house",
        "cover-sheet",
        "appendices",
        "agenda",
        "contents",
        "divider",
        "appendix",
        "restricted-notice",
        SECTION,
    ]
)
"""The templates that the build itself asks for by name."""

_AGENDA = Agenda(
    "2.30 pm",
    "Venue",
    "Address",
    (Member("Member", "Chair"),),
    (
        AgendaItem(1, Link("Item", "#"), ("Note",), "Pages 3 – 5", heading="Group"),
        AgendaItem(2, "Item", parts=(AgendaPart("Part", "page 5"),)),
    ),
    ("Notice",),
)
_RESTRICTION = Restriction((3,), "Reason", "Title")


def _example() -> Paper:
    appendix = Appendix(1, "Title", FromTemplate("appendix", {}), _NOWHERE)
    return Paper(
        name="example",
        title="Title",
        short_title="Short title",
        report_to="Panel",
        author="Author",
        date=date(2024, 3, 14),
        report_for="Noting",
        enquiries_to=Contact("Name", "Role", "officer@example.org"),
        divisions_affected="All",
        language="en-GB",
        sections=(),
        background_papers=(BackgroundPaper("Title", "Words", "https://example.org"),),
        appendices=(appendix, Appendix(2, "Title", Withheld(_RESTRICTION), _NOWHERE)),
        files=(),
    )


def values_at(fields: Value, way: str) -> list[Value | type[Absent]]:
    """Return what is at the end of a way, once for each entry of the lists on it.

    `Absent` is where a group lacks the field; a list on the way that is empty gives nothing.
    """
    steps = way.replace(EACH, f".{EACH}").split(".")
    found: list[Value | type[Absent]] = [fields]
    for step in steps:
        found = [inner for each in found for inner in _step(each, step)]
    return found


class Absent:
    """Stands for a field that is not there."""


def _step(value: Value | type[Absent], step: str) -> list[Value | type[Absent]]:
    if step == EACH:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return list(value)
        return [] if value is None or value is Absent else [Absent]
    if isinstance(value, Mapping):
        return [value.get(step, Absent)]
    return [Absent]


def lacks(fields: Mapping[str, Value], way: str) -> bool:
    """Say whether a needed field is missing anywhere."""
    return any(value is Absent for value in values_at(fields, way))


def fills(fields: Mapping[str, Value], way: str) -> bool:
    """Say whether a paper says something in a field."""
    return any(value not in (None, "", Absent, (), []) for value in values_at(fields, way))


def holds(fields: Mapping[str, Value], way: str) -> bool:
    """Say whether a field is among those that are given."""
    found = values_at(fields, way)
    return bool(found) and not any(value is Absent for value in found)
