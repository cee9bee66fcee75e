"""The documents that a preview can show: which templates each is made of, and what fills them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from panel_papers.core import FromTemplate, Link, Paper, Value, appendix_address, report_address
from panel_papers.template_tools.check.library import (
    CLOSING,
    CONTENTS,
    COVER,
    DIVIDER,
    NOTICE,
    Library,
)
from panel_papers.template_tools.preview.samples import Kind, sample_fields
from panel_papers.word import (
    HOUSE,
    Templates,
    appendix_fields,
    as_listed,
    closing_fields,
    contents_fields,
    notice_fields,
    paper_fields,
    section_fields,
)

REPORT = "report"
_USUAL = ("purpose", "recommendations", "context")


class Sheet(Struct, frozen=True):
    """One document: its name, its templates with their fields, and the fields of the house's.

    `numbered` are the texts whose paragraphs the body has numbered.
    """

    name: str
    parts: tuple[tuple[str, Mapping[str, Value]], ...]
    house: Mapping[str, Value]
    numbered: tuple[Value, ...] = ()

    @property
    def templates(self) -> tuple[str, ...]:
        """The names of its templates, that of the house last."""
        return (*dict.fromkeys(name for name, _ in self.parts), HOUSE)


def sample_sheets(library: Library, kind: Kind, only: Sequence[str] = ()) -> list[Sheet]:
    """Return the documents filled with sample data: the report, then each other template.

    With `only`, each of these templates by itself; the house template is shown by the report.
    """
    house = sample_fields(kind, HOUSE, own=library.own)

    def sheet(name: str, templates: Iterable[str]) -> Sheet:
        return Sheet(name, tuple((each, _sample(library, kind, each)) for each in templates), house)

    if only:
        names = list(dict.fromkeys(REPORT if name == HOUSE else name for name in only))
        return [sheet(n, _report(library) if n == REPORT else [n]) for n in names]
    report = _report(library)
    others = [name for name in library.names if name not in report and name != HOUSE]
    return [sheet(REPORT, report), *(sheet(name, [name]) for name in others)]


def paper_sheets(paper: Paper, templates: Templates, only: Sequence[str] = ()) -> list[Sheet]:
    """Return the documents of a paper that are made in Word, or those that use one of `only`.

    The page numbers on its contents page are made up: nothing is joined for a preview. Raises
    TemplatesError where a section has neither a template nor a heading.
    """
    sections = [(templates.of_section(section), section) for section in paper.sections]
    house = paper_fields(paper)
    report = [
        (COVER, house),
        *((name, section_fields(paper, section, name)) for name, section in sections),
        (CLOSING, closing_fields(as_listed(paper))),
    ]
    titles = [(str(paper.title), report_address())]
    titles += [(each.heading, appendix_address(each.number)) for each in paper.appendices]
    entries = [(Link(title, url), number) for number, (title, url) in enumerate(titles, 2)]
    numbered = paper.body is not None and paper.body.numbered_paragraphs
    texts = tuple(each.prose for each in paper.sections) if numbered else ()
    sheets = [
        Sheet(REPORT, tuple(report), house, texts),
        Sheet(CONTENTS, ((CONTENTS, contents_fields(paper, entries)),), house),
    ]
    for each in paper.appendices:
        if isinstance(each.content, FromTemplate):
            own = appendix_fields(paper, each, each.content.fields)
            part = (each.content.template, own)
            sheets.append(Sheet(f"appendix-{each.number}", (part,), house))
    for each, restriction in paper.withheld:
        own = notice_fields(paper, each, restriction)
        sheets.append(Sheet(f"notice-{each.number}", ((NOTICE, own),), house))
    for each in paper.appendices[:1]:
        sheets.append(Sheet(DIVIDER, ((DIVIDER, appendix_fields(paper, each, {})),), house))
    wanted = set(only)
    return [each for each in sheets if not wanted or wanted & set(each.templates)]


def _report(library: Library) -> list[str]:
    sections = library.sections
    sections.sort(key=lambda name: (_USUAL.index(name) if name in _USUAL else 99, name))
    return [name for name in (COVER, *sections, CLOSING) if name in library.names]


def _sample(library: Library, kind: Kind, name: str) -> Mapping[str, Value]:
    structured = name in library.names and name in library.structured
    return sample_fields(kind, name, library.shape(name) if structured else None, library.own)
