"""Whether the published items are where they were: one problem for each that is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from msgspec import Struct

from panel_papers.core import Problem
from panel_papers.meetings.issues.contents import kind_and_source
from panel_papers.meetings.issues.record import IssuedItem
from panel_papers.meetings.model import Item, Meeting, MinutesItem, PaperItem

_AT_THE_END = "move it to the end, as readers know the published items by their numbers"
_ORDER = (
    "keep the published items in their order, and add new ones at the end; to take one off, "
    "write “note: Withdrawn.” below it"
)


class _Differences(Struct, frozen=True):
    """How the items differ from the published ones, by indices.

    `replaced` are published items with the item in their place, `gone` those with nothing there
    and the item behind. `unknown` are all items that were not published there, `added` those of
    them with published ones below and in nobody's place.
    """

    replaced: tuple[tuple[int, int], ...]
    gone: tuple[tuple[int, int], ...]
    unknown: tuple[int, ...]
    added: tuple[int, ...]


def moved_items(meeting: Meeting, published: Mapping[int, IssuedItem]) -> Iterator[Problem]:
    """Yield a problem for each item because of which published items lose their numbers.

    An item that was inserted is one problem, however many are below it. `published` are the items
    by their numbers; one that was to follow may be any other now.
    """
    old = [item for _, item in sorted(published.items())]
    now = [kind_and_source(each) for each in meeting.items]
    differ = _differences(old, now)
    elsewhere = {now[j]: j for j in differ.unknown}
    lost = [(old[i].kind, old[i].source) for i, _ in (*differ.replaced, *differ.gone)]
    known = {elsewhere[each] for each in lost if each in elsewhere}
    for i, j in (*differ.replaced, *differ.gone):
        said = f"Item {old[i].number} of the published agenda, “{old[i].title}”, "
        to = elsewhere.get((old[i].kind, old[i].source))
        if to is not None:
            yield _problem(meeting, to, f"{said}is item {to + 1} now")
        elif (i, j) in differ.replaced and _is_made_public(old[i], meeting.items[j]):
            yield _made_public(meeting, j)
        elif (i, j) in differ.replaced:
            if j not in known:
                found = f"Item {j + 1} is not “{old[i].title}”, as in the published agenda"
                yield _problem(meeting, j, found)
        else:
            yield _problem(meeting, j, f"{said}is not in the items")
    for j in differ.added:
        if j not in known:
            found = f"Item {j + 1}, “{now[j][1]}”, is new, and there are published items below it"
            yield _problem(meeting, j, found, _AT_THE_END)


def _differences(old: list[IssuedItem], now: list[tuple[str, str]]) -> _Differences:
    before = [(each.kind, each.source) for each in old]
    replaced: list[tuple[int, int]] = []
    gone: list[tuple[int, int]] = []
    unknown: list[int] = []
    added: list[int] = []
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        pairs = zip(range(i1, i1 + both), range(j1, j1 + both), strict=True)
        replaced += [(i, j) for i, j in pairs if old[i].kind != "to_follow"]
        gone += [(i, j2) for i in range(i1 + both, i2)]
        unknown += range(j1, j2)
        if i2 < len(old):  # behind the last published item, any item may be new
            added += range(j1 + both, j2)
    return _Differences(tuple(replaced), tuple(gone), tuple(unknown), tuple(added))


def _is_made_public(before: IssuedItem, now: Item) -> bool:
    return before.kind == "part_2" and isinstance(now, PaperItem)


def _made_public(meeting: Meeting, index: int) -> Problem:
    number = index + 1
    return Problem(
        "exempt-made-public",
        getattr(meeting.items[index], "place", meeting.place),
        f"Item {number} was exempt when it was published, and meeting.yaml makes it public",
        "",
        "write “part_2:” again, and release the item: panel-papers meeting release "
        f"{meeting.name} --item {number} --reason …",
    )


def _problem(meeting: Meeting, index: int, found: str, hint: str = _ORDER) -> Problem:
    """Return the problem at an item, or at the file where there is no such item."""
    place = meeting.place
    if index < len(meeting.items):
        item = meeting.items[index]
        place = item.of_at if isinstance(item, MinutesItem) else getattr(item, "place", place)
    return Problem("issued-item-moved", place, found, "the numbers that were published", hint)
