"""Finds words that mix alphabets whose letters look alike: “pаypal” with a Cyrillic “а”.

Words wholly of such letters are found too, where they are in a text of Latin letters.

After Unicode Technical Standard 39, 5.1 (mixed-script detection): only letters that look like those
of the word's other alphabet count, so “μm”, “kΩ”, “Δt” and “SMS-ка” are words as they should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

# UTS 39, confusables.txt: letters that look like a Latin one.
_LIKE_LATIN = {
    "Cyrl": frozenset("АВЕЅІЈКМНОРСТУХҮԚԜаеѕіјорсухһԁԛԝүӀӏвгкмнтпгьѵ"),
    "Grek": frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορτυϲϳ"),
    "Armn": frozenset("ՍՕԼոսօհցզյ"),
}
# Letters that are found beside Latin ones in no ordinary word at all.
_NEVER = frozenset({"Cher", "Copt", "Lisu", "Dsrt", "Runr"})
_OTHERS = re.compile(
    "[\u0370-\u058f\u13a0-\u13ff\u1f00-\u1fff\u2c80-\u2cff\ua4d0-\ua4ff\uab70-\uabbf]"
)
_WORD = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff])+")


@lru_cache(maxsize=4096)
def script(character: str) -> str:
    """Return a character's script as ISO 15924 names it (“Latn”); “Zyyy” is common to many."""
    from fontTools import unicodedata  # noqa: PLC0415 - few papers hold anything to ask about

    return str(unicodedata.script(character))


# Of these, the ones that look like a Latin letter, in most typefaces.
_TWINS = {
    "Cyrl": frozenset("АВЕЅІЈКМНОРСТУХҮԚԜаеѕіјорсухһԁԛԝүӀӏѵ"),
    "Grek": frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ"),
    "Armn": frozenset("ՍՕԼոսօհց"),
}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LEAST_LETTERS = 2
"""Letters of a word wholly of look-alikes; a single letter may be a sign or a list's mark."""


class MixedWord(Struct, frozen=True):
    """A word, where it begins, and its letters that are of another alphabet than most."""

    start: int
    word: str
    foreign: str


def words_of_two_alphabets(text: str) -> Iterator[MixedWord]:
    """Yield the words in which a letter only looks like one of the others' alphabet."""
    if _OTHERS.search(text) is None:
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if _OTHERS.search(word) is None:
            continue
        scripts = [(letter, script(letter)) for letter in word]
        present = {each for _, each in scripts} - {"Zyyy", "Zinh", "Zzzz"}
        if len(present) < 2:
            continue
        foreign = _foreign(scripts, present)
        if foreign:
            yield MixedWord(match.start(), word, foreign)


def words_of_look_alikes(text: str) -> Iterator[MixedWord]:
    """Yield the words wholly of letters that look like Latin ones, in paragraphs of Latin words.

    A paragraph (a line) is judged by itself. Where it has another word of the same alphabet that
    does not look Latin, it is a text in that alphabet, and nothing of it is yielded; as UTS 39, 4
    (whole-script confusables) asks for a context, too.
    """
    if _OTHERS.search(text) is None:
        return
    start = 0
    for line in text.split("\n"):
        if _OTHERS.search(line) is not None and _LATIN.search(line) is not None:
            for match in _look_alikes(line):
                yield MixedWord(start + match.start(), match[0], match[0])
        start += len(line) + 1


def _look_alikes(line: str) -> list[re.Match[str]]:
    """Return the words of a line that look Latin and have no letter of the Latin alphabet."""
    found: dict[str, list[re.Match[str]]] = {name: [] for name in _TWINS}
    written: set[str] = set()  # alphabets of which the line has words that look like no others
    for match in _WORD.finditer(line):
        if _OTHERS.search(match[0]) is None:
            continue
        present = {script(letter) for letter in match[0]} - {"Zyyy", "Zinh", "Zzzz"}
        if len(present) != 1 or (name := present.pop()) not in found:
            continue
        alike = {letter for letter in match[0] if script(letter) == name} <= _TWINS[name]
        if not alike:
            written.add(name)
        elif len(match[0]) >= _LEAST_LETTERS:
            found[name].append(match)
    return [match for name, each in found.items() if name not in written for match in each]


def _foreign(scripts: list[tuple[str, str]], present: set[str]) -> str:
    """Return the letters that deceive, "" where none does."""
    never = "".join(letter for letter, each in scripts if each in _NEVER)
    if never and present - _NEVER:
        return never
    counts = {each: sum(1 for _, s in scripts if s == each) for each in present}
    for other in ("Cyrl", "Grek", "Armn"):
        if other not in counts:
            continue
        alike = [c for c, each in scripts if each == other and c in _LIKE_LATIN[other]]
        if "Latn" in counts and alike:
            if other == "Grek" and _is_of_a_formula(scripts):
                continue
            if counts["Latn"] < counts[other]:
                return "".join(letter for letter, each in scripts if each == "Latn")
            return "".join(letter for letter, each in scripts if each == other)
    if "Cyrl" in counts and "Grek" in counts:
        fewer = min(("Cyrl", "Grek"), key=lambda each: counts[each])
        return "".join(letter for letter, each in scripts if each == fewer)
    return ""


def _is_of_a_formula(scripts: list[tuple[str, str]]) -> bool:
    """Say whether a word is a sign with its index, or a unit: “ρg”, “νmax”, “αs”."""
    first, rest = scripts[0], scripts[1:]
    is_small = first[1] == "Grek" and first[0].islower()
    return is_small and len(rest) <= 4 and all(each == "Latn" for _, each in rest)
