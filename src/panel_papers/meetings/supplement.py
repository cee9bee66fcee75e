"""Builds what is new of a meeting since its last issue (`panel-papers meeting supplement`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from panel_papers.core import (
    GateError,
    InputsError,
    Problem,
    Settings,
    judge,
    long_date,
    sha256,
)
from panel_papers.meetings.building import (
    Begun,
    BuiltMeeting,
    all_names,
    begin,
    build_papers,
    put_in_place,
)
from panel_papers.meetings.edition import EarlierIssue, Edition
from panel_papers.meetings.folders import meeting_folder
from panel_papers.meetings.isolated import in_child
from panel_papers.meetings.issues.changes import (
    Change,
    added_numbers,
    changes_since,
    head_notices,
    referred,
)
from panel_papers.meetings.issues.guard import refuse_changed_issues
from panel_papers.meetings.issues.record import Issues, read_issues
from panel_papers.meetings.model import ExclusionItem, ExemptItem, Meeting, PaperItem, UrgentItem
from panel_papers.meetings.papers import BuiltPaper
from panel_papers.meetings.shared import shared_across
from panel_papers.output import MEETINGS, Rendered

Talk = Callable[[str], None]
"""Shows the user what is being done."""


def build_supplement(
    name: str, meetings: Path, settings: Settings, *, jobs: int = 1, talk: Talk = lambda _: None
) -> BuiltMeeting:
    """Build the next supplement of a published meeting, all its files together or none.

    It holds the items that are new or changed, under their numbers on the agenda, on pages that go
    on from the last issue; nothing of an issue is touched. Built again before it is published, it
    replaces itself. Raises PanelPapersError, also where nothing is new.
    """
    begun = begin(name, meetings, settings)
    meeting = begun.meeting
    folder = meeting_folder(meetings, name)
    issues = read_issues(folder)
    if not issues.issues:
        raise _not_published(meeting)
    refuse_changed_issues(settings.outputs / MEETINGS, issues)
    notices = head_notices(issues, meeting)
    changes = changes_since(meeting, issues, settings.inputs)
    papers = [e.item.paper for e in changes if isinstance(e.item, PaperItem | UrgentItem)]
    refuse_part_2(begun, changes)
    shared = shared_across(meeting, begun.withheld, settings, jobs=jobs)
    if judge(shared, meeting.accepted).open:
        raise GateError(judge(shared, meeting.accepted).open)
    # what is exempt in any paper of the meeting may be in no supplement
    needed = all_names(meeting) if begun.has_part_2 else papers
    talk(f"{meeting.name}: building {len(needed)} papers")
    numbered = Begun(replace(meeting, edition=_edition(issues)), begun.withheld)
    built = build_papers(numbered, needed, settings, jobs=jobs)
    changes = _that_print_otherwise(changes, built)
    if not changes and len(notices) == 1:
        raise _nothing_new(meeting, issues)
    supplement = _supplement(meeting, issues, changes, notices)
    kept = {each.paper: built[each.paper] for each in supplement.papers}
    others = {name: paper for name, paper in built.items() if name not in kept}
    talk(f"{meeting.name}: making supplement {supplement.edition.supplement}")
    return in_child(partial(put_in_place, supplement, kept, others, shared, settings), meeting.name)


def refuse_part_2(begun: Begun, changes: Sequence[Change]) -> None:
    """Raise InputsError where a supplement would have to hold anything that is exempt."""
    problems = [
        Problem(
            "supplement-part-2",
            each.item.place,
            f"Item {each.number} has exempt parts and has changed since the agenda was published, "
            "and a supplement with exempt parts cannot be made yet",
            "",
            "write the item as it was, and send members its exempt documents by themselves",
        )
        for each in changes
        if isinstance(each.item, ExemptItem | ExclusionItem)
        or (isinstance(each.item, PaperItem | UrgentItem) and each.item.paper in begun.withheld)
    ]
    if problems:
        raise InputsError(problems)


def _supplement(
    meeting: Meeting, issues: Issues, changes: Sequence[Change], notices: tuple[str, ...]
) -> Meeting:
    """Return the meeting of the changed items, under their numbers."""
    edition = replace(
        _edition(issues),
        numbers=tuple(each.number for each in changes),
        remarks=tuple(each.remark for each in changes),
        added=added_numbers(changes),
        notices=notices,
        records=issues.records,
        earlier=tuple(
            EarlierIssue(
                each.number,
                each.name,
                each.issued,
                each.contents.first_page,
                each.contents.last_page,
            )
            for each in issues.issues
        ),
    )
    return replace(meeting, items=tuple(each.item for each in changes), edition=edition)


def _edition(issues: Issues) -> Edition:
    """Return the edition behind all issues, as far as it is known before its items are."""
    return Edition(supplement=len(issues.issues), first_page=issues.last_page + 1)


def _that_print_otherwise(
    changes: Sequence[Change], built: Mapping[str, BuiltPaper]
) -> tuple[Change, ...]:
    """Return the changes without the papers whose documents came out as they were published.

    A file of a paper may change and print nothing else: a reason why a warning is accepted.
    """
    found = []
    for each in changes:
        kept: Change | None = each
        if each.before and each.replaces and _sums(each, built) == each.before.sums:
            kept = referred(each.number, each.item, each.before)
        found.append(_with_former_title(kept, built) if kept else None)
    return tuple(each for each in found if each is not None)


def _sums(change: Change, built: Mapping[str, BuiltPaper]) -> tuple[str, ...] | None:
    """Return the checksums of a paper's documents, before they are numbered."""
    if not isinstance(change.item, PaperItem | UrgentItem):
        return None
    pieces = built[change.item.paper].pieces
    return tuple(sha256(each.content.pdf) for each in pieces if isinstance(each.content, Rendered))


def _with_former_title(change: Change, built: Mapping[str, BuiltPaper]) -> Change:
    """Return a change that says under which title its item was listed, where it has another now."""
    item, before = change.item, change.before
    if before is None or not isinstance(item, PaperItem | UrgentItem):
        return change
    if built[item.paper].facts.title == before.item.title:
        return change
    return replace(change, remark=f"{change.remark} It was listed as “{before.item.title}”.")


def _not_published(meeting: Meeting) -> InputsError:
    found = "This meeting is not published yet, and a supplement continues from what is"
    hint = f"build and publish it first: panel-papers meeting publish {meeting.name}"
    return InputsError([Problem("not-published", meeting.place, found, "", hint)])


def _nothing_new(meeting: Meeting, issues: Issues) -> InputsError:
    last = issues.issues[-1]
    found = f"Nothing is new since {last.name} was published on {long_date(last.issued)}"
    hint = "change meeting.yaml or a paper first; a paper that has arrived is written as “paper:”"
    return InputsError([Problem("nothing-new", meeting.place, found, "", hint)])
