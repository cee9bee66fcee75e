"""What each issue after the agenda begins with, be it a supplement or a release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from panel_papers.core import GateError, InputsError, Place, Problem, Settings, judge
from panel_papers.meetings.building import Begun, Talk, all_names, begin, build_papers
from panel_papers.meetings.edition import EarlierForMembers, EarlierIssue, Edition, Release
from panel_papers.meetings.folders import meeting_folder
from panel_papers.meetings.issues.built import (
    built_next,
    refuse_other_pages,
    released_in,
    said_of,
)
from panel_papers.meetings.issues.changes import Change
from panel_papers.meetings.issues.exempt import meeting_with, released_appendices
from panel_papers.meetings.issues.guard import refuse_changed_issues
from panel_papers.meetings.issues.issued_texts import issued_texts
from panel_papers.meetings.issues.record import Issues, read_issues
from panel_papers.meetings.model import ExemptItem, Meeting, PaperItem, UrgentItem
from panel_papers.meetings.papers import BuiltPaper
from panel_papers.meetings.shared import shared_across
from panel_papers.output import MEETINGS


def begin_again(name: str, meetings: Path, settings: Settings) -> tuple[Begun, Issues]:
    """Return a published meeting, what was released of it as public, and its issues.

    With the meeting comes what was issued of it, as far as that can still be read.

    Raises PanelPapersError where it is not published, or a published file is not as it was.
    """
    begun = begin(name, meetings, settings)
    issues = read_issues(meeting_folder(meetings, name))
    if not issues.issues:
        raise _not_published(begun.meeting)
    refuse_changed_issues(settings.outputs / MEETINGS, issues)
    refuse_other_pages(settings.outputs / MEETINGS, meetings, issues)
    meeting = meeting_with(begun.meeting, issues.released)
    meeting = replace(meeting, edition=continued(Edition(), issues))
    released = released_appendices(meeting, issues.released)
    issued = issued_texts(issues, settings.outputs / MEETINGS, exempt=begun.has_part_2)
    return replace(begun, meeting=meeting, released=released, issued=issued), issues


def built_for(
    begun: Begun, changes: Sequence[Change], settings: Settings, *, jobs: int, talk: Talk
) -> dict[str, BuiltPaper]:
    """Return the built papers of changes; of the whole meeting where anything of it is exempt.

    What is exempt in any paper of the meeting may be in no supplement.
    """
    kinds = PaperItem | UrgentItem | ExemptItem
    own = [each.item.paper for each in changes if isinstance(each.item, kinds)]
    needed = all_names(begun.meeting) if begun.has_part_2 else own
    talk(f"{begun.meeting.name}: building {len(needed)} papers")
    return build_papers(begun, needed, settings, jobs=jobs)


def shared_or_refused(begun: Begun, settings: Settings, *, jobs: int) -> tuple[Problem, ...]:
    """Return what public texts share with exempt ones; raises GateError where nobody accepts it."""
    shared = shared_across(
        begun.meeting,
        begun.withheld,
        settings,
        released=begun.released,
        issued=begun.issued,
        jobs=jobs,
    )
    if left := judge(shared, begun.meeting.accepted).open:
        raise GateError(left)
    return shared


def continued(edition: Edition, issues: Issues) -> Edition:
    """Return an edition as the supplement that is next, on the pages that follow."""
    earlier = [
        EarlierIssue(e.number, e.name, e.issued, e.contents.first_page, e.contents.last_page)
        for e in issues.issues
    ]
    return replace(
        edition,
        supplement=len(issues.issues),
        first_page=issues.last_page + 1,
        first_restricted=issues.last_restricted + 1,
        earlier_for_members=tuple(_for_members(issues)),
        records=issues.records,
        earlier=tuple(earlier),
    )


def _for_members(issues: Issues) -> Iterator[EarlierForMembers]:
    for issue in issues.issues:
        if issue.exempt:
            pages = ((each.number, each.first_page, each.last_page) for each in issue.exempt)
            yield EarlierForMembers(issue.name, tuple(pages))


def refuse_unpublished_release(
    meeting: Meeting, issues: Issues, outputs: Path, release: Release | None = None
) -> None:
    """Raise InputsError where an issue that is built and not published would be overwritten.

    A supplement takes the place of the one that was built last, a release that of the same release.
    """
    folder = outputs / Edition(supplement=len(issues.issues)).folder(meeting.name)
    built = built_next(outputs, meeting.name, issues)
    if built is None or released_in(built) == (
        [(release.item, release.appendix)] if release else []
    ):
        return
    raise InputsError(
        [
            Problem(
                "issue-unpublished",
                Place(folder.as_posix()),
                f"{said_of(built, issues)} is built and not published, and would be lost",
                "",
                f"publish it first: panel-papers meeting publish {meeting.name}; or delete this "
                "folder",
            )
        ]
    )


def _not_published(meeting: Meeting) -> InputsError:
    found = "This meeting is not published yet, and a supplement continues from what is"
    hint = f"build and publish it first: panel-papers meeting publish {meeting.name}"
    return InputsError([Problem("not-published", meeting.place, found, "", hint)])
