"""Makes public what was exempt: an item, or an appendix (`panel-papers meeting release`).

An exemption falls, or the motion to exclude the public is lost. The documents come in a supplement
of their own, on pages behind all that is published; nothing that was published changes.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msgspec.structs import replace

from panel_papers.core import InputsError, Place, Problem, Restriction, Settings, in_words
from panel_papers.law import authority_of, paragraphs_in_words
from panel_papers.meetings.agenda import agenda_paper
from panel_papers.meetings.building import Begun, BuiltMeeting, Talk, put_in_place
from panel_papers.meetings.continuing import (
    begin_again,
    built_for,
    continued,
    refuse_unpublished_release,
    shared_or_refused,
)
from panel_papers.meetings.edition import Edition, Release
from panel_papers.meetings.exclusion import sentence_of
from panel_papers.meetings.isolated import in_child
from panel_papers.meetings.issues.changes import Change, head_notices, published_items
from panel_papers.meetings.issues.exempt import (
    is_as_issued,
    meeting_with,
    release_of,
    released_appendices,
)
from panel_papers.meetings.issues.record import Issues
from panel_papers.meetings.model import ExemptItem, Item, Meeting, PaperItem, UrgentItem
from panel_papers.meetings.papers import BuiltPaper, ReadFile
from panel_papers.output import MEETINGS


def release_item(
    name: str,
    meetings: Path,
    settings: Settings,
    release: Release,
    *,
    jobs: int = 1,
    talk: Talk = lambda _: None,
) -> BuiltMeeting:
    """Build the supplement by which an exempt item or appendix becomes public.

    `release` has the number of the item, the label of the appendix, the reason and the day of the
    decision. The documents are exactly those that members have. Raises PanelPapersError where
    something else is asked for, or where they repeat what is still exempt.
    """
    begun, issues = begin_again(name, meetings, settings)
    exempt = _exempt_item(begun, issues, release)
    refuse_unpublished_release(begun.meeting, issues, settings.outputs / MEETINGS, release)
    begun = _with(begun, issues, release)
    meeting = begun.meeting
    item = meeting.items[release.item - 1]
    assert isinstance(item, PaperItem | UrgentItem)  # noqa: S101 - `_exempt_item`
    shared = shared_or_refused(begun, settings, jobs=jobs)
    built = built_for(begun, [Change(release.item, item, "")], settings, jobs=jobs, talk=talk)
    paper, restriction = _freed(built[item.paper], exempt, release)
    if not is_as_issued(release.item, built[item.paper], issues):
        raise _changed(release, item.place, meeting)
    release = replace(release, title=restriction.public_title)
    sheet = _sheet(meeting, item, release, restriction, issues)
    others = {name: each for name, each in built.items() if name != item.paper}
    talk(f"{sheet.name}: making supplement {sheet.edition.supplement}")
    work = partial(
        put_in_place, sheet, {item.paper: paper}, others, shared, settings, issued=begun.issued
    )
    return in_child(work, sheet.name)


def _exempt_item(begun: Begun, issues: Issues, release: Release) -> Item:
    """Return the item that a release is of; raises InputsError where it is none that is exempt."""
    meeting, number = begun.meeting, release.item
    if not release.reason.strip():
        found, hint = (
            "The release has no reason",
            (
                'run the command again with the reason, which is published: --reason "Contract '
                'signed"'
            ),
        )
        raise _refused("release-no-reason", meeting.place, found, hint)
    if number not in published_items(issues) or number > len(meeting.items):
        found = f"No published issue of {meeting.name} has an item {number}"
        hint = "write the number that the item has on the published agenda"
        raise _refused("release-no-item", meeting.place, found, hint)
    item = meeting.items[number - 1]
    place = getattr(item, "place", meeting.place)
    if (before := release_of(issues, number, release.appendix)) is not None:
        found = f"{_begun(_name(release))} was released on {in_words(before[0].day)}"
        hint = f"upload {before[1].name} again if readers do not find it"
        raise _refused("released-already", place, found, hint)
    whole = isinstance(item, ExemptItem) and release.appendix is None
    of_paper = isinstance(item, PaperItem | UrgentItem) and item.paper in begun.withheld
    if not whole and not (of_paper and release.appendix is not None):
        raise _not_exempt(release, place, names_appendices=of_paper)
    return item


def _with(begun: Begun, issues: Issues, release: Release) -> Begun:
    """Return a meeting with what is released now as public, beside what was released before."""
    releases = (*issues.released, release)
    meeting = meeting_with(begun.meeting, releases)
    meeting = replace(meeting, edition=replace(meeting.edition, released=(release,)))
    return replace(begun, meeting=meeting, released=released_appendices(meeting, releases))


def _freed(paper: BuiltPaper, exempt: Item, release: Release) -> tuple[BuiltPaper, Restriction]:
    """Return what of a built paper is public by a release, and why it was not."""
    if isinstance(exempt, ExemptItem):
        return paper, exempt.restriction
    freed = [each for each in paper.released if each.label == release.appendix]
    if not freed:
        place = getattr(exempt, "place", Place(paper.facts.name))
        raise _not_exempt(release, place, names_appendices=True)
    (one,) = freed
    known = {each.path: each.sha256 for each in paper.restricted_inputs}
    inputs = [
        ReadFile(each.path, one.digest if known.get(each.path) == one.digest else each.sha256)
        for each in paper.inputs
    ]
    alone = replace(
        paper,
        facts=replace(paper.facts, withheld=()),
        pieces=(one.piece,),
        apart=True,
        restricted=(),  # what is left of it is still searched for
        inputs=tuple(inputs),
        problems=(),
        page=None,  # the paper’s page is published already
    )
    return alone, one.restriction


def _sheet(
    meeting: Meeting,
    item: PaperItem | UrgentItem,
    release: Release,
    restriction: Restriction,
    issues: Issues,
) -> Meeting:
    """Return the meeting of the one item, with what the supplement says of it."""
    what = "This item" if release.appendix is None else f"Appendix {release.appendix}"
    law = f"{paragraphs_in_words(restriction.paragraphs)} of {authority_of(agenda_paper(meeting))}"
    notice = (
        f"It makes public {_name(release)}, “{release.title}”, which was exempt under {law}. "
        f"Decided on {in_words(release.day)}. Reason: {sentence_of(release.reason.strip())}"
    )
    edition = Edition(
        numbers=(release.item,),
        remarks=(f"{what} was exempt until {in_words(release.day)}.",),
        notices=(*head_notices(issues, meeting), notice),
        released=(release,),
    )
    return replace(meeting, items=(item,), edition=continued(edition, issues))


def _name(release: Release) -> str:
    item = f"item {release.item}"
    return item if release.appendix is None else f"appendix {release.appendix} to {item}"


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _not_exempt(release: Release, place: Place, *, names_appendices: bool) -> InputsError:
    found = f"{_begun(_name(release))} is not exempt, so there is nothing to release"
    hint = (
        "name the appendix that paper.yaml restricts with --appendix"
        if names_appendices
        else "write the number of an item that is exempt, an item as a whole without --appendix"
    )
    return _refused("release-not-exempt", place, found, hint)


def _changed(release: Release, place: Place, meeting: Meeting) -> InputsError:
    found = f"The documents of {_name(release)} are not those that members were given"
    hint = (
        "copy the files that members were given back from a backup, or give members the new "
        f"ones first: panel-papers meeting supplement {meeting.name}"
    )
    return _refused("release-changed", place, found, hint)


def _refused(code: str, place: Place, found: str, hint: str) -> InputsError:
    return InputsError([Problem(code, place, found, "", hint)])
