"""Whole numbers in English words, as a paper spells them: “twenty”, “one hundred and five”."""

from __future__ import annotations

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_GREAT = ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
MOST = 10**12
"""Numbers from here on have no words here."""


def in_words(number: int) -> str:
    """Return the words of a number below a thousand thousand million, with “minus” below nought.

    Raises ValueError for a greater one.
    """
    if abs(number) >= MOST:
        raise ValueError("a number too great for words")
    return f"minus {_words(-number)}" if number < 0 else _words(number)


def _words(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" and {_words(rest)}" if rest else "")
    for size, name in _GREAT:
        if number >= size:
            many, rest = divmod(number, size)
            joined = "" if not rest else " and " if rest < 100 else " "
            return f"{_words(many)} {name}{joined}{_words(rest) if rest else ''}"
    raise AssertionError


def from_words(text: str) -> int | None:
    """Return the number that words say, or None for other words."""
    words = text.lower().replace("-", " ").replace(" and ", " ").split()
    negative = words[:1] == ["minus"]
    total, group = 0, 0
    for word in words[negative:]:
        if word in _SMALL:
            group += _SMALL.index(word)
        elif word in _TENS:
            group += _TENS.index(word) * 10
        elif word == "hundred":
            group *= 100
        elif scale := {name: size for size, name in _GREAT}.get(word):
            total, group = total + group * scale, 0
        else:
            return None
    number = -(total + group) if negative else total + group
    spelled = text.lower() if words else ""
    return number if abs(number) < MOST and in_words(number) == spelled else None
