"""A reviewer's changes, one by one: those that the author does not want are left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.merge.aligning import aligned, in_order
from panel_papers.merge.comparing import same
from panel_papers.merge.meanwhile import Rebased
from panel_papers.merge.reading import Paragraph, WordFile
from panel_papers.merge.showing import shown


class Choice(Struct, frozen=True):
    """One change that can be taken or left: its place, and the text before and after."""

    where: str
    old: str
    new: str


class _Item(Struct, eq=False):
    """One paragraph of both versions: `old` is None for a new one, `new` for one that is gone.

    `home` is the built paragraph that a moved one was.
    """

    old: Paragraph | None
    new: Paragraph | None
    home: int | None = None

    @property
    def changed(self) -> bool:
        return (
            self.old is None
            or self.new is None
            or not same(self.old, self.new)
            or (self.old.style, self.old.list, self.old.level)
            != (self.new.style, self.new.list, self.new.level)
        )


def choices(built: WordFile, edited: WordFile) -> list[Choice]:
    """Return the changes of a file: what was split, joined or moved together is one."""
    found = []
    for group in _groups(list(_items(built, edited))):
        old, new = shown(
            [each.old for each in group if each.old is not None],
            [each.new for each in group if each.new is not None],
        )
        place = next(each.new or each.old for each in group)
        where = place.where if place is not None else ""
        found.append(Choice(where, old, new))
    return found


def without(built: WordFile, now: Rebased, left: Collection[int]) -> Rebased:
    """Return a file without some of its changes, by their numbers among `choices`."""
    items = list(_items(built, now.file))
    dropped = {id(item) for n, group in enumerate(_groups(items)) if n in left for item in group}
    out: list[Paragraph] = []
    theirs, ours = list(now.theirs), list(now.ours)
    for item in items:
        if id(item) not in dropped:
            out += [item.new] if item.new is not None else []
            continue
        if item.new is not None:
            theirs.append(item.new.text)
        if item.old is not None:
            ours.append(item.old.text)
            out.append(item.old)
    return Rebased(replace(now.file, paragraphs=tuple(out)), ours, theirs, now.refusals, now.held)


def _items(built: WordFile, edited: WordFile) -> Iterator[_Item]:
    """Yield the paragraphs of both versions in one order."""
    homes = aligned(built.paragraphs, edited.paragraphs)
    order = in_order(homes)
    stay = {homes[n] for n in order}
    moved = {home for home in homes if home is not None and home not in stay}
    gone = [n for n in range(len(built.paragraphs)) if n not in stay]
    for number, home in enumerate(homes):
        new = edited.paragraphs[number]
        if number not in order or home is None:
            yield _Item(None, new, home)
            continue
        while gone and gone[0] < home:
            at = gone.pop(0)
            yield _Item(built.paragraphs[at], None, at if at in moved else None)
        yield _Item(built.paragraphs[home], new)
    for at in gone:
        yield _Item(built.paragraphs[at], None, at if at in moved else None)


def _groups(items: list[_Item]) -> list[list[_Item]]:
    """Return the items that are one change together.

    Paragraphs that come, go or change side by side may be a split or a join: to take one alone
    would lose words or have them twice. Both ends of a move are one change.
    """
    groups: list[list[_Item]] = []
    run: list[_Item] = []
    for item in [*items, _Item(None, None)]:
        if item.changed and (item.old or item.new):
            run.append(item)
            continue
        if all(each.old and each.new for each in run):
            groups += [[each] for each in run]
        elif run:
            groups.append(run)
        run = []
    found: list[list[_Item]] = []
    for group in groups:
        homes = {each.home for each in group if each.home is not None}
        tied = [g for g in found if homes & {each.home for each in g}]
        found = [g for g in found if g not in tied]
        found.append([each for g in tied for each in g] + group)
    return found
