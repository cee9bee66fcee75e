"""The proof that the public files of a meeting hold nothing of what is exempt in its papers.

The texts of all papers are looked through together: what is exempt in one may be public in none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from panel_papers.checks import (
    OF_NAME,
    KnownTexts,
    LeakSearch,
    Secret,
    known_of,
    known_of_pages,
    secret_of_pages,
    without_name,
)
from panel_papers.core import Paper, Problem
from panel_papers.law import authority_of, mark_of, page_mark
from panel_papers.meetings.agenda import time_in_words
from panel_papers.meetings.exclusion import (
    all_paragraphs,
    exclusion_notes,
    exempt_parts,
    marks_of_pages,
    notices_of,
)
from panel_papers.meetings.files import Inputs, PublicFiles, agenda_json
from panel_papers.meetings.issues.issued_texts import IssuedTexts
from panel_papers.meetings.model import ExemptItem, Item, MinutesItem, ToFollowItem
from panel_papers.meetings.packing import Packed
from panel_papers.meetings.pages import words_of_pages
from panel_papers.meetings.papers import BuiltPaper
from panel_papers.output import MANIFEST
from panel_papers.pdf import Choice


def leak_search(
    inputs: Inputs,
    others: Mapping[str, BuiltPaper],
    packed: Packed,
    public: PublicFiles,
    choice: Choice,
    *,
    paper: Paper,
    problems: Sequence[Problem],
    shared: Sequence[Problem],
    issued: IssuedTexts,
) -> LeakSearch:
    """Return the search for what only exempt texts of a meeting hold.

    `others` are papers that are exempt, or in no public file of this publication. `paper` is the
    agenda with the minutes, `problems` are those that the public files report. Of what was
    `issued`, the packs for members are searched for, and what the public ones say is known. The
    meeting’s own name, which file names, links and JSON say, is known where it is among what is
    `shared` and accepted.
    """
    papers = (*inputs.papers.values(), *others.values())
    known = [each.known for each in papers if each.known is not None]
    if issued.members:
        pages = (text for each in issued.public for _, text in each.pages)
        known.append(known_of_pages((*pages, *marks_of_pages(paper))))
    given = [
        secret_of_pages(each.pages, each.called, bytes.fromhex(each.sha256))
        for each in issued.members
    ]
    own = _known(inputs, packed, public, choice, paper=paper, problems=problems)
    if not any(each.place.where == OF_NAME for each in shared):
        own = without_name(own, inputs.meeting.name)
    return LeakSearch.of_texts(
        [*known, own],
        [*_secrets(papers), *given],
        (*public.files, MANIFEST),
    )


def _secrets(papers: Sequence[BuiltPaper]) -> Iterator[Secret]:
    """Yield what is searched for; a file that is public too is looked for by its words alone."""
    open_files = {
        bytes.fromhex(each.sha256)
        for paper in papers
        if paper.pieces  # an exempt paper has no public ones
        for each in paper.inputs
        if each.sha256
    }
    for paper in papers:
        for each in paper.secrets:
            if each.digest in open_files:
                yield Secret(each.called, each.public_in, each.texts)
            else:
                yield each


def _known(
    inputs: Inputs,
    packed: Packed,
    public: PublicFiles,
    choice: Choice,
    *,
    paper: Paper,
    problems: Sequence[Problem],
) -> KnownTexts:
    """Return what agenda, pages and manifest of the meeting itself may say."""
    parts = exempt_parts(inputs.meeting, inputs.paper_facts)
    meeting = replace(
        inputs.meeting,
        items=tuple(_as_published(each) for each in inputs.meeting.items),
    )
    notes = exclusion_notes(inputs.meeting, inputs.paper_facts)
    said: list[Any] = [
        (
            meeting,
            inputs.deadline,
            notices_of(inputs.meeting, inputs.paper_facts),
            packed.agenda,
            paper,
            time_in_words(meeting.time),
        ),
        [(each.found, each.where or "") for each in packed.pack.obstacles],
        (choice.name, choice.engine.version(), choice.reason, inputs.record),
        (authority_of(paper), page_mark(paper, all_paragraphs(parts)) if parts else ""),
        [mark_of(each.restriction) for each in parts],
        notes,
        [(each.title, each.group, each.notes, each.engine_reason) for each in packed.pack.parts],
        [*public.files, *keys_in(agenda_json(inputs, packed, public.names)), *words_of_pages()],
        [(name, each.facts) for name, each in inputs.papers.items()],
    ]
    minutes = [each.file for each in meeting.items if isinstance(each, MinutesItem)]
    return known_of(
        said,
        files=minutes,
        templates=packed.templates.used,
        problems=problems,
        built=public.files,
    )


def _as_published(item: Item) -> Item:
    """Return an item without what no public file says: an exempt paper’s name, who owes one."""
    match item:
        case ExemptItem():
            return replace(item, paper="")
        case ToFollowItem():
            return replace(item, owed_by="")
        case _:
            return item


def keys_in(value: object) -> Iterator[str]:
    """Yield every name in a value as JSON has it: words of ours, whatever is said beside them."""
    if isinstance(value, Mapping):
        yield from map(str, value)
        for inner in value.values():
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)
