"""The Word stage: a paper's documents from the templates."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import docx

from panel_papers.addresses import appendix_address
from panel_papers.errors import PanelPapersError, Place, Problem, TemplatesError
from panel_papers.model import Appendix, FromTemplate, Link, Paper, Prose
from panel_papers.word.fields import (
    appendix_fields,
    closing_fields,
    contents_fields,
    paper_fields,
    section_fields,
)
from panel_papers.word.job import Job, Written
from panel_papers.word.markdown import BlockWriter
from panel_papers.word.templates import HOUSE, Templates

__all__ = [
    "Documents",
    "Templates",
    "Written",
    "prose_problems",
    "write_contents",
    "write_documents",
]


@dataclass(frozen=True)
class Documents:
    """A paper's Word documents: the report, and each appendix made in Word under its number."""

    report: Written
    appendices: Mapping[int, Written]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Warnings and advice that came up while the documents were written."""
        return tuple(p for each in (self.report, *self.appendices.values()) for p in each.problems)


def write_documents(paper: Paper, templates: Templates, *, draft: bool = False) -> Documents:
    """Return the paper's Word documents.

    Raises TemplatesError or InputsError with all that is wrong in the templates, or in the
    Markdown as Word is to show it, over all documents.
    """
    faults: list[PanelPapersError] = []

    def attempt(write: Callable[[], Written]) -> Written | None:
        try:
            return write()
        except PanelPapersError as fault:
            faults.append(fault)
            return None

    report = attempt(lambda: _write_report(paper, templates, draft))
    appendices = {
        a.number: attempt(lambda a=a: _write_appendix(paper, a, a.content, templates, draft))  # type: ignore[misc]
        for a in paper.appendices
        if isinstance(a.content, FromTemplate)
    }
    if faults or report is None:
        raise type(faults[0])(list(dict.fromkeys(p for f in faults for p in f.problems)))
    return Documents(report, {n: each for n, each in appendices.items() if each is not None})


def write_contents(
    paper: Paper, entries: Iterable[tuple[Link, int]], templates: Templates
) -> bytes:
    """Return the contents page, with title and page of each part, as the pack takes it.

    Raises as `write_documents` does.
    """
    job = Job(paper, templates, f"Contents – {paper.title}")
    job.add("contents", contents_fields(paper, entries))
    return job.write(draft=False, delivered=False).for_pack


def prose_problems(prose: Sequence[Prose], templates: Templates) -> list[Problem]:
    """Return what would be wrong with Markdown in Word, for a paper that cannot be written yet.

    Nothing is told where the house template cannot be opened: the build itself will tell of it.
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


def _write_report(paper: Paper, templates: Templates, draft: bool) -> Written:
    """Cover sheet, sections, background papers and appendices as one document."""
    job = Job(paper, templates, str(paper.title))
    job.add("cover-sheet", paper_fields(paper))
    for section in paper.sections:
        job.add(section.name, section_fields(paper, section))
        job.expect_prose(section)
    job.add("appendices", closing_fields(paper))
    links = {appendix.number: appendix_address(appendix.number) for appendix in paper.appendices}
    return job.write(draft=draft, links=links)


def _write_appendix(
    paper: Paper, appendix: Appendix, content: FromTemplate, templates: Templates, draft: bool
) -> Written:
    job = Job(paper, templates, f"Appendix {appendix.number} – {appendix.title}")
    job.add(content.template, appendix_fields(paper, appendix, content.fields))
    job.expect_all(content)
    return job.write(draft=draft)
