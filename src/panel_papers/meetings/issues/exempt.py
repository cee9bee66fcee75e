"""What is exempt of a published meeting, compared with what its records say was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from panel_papers.core import InputsError, Problem
from panel_papers.meetings.agenda import lines_of
from panel_papers.meetings.edition import Release
from panel_papers.meetings.issues.changes import Change, published_items, referred
from panel_papers.meetings.issues.record import Issue, Issues
from panel_papers.meetings.model import (
    ExclusionItem,
    ExemptItem,
    Meeting,
    PaperItem,
    ReferredItem,
    UrgentItem,
)
from panel_papers.meetings.papers import BuiltPaper

_FOR_EXEMPT = "For what is exempt in this supplement."
_OTHERWISE = (
    "This item has changed since the agenda was published. Its exempt documents are issued to "
    "members again."
)


def meeting_with(meeting: Meeting, released: Sequence[Release]) -> Meeting:
    """Return a meeting with the items that were released as the public papers that they are now."""
    whole = {each.item for each in released if each.appendix is None}
    items = [
        PaperItem(each.paper, each.place, each.note)
        if number in whole and isinstance(each, ExemptItem)
        else each
        for number, each in enumerate(meeting.items, 1)
    ]
    return replace(meeting, items=tuple(items))


def released_appendices(
    meeting: Meeting, released: Sequence[Release]
) -> dict[str, tuple[str, ...]]:
    """Return the labels of the appendices that were released, by the names of their papers."""
    found: dict[str, tuple[str, ...]] = {}
    for each in released:
        item = meeting.items[each.item - 1] if each.item <= len(meeting.items) else None
        if each.appendix is not None and isinstance(item, PaperItem | UrgentItem):
            found[item.paper] = (*found.get(item.paper, ()), each.appendix)
    return found


def is_as_issued(number: int, paper: BuiltPaper, issues: Issues) -> bool:
    """Say whether members have the exempt documents of an item as they are now.

    A file may change and print nothing else; a changed template alone is no other document.
    """
    known = issues.exempt_of(number)
    if known is None:
        return not paper.restricted
    inputs, documents = paper.exempt_sums
    return inputs == known.inputs or documents == known.documents


def exempt_change(
    change: Change, meeting: Meeting, paper: BuiltPaper, issues: Issues
) -> Change | None:
    """Return what is new of an exempt item when its paper is built; None where nothing is."""
    before = change.before
    if before is None or before.item.kind != "part_2":
        return change
    if not is_as_issued(change.number, paper, issues):
        return change
    now, old = lines_of(change.item, meeting, {}), before.item.lines
    if now[:1] != old[:1]:  # the paragraph or the reason
        return replace(change, remark=_OTHERWISE)
    noted = referred(change.number, change.item, before)
    if noted is None or not isinstance(noted.item, ReferredItem):
        return None
    return replace(
        noted,
        item=replace(noted.item, text=now[0]),
        remark=f"{noted.remark} Members have its exempt documents.",
    )


def with_exclusion(
    changes: Sequence[Change], meeting: Meeting, built: Mapping[str, BuiltPaper], issues: Issues
) -> tuple[Change, ...]:
    """Return the changes with the resolution to exclude the public, where they need it.

    It names what is exempt in the supplement (LGA 1972 s100A(5)), and nothing else.
    """
    exempt = any(
        isinstance(each.item, ExemptItem)
        or (isinstance(each.item, PaperItem | UrgentItem) and built[each.item.paper].restricted)
        for each in changes
    )
    if not exempt or any(isinstance(each.item, ExclusionItem) for each in changes):
        return tuple(changes)
    before = published_items(issues)
    resolutions = [
        Change(number, item, _FOR_EXEMPT, before.get(number))
        for number, item in enumerate(meeting.items, 1)
        if isinstance(item, ExclusionItem)
    ]
    return tuple(sorted((*changes, *resolutions), key=lambda each: each.number))


def refuse_unreleased(meeting: Meeting, built: Mapping[str, BuiltPaper], issues: Issues) -> None:
    """Raise InputsError where an appendix was exempt, is public now, and was never released."""
    problems = list(_unreleased(meeting, built, issues))
    if problems:
        raise InputsError(problems)


def _unreleased(
    meeting: Meeting, built: Mapping[str, BuiltPaper], issues: Issues
) -> Iterator[Problem]:
    released = {(each.item, each.appendix) for each in issues.released}
    for number, item in enumerate(meeting.items, 1):
        known = issues.exempt_of(number)
        if known is None or not isinstance(item, PaperItem | UrgentItem):
            continue
        paper = built.get(item.paper)
        withheld = {each.label for each in paper.facts.withheld} if paper else set()
        for label in known.appendices:
            if paper and label not in withheld and (number, label) not in released:
                yield Problem(
                    "exempt-made-public",
                    item.place,
                    f"Appendix {label} to item {number} was exempt when it was published, and "
                    "paper.yaml makes it public",
                    "",
                    "write “restricted:” again, and release the appendix: panel-papers meeting "
                    f"release {meeting.name} --item {number} --appendix {label} --reason …",
                )


def refuse_still_restricted(changes: Sequence[Change], built: Mapping[str, BuiltPaper]) -> None:
    """Raise InputsError where a paper is printed again of which an appendix was released.

    Its report would say that the appendix is not for publication.
    """
    problems = [
        Problem(
            "released-still-restricted",
            item.place,
            f"Item {each.number} is published again, appendix {freed.label} to it was released, "
            "and paper.yaml still restricts it",
            "",
            f"delete “restricted:” from this appendix in paper.yaml of “{item.paper}”",
        )
        for each in changes
        if isinstance(item := each.item, PaperItem | UrgentItem)
        for freed in built[item.paper].released
    ]
    if problems:
        raise InputsError(problems)


def release_of(issues: Issues, number: int, appendix: str | None) -> tuple[Release, Issue] | None:
    """Return the release of an item or an appendix, and the issue that has it; None for none."""
    for issue in issues.issues:
        for each in issue.contents.released:
            if each.item == number and each.appendix in (None, appendix):
                return each, issue
    return None
