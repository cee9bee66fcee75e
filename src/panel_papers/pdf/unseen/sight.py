"""Tells which letters of a page's suspects are seen: those that change what is painted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from PIL import Image

from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.unseen.letters import Letter, Letters
from panel_papers.pdf.unseen.model import Why
from panel_papers.pdf.unseen.painting import Painter, changes, turns, without
from panel_papers.pdf.unseen.scene import PICTURE, Scene, TextItem
from panel_papers.pdf.unseen.suspects import LEAST_CONTRAST

_LEAST_INK = 0.06
"""Of a letter's box: less of it is a rim that a covering shape left."""
_MOST_APART = 150
"""Texts that are painted one by one; of more, none is hidden behind another of them."""
_SCAN = 0.5  # of the page: a larger picture is a scan
_NEAR = 0.5  # of a letter's height
_UNINKED = (Why.NOT_PAINTED, Why.TRANSPARENT)
_DARK = 110  # of 255
_MANY, _ASTRAY = 10, 0.1
_ASKEW = 0.5  # of a word's height
_CELL = 12.0  # points: how far letters are looked for that share a place
_FAINT = 40
"""Of 255: the ink of a scan differs more from its paper."""


class Looks(Enum):
    """What is seen in the place of a word."""

    WRITTEN = 1
    BLANK = 2
    DARK = 3


class Sight:
    """What is seen of the suspects of one page."""

    def __init__(
        self,
        scene: Scene,
        suspects: Mapping[int, Why],
        letters: Letters,
        held: Mapping[int, Sequence[Letter]],
    ) -> None:
        self.scene = scene
        self.suspects = {address: why for address, why in suspects.items() if address in held}
        self.page_letters = letters
        self.letters = held
        self.texts = {text.address: text for text in scene.texts if text.address in held}
        self.painter = Painter(scene, _around([each.box for run in held.values() for each in run]))
        self.shown = self.painter.paint()
        self._seen: dict[tuple[str, int, int], list[Box]] | None = None

    def unseen(self) -> Iterator[tuple[Why, list[Letter]]]:
        """Yield the letters of each text that are not seen, with the reason."""
        painted = [a for a, why in self.suspects.items() if why is not Why.NOT_PAINTED]
        with without(self.texts[address].handle for address in painted):
            bare = self.painter.paint() if painted else self.shown
        changed = changes(self.shown, bare, LEAST_CONTRAST)
        alone = _overlapping({address: self.letters[address] for address in painted})
        hidden: list[tuple[TextItem, Why, list[Letter]]] = []
        for address, why in self.suspects.items():
            held = self.letters[address]
            if why is Why.TINY or why is Why.NOT_PAINTED:
                lost = list(held)
            else:
                lost = [letter for letter in held if not _inked(self.painter, changed, letter.box)]
                if address in alone and len(lost) < len(held):
                    lost = self._lost_alone(address, held)
            if lost:
                hidden.append((self.texts[address], why, lost))
        self.hidden = {letter.at for _, _, lost in hidden for letter in lost}
        self._astray = self._recognised_astray([lost for _, why, lost in hidden if why in _UNINKED])
        for text, why, lost in hidden:
            left = [letter for letter in lost if not self._twice(letter)]
            left = [
                letter
                for word in words_of(left)
                if self._matters(text, why, word)
                for letter in word
            ]
            if left:
                yield why, left

    def _lost_alone(self, address: int, held: Sequence[Letter]) -> list[Letter]:
        """Return the letters of one text that change nothing by themselves."""
        painter = Painter(self.scene, _around([letter.box for letter in held]))
        shown = painter.paint()
        with without([self.texts[address].handle]):
            changed = changes(shown, painter.paint(), LEAST_CONTRAST)
        return [letter for letter in held if not _inked(painter, changed, letter.box)]

    def _twice(self, letter: Letter) -> bool:
        """Say whether the same letter is seen at the same place, painted by another text."""
        if self._seen is None:
            self._seen = {}
            suspected = (each for held in self.letters.values() for each in held)
            for each in (*suspected, *self.page_letters.others(self.letters)):
                if each.at not in self.hidden:
                    self._seen.setdefault(_cell(each), []).append(each.box)
        near = (letter.box.top - letter.box.bottom) * _NEAR + 1
        character, column, row = _cell(letter)
        return any(
            abs(box.left - letter.box.left) <= near and abs(box.bottom - letter.box.bottom) <= near
            for across in (-1, 0, 1)
            for up in (-1, 0, 1)
            for box in self._seen.get((character, column + across, row + up), ())
        )

    def _matters(self, text: TextItem, why: Why, word: Sequence[Letter]) -> bool:
        """Say whether nothing that looks like words is seen in the place of a word.

        In the place of the recognised words of a scan, its picture shows them.
        """
        if why in _UNINKED:
            looks = self._looks_of(word)
            return looks is Looks.DARK or (looks is Looks.BLANK and not self._astray)
        if why is Why.COVERED and self._under_scan(text):
            return self._looks_of(word) is not Looks.WRITTEN
        return True

    def _recognised_astray(self, texts: Iterable[Sequence[Letter]]) -> bool:
        """Say whether a good part of the recognised words lies beside those of the picture.

        Then a word on blank paper is no sign that something was taken away.
        """
        found = Counter(self._looks_of(word) for held in texts for word in words_of(held))
        blank, written = found[Looks.BLANK], found[Looks.WRITTEN]
        return written > _MANY and blank > _ASTRAY * written

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

    def _looks_of(self, word: Sequence[Letter]) -> Looks:
        """Say what is seen in the place of a word, or a little above or below where that is blank.

        On a page that was scanned askew, recognised words lie beside the lines of the picture.
        """
        box = _around([letter.box for letter in word])
        high = box.top - box.bottom
        looks = self._looks_in(box, len(word))
        if looks is Looks.BLANK:
            for shift in (-_ASKEW * high, _ASKEW * high):
                moved = Box(box.left, box.bottom + shift, box.right, box.top + shift)
                if self._looks_in(moved, len(word)) is Looks.WRITTEN:
                    return Looks.WRITTEN
        return looks

    def _looks_in(self, box: Box, letters: int) -> Looks:
        """Say whether the middle of a box changes between ink and paper as letters do."""
        high = (box.top - box.bottom) * 0.2
        pixels = self.painter.pixels(Box(box.left, box.bottom + high, box.right, box.top - high))
        if pixels is None:
            return Looks.BLANK
        grey = self.shown.crop(pixels).convert("L")
        dark, light = _darkest_and_lightest(grey)
        if light - dark >= _FAINT and turns(grey, (dark + light) // 2) >= max(2, letters / 2):
            return Looks.WRITTEN
        ink = sum(grey.histogram()[:_DARK])
        return Looks.DARK if ink * 2 > grey.width * grey.height else Looks.BLANK


def _inked(painter: Painter, changed: Image.Image, box: Box) -> bool:
    """Say whether enough of a letter's box is changed."""
    pixels = painter.pixels(box)
    if pixels is None:
        return False
    found = changed.crop(pixels).histogram()
    return found[255] > 0 and found[255] >= _LEAST_INK * sum(found)


def _darkest_and_lightest(grey: Image.Image) -> tuple[int, int]:
    counts = grey.histogram()
    held = [value for value, count in enumerate(counts) if count]
    return held[0], held[-1]


def words_of(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Yield letters that follow one another in the page's text, as words."""
    word: list[Letter] = []
    for letter in sorted(letters):
        if word and letter.at != word[-1].at + 1:
            yield word
            word = []
        word.append(letter)
    if word:
        yield word


def _overlapping(held: Mapping[int, Sequence[Letter]]) -> set[int]:
    """Return the addresses of texts whose letters lie over letters of another, not too many."""
    cells: dict[tuple[int, int], list[Letter]] = defaultdict(list)
    found: set[int] = set()
    for letters in held.values():
        for letter in letters:
            column, row = int(letter.box.left // _CELL), int(letter.box.bottom // _CELL)
            for across in (-1, 0, 1):
                for up in (-1, 0, 1):
                    for other in cells.get((column + across, row + up), ()):
                        if other.address != letter.address and _over(letter.box, other.box):
                            found |= {letter.address, other.address}
            cells[column, row].append(letter)
            if len(found) >= _MOST_APART:
                return found
    return found


def _over(one: Box, other: Box) -> bool:
    """Say whether two letters share a good part of the smaller one."""
    both = one.within(other)
    across, up = both.right - both.left, both.top - both.bottom
    if across <= 0 or up <= 0:
        return False
    least = min((box.right - box.left) * (box.top - box.bottom) for box in (one, other))
    return across * up > 0.4 * least


def _shares(one: Box, other: Box) -> bool:
    both = one.within(other)
    return both.left + 1 < both.right and both.bottom + 1 < both.top


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def _cell(letter: Letter) -> tuple[str, int, int]:
    left, bottom, _, _ = letter.box
    return letter.character.casefold(), int(left // _CELL), int(bottom // _CELL)
