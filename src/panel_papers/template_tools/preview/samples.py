"""Sample data for every template: the shortest, the longest, nothing optional, and hostile text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal, get_args

from panel_papers.core import (
    Agenda,
    AgendaItem,
    AgendaPart,
    Appendix,
    BackgroundPaper,
    Body,
    Contact,
    CoverRow,
    FromTemplate,
    Lateness,
    Link,
    Member,
    OwnField,
    Paper,
    Place,
    PlacedText,
    Prose,
    Restriction,
    Section,
    Value,
)
from panel_papers.template_tools.check.library import (
    AGENDA,
    CLOSING,
    CONTENTS,
    COVER,
    DIVIDER,
    NOTICE,
    PLAIN,
    Shape,
)
from panel_papers.word import (
    HOUSE,
    SECTION,
    agenda_fields,
    appendix_fields,
    closing_fields,
    contents_fields,
    notice_fields,
    paper_fields,
    section_fields,
)

Kind = Literal["shortest", "longest", "nothing optional", "hostile"]
KINDS: tuple[Kind, ...] = get_args(Kind)

PLACE = Place("sample data")
_LONG = (
    "A Review of the Arrangements for Delivering the Priorities of the Plan, with the Lessons "
    "Learned by the Authorities, Services and Partners Concerned between 2021 and 2024"
)
_HOSTILE = "{{ 7*7 }} {% if x %} <b>R&D</b> “Zażółć” 50% #1 \\ [[x missing]] Ångström’s"
_UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2

_LINE: Mapping[Kind, str] = MappingProxyType(
    {"shortest": "A", "longest": _LONG, "nothing optional": "Some text", "hostile": _HOSTILE}
)
_MARKDOWN: Mapping[Kind, str] = MappingProxyType(
    {
        "shortest": "A.",
        "nothing optional": "One paragraph of text.",
        "longest": f"""The first paragraph. {_LONG}. It continues, so that it fills several lines.

## A heading within the text

A paragraph with **strong** and *stressed* words, a
[link](https://example.org/plan) and a note.[^1]

1. That the Panel notes the progress made.
2. That a further report comes to the next meeting:
    - with the figures for the year;
    - with the reasons for each change.
3. That the thanks of the Panel are recorded.

> Words that are quoted from somebody else.

| Measure | 2022 | 2023 |
|:--|--:|--:|
| {_LONG} | 1,204 | 998 |
| Visits | 12 | 1,000,000 |

### A heading one level down

The last paragraph. {_LONG}.

[^1]: The note’s text, which is at the foot of the page.
""",
        "hostile": f"""{_HOSTILE}

- <script>alert(1)</script> & *{{{{ title }}}}*
- {_UNBROKEN}

{{%p endfor %}}
""",
    }
)


def sample_fields(
    kind: Kind, template: str, shape: Shape | None = None, own: Sequence[OwnField] = ()
) -> Mapping[str, Value]:
    """Return what a template can be filled with, as a paper of this kind would give it.

    `shape` are the own fields of a structured appendix's template (`Library.shape`); a template
    without one that is none of the program's own is a section's. `own` are fields that bodies add.
    """
    paper = sample_paper(kind, own)
    if shape is not None:
        return appendix_fields(paper, sample_appendix(kind), _group(kind, shape))
    supply = SUPPLY.get(template)
    if supply is not None:
        return supply(kind, paper)
    return section_fields(paper, Section(template, Prose(_MARKDOWN[kind], PLACE)))


def sample_paper(kind: Kind, own: Sequence[OwnField] = ()) -> Paper:
    """Return a paper with data of this kind."""
    line = _LINE[kind]
    bare = kind == "nothing optional"
    appendices = tuple(sample_appendix(kind, number) for number in range(1, _count(kind) + 1))
    return Paper(
        name="sample",
        title=line,
        short_title=line if kind != "longest" else line[:80],
        report_to=line
        if kind != "longest"
        else "Essex Police, Fire and Crime Panel, in common "
        "with the Joint Committee of the Authorities",
        author=line,
        date=date(2024, 5, 1) if kind == "shortest" else date(2026, 9, 30),
        report_for=line if kind != "longest" else "Consideration, comment and decision",
        enquiries_to=Contact(line, line, "policy.officer@example.org"),
        divisions_affected=None if bare else line,
        language="en-GB",
        sections=(),
        background_papers=()
        if bare
        else tuple(
            BackgroundPaper(line, None, None)
            if kind == "longest" and number == 1
            else BackgroundPaper(line, line, None if number == 2 else "https://example.org/plan")
            for number in range(_count(kind))
        ),
        appendices=() if bare else appendices,
        files=(),
        body=None if bare else _body(line),
        late=None if bare else Lateness(line, line),
        cover=() if bare else (*_cover(kind), *_own(own)),
        blank_fields=tuple(each.name for each in own),
    )


def _cover(kind: Kind) -> tuple[CoverRow, ...]:
    label, text = ("Key decision" if kind == "longest" else _LINE[kind]), _LINE[kind]
    return (
        CoverRow("first_row", "Agenda item", "7", first=True),
        *(CoverRow(f"row_{number}", label, text) for number in range(_count(kind))),
    )


def _own(own: Sequence[OwnField]) -> Iterator[CoverRow]:
    for each in own:
        text = each.example or each.default or "Sample"
        yield CoverRow(each.name, each.name, PlacedText(text, PLACE), own=True)


def _body(line: str) -> Body:
    return Body("sample", line, "England", "sample.yaml", b"", statutory_texts=(line,))


def sample_appendix(kind: Kind, number: int = 1) -> Appendix:
    """Return an appendix with data of this kind, without content."""
    return Appendix(number, _LINE[kind], FromTemplate("", {}), PLACE)


def _count(kind: Kind) -> int:
    return {"shortest": 1, "nothing optional": 1, "hostile": 2, "longest": 6}[kind]


def _entries(kind: Kind) -> list[tuple[Link, int]]:
    return [
        (Link(_LINE[kind], "https://example.org/"), 1 + 37 * number)
        for number in range(1, _count(kind) + 1)
    ]


def _agenda(kind: Kind) -> Agenda:
    """Return an agenda whose items have documents, or with nothing that may be left out."""
    line, bare = _LINE[kind], kind == "nothing optional"
    address = "https://example.org/"
    parts = () if bare else tuple(AgendaPart(Link(line, address), "pages 7 – 8") for _ in range(2))
    first = AgendaItem(1, Link(line, address), (line,), "Pages 3 – 8", parts, heading=line)
    documents = () if bare else (first,)
    plain = tuple(AgendaItem(2 + number, line) for number in range(_count(kind)))
    members = () if bare else tuple(Member(line, line) for _ in range(_count(kind)))
    notices = () if bare else (line,)
    return Agenda("2.30 pm", line, "" if bare else line, members, documents + plain, notices)


def _restriction(kind: Kind) -> Restriction:
    paragraphs = (1, 2, 3) if kind == "longest" else (3,)
    return Restriction(paragraphs, _LINE[kind], _LINE[kind])


def _group(kind: Kind, shape: Shape) -> dict[str, Value]:
    return {
        name: _value(kind, inner)
        for name, inner in shape.fields.items()
        if inner.required or kind != "nothing optional"
    }


def _value(kind: Kind, shape: Shape) -> Value:
    if shape.item is not None:
        return [_value(kind, shape.item) for _ in range(_count(kind))]
    if shape.fields:
        return _group(kind, shape)
    if shape.compared:
        return PlacedText(shape.compared[0], PLACE)
    return PlacedText((_MARKDOWN if shape.markdown else _LINE)[kind], PLACE)


# What each template of the program's own is given, by the functions that fill it in a build.
SUPPLY: Mapping[str, Callable[[Kind, Paper], dict[str, Value]]] = MappingProxyType(
    {
        HOUSE: lambda _, paper: paper_fields(paper),
        COVER: lambda _, paper: paper_fields(paper),
        SECTION: lambda kind, paper: section_fields(
            paper, Section(SECTION, Prose(_MARKDOWN[kind], PLACE), PlacedText(_LINE[kind], PLACE))
        ),
        CLOSING: lambda _, paper: closing_fields(paper),
        CONTENTS: lambda kind, paper: contents_fields(paper, _entries(kind)),
        AGENDA: lambda kind, paper: agenda_fields(paper, _agenda(kind)),
        DIVIDER: lambda kind, paper: appendix_fields(paper, sample_appendix(kind), {}),
        NOTICE: lambda kind, paper: notice_fields(paper, sample_appendix(kind), _restriction(kind)),
        PLAIN: lambda kind, paper: appendix_fields(
            paper, sample_appendix(kind), {"body": Prose(_MARKDOWN[kind], PLACE)}
        ),
    }
)
