"""What every page of a pack is marked with: the words of its number, and the look of DRAFT.

The pack is stamped with these, and the finished file is checked for them.
"""

from __future__ import annotations

import re

PAGE_NUMBER = "Page {page}"
"""The words of a page's number: `{page}` is the number, `{pages}` that of the last page."""

DRAFT = "DRAFT"
DRAFT_COLOUR = "0.87"
"""The colour of DRAFT in the pack: a grey from 0 to 1, or three numbers for red, green, blue."""
DRAFT_COLOUR_IN_WORD = "silver"
"""The same in Word, which paints it half transparent: a name of HTML, or “#” and six digits."""

_NUMBER = r"[A-Z]?\d+"
_NUMBERS = re.compile(r"\{pages?\}")


def page_number(page: int, pages: int, prefix: str = "") -> str:
    """Return what is printed on a page; `prefix` is before both numbers (“R3”)."""
    return PAGE_NUMBER.format(page=f"{prefix}{page}", pages=f"{prefix}{pages}")


def number_pattern() -> re.Pattern[str]:
    """Return an expression for the number of any page."""
    return re.compile(_NUMBER.join(map(re.escape, _NUMBERS.split(PAGE_NUMBER))))


def rest_pattern() -> re.Pattern[str]:
    """Return an expression for one word of the number of a page."""
    words = dict.fromkeys(_NUMBERS.sub("0", PAGE_NUMBER).split())
    return re.compile("|".join(_NUMBER if word == "0" else re.escape(word) for word in words))
