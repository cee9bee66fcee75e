"""Finds which letters of a page's suspects are seen: those that change what is painted."""

from __future__ import annotations

import itertools
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
from panel_papers.pdf.unseen.twins import Seen, over, overlapping

_LEAST_INK = 0.06
"""Of a letter's box: less of it is a rim that a covering shape left."""
_MOST_APART = 150
"""Texts that are painted one by one; of more, none is hidden behind another of them."""
_TWIN = 3.0  # points between the edges of two texts that are one, painted twice
_SCAN = 0.5  # of the page: a larger picture is a scan
_UNINKED = (Why.NOT_PAINTED, Why.TRANSPARENT)
_DARK = 110  # of 255
_MANY, _ASTRAY = 10, 0.1
_ASKEW = 0.5  # of a word's height
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
        self.handles = self._handles()
        self.inked_together: set[int] = set()  # letters, if not by themselves
        self._astray = False

    def _handles(self) -> dict[int, list[object]]:
        """Return what is left out with each text: itself, and its twins.

        PDFium gives letters that are painted twice to one of their texts alone.
        """
        lettered = set(self.page_letters.addresses)
        silent: dict[int, list[TextItem]] = defaultdict(list)
        for text in self.scene.texts:
            if text.address not in lettered:
                silent[round(text.box.left)].append(text)
        return {
            address: [text.handle]
            + [
                other.handle
                for column in range(-3, 4)
                for other in silent.get(round(text.box.left) + column, ())
                if all(abs(a - b) < _TWIN for a, b in zip(text.box, other.box, strict=True))
            ]
            for address, text in self.texts.items()
        }

    def unseen(self) -> Iterator[tuple[Why, list[Letter]]]:
        """Yield the letters of each text that are not seen, with the reason."""
        hidden = list(self._changing_nothing())
        lost = {letter.at for _, _, letters in hidden for letter in letters} - self.inked_together
        own = (each for held in self.letters.values() for each in held)
        seen = Seen(e for e in (*own, *self.page_letters.others(self.letters)) if e.at not in lost)
        recognised = [letters for _, why, letters in hidden if why in _UNINKED]
        self._astray = self._recognised_astray(recognised)
        for text, why, letters in hidden:
            left = [letter for letter in letters if not seen.shows(letter)]
            words = [word for word in words_of(left) if self._matters(text, why, word)]
            if words:
                yield why, [letter for word in words for letter in word]

    def _changing_nothing(self) -> Iterator[tuple[TextItem, Why, list[Letter]]]:
        """Yield the letters of each text without which the page looks the same.

        All suspects are left out together at first, and those alone that lie over one another.
        """
        painted = [a for a, why in self.suspects.items() if why is not Why.NOT_PAINTED]
        with without(handle for address in painted for handle in self.handles[address]):
            bare = self.painter.paint() if painted else self.shown
        changed = changes(self.shown, bare, LEAST_CONTRAST)
        alone = overlapping((self.letters[address] for address in painted), _MOST_APART)
        for address, why in self.suspects.items():
            held = self.letters[address]
            lost = list(held)
            if why not in (Why.TINY, Why.NOT_PAINTED):
                lost = _not_inked(self.painter, changed, held)
                gone = {letter.at for letter in lost}
                self.inked_together |= {each.at for each in held if each.at not in gone}
                if address in alone and len(lost) < len(held):
                    lost = self._lost_alone(address, held)
            if lost:
                yield self.texts[address], why, lost

    def _lost_alone(self, address: int, held: Sequence[Letter]) -> list[Letter]:
        """Return the letters of one text that change nothing by themselves."""
        painter = Painter(self.scene, _around([letter.box for letter in held]))
        shown = painter.paint()
        with without(self.handles[address]):
            changed = changes(shown, painter.paint(), LEAST_CONTRAST)
        return _not_inked(painter, changed, held)

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


def _not_inked(painter: Painter, changed: Image.Image, letters: Sequence[Letter]) -> list[Letter]:
    """Return the letters of a text in whose boxes too little is changed."""
    # fonts that lie about the size of their letters give boxes that lie over one another
    pairs = list(itertools.pairwise(letters))
    loose = 2 * sum(over(one.box, other.box) for one, other in pairs) > len(pairs)
    least = 0.0 if loose else _LEAST_INK
    return [letter for letter in letters if not _inked(painter, changed, letter.box, least)]


def _inked(painter: Painter, changed: Image.Image, box: Box, least: float) -> bool:
    pixels = painter.pixels(box)
    if pixels is None:
        return False
    found = changed.crop(pixels).histogram()
    return found[255] > 0 and found[255] >= least * sum(found)


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


def _shares(one: Box, other: Box) -> bool:
    both = one.within(other)
    return both.left + 1 < both.right and both.bottom + 1 < both.top


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))
