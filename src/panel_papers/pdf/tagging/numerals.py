"""Numbers as Word's numeral formats write them (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_SYMBOLS = "*†‡§"
_ONES = (  # noqa: SIM905 - a list of words
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905 - as above
_ORDINALS = {
    **{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"},
    **{"nine": "ninth", "twelve": "twelfth"},
}


class Unwritable(Exception):  # noqa: N818 - it says of a format what it is
    """A numeral format that is not known here; its text is Word's name of it."""


def numeral(number: int, number_format: str) -> str:
    """Return a number in one of Word's formats; raises Unwritable for a format not known here."""
    write = _FORMATS.get(number_format)
    if write is None:
        raise Unwritable(number_format)
    return write(number)


def roman(number: int) -> str:
    """Return a number in small Roman numerals."""
    text = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """Return a, b, … z, aa, bb, …: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _symbols(number: int) -> str:
    """Return *, †, ‡, §, **, ††, …: Word's footnote symbols."""
    return _SYMBOLS[(number - 1) % 4] * ((number - 1) // 4 + 1) if number > 0 else ""


def _words(number: int) -> str:
    """Return One, Twenty-one, …; raises Unwritable for what is not below a hundred."""
    if not 0 <= number < 100:
        raise Unwritable("cardinalText")
    if number < 20:
        return _ONES[number].capitalize()
    tens, ones = divmod(number, 10)
    return (_TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")).capitalize()


def _ordinal_words(number: int) -> str:
    """Return First, Twenty-first, …; raises Unwritable for what is not below a hundred."""
    start, hyphen, last = _words(number).lower().rpartition("-")
    last = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{start}{hyphen}{last}".capitalize()


_FORMATS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": str,
        "decimalZero": "{:02d}".format,
        "lowerRoman": roman,
        "upperRoman": lambda number: roman(number).upper(),
        "lowerLetter": _letters,
        "upperLetter": lambda number: _letters(number).upper(),
        "ordinal": lambda number: f"{number}{_ending(number)}",
        "numberInDash": "- {} -".format,
        "chicago": _symbols,
        "none": lambda _: "",
        "cardinalText": _words,
        "ordinalText": _ordinal_words,
    }
)
