"""What of a meeting is new since its last issue, item by item."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from panel_papers.core import InputsError, Place, Problem, in_words, sha256
from panel_papers.law import listing
from panel_papers.meetings.agenda import lines_of, page_range, title_of
from panel_papers.meetings.issues.contents import facts_of_agenda, kind_and_source
from panel_papers.meetings.issues.moved import moved_items
from panel_papers.meetings.issues.record import Facts, Issue, IssuedInput, IssuedItem, Issues
from panel_papers.meetings.model import (
    ExclusionItem,
    ExemptItem,
    Item,
    Meeting,
    MinutesItem,
    PaperItem,
    ReferredItem,
    UrgentItem,
)

ARRIVED = "This item was to follow when the agenda was published."
ISSUED_AGAIN = "Its exempt documents have changed, and are issued to members again."
_WITH_DOCUMENTS = PaperItem | UrgentItem | MinutesItem


class Published(Struct, frozen=True):
    """An item as readers know it: what was said of it last, and the issue with its documents.

    `released` are those issues that have an appendix of it which was exempt before.
    """

    item: IssuedItem
    with_documents: tuple[IssuedItem, Issue] | None
    released: tuple[tuple[IssuedItem, Issue], ...] = ()

    @property
    def where(self) -> str:
        """The pages of its documents, and in which issue they are."""
        if self.with_documents is None:
            return ""
        return listing(_where(*each) for each in (self.with_documents, *self.released))

    @property
    def sums(self) -> tuple[str, ...]:
        """The checksums of its documents, without appendices that were released since."""
        item = self.with_documents[0] if self.with_documents else self.item
        return tuple(each.sha256 for each in item.documents)


class Change(Struct, frozen=True):
    """An item that is new or changed: its number, itself, what the supplement says of it, and why.

    `before` is None for one that was not on the agenda. Whether a changed paper prints anything
    else is only known when it has been built.
    """

    number: int
    item: Item
    remark: str
    before: Published | None = None

    @property
    def replaces(self) -> bool:
        """Whether documents of it were published before."""
        before = self.before
        return before is not None and before.with_documents is not None and self.has_documents

    @property
    def has_documents(self) -> bool:
        """Whether the supplement prints documents of it."""
        return isinstance(self.item, _WITH_DOCUMENTS)


def changes_since(
    meeting: Meeting, issues: Issues, inputs: Path, withheld: Collection[str] = ()
) -> tuple[Change, ...]:
    """Return what is new in the order of the agenda; raises InputsError where an item has moved.

    Papers with restricted appendices, which `withheld` names, and exempt items are among it: no
    record says what their files are, so that only the finished documents show a change.
    """
    published = published_items(issues)
    problems = list(moved_items(meeting, {n: each.item for n, each in published.items()}))
    if problems:
        raise InputsError(problems)
    changed = changed_papers(issues, inputs) | set(withheld)
    found = []
    for number, item in enumerate(meeting.items, 1):
        before = published.get(number)
        change = (
            Change(number, item, "Added after the agenda was published.")
            if before is None
            else _change(number, item, before, meeting, changed)
        )
        if change is not None:
            found.append(change)
    return tuple(found)


def published_items(issues: Issues) -> dict[int, Published]:
    """Return each published item by its number, as the last issue that has it says."""
    found: dict[int, Published] = {}
    for issue in issues.issues:
        appendices = _released_appendices(issue)
        for item in issue.contents.items:
            earlier = found.get(item.number)
            kept = earlier.with_documents if earlier else None
            released = earlier.released if earlier else ()
            if item.number in appendices:
                released = (*released, (item, issue))
            elif item.documents:  # printed again, with all that was released
                kept, released = (item, issue), ()
            found[item.number] = Published(item, kept, released)
    return found


def _where(item: IssuedItem, issue: Issue) -> str:
    first, last = item.documents[0].first_page, item.documents[-1].last_page
    return f"{page_range(first, last)} of {issue.name}"


def _released_appendices(issue: Issue) -> frozenset[int]:
    """Return the items of which an issue has no more than an appendix that was exempt."""
    return frozenset(e.item for e in issue.contents.released if e.appendix is not None)


def changed_papers(issues: Issues, inputs: Path) -> frozenset[str]:
    """Return the papers of which a file is not as it was when the paper was published last."""
    last: dict[str, list[IssuedInput]] = {}
    for issue in issues.issues:
        appendices = _released_appendices(issue)
        partly = {each.source for each in issue.contents.items if each.number in appendices}
        names = {each.paper for each in issue.inputs if each.paper is not None} - partly
        last |= {n: [each for each in issue.inputs if each.paper == n] for n in names}
    return frozenset(
        name
        for name, files in last.items()
        if any(_differs(inputs / name / each.path, each.sha256) for each in files)
    )


def head_notices(issues: Issues, meeting: Meeting) -> tuple[str, ...]:
    """Return what a supplement says of itself, and of the agenda beside the items.

    Raises InputsError for another day or body, which would be another meeting.
    """
    first, last = issues.issues[0], issues.issues[-1].contents.facts
    now = facts_of_agenda(meeting)
    if (now.date, now.body) != (last.date, last.body):
        found = f"The agenda was published for {last.body} on {in_words(last.date)}"
        hint = "write the body and the date as they were; for another day, make a new meeting"
        raise _refused("issued-other-meeting", meeting.place, found, hint)
    return (
        f"This supplement belongs to the agenda published on {in_words(first.issued)}. "
        f"Its page numbers continue after page {issues.last_page}.",
        *_changed_facts(last, now),
    )


def _changed_facts(before: Facts, now: Facts) -> Iterator[str]:
    if now.time != before.time:
        yield f"The time has changed: {now.time}, and not {before.time}."
    if now.venue != before.venue:
        yield f"The venue has changed: {now.venue}, and not {before.venue}."
    if now.members != before.members:
        yield "The membership has changed, and is listed here as it is now."
    if now.enquiries_to != before.enquiries_to:
        yield f"Enquiries go to {now.enquiries_to} now."


def _change(
    number: int, item: Item, before: Published, meeting: Meeting, changed: frozenset[str]
) -> Change | None:
    """Return what is new of an item that was published; None where nothing is."""
    kind, source = kind_and_source(item)
    old = before.item
    arrived = old.kind == "to_follow" and kind != "to_follow"
    if isinstance(item, ExclusionItem) and old.kind == kind:
        return None  # it lists what is exempt, and each of these is compared
    if isinstance(item, ExemptItem):
        return Change(number, item, ARRIVED if arrived else ISSUED_AGAIN, before)
    if not isinstance(item, _WITH_DOCUMENTS):
        return _said_otherwise(number, item, before, meeting)
    if arrived or before.with_documents is None:
        return Change(number, item, ARRIVED, before)
    if _replaced(item, source, before, changed):
        return Change(number, item, f"Replaces {before.where}.", before)
    return referred(number, item, before)


def _said_otherwise(number: int, item: Item, before: Published, meeting: Meeting) -> Change | None:
    """Return an item without documents that the agenda prints otherwise; or None."""
    old, title = before.item, title_of(item, {})
    kind, _ = kind_and_source(item)
    if (kind, title, lines_of(item, meeting, {})) == (old.kind, old.title, old.lines):
        return None
    remark = "This item has changed since the agenda was published."
    renamed = f" It was listed as “{old.title}”." if title != old.title else ""
    return Change(number, item, remark + renamed, before)


def referred(number: int, item: Item, before: Published) -> Change | None:
    """Return an item whose documents are as they were, with the clerk’s new note; or None."""
    if item.note == before.item.note:
        return None
    kind, source = kind_and_source(item)
    text = f"Its documents are on {before.where}."
    remark = "The note on this item has changed since the agenda was published."
    again = ReferredItem(before.item.title, text, kind, source, item.note)
    return Change(number, again, remark, before)


def _replaced(item: Item, source: str, before: Published, changed: frozenset[str]) -> bool:
    if isinstance(item, MinutesItem):
        issue = before.with_documents[1] if before.with_documents else None
        digest = sha256(item.file.data or b"")
        known = {(e.path, e.sha256) for e in issue.inputs if e.paper is None} if issue else set()
        return (item.file.path, digest) not in known
    return source in changed


def _differs(path: Path, digest: str | None) -> bool:
    try:
        return digest is not None and sha256(path.read_bytes()) != digest
    except OSError:
        return True


def _refused(code: str, place: Place, found: str, hint: str) -> InputsError:
    return InputsError([Problem(code, place, found, "", hint)])


def added_numbers(changes: Sequence[Change]) -> tuple[int, ...]:
    """Return the numbers of the items that were not on the agenda."""
    return tuple(each.number for each in changes if each.before is None)
