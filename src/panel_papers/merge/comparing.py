"""What a reviewer changed in paragraphs: each character of the new text, kept or new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.merge.blocks import Block
from panel_papers.merge.chars import Char
from panel_papers.merge.reading import OBJECT, Paragraph
from panel_papers.merge.writing import Written

_WORD = re.compile(r"\s|\w+|[^\w\s]")
_INNER = "#_Ref_"  # links that the build makes of references
_END = "\u2029"
NOTE = "\ufffc"
"""What a mark of a footnote is read as."""
NUMBER = re.compile(r"\d")


class Old(Struct, frozen=True, eq=False):
    """A paragraph of the built file, and the block of Markdown that it prints."""

    paragraph: Paragraph
    block: Block


class FigureChange(Struct, frozen=True):
    """A figure that was changed in Word: its tag as typed, and what was typed in its place."""

    tag: str
    printed: str
    typed: str


class Compared(Struct, frozen=True):
    """The new texts of paragraphs, and the figures that were typed over."""

    texts: tuple[tuple[Written, ...], ...]
    figures: tuple[FigureChange, ...]


def fits(old: Old) -> bool:
    """Say whether a paragraph shows, letter by letter, what its block says."""
    shown = [each.text for each in old.paragraph.chars]
    return bool(old.block.typed) and shown == [each.text for each in old.block.chars]


def same(old: Paragraph, new: Paragraph) -> bool:
    """Say whether two paragraphs show the same in the same look."""
    return [*map(_look, old.chars)] == [*map(_look, new.chars)]


def looks_the_same(one: Char, other: Char) -> bool:
    """Say whether two characters are the same in the same look."""
    return _look(one) == _look(other)


def compare(olds: Sequence[Old], news: Sequence[Paragraph]) -> Compared:
    """Return what became of the characters of paragraphs that follow each other.

    A paragraph that was split or joined keeps its characters, and so its figures.
    """
    before = [(old, n) for old in olds for n in (*range(len(old.paragraph.chars)), -1)]
    one = "".join(_END if n < 0 else old.paragraph.chars[n].text for old, n in before)
    other = "".join(new.text + _END for new in news)
    kept: dict[int, int] = {}
    changes: list[FigureChange] = []
    for tag, i1, i2, j1, j2 in operations(one, other):
        if tag == "equal":
            kept |= zip(range(j1, j2), range(i1, i2), strict=True)
    kept = _whole_figures(before, kept, one, other, changes)
    inner = _inner_links(before)
    texts: list[tuple[Written, ...]] = []
    at = 0
    for new in news:
        chars = [
            replace(c, link=inner.get(c.link, ""))
            if c.link.startswith(_INNER) and n not in kept
            else c
            for n, c in enumerate(new.chars, at)
        ]
        texts.append(
            tuple(_written(char, before, kept.get(at + n)) for n, char in enumerate(chars))
        )
        at += len(new.chars) + 1
    return Compared(tuple(texts), tuple(changes))


def operations(one: str, other: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what became of the letters, word by word."""
    old, new = _WORD.findall(one), _WORD.findall(other)
    begins = [0]
    for each in old:
        begins.append(begins[-1] + len(each))
    starts = [0]
    for each in new:
        starts.append(starts[-1] + len(each))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag, begins[i1], begins[i2], starts[j1], starts[j2]


def _whole_figures(
    before: Sequence[tuple[Old, int]],
    kept: dict[int, int],
    one: str,
    other: str,
    changes: list[FigureChange],
) -> dict[int, int]:
    """Return what is kept without figures in part; add those that were typed over to `changes`."""
    new_of = {old: new for new, old in kept.items()}
    for start, end, tag in _figures(before):
        places = [new_of.get(n) for n in range(start, end)]
        if None not in places and places == [
            *range(places[0] or 0, (places[0] or 0) + end - start)
        ]:
            first = places[0] or 0
            glued = _glued(other, first, first + end - start) != _glued(one, start, end)
            if not glued:
                continue
        typed = typed_instead(new_of, start, end, other)
        if any(p is not None for p in places) or NUMBER.search(typed):
            changes.append(FigureChange(tag, one[start:end], typed.strip()))
        for place in places:
            if place is not None:
                kept.pop(place, None)
    return kept


def _glued(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Say whether digits are typed to either side of a figure: they would change it."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (
        bool(re.search(r"\d[.,]?$", before)),
        bool(re.match(r"[.,]?\d", after)),
    )


def _inner_links(before: Sequence[tuple[Old, int]]) -> dict[str, str]:
    """Return what was typed for each link inside the document; "" for references found in words."""
    return {
        old.paragraph.chars[n].link: old.block.typed[n].char.link
        for old, n in before
        if n >= 0 and old.block.typed and old.paragraph.chars[n].link.startswith(_INNER)
    }


def _figures(before: Sequence[tuple[Old, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield from where to where each figure is in the old text, and its tag."""
    start, tag = None, ""
    for at, (old, n) in enumerate(before):
        typed = old.block.typed[n] if n >= 0 and old.block.typed else None
        if start is not None and (typed is None or not typed.figure or typed.first):
            yield start, at, tag
            start = None
        if typed is not None and typed.figure and typed.first:
            start, tag = at, typed.figure


def typed_instead(new_of: Mapping[int, int], start: int, end: int, other: str) -> str:
    """Return what is new between the letters that were kept before and after a figure."""
    first = next((new_of[n] + 1 for n in range(start - 1, -1, -1) if n in new_of), 0)
    last = next(
        (new_of[n] for n in range(end, max(new_of, default=0) + 1) if n in new_of), len(other)
    )
    return other[first:last].replace(_END, " ")


def _written(char: Char, before: Sequence[tuple[Old, int]], at: int | None) -> Written:
    """Return a character of the new text, with the marks that the author's Markdown gives it."""
    if at is None or before[at][1] < 0:
        return Written(char)
    old, n = before[at]
    shown, typed = old.paragraph.chars[n], old.block.typed[n]
    marks = (typed.char.marks - (shown.marks - char.marks)) | (char.marks - shown.marks)
    link = typed.char.link if _address(shown.link) == _address(char.link) else char.link
    note = typed.label or typed.char.note
    return Written(replace(typed.char, marks=marks, link=link, note=note), old.block, n)


def _look(char: Char) -> tuple[str, frozenset[str], str, str]:
    return char.text, char.marks, _address(char.link), char.note


def _address(link: str) -> str:
    """Return an address in one form: LibreOffice adds “/” to a bare host."""
    return link.removesuffix("/")


def looks_in_part(text: Sequence[Written]) -> str | None:
    """Return the first figure of which only a part has a look: a tag has one. None: there is none.

    A space in it has no look of its own.
    """
    figure: list[Char] = []
    for each in [*text, None]:
        typed = each.of.typed[each.kept] if each and each.of and each.kept is not None else None
        if typed is None or not typed.figure or typed.first:
            if len({(c.marks, c.link) for c in figure if not c.text.isspace()}) > 1:
                return "".join(c.text for c in figure)
            figure = []
        if each is not None and typed is not None and typed.figure:
            figure.append(each.char)
    return None


def unusual(new: Paragraph, text: Sequence[Written], olds: Sequence[Old]) -> str | None:
    """Say what in a new text cannot be typed in Markdown; None where there is nothing."""
    if any(each.char.text == OBJECT for each in text):
        return "a picture or another object"
    notes = {c.note for old in olds for c in old.paragraph.chars if c.text == NOTE}
    if any(each.text == NOTE and each.note not in notes for each in new.chars) or any(
        each.char.text == NOTE and each.kept is None for each in text
    ):
        return "a footnote"
    return None
