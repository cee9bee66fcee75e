"""Letters that look like those of our alphabet: Cyrillic, Greek and a few more.

A name typed with one of them reads as before, and no search finds it. The pairs are those of
Unicode Technical Standard 39 (confusables.txt) that a reader of English takes for one letter, and
letters with a stroke, which decomposition (NFKD) leaves as they are.
"""

from __future__ import annotations

import re

_CYRILLIC = dict(zip("авекмнорстухіјѕԁһӏԛԝьгп", "abekmhopctyxijsdhlqwbrn", strict=True))
_GREEK = dict(zip("αβγεηικνορτυχω", "abyenikvoptuxw", strict=True))
_GREEK_CAPITALS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True))
_STROKES = dict(zip("øłđħŧıɑɡƒðØŁĐĦŦ", "oldhtiagfdOLDHT", strict=True))
_JOINED = str.maketrans({"æ": "ae", "œ": "oe", "þ": "th", "Æ": "Ae", "Œ": "Oe", "Þ": "Th"})
_TABLE = str.maketrans(
    _CYRILLIC
    | {each.upper(): letter.upper() for each, letter in _CYRILLIC.items()}
    | _GREEK
    | _GREEK_CAPITALS
)
_MARKED = str.maketrans(_STROKES)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")


def in_latin(text: str) -> str:
    """Return a text, as long as before, with such letters replaced by those that they look like.

    A word is left alone if it is written in another alphabet: without a Latin letter, and with a
    letter that looks like none.
    """
    if text.isascii():
        return text
    return _WORD.sub(_replaced, text.translate(_MARKED))


def _replaced(match: re.Match[str]) -> str:
    word = match[0]
    if word.isascii():
        return word
    latin = word.translate(_TABLE)
    return latin if latin.isascii() or _LATIN.search(word) else word


def parted(text: str) -> str:
    """Return a text with letters that are two in one as two: “æ” as “ae”."""
    return text.translate(_JOINED)
