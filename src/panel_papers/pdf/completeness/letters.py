"""Texts made comparable: what no reader would call a difference is taken out of them.

A PDF paints glyphs, and its reader guesses spaces from their distances; engines set their own
ligatures, hyphens and quotation marks. So texts are compared without spaces, hyphens, accents and
case; which words there are is looked at beside that.
"""

from __future__ import annotations

import unicodedata
from itertools import accumulate

_ALIKE = {**dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″", '"')}
_HYPHENS = frozenset("-\u2010\u2011\u00ad\ufffe\x02")
_LEFT_OUT = ("Cc", "Cf", "Co", "Cs", "Mn", "Me", "Zs", "Zl", "Zp")


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first asked for."""

    def __missing__(self, code: int) -> str:
        self[code] = made = "".join(
            c
            for c in unicodedata.normalize("NFKD", _ALIKE.get(chr(code), chr(code))).casefold()
            if c not in _HYPHENS
            and unicodedata.category(c) not in _LEFT_OUT
            and not _is_pictograph(c)
        )
        return made


def _is_pictograph(character: str) -> bool:
    """Return whether a character is an emoji or the like.

    Engines paint it from another font than the words around it, before or after them; whether a
    font has it is another check's matter.
    """
    return character > "\uffff" and unicodedata.category(character) == "So"


TABLE = _Table()


def letters(text: str) -> str:
    """Return a text as it is compared: letters, digits and marks, without spaces."""
    return text.translate(TABLE)


def words(text: str) -> tuple[str, list[int]]:
    """Return a text as it is compared, and where in it each of its words begins."""
    made = [word for word in map(letters, text.split()) if word]
    return "".join(made), list(accumulate(map(len, made), initial=0))[:-1]


def right_to_left(text: str) -> bool:
    """Return whether a text has letters of a script that runs from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in ("R", "AL") for character in text
    )


def wordlike(text: str) -> int:
    """Return how many letters and digits a text has."""
    return sum(character.isalnum() for character in text)
