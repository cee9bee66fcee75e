"""Chooses where the stamps of a part's pages are printed so that they cover nothing.

A number has the same place on all pages of its part where one is free on all of them, else the one
that is free on most. A page on which no place is free is made smaller, so that bands arise at its
foot and head.
"""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from .font import text_width
from .geometry import Frame
from .looking import Colour, Look
from .model import STAMP_SIZE
from .places import Box, Place, Print, head_print, number_places, number_print

WHITE: Colour = (255, 255, 255)
GAP = 5.0
"""Points between a stamp and a page that was made smaller."""
APART = 4.0
"""Points between the number and the mark."""


class Wanted(Struct, frozen=True):
    """What is to be printed on the pages of a part."""

    numbers: Sequence[str] = ()
    """The text of each page's number; none where no numbers are printed."""
    where: str = "bottom right"
    mark: str | None = None
    title: str | None = None
    """What is printed above the mark on the first page."""
    size: float = STAMP_SIZE
    """Points of all of it."""

    def head(self, page: int) -> tuple[str, ...]:
        """Return the texts at the head of a page."""
        title = self.title if page == 0 else None
        return tuple(text for text in (title, self.mark) if text)


class Placed(Struct, frozen=True):
    """A stamp in its place, with the colour of the ground there."""

    text: Print
    ground: Colour = WHITE


class Stamps(Struct, frozen=True):
    """The stamps of one page."""

    number: Placed | None = None
    mark: Placed | None = None
    """The texts at the head."""
    bands: tuple[float, float] | None = None
    """How deep the bands at foot and head are for which the page must be made smaller."""


def place_stamps(
    frames: Sequence[Frame], taken: Sequence[Sequence[Box]], wanted: Wanted, look: Look
) -> list[Stamps]:
    """Return the stamps of each page of a part; `taken` are boxes that are not free on each."""
    widest = max(wanted.numbers, key=lambda text: text_width(text, 1.0), default="")
    choices = _Choices(frames, taken, wanted, look, widest)
    return choices.first() or choices.best()


def default_stamps(frame: Frame, wanted: Wanted, page: int) -> Stamps:
    """Return the stamps of a page that is known to be free where they are printed."""
    number = None
    if wanted.numbers:
        place = number_places(wanted.where)[0]
        text = wanted.numbers[page]
        number = Placed(number_print(frame, text, text, place, wanted.size))
    head = wanted.head(page)
    mark = Placed(head_print(frame, head, size=wanted.size)) if head else None
    return Stamps(number, mark)


class _Choices(Struct, frozen=True):
    """The places that there are on each page of a part."""

    frames: Sequence[Frame]
    taken: Sequence[Sequence[Box]]
    wanted: Wanted
    look: Look
    widest: str

    def first(self) -> list[Stamps] | None:
        """Return the best place of all on all pages, if it is free: most parts need no more."""
        place = number_places(self.wanted.where)[0]
        chosen = []
        for index in range(len(self.frames)):
            marks, numbers = self._marks(index)[:1], self._numbers(index, [place])
            if marks and numbers and numbers[0].box.meets(marks[0].box.grown(APART)):
                return None
            grounds = self._grounds(index, [*marks, *numbers])
            if any(ground is None for ground in grounds):
                return None
            mark = Placed(marks[0], grounds[0] or WHITE) if marks else None
            number = self._number(index, place, grounds[-1]) if numbers else None
            chosen.append(Stamps(number, mark))
        return chosen

    def best(self) -> list[Stamps]:
        """Look at every place on every page, and choose."""
        marks = [self._free_mark(index) for index in range(len(self.frames))]
        free = [self._free_numbers(index, marks[index]) for index in range(len(self.frames))]
        counts = Counter(place for places in free for place in places)
        order = number_places(self.wanted.where)
        common = sorted(order, key=lambda place: (-counts[place], order.index(place)))[0]
        return [
            self._stamps(index, marks[index], free[index], common)
            for index in range(len(self.frames))
        ]

    def _stamps(
        self, index: int, mark: Placed | None, free: dict[Place, Colour], common: Place
    ) -> Stamps:
        crowded = bool(self.wanted.head(index)) and mark is None
        if not self.wanted.numbers and not crowded:
            return Stamps(None, mark)
        place = common if common in free else next(iter(free), None)
        if crowded or place is None:
            return self._in_bands(index)
        return Stamps(self._number(index, place, free[place]), mark)

    def _in_bands(self, index: int) -> Stamps:
        """Return the stamps of a page that must be made smaller."""
        frame, wanted = self.frames[index], self.wanted
        number = mark = None
        foot = head = 0.0
        gap = min(GAP, frame.height / 40)
        if wanted.numbers:
            across = number_places(wanted.where)[0][0]
            number = self._number(index, (across, "band"), WHITE)
            foot = number.text.box.top + gap
        if wanted.head(index):
            mark = Placed(min(self._marks(index), key=lambda text: -text.box.bottom))
            head = frame.height - mark.text.box.bottom + gap
        return Stamps(number, mark, (foot, head))

    def _free_mark(self, index: int) -> Placed | None:
        marks = self._marks(index)
        grounds = self._grounds(index, marks)
        free = (Placed(text, g) for text, g in zip(marks, grounds, strict=True) if g is not None)
        return next(free, None)

    def _free_numbers(self, index: int, mark: Placed | None) -> dict[Place, Colour]:
        """Return the places that are free, with the colour of the ground, the best first."""
        order = number_places(self.wanted.where)
        texts = self._numbers(index, order)
        grounds = self._grounds(index, texts)
        taken = mark.text.box.grown(APART) if mark else None
        return {
            place: ground
            for place, text, ground in zip(order, texts, grounds, strict=False)
            if ground is not None and not (taken and text.box.meets(taken))
        }

    def _marks(self, index: int) -> list[Print]:
        head = self.wanted.head(index)
        if not head:
            return []
        return [
            head_print(self.frames[index], head, wide=wide, size=self.wanted.size)
            for wide in (False, True)
        ]

    def _numbers(self, index: int, places: Sequence[Place]) -> list[Print]:
        if not self.wanted.numbers:
            return []
        frame = self.frames[index]
        return [
            number_print(frame, self.widest, self.widest, place, self.wanted.size)
            for place in places
        ]

    def _number(self, index: int, place: Place, ground: Colour | None) -> Placed:
        text = self.wanted.numbers[index]
        return Placed(
            number_print(self.frames[index], text, self.widest, place, self.wanted.size),
            ground or WHITE,
        )

    def _grounds(self, index: int, texts: Sequence[Print]) -> list[Colour | None]:
        boxes = [text.box for text in texts]
        grounds = self.look.grounds(index, self.frames[index], boxes)
        return [
            None if any(box.meets(other) for other in self.taken[index]) else ground
            for box, ground in zip(boxes, grounds, strict=True)
        ]
