"""Inputs that have changed since a reviewer's file was built: three versions of each paragraph.

The three are the paragraph as it was built, as the reviewer left it and as today's inputs print it.
What one of them has changed is taken; what both have changed is taken where their words do not
touch, and is a conflict where they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.merge.aligning import aligned
from panel_papers.merge.clashes import clashes
from panel_papers.merge.reading import Paragraph, WordFile
from panel_papers.merge.refusals import Refusal, changed_meanwhile, changed_together
from panel_papers.merge.three_ways import holds, woven
from panel_papers.merge.versions import Version, alike, same_order, styled, with_shared

_Side = Literal["theirs", "ours"]


class Rebased(Struct):
    """A reviewer's file as if it were made from today's inputs.

    `ours` and `theirs` are the texts of paragraphs that are not as the reviewer's file has them: as
    they have to be, and as they are there. The proof finds them. `refusals` are the conflicts,
    `held` the paragraphs whose changes the inputs hold already, together with others.
    """

    file: WordFile
    ours: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    held: list[Paragraph] = field(default_factory=list)


def rebased(built: WordFile, edited: WordFile, base: WordFile) -> Rebased:
    """Return a reviewer's file with what the inputs have changed since it was built.

    `base` is what the file said when it was built, `built` what today's inputs make.
    """
    ours = Version(built.paragraphs, aligned(base.paragraphs, built.paragraphs))
    theirs = Version(edited.paragraphs, aligned(base.paragraphs, edited.paragraphs))
    shared = with_shared(base.paragraphs, ours, theirs)
    found = _Weaving(shared.base, shared.ours, shared.theirs, edited).rebased()
    found.refusals += clashes(shared)
    return found


class _Weaving:
    """Puts two versions of a document together."""

    def __init__(
        self, base: Sequence[Paragraph], ours: Version, theirs: Version, edited: WordFile
    ) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self._edited = edited
        self._result = Rebased(edited)

    def rebased(self) -> Rebased:
        moved = self._theirs.moved()
        if moved and same_order(self._ours, self._theirs):
            moved = []  # the inputs have been put in the same order
        if moved and self._ours.moved():
            for each in moved:
                self._conflict(self._theirs.paragraphs[each], None, None)
            return self._result
        # The order is that of the version in which paragraphs were moved.
        out = list(self._in_order_of("theirs" if moved else "ours"))
        self._result.file = replace(self._edited, paragraphs=tuple(out))
        return self._result

    def _in_order_of(self, spine: _Side) -> Iterator[Paragraph]:
        first = self._theirs if spine == "theirs" else self._ours
        second = self._ours if spine == "theirs" else self._theirs
        there, here = second.of(), first.of()
        for home, number in there.items():
            if home not in here and not alike(self._base[home], second.paragraphs[number]):
                self._gone(home, second.paragraphs[number], spine)
            elif home not in here and spine == "ours":
                self._result.theirs.append(second.paragraphs[number].text)
        new = self._new_after(first, second)
        yield from self._added(new.pop(None, []), spine)
        for number, paragraph in enumerate(first.paragraphs):
            was = first.homes[number]
            other = None if was is None else there.get(was)
            if was is None:
                yield from self._added([number], "ours" if spine == "theirs" else "theirs")
            elif other is None:
                if not alike(self._base[was], paragraph):
                    self._gone(was, paragraph, "theirs" if spine == "ours" else "ours")
                elif spine == "theirs":
                    self._result.theirs.append(paragraph.text)
            else:
                one, two = paragraph, second.paragraphs[other]
                mine, other_one = (two, one) if spine == "theirs" else (one, two)
                yield self._both(was, mine, other_one)
            yield from self._added(new.pop(number, []), spine)

    def _both(self, home: int, ours: Paragraph, theirs: Paragraph) -> Paragraph:
        """Return a paragraph that is in all three versions."""
        base = self._base[home]
        anchors = ours.anchors
        if alike(base, theirs) or (alike(ours, theirs)):
            found = ours
        elif alike(base, ours):
            found = replace(theirs, anchors=anchors)
        else:
            chars = woven(base.chars, ours.chars, theirs.chars)
            if (
                chars is None
                and styled(ours, theirs)
                and holds(base.chars, ours.chars, theirs.chars)
            ):
                self._result.held.append(theirs)
                self._result.theirs.append(theirs.text)
                self._result.ours.append(ours.text)
                return ours
            if chars is None or not (styled(base, ours) or styled(base, theirs)):
                self._conflict(theirs, ours, base)
                return ours
            style = ours if styled(base, theirs) else theirs
            found = replace(style, chars=chars, anchors=anchors)
        if not alike(found, theirs):
            self._result.theirs.append(theirs.text)
            self._result.ours.append(found.text)
        return found

    def _new_after(self, first: Version, second: Version) -> dict[int | None, list[int]]:
        """Return the new paragraphs of the second version by the one of the first before them."""
        here = first.of()
        found: dict[int | None, list[int]] = {}
        before: int | None = None
        for number, home in enumerate(second.homes):
            if home is not None:
                before = here.get(home, before)
            else:
                found.setdefault(before, []).append(number)
        for at in list(found):
            beside = self._new_from(first, 0 if at is None else at + 1)
            new = [second.paragraphs[n] for n in found[at]]
            if not beside:
                continue
            if len(beside) == len(new) and all(map(alike, beside, new)):
                del found[at]  # both have typed the same
                continue
            mine, other = (beside, new) if second is self._theirs else (new, beside)
            self._result.refusals.append(changed_together(other[0], mine[0]))
        return found

    @staticmethod
    def _new_from(version: Version, first: int) -> list[Paragraph]:
        found = []
        for number in range(first, len(version.paragraphs)):
            if version.homes[number] is not None:
                break
            found.append(version.paragraphs[number])
        return found

    def _added(self, numbers: Sequence[int], spine: _Side) -> Iterator[Paragraph]:
        """Yield new paragraphs of the version that is not the spine."""
        for number in numbers:
            if spine == "theirs":
                self._result.ours.append(self._ours.paragraphs[number].text)
                yield self._ours.paragraphs[number]
            else:
                yield replace(self._theirs.paragraphs[number], anchors=())

    def _gone(self, home: int, changed: Paragraph, by: _Side) -> None:
        """Note a paragraph that one version has changed and the other, `by`, has deleted."""
        base = self._base[home]
        if by == "theirs":
            self._result.refusals.append(changed_meanwhile(changed, changed, base.text))
        else:
            self._conflict(changed, None, base)

    def _conflict(self, theirs: Paragraph, ours: Paragraph | None, base: Paragraph | None) -> None:
        self._result.refusals.append(changed_meanwhile(theirs, ours, base.text if base else ""))


def unknown_base(built: WordFile, edited: WordFile) -> list[Refusal]:
    """Return what cannot be merged where it is not known what the file said when it was built."""
    now = {name for each in built.paragraphs for name in each.anchors}
    homes = aligned(built.paragraphs, edited.paragraphs)
    there = {home for home in homes if home is not None}
    refusals = []
    for number, each in enumerate(edited.paragraphs):
        home = homes[number]
        here = built.paragraphs[home] if home is not None else None
        known = bool(each.anchors) and each.anchors[0] in now
        looks_other = here is not None and here.text == each.text and not alike(here, each)
        if looks_other or (not known and (here is None or here.text != each.text)):
            refusals.append(changed_meanwhile(each, here, ""))
    for number, each in enumerate(built.paragraphs):
        if number not in there:
            refusals.append(changed_meanwhile(each, each, ""))
    return refusals
