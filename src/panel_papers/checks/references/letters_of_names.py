"""The letters of an abbreviation and the words of a name: which words make which letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_SMALL = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"}
_SMALL |= {"with", "against", "s"}
_REACH = 12  # words before the bracket
_PARTS = re.compile(r"[-–/’'&,]")


def words_of(short: str, before: str) -> str | None:
    """Return the words at the end of `before` whose first letters make `short`, if they do.

    Small words count or do not, as the letters need; each part of “anti-social” counts, or the
    whole word alone.
    """
    letters = re.sub(r"[^A-Z]", "", short)
    words = before.split()[-_REACH:]
    for first in range(len(words) - 1, -1, -1):
        if _makes(letters.lower(), words[first:]) and words[first].lower() not in _SMALL:
            return " ".join(words[first:])
    return None


def _makes(letters: str, words: list[str]) -> bool:
    """Return whether the words' first letters make the letters, in order, none left over."""
    ends = {0}  # how many letters the words so far can have made
    for word in words:
        parts = [part for part in _PARTS.split(word.lower()) if part]
        step = set[int]()
        for end in ends:
            for initials in _initials(parts, word):
                if letters.startswith(initials, end):
                    step.add(end + len(initials))
        ends = step
        if not ends:
            return False
    return len(letters) in ends


def _initials(parts: list[str], word: str) -> set[str]:
    firsts = [re.sub(r"[^a-z0-9]", "", part)[:1] for part in parts]
    ways = {"".join(firsts), "".join(firsts[:1])}
    if word.lower().strip(",") in _SMALL or not "".join(firsts):
        ways.add("")
    capitals = re.sub(r"[^A-Z]", "", word)
    if len(capitals) > 1:
        ways.add(capitals.lower())
    return ways


def nearly(short: str, before: str) -> tuple[str, str] | None:
    """Return the name at the end of `before` whose letters are one off, and its true letters."""
    words: list[str] = []
    for word in reversed(before.split()[-_REACH:]):
        if not (word[0].isupper() or word.lower() in _SMALL):
            break
        words.insert(0, word)
    while words and words[0].lower() in _SMALL:
        words.pop(0)
    letters = re.sub(r"[^A-Z]", "", short)
    for first in range(len(words)):
        name = words[first:]
        if name[0].lower() in _SMALL:
            continue
        for small in (False, True):
            true = "".join(word[0].upper() for word in name if small or word.lower() not in _SMALL)
            if len(true) > 2 and true[0] == letters[:1] and _one_off(true, letters):
                return " ".join(name), true
    return None


def _one_off(one: str, other: str) -> bool:
    """Return whether two texts differ by one letter: another, a missing one, or two swapped."""
    if len(one) == len(other):
        differ = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(differ) == 2 and sorted(one) == sorted(other)
        return len(differ) == 1 or swapped
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:i] + long[i + 1 :] == short for i in range(len(long))
    )


class _Step:
    """A letter in a tree of abbreviations: what may follow it, and the abbreviations it ends."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Step] = {}
        self.ends: list[str] = []

    def after(self, letters: str) -> _Step | None:
        """Return the step that these letters lead to."""
        step: _Step | None = self
        for letter in letters:
            step = step.next.get(letter) if step else None
        return step


def first_names(shorts: Sequence[str], texts: Sequence[str]) -> Mapping[str, str]:
    """Return, for each abbreviation, the first words of the texts that make its letters.

    Each word of such a name begins with a capital. All abbreviations are looked for at once, in
    one tree of their letters: the time does not grow with their number.
    """
    root = _Step()
    for short in shorts:
        step = root
        for letter in re.sub(r"[^a-z]", "", short.lower()):
            step = step.next.setdefault(letter, _Step())
        step.ends.append(short)
    capitals = {short[0] for short in shorts}
    most = max(map(len, shorts), default=0) + 4
    found: dict[str, str] = {}
    for text in texts:
        words = text.split()
        for first, word in enumerate(words):
            if word[0] in capitals and word.lower() not in _SMALL:
                for short, name in _names_from(words[first : first + most], root):
                    found.setdefault(short, name)
    return found


def _names_from(words: Sequence[str], root: _Step) -> Iterator[tuple[str, str]]:
    """Yield abbreviations that the first of these words make, the fewest words first."""
    steps = {root}
    for count, word in enumerate(words, 1):
        small = word.lower() in _SMALL
        if not small and not word[0].isupper():
            return
        ways = _initials([part for part in _PARTS.split(word.lower()) if part], word)
        steps = {after for step in steps for way in ways if (after := step.after(way))}
        if not steps:
            return
        if count < 2 or small:
            continue
        for step in steps:
            for short in step.ends:
                if short[0] == words[0][0] and count <= len(short) + 4:
                    yield short, " ".join(words[:count]).rstrip(".,;:)’'")
