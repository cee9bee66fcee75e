"""The Word stage: a paper's documents from the templates."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import docx
from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    Agenda,
    Appendix,
    FromTemplate,
    Level,
    Link,
    PanelPapersError,
    Paper,
    Place,
    Problem,
    Prose,
    Reference,
    Restriction,
    Section,
    Stage,
    TemplatesError,
    appendix_address,
    working_on,
)
from panel_papers.law import page_mark
from panel_papers.word.agenda import agenda_fields
from panel_papers.word.blocks.markdown import BlockWriter
from panel_papers.word.fields import (
    appendix_fields,
    closing_fields,
    contents_fields,
    paper_fields,
)
from panel_papers.word.filling.fill import opened, tags_of
from panel_papers.word.filling.templates import HOUSE, Templates
from panel_papers.word.head_mark import marked_at_head
from panel_papers.word.job import COVER, Job, Written
from panel_papers.word.notices import as_listed, notice_fields

__all__ = [
    "Documents",
    "KeptDocuments",
    "Templates",
    "Written",
    "prose_problems",
    "write_agenda",
    "write_contents",
    "write_divider",
    "write_documents",
    "write_restricted",
]


_Key = TypeVar("_Key")


class Documents(Struct, frozen=True):
    """A paper's Word documents: the report, and under its number each appendix made in Word.

    `notices` are the sheets that are in the places of withheld appendices.
    """

    report: Written
    appendices: Mapping[int, Written]
    notices: Mapping[int, Written]

    @property
    def references(self) -> Mapping[int, tuple[Reference, ...]]:
        """What the references by name stand for, by the number of the appendix; 0 is the report."""
        written = {0: self.report, **self.appendices}
        return {number: each.references for number, each in written.items() if each.references}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Warnings and suggestions that came up while the documents were written."""
        written = (self.report, *self.appendices.values(), *self.notices.values())
        return tuple(p for each in written for p in each.problems)


class KeptDocuments:
    """Documents that this process wrote for a paper before, and what each was made of."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[tuple[object, ...], Written]] = {}

    def written(
        self, number: int, made_of: tuple[object, ...], write: Callable[[], Written]
    ) -> Written:
        """Return the document of appendix `number`, written again where anything of it changed.

        Number 0 is the contents page.
        """
        known = self._kept.get(number)
        if known is None or known[0] != made_of:
            known = self._kept[number] = (made_of, write())
        return known[1]


def write_documents(
    paper: Paper,
    templates: Templates,
    *,
    draft: bool = False,
    kept: KeptDocuments | None = None,
    packed: bool = True,
) -> Documents:
    """Return the paper's Word documents; an appendix that is as it was is taken from `kept`.

    Without `packed`, they are made as delivered alone, not as the pack takes them.
    Raises TemplatesError or InputsError with all that is wrong in the templates, or in the
    Markdown as Word is to show it, over all documents.
    """
    writers: dict[tuple[str, int], Callable[[], Written]] = {
        ("report", 0): partial(_write_report, paper, templates, draft, packed)
    }
    for a in paper.appendices:
        if isinstance(a.content, FromTemplate):
            write = partial(
                _write_appendix, paper, a, a.content, templates, draft=draft, packed=packed
            )
            if kept is not None:
                made_of = partial(_made_of, paper, a.content.template, templates, a, draft)
                write = partial(_kept, kept, write, a.number, made_of)
            writers["appendix", a.number] = write
    for a, restriction in paper.withheld:
        writers["notice", a.number] = partial(_write_notice, paper, a, restriction, templates)
    written = _all_or_faults(writers)
    return Documents(
        written["report", 0],
        {number: each for (kind, number), each in written.items() if kind == "appendix"},
        {number: each for (kind, number), each in written.items() if kind == "notice"},
    )


def write_restricted(
    paper: Paper, templates: Templates, *, draft: bool = False
) -> Mapping[int, Written]:
    """Return the restricted appendices that are made in Word, each page marked, by their numbers.

    `paper` has their content. Raises as `write_documents` does.
    """
    return _all_or_faults(
        {
            a.number: partial(_write_appendix, paper, a, a.content, templates, draft=draft)
            for a in paper.appendices
            if a.restriction is not None and isinstance(a.content, FromTemplate)
        }
    )


def write_contents(
    paper: Paper,
    entries: Iterable[tuple[Link, int]],
    templates: Templates,
    *,
    kept: KeptDocuments | None = None,
) -> bytes:
    """Return the contents page, with title and page of each part, as the pack takes it.

    It is taken from `kept` where it is as it was. Raises as `write_documents` does.
    """
    listed = tuple(entries)

    def write() -> Written:
        job = Job(paper, templates, f"Contents – {paper.title}")
        job.add("contents", contents_fields(paper, listed))
        return job.write(draft=False, delivered=False)

    if kept is None:
        return write().for_pack
    return kept.written(0, _made_of(paper, "contents", templates, listed), write).for_pack


def write_agenda(paper: Paper, agenda: Agenda, templates: Templates) -> Written:
    """Return the agenda of a meeting; `paper` says the body, the date and whom to ask.

    Raises as `write_documents` does.
    """
    job = Job(paper, templates, str(paper.title))
    job.add("agenda", agenda_fields(paper, agenda))
    return job.write(draft=False)


def write_divider(paper: Paper, templates: Templates, appendix: Appendix) -> bytes:
    """Return the sheet before an appendix. Raises as `write_documents` does."""
    job = Job(paper, templates, appendix.heading)
    job.add("divider", appendix_fields(paper, appendix, {}))
    return job.write(draft=False, delivered=False).for_pack


def _all_or_faults(writers: Mapping[_Key, Callable[[], Written]]) -> dict[_Key, Written]:
    """Return what every writer makes; raises the problems in all of them together."""
    written: dict[_Key, Written] = {}
    faults: list[PanelPapersError] = []
    for key, write in writers.items():
        try:
            written[key] = write()
        except PanelPapersError as fault:
            faults.append(fault)
    if faults:
        raise type(faults[0])(list(dict.fromkeys(p for f in faults for p in f.problems)))
    return written


def prose_problems(prose: Sequence[Prose], templates: Templates) -> list[Problem]:
    """Return what would be wrong with Markdown in Word, for a paper that cannot be written yet.

    Nothing is reported where the house template cannot be opened: the build itself reports it.
    """
    try:
        house = templates[HOUSE]
    except TemplatesError:
        return []
    document = docx.Document(io.BytesIO(house.data))
    writer = BlockWriter(document, Place(house.file))
    for each in prose:
        writer.blocks(each, document.add_paragraph()._p)
    return writer.problems


def template_problems(
    sections: Iterable[Section], names: Iterable[str], templates: Templates
) -> list[Problem]:
    """Return what is wrong in the templates of a report that cannot be written yet.

    `names` are those of its appendices' templates. Of fields nothing is said: which there are is
    not known without the inputs.
    """
    problems: list[Problem] = []
    own: list[str] = []
    for section in sections:
        try:
            own.append(templates.of_section(section))
        except TemplatesError as error:
            problems += error.problems
    for name in dict.fromkeys((HOUSE, COVER, *own, *names, "appendices")):
        try:
            template = templates[name]
            document = opened(template)[0].docx
            problems += tags_of(document, template.file, None, stationery=name == HOUSE)[1]
        except TemplatesError as error:
            problems += error.problems
    return [each for each in problems if each.level is Level.ERROR]


def templates_named(paper: Paper) -> tuple[str, ...]:
    """Return the names of the templates that a paper's appendices are written with."""
    contents = (each.content for each in paper.appendices)
    return tuple(each.template for each in contents if isinstance(each, FromTemplate))


def _write_report(paper: Paper, templates: Templates, draft: bool, packed: bool) -> Written:
    """Cover sheet, sections, background papers and appendices as one document."""
    job = Job(paper, templates, str(paper.title))
    job.add(COVER, paper_fields(paper))
    job.expect_cover()
    job.order_cover()
    for section in paper.sections:
        job.add_section(section)
    job.add("appendices", closing_fields(as_listed(paper)))
    job.expect_fields()
    links = {appendix.label: appendix_address(appendix.number) for appendix in paper.appendices}
    return job.write(draft=draft, packed=packed, links=links)


def _write_appendix(
    paper: Paper,
    appendix: Appendix,
    content: FromTemplate,
    templates: Templates,
    *,
    draft: bool,
    packed: bool = True,
) -> Written:
    if fault := templates.missing(content.template, content.named_at or appendix.place):
        raise fault
    job = Job(paper, templates, appendix.heading)
    with working_on(appendix.place, Stage.WRITING):
        job.add(content.template, appendix_fields(paper, appendix, content.fields))
        job.expect_all(content)
        written = job.write(draft=draft, packed=packed)
    if appendix.restriction is None:
        return written
    mark = page_mark(paper, appendix.restriction)
    return replace(written, docx=marked_at_head(written.docx, mark))


def _kept(
    kept: KeptDocuments,
    write: Callable[[], Written],
    number: int,
    made_of: Callable[[], tuple[object, ...]],
) -> Written:
    """Return an appendix that is written again only where it, the paper or a template changed.

    Texts of the report's sections and of other appendices are printed in no appendix.
    """
    try:
        parts = made_of()
    except TemplatesError:  # `write` says for which of them the paper asks, and where
        return write()
    return kept.written(number, parts, write)


def _made_of(paper: Paper, name: str, templates: Templates, *own: object) -> tuple[object, ...]:
    """Return all that shapes a document beside the report: the paper without others' content."""
    rest = replace(paper, sections=(), files=(), places={}, figures=(), appendices=())
    titles = tuple((each.title, each.restriction) for each in paper.appendices)
    used = tuple(templates[each].data for each in (name, HOUSE))
    return (rest, titles, used, own)


def _write_notice(
    paper: Paper, appendix: Appendix, restriction: Restriction, templates: Templates
) -> Written:
    job = Job(paper, templates, appendix.heading)
    job.add("restricted-notice", notice_fields(paper, appendix, restriction))
    return job.write(draft=False, delivered=False)
