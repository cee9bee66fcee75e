"""Tells which letters of a page's suspects are seen: those that change what is painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PIL import Image

from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.unseen.letters import Letter
from panel_papers.pdf.unseen.model import Why
from panel_papers.pdf.unseen.painting import Painter, changes, without
from panel_papers.pdf.unseen.scene import PICTURE, Scene, TextItem
from panel_papers.pdf.unseen.suspects import LEAST_CONTRAST

_LEAST_INK = 0.06
"""Of a letter's box: less of it is a rim that a covering shape left."""
_MOST_APART = 150
"""Texts that are painted one by one; of more, none is hidden behind another of them."""
_SCAN = 0.5  # of the page: a larger picture is a scan
_NEAR = 0.5  # of a letter's height
_FAINT = 40
"""Of 255: the ink of a scan differs more from its paper."""


class Sight:
    """What is seen of the suspects of one page."""

    def __init__(
        self, scene: Scene, suspects: Mapping[int, Why], letters: Mapping[int, Sequence[Letter]]
    ) -> None:
        self.scene = scene
        self.suspects = suspects
        self.letters = letters
        self.texts = {text.address: text for text in scene.texts if text.address in suspects}
        held = [letter.box for address in suspects for letter in letters.get(address, ())]
        self.painter = Painter(scene, _around(held) if held else scene.box)
        self.shown = self.painter.paint()
        self._seen: dict[tuple[str, int, int], list[Box]] | None = None

    def unseen(self) -> Iterator[tuple[Why, list[Letter]]]:
        """Yield the letters of each text that are not seen, with the reason."""
        painted = [a for a, why in self.suspects.items() if why is not Why.NOT_PAINTED]
        with without(self.texts[address].handle for address in painted):
            bare = self.painter.paint() if painted else self.shown
        changed = changes(self.shown, bare, LEAST_CONTRAST)
        alone = set(_overlapping([self.texts[address] for address in painted]))
        hidden: list[tuple[TextItem, Why, list[Letter]]] = []
        for address, why in self.suspects.items():
            held = self.letters.get(address, ())
            if not held:
                continue
            if why is Why.TINY or why is Why.NOT_PAINTED:
                lost = list(held)
            else:
                own = self._changed_by(address) if address in alone else changed
                lost = [letter for letter in held if not self._inked(own, letter.box)]
            if lost:
                hidden.append((self.texts[address], why, lost))
        self.hidden = {letter.index for _, _, lost in hidden for letter in lost}
        for text, why, lost in hidden:
            left = [letter for letter in lost if not self._twice(letter)]
            if left and not self._pictured(text, why, left):
                yield why, left

    def _changed_by(self, address: int) -> Image.Image:
        with without([self.texts[address].handle]):
            return changes(self.shown, self.painter.paint(), LEAST_CONTRAST)

    def _inked(self, changed: Image.Image, box: Box) -> bool:
        pixels = self.painter.pixels(box)
        if pixels is None:
            return False
        found = changed.crop(pixels).histogram()
        return found[255] > 0 and found[255] >= _LEAST_INK * sum(found)

    def _twice(self, letter: Letter) -> bool:
        """Say whether the same letter is seen at the same place, painted by another text."""
        if self._seen is None:
            self._seen = {}
            for held in self.letters.values():
                for each in held:
                    if each.index not in self.hidden:
                        self._seen.setdefault(_cell(each), []).append(each.box)
        near = (letter.box.top - letter.box.bottom) * _NEAR + 1
        character, column, row = _cell(letter)
        return any(
            abs(box.left - letter.box.left) <= near and abs(box.bottom - letter.box.bottom) <= near
            for across in (-1, 0, 1)
            for up in (-1, 0, 1)
            for box in self._seen.get((character, column + across, row + up), ())
        )

    def _pictured(self, text: TextItem, why: Why, lost: Sequence[Letter]) -> bool:
        """Say whether what is seen in the place of a text looks like words, as a scan's do."""
        if why is Why.COVERED:
            if not self._under_scan(text):
                return False
        elif why not in (Why.NOT_PAINTED, Why.TRANSPARENT):
            return False
        return not any(True for word in words_of(lost) if not self._looks_written(word))

    def _under_scan(self, text: TextItem) -> bool:
        page = self.scene.box
        whole = (page.right - page.left) * (page.top - page.bottom)
        over = [
            area
            for area in self.scene.areas
            if area.order > text.order and _shares(area.box, text.box)
        ]
        return bool(over) and all(
            area.what == PICTURE
            and (area.box.right - area.box.left) * (area.box.top - area.box.bottom) > _SCAN * whole
            for area in over
        )

    def _looks_written(self, word: Sequence[Letter]) -> bool:
        """Say whether the middle of a word's box changes between ink and paper as letters do."""
        box = _around([letter.box for letter in word])
        high = (box.top - box.bottom) * 0.2
        pixels = self.painter.pixels(Box(box.left, box.bottom + high, box.right, box.top - high))
        if pixels is None:
            return False
        grey = self.shown.crop(pixels).convert("L")
        dark, light = grey.getextrema()
        if light - dark < _FAINT:
            return False
        middle = (dark + light) // 2
        columns = grey.resize((grey.width, 1), Image.Resampling.BOX)
        return _turns(grey, middle) >= max(2, len(word)) or _turns(columns, middle) >= len(word)


def _turns(grey: Image.Image, middle: int) -> int:
    """Return how often the row with most changes goes from dark to light or back."""
    most = 0
    inked = grey.point([255] * middle + [0] * (256 - middle)).tobytes()
    for row in range(grey.height):
        line = inked[row * grey.width : (row + 1) * grey.width]
        most = max(most, line.count(b"\xff\x00") + line.count(b"\x00\xff"))
    return most


def words_of(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Yield letters that follow one another in the page's text, as words."""
    word: list[Letter] = []
    for letter in sorted(letters):
        if word and letter.index != word[-1].index + 1:
            yield word
            word = []
        word.append(letter)
    if word:
        yield word


def _overlapping(texts: Sequence[TextItem]) -> Iterator[int]:
    """Yield the addresses of texts that share a place with another of them, not too many."""
    found = 0
    ordered = sorted(texts, key=lambda text: text.box.bottom)
    for at, text in enumerate(ordered):
        shares = any(
            _shares(text.box, other.box)
            for other in ordered[max(0, at - 60) : at + 60]
            if other.address != text.address
        )
        if shares and found < _MOST_APART:
            found += 1
            yield text.address


def _shares(one: Box, other: Box) -> bool:
    both = one.within(other)
    return both.left + 1 < both.right and both.bottom + 1 < both.top


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def _cell(letter: Letter) -> tuple[str, int, int]:
    size = 12.0
    left, bottom, _, _ = letter.box
    return letter.character.casefold(), int(left // size), int(bottom // size)
