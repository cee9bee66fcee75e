"""What is exempt in one paper of a meeting and public in another, in the agenda or in the minutes.

Each paper compares its own public texts with its own restricted appendices; here all are compared
with those of the others, before anything is built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from panel_papers.core import Contact, PanelPapersError, Place, Problem, Settings
from panel_papers.meetings.folders import MEETING_YAML
from panel_papers.meetings.isolated import all_or_problems, in_child, in_children
from panel_papers.meetings.issues.issued_texts import IssuedTexts
from panel_papers.meetings.model import (
    ExemptItem,
    Item,
    Meeting,
    MinutesItem,
    PaperItem,
    ToFollowItem,
    UrgentItem,
    VerbalItem,
)

if TYPE_CHECKING:  # the checks are loaded in the child processes
    from panel_papers.checks import Held


def shared_across(
    meeting: Meeting,
    withheld: Sequence[str],
    settings: Settings,
    *,
    released: Mapping[str, Sequence[str]] = MappingProxyType({}),
    issued: IssuedTexts = IssuedTexts(),  # noqa: B008 - it is frozen
    jobs: int = 1,
) -> tuple[Problem, ...]:
    """Return what public texts of a meeting share with what is exempt in its papers.

    `withheld` are the names of the papers with restricted appendices, `released` the labels of
    those that are public by now. What members were given in what was `issued`, and is in no exempt
    paper any more, counts as exempt unless it is public there. The problems are marked as
    restricted. Raises PanelPapersError with the problems of all papers that cannot be read.
    """
    exempt = {each.paper: each.restriction.public_title for each in meeting.exempt}
    names = [*withheld, *exempt]
    before = _held_before(meeting, settings)
    if not (names or issued.members or before):
        return ()
    released = dict(released)  # it travels
    work = partial(held_now, settings, exempt, released)
    held = all_or_problems(in_children(work, names, jobs), names)
    if issued.members:
        given = partial(_given_before, meeting, issued, held, settings)
        held[_GIVEN] = in_child(given, meeting.name)
    public = [each.paper for each in meeting.papers]
    shared = in_children(partial(_shared, settings, held, (meeting.body.name,)), public, jobs)
    own = in_child(partial(_own, meeting, settings, {**before, **held}), meeting.name)
    found = [*own, *(each for some in all_or_problems(shared, public).values() for each in some)]
    if released:
        known = (meeting.body.name,)
        compare = partial(_shared_by_released, settings, held, known, released)
        freed = all_or_problems(in_children(compare, list(released), jobs), list(released))
        found += [each for some in freed.values() for each in some]
    return tuple(replace(each, accepted_in=MEETING_YAML) for each in found)


_GIVEN = ""
"""Stands for the packs that members were given, among the names of papers."""


def _held_before(meeting: Meeting, settings: Settings) -> dict[str, tuple[Held, ...]]:
    """Return what was exempt at the meetings that are summarised at this one, by their papers.

    A paper that is no longer among the inputs is not compared.
    """
    if not any(isinstance(each, MinutesItem) and each.summary for each in meeting.items):
        return {}

    def read(_name: str) -> dict[str, tuple[Held, ...]]:
        from panel_papers.inputs import paper_head  # noqa: PLC0415 - heavy
        from panel_papers.meetings.summaries import papers_before  # noqa: PLC0415 - heavy

        exempt, others = papers_before(meeting)
        heads = ((name, paper_head(settings.inputs / name)) for name in (*exempt, *others))
        there = [name for name, head in heads if head and (name in exempt or head.withheld)]
        return {name: held_now(settings, exempt, {}, name) for name in there}

    return in_child(read, meeting.name)


def held_now(
    settings: Settings,
    exempt: Mapping[str, str],
    released: Mapping[str, Sequence[str]],
    name: str,
) -> tuple[Held, ...]:
    """Return what is exempt in a paper now: all of it, or the appendices that are not released."""
    from panel_papers.build import held_by_exempt, held_by_restricted  # noqa: PLC0415 - heavy

    if name in exempt:
        return held_by_exempt(name, (exempt[name],), settings)
    return held_by_restricted(name, settings, released.get(name, ()))


def _given_before(
    meeting: Meeting,
    issued: IssuedTexts,
    held: Mapping[str, tuple[Held, ...]],
    settings: Settings,
    _name: str,
) -> tuple[Held, ...]:
    """Return what only the packs hold that members were given before.

    What exempt papers hold now is compared as theirs; the rest is public, or the program's words.
    """
    from panel_papers.checks import (  # noqa: PLC0415 - heavy
        held_alone,
        held_by_pages,
        known_by_pages,
    )
    from panel_papers.meetings.agenda import agenda_paper  # noqa: PLC0415 - heavy
    from panel_papers.meetings.exclusion import marks_of_pages  # noqa: PLC0415 - heavy

    pages = [each for pack in issued.public for each in pack.pages]
    public = known_by_pages(pages, marks_of_pages(agenda_paper(meeting)))
    now = [each for some in held.values() for each in some]
    others = [public, *(each.holdings for each in (*now, *_released_now(meeting, held, settings)))]
    return tuple(
        held_alone(held_by_pages(each.path, each.pages, each.called, each.key), others)
        for each in issued.members
    )


def _released_now(
    meeting: Meeting, held: Mapping[str, tuple[Held, ...]], settings: Settings
) -> Iterator[Held]:
    """Yield what this supplement releases, which is in no public pack yet."""
    from panel_papers.build import held_by_exempt, held_by_restricted  # noqa: PLC0415 - heavy

    for release in meeting.edition.released:
        item = meeting.items[release.item - 1]
        if not isinstance(item, PaperItem | UrgentItem):
            continue
        if release.appendix is None:
            yield from held_by_exempt(item.paper, (), settings)
            continue
        kept = {each.holdings.path for each in held.get(item.paper, ())}
        every = held_by_restricted(item.paper, settings)
        yield from (each for each in every if each.holdings.path not in kept)


def _shared(
    settings: Settings, held: Mapping[str, tuple[Held, ...]], known: Sequence[str], name: str
) -> tuple[Problem, ...]:
    from panel_papers.build import shared_of_paper  # noqa: PLC0415 - heavy

    others = [each for other, found in held.items() if other != name for each in found]
    return shared_of_paper(name, others, known, settings) if others else ()


def _shared_by_released(
    settings: Settings,
    held: Mapping[str, tuple[Held, ...]],
    known: Sequence[str],
    released: Mapping[str, Sequence[str]],
    name: str,
) -> tuple[Problem, ...]:
    from panel_papers.build import shared_of_released  # noqa: PLC0415 - heavy

    every = [each for found in held.values() for each in found]
    return shared_of_released(name, released[name], every, known, settings) if every else ()


def _own(
    meeting: Meeting, settings: Settings, held: Mapping[str, tuple[Held, ...]], _name: str
) -> tuple[Problem, ...]:
    """Return what the agenda and the minutes share with what is exempt."""
    from panel_papers.build import templates_in  # noqa: PLC0415 - heavy
    from panel_papers.checks import OF_NAME, as_named, part_of_values, shared_with  # noqa: PLC0415 - heavy
    from panel_papers.meetings.agenda import agenda_paper  # noqa: PLC0415 - heavy
    from panel_papers.meetings.minutes import (  # noqa: PLC0415 - heavy
        read_minutes,
        subject_of_meeting,
        with_minutes_there,
    )

    try:
        paper = read_minutes(with_minutes_there(meeting), agenda_paper(meeting)).paper
    except PanelPapersError:  # reported with what is wrong with the minutes
        paper = agenda_paper(meeting)
    folder = Place(meeting.place.file, where=OF_NAME)
    named = (*((folder, each) for each in as_named(meeting.name)), *_named(meeting))
    agenda = part_of_values(meeting.place.file, (*named, *_said(meeting)))
    parts = [agenda, *(part_of_values(*each) for each in _listed(meeting))]
    every = [each for found in held.values() for each in found]
    # the folder’s name and the clerk are compared by their places in meeting.yaml
    paper = replace(paper, name="", author="", enquiries_to=Contact("", "", ""))
    subject = subject_of_meeting(meeting, paper)
    known = (meeting.body.name,)
    return shared_with(subject, every, templates_in(settings), parts, known, cover=False)


def _named(meeting: Meeting) -> Iterator[tuple[Place, str]]:
    """Yield the names of people and places that the clerk typed, each with its place."""
    values = [
        ("venue, name", meeting.venue),
        ("venue, address", meeting.address),
        ("clerk, name", meeting.clerk.name),
        ("clerk, email", meeting.clerk.email),
    ]
    typed = () if meeting.members_at else meeting.members
    for number, each in enumerate(typed, 1):
        values += [(f"member {number}, name", each.name), (f"member {number}, role", each.role)]
    for where, text in values:
        if text:
            yield Place(meeting.place.file, where=where), text


def _listed(meeting: Meeting) -> Iterator[tuple[str, list[tuple[Place, str]]]]:
    """Yield the file of members, with their names and roles, each with its line."""
    if meeting.members_at:
        pairs = zip(meeting.members, meeting.members_at, strict=True)
        texts = [(at, text) for each, at in pairs for text in (each.name, each.role) if text]
        yield meeting.members_at[0].file, texts


def _said(meeting: Meeting) -> Iterator[tuple[Place, str]]:
    """Yield each text that the clerk typed for the agenda, with its place."""
    for number, item in enumerate(meeting.items, 1):
        for text in (*_texts(item), item.note, meeting.groups.get(number, "")):
            if text:
                yield Place(meeting.place.file, where=f"item {number}"), text
    for release in meeting.edition.released:
        yield Place(meeting.place.file, where="the option --reason"), release.reason


def _texts(item: Item) -> tuple[str, ...]:
    match item:
        case ExemptItem(restriction=restriction):
            return (restriction.reason,)  # that the public title is public goes without saying
        case UrgentItem(reason=reason, agreed_by=agreed_by):
            return (reason, agreed_by)
        case ToFollowItem(title=title, reason=reason):
            return (title, reason)
        case VerbalItem(title=title):
            return (title,)
        case MinutesItem(summary=summary):
            return (summary,)
        case _:
            return ()
