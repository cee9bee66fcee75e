"""The numbers that Word prints before items of lists: 3, c, iii, C or III."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_PART = re.compile(r"%([1-9])")
_MOST_LETTERS = 30
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def label_of(text: str, forms: Mapping[int, str], numbers: Mapping[int, int]) -> str | None:
    """Return what Word prints of a level's text, such as “%1.%2” (ECMA-376 part 1, 17.9.11).

    `forms` and `numbers` are those of the levels, counted from 0. None where a number is of a form
    that is not known here, such as “One”.
    """
    pieces = []
    end = 0
    for found in _PART.finditer(text):
        level = int(found[1]) - 1
        number = numeral(forms.get(level, "decimal"), numbers.get(level, 1))
        if number is None:
            return None
        pieces += [text[end : found.start()], number]
        end = found.end()
    return "".join([*pieces, text[end:]]).strip()


def numeral(form: str, number: int) -> str | None:
    """Return a number in one of Word's forms (17.18.59), None in one that is not known here."""
    write = _FORMS.get(form)
    return write(number) if write is not None and number >= 0 else None


def _letters(number: int) -> str:
    """Return a, b, …, z, aa, bb: Word repeats the letter."""
    if not number:
        return ""
    times, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * min(times + 1, _MOST_LETTERS)


def _roman(number: int) -> str:
    pieces = []
    left = min(number, 32_767)  # the highest that Word counts to
    for value, letters in _ROMAN:
        count, left = divmod(left, value)
        pieces.append(letters * count)
    return "".join(pieces)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}
