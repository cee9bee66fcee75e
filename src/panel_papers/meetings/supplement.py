"""Builds what is new of a meeting since its last issue (`panel-papers meeting supplement`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from panel_papers.core import (
    GateError,
    InputsError,
    PanelPapersError,
    Problem,
    Settings,
    long_date,
    sha256,
)
from panel_papers.meetings.building import (
    Begun,
    BuiltMeeting,
    Talk,
    build_papers,
    no_copies,
    put_in_place,
)
from panel_papers.meetings.continuing import (
    begin_again,
    built_for,
    continued,
    refuse_unpublished_release,
    shared_or_refused,
)
from panel_papers.meetings.edition import Edition
from panel_papers.meetings.isolated import in_child
from panel_papers.meetings.issues.changes import (
    Change,
    added_numbers,
    changes_since,
    head_notices,
    referred,
)
from panel_papers.meetings.issues.exempt import (
    exempt_change,
    is_as_issued,
    refuse_still_restricted,
    refuse_unreleased,
    with_exclusion,
)
from panel_papers.meetings.issues.record import Issues
from panel_papers.meetings.model import ExemptItem, Meeting, PaperItem, UrgentItem
from panel_papers.meetings.papers import BuiltPaper
from panel_papers.meetings.published_already import published_already
from panel_papers.output import MEETINGS, Rendered


def build_supplement(
    name: str,
    meetings: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    copies: int = 0,
    talk: Talk = lambda _: None,
) -> BuiltMeeting:
    """Build the next supplement of a published meeting, all its files together or none.

    It holds the items that are new or changed, under their numbers on the agenda, on pages that go
    on from the last issue; nothing of an issue is touched. What is exempt of them is in a pack for
    members; with `copies`, in as many numbered ones. Built again before it is published, it
    replaces itself. Raises PanelPapersError, also where nothing is new.
    """
    begun, issues = begin_again(name, meetings, settings)
    meeting = begun.meeting
    refuse_unpublished_release(meeting, issues, settings.outputs / MEETINGS)
    notices = head_notices(issues, meeting)
    changes = changes_since(meeting, issues, settings.inputs, begun.withheld)
    try:
        shared = shared_or_refused(begun, settings, jobs=jobs)
    except GateError:
        _refuse_made_public(begun, issues, settings, jobs=jobs)
        raise
    built = built_for(begun, changes, settings, jobs=jobs, talk=talk)
    refuse_unreleased(meeting, built, issues)
    changes = _that_print_otherwise(changes, meeting, built, issues)
    refuse_still_restricted(changes, built)
    changes = with_exclusion(changes, meeting, built, issues)
    if not changes and len(notices) == 1:
        raise _nothing_new(meeting, issues)
    edition = Edition(
        numbers=tuple(each.number for each in changes),
        remarks=tuple(each.remark for each in changes),
        added=added_numbers(changes),
        notices=notices,
    )
    items = tuple(each.item for each in changes)
    supplement = replace(meeting, items=items, edition=continued(edition, issues))
    kept = {each.paper: built[each.paper] for each in (*supplement.papers, *supplement.exempt)}
    if copies and not any(each.restricted for each in kept.values()):
        raise InputsError([no_copies(meeting)])
    others = {name: paper for name, paper in built.items() if name not in kept}
    talk(f"{meeting.name}: making supplement {supplement.edition.supplement}")
    newly = [name for name, each in kept.items() if each.restricted]
    work = partial(
        put_in_place,
        supplement,
        kept,
        others,
        shared,
        settings,
        copies=copies,
        issued=begun.issued,
        already=published_already(begun, newly, settings),
    )
    return in_child(work, meeting.name)


def _refuse_made_public(begun: Begun, issues: Issues, settings: Settings, *, jobs: int) -> None:
    """Raise InputsError where public texts are exempt because an appendix is restricted no more.

    One sentence says that better than each of its words. A paper that cannot be built says nothing
    here.
    """
    names = [
        item.paper
        for number, item in enumerate(begun.meeting.items, 1)
        if isinstance(item, PaperItem | UrgentItem)
        and (known := issues.exempt_of(number)) is not None
        and known.appendices
    ]
    built: dict[str, BuiltPaper] = {}
    with suppress(PanelPapersError):
        built = build_papers(begun, names, settings, jobs=jobs)
    refuse_unreleased(begun.meeting, built, issues)


def _that_print_otherwise(
    changes: Sequence[Change], meeting: Meeting, built: Mapping[str, BuiltPaper], issues: Issues
) -> tuple[Change, ...]:
    """Return the changes without the papers whose documents came out as they were published.

    A file of a paper may change and print nothing else: a reason why a warning is accepted.
    """
    found = []
    for each in changes:
        kept: Change | None = each
        if isinstance(each.item, ExemptItem):
            kept = exempt_change(each, meeting, built[each.item.paper], issues)
        elif each.before and each.replaces and _is_as_published(each, built, issues):
            kept = referred(each.number, each.item, each.before)
        found.append(_with_former_title(kept, built) if kept else None)
    return tuple(each for each in found if each is not None)


def _is_as_published(change: Change, built: Mapping[str, BuiltPaper], issues: Issues) -> bool:
    """Say whether every document of a paper is one that was published, or that members have."""
    item, before = change.item, change.before
    if before is None or not isinstance(item, PaperItem | UrgentItem):
        return False
    paper = built[item.paper]
    public = tuple(
        sha256(each.content.pdf) for each in paper.pieces if isinstance(each.content, Rendered)
    )
    return public == before.sums and is_as_issued(change.number, paper, issues)


def _with_former_title(change: Change, built: Mapping[str, BuiltPaper]) -> Change:
    """Return a change that says under which title its item was listed, where it has another now."""
    item, before = change.item, change.before
    if before is None or not isinstance(item, PaperItem | UrgentItem):
        return change
    if built[item.paper].facts.title == before.item.title:
        return change
    return replace(change, remark=f"{change.remark} It was listed as “{before.item.title}”.")


def _nothing_new(meeting: Meeting, issues: Issues) -> InputsError:
    last = issues.issues[-1]
    found = f"Nothing is new since {last.name} was published on {long_date(last.issued)}"
    hint = "change meeting.yaml or a paper first; a paper that has arrived is written as “paper:”"
    known = {(each.path, each.sha256) for issue in issues.issues for each in issue.inputs}
    if (meeting.file.path, sha256(meeting.file.data or b"")) not in known:
        found += ", though meeting.yaml has changed"
        hint = (
            "nothing: headings of groups on a published agenda, and what no agenda prints, "
            "are not published again"
        )
    return InputsError([Problem("nothing-new", meeting.place, found, "", hint)])
