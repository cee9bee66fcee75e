"""What becomes exempt in a supplement, compared with all that was published of the meeting.

What is out already cannot be withheld any more: a warning says where it is, and nothing stops.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from panel_papers.core import Contact, Level, Problem, Settings, in_words
from panel_papers.meetings.building import Begun
from panel_papers.meetings.folders import MEETING_YAML
from panel_papers.meetings.isolated import all_or_problems, in_child, in_children
from panel_papers.meetings.issues.issued_texts import IssuedTexts
from panel_papers.meetings.model import Meeting
from panel_papers.meetings.shared import held_now

if TYPE_CHECKING:  # the checks are loaded in the child processes
    from panel_papers.checks import Held


def published_already(
    begun: Begun, newly: Sequence[str], settings: Settings
) -> tuple[Problem, ...]:
    """Return a warning for each thing that becomes exempt and is on a published page.

    `newly` are the names of the papers whose exempt documents a supplement issues. What members
    were given before was exempt by then, and was compared when it was published.
    """
    issued = begun.issued
    if not newly or not issued.public:
        return ()
    exempt = {each.paper: each.restriction.public_title for each in begun.meeting.exempt}
    work = partial(held_now, settings, exempt, begun.released)
    held = all_or_problems(in_children(work, newly), newly)
    return in_child(partial(_found, begun.meeting, issued, settings, held), begun.meeting.name)


def _found(
    meeting: Meeting,
    issued: IssuedTexts,
    settings: Settings,
    held: Mapping[str, tuple[Held, ...]],
    _name: str,
) -> tuple[Problem, ...]:
    from panel_papers.build import templates_in  # noqa: PLC0415 - heavy
    from panel_papers.checks import (  # noqa: PLC0415 - heavy
        held_alone,
        known_by_pages,
        part_of_pages,
        shared_with,
    )
    from panel_papers.meetings.agenda import agenda_paper  # noqa: PLC0415 - heavy
    from panel_papers.meetings.exclusion import marks_of_pages  # noqa: PLC0415 - heavy
    from panel_papers.meetings.minutes import subject_of_meeting  # noqa: PLC0415 - heavy

    paper = replace(agenda_paper(meeting), author="", enquiries_to=Contact("", "", ""))
    given = [page for each in issued.members for page in each.pages]
    before = known_by_pages(given, marks_of_pages(paper))
    shared = shared_with(
        subject_of_meeting(meeting, paper),
        [held_alone(each, [before]) for some in held.values() for each in some],
        templates_in(settings),
        [part_of_pages(each.path, each.pages) for each in issued.public],
        (meeting.body.name,),
        cover=False,
    )
    accepted = {(each.code, each.about) for each in meeting.accepted}
    return tuple(_warnings(shared, issued, accepted))


def _warnings(
    shared: Sequence[Problem], issued: IssuedTexts, accepted: set[tuple[str, str | None]]
) -> Iterator[Problem]:
    """Yield what is on a published page as what it is; what the agenda says stops the build."""
    packs = {each.path: each for each in issued.public}
    for each in shared:
        pack = packs.get(each.place.file)
        if pack is None or (each.code, each.fingerprint) in accepted:
            continue
        yield replace(
            each,
            code="exempt-published",
            level=Level.WARNING,
            found=f"{each.found}, and was published with {pack.issue} on {in_words(pack.issued)}",
            hint="ask the monitoring officer what to do: it is out already; if the public may know "
            "it, accept this in meeting.yaml",
            accepted_in=MEETING_YAML,
        )
