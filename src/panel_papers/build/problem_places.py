"""On which page of the pack each problem is, and where on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from panel_papers.content import Passage
from panel_papers.core import Place, Problem
from panel_papers.output import Pack, PackedPart
from panel_papers.template_tools import Box, Sought, find_words

_HEADING = re.compile(r"under the heading “(.{1,500}?)”")


class PlacedProblem(Struct, frozen=True):
    """A problem, the page of the pack that it is on (from 1), and the boxes of its words there.

    A problem of the whole paper, or of what is printed nowhere, has no page.
    """

    problem: Problem
    page: int | None
    boxes: tuple[Box, ...]


def with_places(
    problems: Sequence[Problem], passages: Sequence[Passage], pack: Pack
) -> tuple[PlacedProblem, ...]:
    """Return the problems with their pages, as far as the pages print what they are about."""
    parts = [_part_of(each.place, passages, pack) for each in problems]
    sought: dict[int, Sought] = {}
    for index, (each, part) in enumerate(zip(problems, parts, strict=True)):
        words = _words(each.place, passages)
        if part is not None and words is not None:
            first, last = (n - pack.first_page + 1 for n in (part.first_page, part.last_page))
            sought[index] = Sought(*words, first, last)
    boxes = dict(zip(sought, find_words(pack.pdf, list(sought.values())), strict=True))
    return tuple(
        _placed(each, part, boxes.get(index, ()), pack)
        for index, (each, part) in enumerate(zip(problems, parts, strict=True))
    )


def _placed(
    problem: Problem, part: PackedPart | None, boxes: tuple[Box, ...], pack: Pack
) -> PlacedProblem:
    if boxes:
        return PlacedProblem(problem, boxes[0].page, boxes)
    page = part.first_page - pack.first_page + 1 if part is not None else None
    return PlacedProblem(problem, page, ())


def _passage_at(place: Place, passages: Sequence[Passage]) -> Passage | None:
    return next((each for each in passages if each.holds(place)), None)


def _part_of(place: Place, passages: Sequence[Passage], pack: Pack) -> PackedPart | None:
    """Return the part of the pack that prints what is at a place."""
    passage = _passage_at(place, passages)
    if passage is not None:  # part 0 of the pack is its contents page
        return pack.parts[passage.part + 1] if passage.part + 1 < len(pack.parts) else None
    for part in pack.parts[1:]:
        if part.place is not None and part.place.file == place.file:
            if place.file.endswith("paper.yaml"):  # withheld: its entry is its place
                return None
            return part
    return None


def _words(place: Place, passages: Sequence[Passage]) -> tuple[str, int] | None:
    """Return the text that is printed for a place, and the offset in it that matters."""
    passage = _passage_at(place, passages)
    if passage is not None:
        offsets = range(len(passage.text))
        at = (place.line or 0, place.column or 0)
        offset = next((o for o in offsets if _position(passage.place(o)) >= at), 0)
        return passage.text, offset
    heading = _HEADING.search(place.where or "")
    return (heading[1], 0) if heading else None


def _position(place: Place) -> tuple[int, int]:
    return place.line or 0, place.column or 0
