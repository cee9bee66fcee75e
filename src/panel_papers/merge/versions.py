"""Two later versions of a document, and what both of them have typed since it was built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from panel_papers.merge.aligning import ALIKE, in_order, words_alike
from panel_papers.merge.comparing import same
from panel_papers.merge.reading import Paragraph

_Unit = tuple[int, ...]
"""The numbers of paragraphs that come and go together: a row of a table, or one paragraph."""


class Version(Struct, frozen=True):
    """One of the two versions: its paragraphs, and the paragraph of the base that each was."""

    paragraphs: Sequence[Paragraph]
    homes: Sequence[int | None]

    def of(self) -> dict[int, int]:
        """Return the number of the paragraph that each of the base has become."""
        return {home: n for n, home in enumerate(self.homes) if home is not None}

    def moved(self) -> list[int]:
        """Return the numbers of the paragraphs that were moved."""
        order = in_order(self.homes)
        return [n for n, h in enumerate(self.homes) if h is not None and n not in order]


class Shared(Struct, frozen=True):
    """The base with what both versions have added at one place, and the versions of it.

    `elsewhere` are new paragraphs of the reviewer's that the inputs have too, at another place:
    nobody but their author can say whether they were meant twice.
    """

    base: Sequence[Paragraph]
    ours: Version
    theirs: Version
    elsewhere: Sequence[Paragraph]


def with_shared(base: Sequence[Paragraph], ours: Version, theirs: Version) -> Shared:
    """Return a base that has what both versions have typed, so that it is not new in either.

    A file that was merged before has its additions in the inputs, whatever became of the
    paragraphs around them since.
    """
    return _Sharing(base, ours, theirs).shared()


def alike(one: Paragraph, other: Paragraph) -> bool:
    """Say whether two paragraphs show the same, in the same style and level."""
    return same(one, other) and styled(one, other)


def styled(one: Paragraph, other: Paragraph) -> bool:
    """Say whether two paragraphs have the same style and the same level of the same list."""
    return (one.style, one.list, one.level) == (other.style, other.list, other.level)


class _Sharing:
    def __init__(self, base: Sequence[Paragraph], ours: Version, theirs: Version) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self._homes = list(ours.homes)
        self._there = list(theirs.homes)
        self._added: dict[int | None, list[tuple[int, int]]] = defaultdict(list)

    def shared(self) -> Shared:
        ours = self._typed(self._ours)
        elsewhere: list[Paragraph] = []
        pairs: list[tuple[int, int]] = []
        unchanged = self._unchanged(self._ours)
        for key, units in self._typed(self._theirs).items():
            left = list(ours.get(key, ()))
            there = unchanged.get(key, ())
            for unit in units:
                place = next((each for each in left if self._at_one_place(unit, each)), None)
                if place is not None:
                    left.remove(place)
                    pairs += zip(unit, place, strict=True)
                elif any(self._there[n] is None for n in unit) and (
                    left or any(self._at_one_place(unit, each) for each in there)
                ):
                    elsewhere.append(self._theirs.paragraphs[unit[0]])
        self._pair(pairs)
        return self._with_added(elsewhere)

    def _typed(self, version: Version) -> Mapping[object, list[_Unit]]:
        """Return the units that are not as they were built, by what they say."""
        return _by_words(
            version, (each for each in _units(version) if self._changed(version, each))
        )

    def _unchanged(self, version: Version) -> Mapping[object, list[_Unit]]:
        """Return the other units, by what they say."""
        return _by_words(
            version, (each for each in _units(version) if not self._changed(version, each))
        )

    def _changed(self, version: Version, unit: _Unit) -> bool:
        homes = ((version.homes[n], version.paragraphs[n]) for n in unit)
        return any(home is None or not alike(self._base[home], text) for home, text in homes)

    def _at_one_place(self, theirs: _Unit, ours: _Unit) -> bool:
        """Say whether two units are between the same paragraphs, or right beside one of them."""
        if any(
            self._there[t] is not None and self._there[t] == self._homes[o]
            for t, o in zip(theirs, ours, strict=True)
        ):
            return True
        places = {
            home: n for n, home in enumerate(self._homes) if home is not None and n not in ours
        }
        before = next(
            (places[h] for n in range(theirs[0] - 1, -1, -1) if (h := self._there[n]) in places),
            None,
        )
        after = next(
            (
                places[h]
                for n in range(theirs[-1] + 1, len(self._there))
                if (h := self._there[n]) in places
            ),
            None,
        )
        between = (before is None or before < ours[0]) and (after is None or after > ours[-1])
        return between or self._beside(before, ours) or self._beside(after, ours)

    def _beside(self, number: int | None, unit: _Unit) -> bool:
        """Say whether only new paragraphs are between one of ours and a unit."""
        if number is None:
            return False
        first, last = sorted([number, unit[0] if number < unit[0] else unit[-1]])
        return all(self._homes[n] is None for n in range(first + 1, last))

    def _pair(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Note that paragraphs of the two versions are the same."""
        free = [home for _, our in pairs if (home := self._homes[our]) is not None]
        for _, our in pairs:
            self._homes[our] = None
        for their, our in pairs:
            home = self._there[their]
            if home is None:
                before = (h for h in reversed(self._there[:their]) if h is not None)
                self._added[next(before, None)].append((their, our))
                continue
            if home in self._homes:  # what is the same is it rather than what is only like it
                self._homes[self._homes.index(home)] = None
            self._homes[our] = home
        self._find_again(
            [home for home in free if home not in self._homes], {our for _, our in pairs}
        )

    def _find_again(self, homes: Sequence[int], taken: Collection[int]) -> None:
        """Give paragraphs of the base another one of ours: that most like what they became."""
        there = self._theirs.of()
        for home in homes:
            if home not in there:
                continue
            theirs = self._theirs.paragraphs[there[home]]
            likeness = {
                n: like
                for n, each in enumerate(self._ours.paragraphs)
                if self._homes[n] is None
                and n not in taken
                and (like := words_alike(each, theirs)) >= ALIKE
            }
            if likeness:
                self._homes[max(likeness, key=likeness.__getitem__)] = home

    def _with_added(self, elsewhere: Sequence[Paragraph]) -> Shared:
        """Return base and versions with what was added at one place as part of the base."""
        base: list[Paragraph] = []
        homes: dict[int, int] = {}
        new_ours: dict[int, int] = {}
        new_theirs: dict[int, int] = {}
        for number in (None, *range(len(self._base))):
            if number is not None:
                homes[number] = len(base)
                base.append(self._base[number])
            for their, our in sorted(self._added.get(number, ())):
                new_theirs[their] = new_ours[our] = len(base)
                base.append(self._theirs.paragraphs[their])
        ours = [
            new_ours.get(n) if home is None else homes[home] for n, home in enumerate(self._homes)
        ]
        theirs = [
            new_theirs.get(n) if home is None else homes[home] for n, home in enumerate(self._there)
        ]
        return Shared(
            base,
            Version(self._ours.paragraphs, ours),
            Version(self._theirs.paragraphs, theirs),
            elsewhere,
        )


def _by_words(version: Version, units: Iterable[_Unit]) -> Mapping[object, list[_Unit]]:
    found: dict[object, list[_Unit]] = defaultdict(list)
    for unit in units:
        found[tuple(_said(version.paragraphs[n]) for n in unit)].append(unit)
    return found


def _units(version: Version) -> Iterator[_Unit]:
    """Yield the numbers of paragraphs: of the cells of one row together, of others alone."""
    paragraphs = version.paragraphs
    row: list[int] = []
    for number, each in enumerate(paragraphs):
        if row and _row(paragraphs[row[-1]]) != _row(each):
            yield tuple(row)
            row = []
        row.append(number)
        if each.cell is None:
            yield tuple(row)
            row = []
    if row:
        yield tuple(row)


def _row(paragraph: Paragraph) -> tuple[int, int] | None:
    cell = paragraph.cell
    return None if cell is None else (cell.table, cell.row)


def _said(paragraph: Paragraph) -> tuple[object, ...]:
    """Return what a paragraph says, in a form that can be looked up."""
    column = 0 if paragraph.cell is None else paragraph.cell.column
    looks = tuple(
        (each.text, each.marks, each.link.removesuffix("/"), each.note) for each in paragraph.chars
    )
    return column, paragraph.style, paragraph.list, paragraph.level, looks


def same_order(one: Version, other: Version) -> bool:
    """Say whether two versions have the paragraphs that both have in one order."""
    first, second = one.of(), other.of()
    return _kept(one, second) == _kept(other, first)


def _kept(version: Version, there: Collection[int]) -> list[int]:
    return [home for home in version.homes if home is not None and home in there]
