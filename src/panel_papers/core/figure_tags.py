"""What a text prints for a figure: its number, its number without sign, or a word by its sign.

`{{ figures.NAME }}`, `{{ figures.NAME | abs }}` and
`{{ figures.NAME | direction("underspend", "overspend", "on budget") }}`. Nothing else is a tag.
"""

from __future__ import annotations

import re

from msgspec import Struct

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
# Word and some keyboards write curly quotes, and not always in pairs.
_QUOTES = ('"', "'", "“”", "‘’")
_WORD = "(?:" + "|".join(rf"[{q}](?!\s*[{q}])[^{q}{{}}\\]+[{q}]" for q in _QUOTES) + ")"
_WORDS = rf"{_WORD}\s*,\s*{_WORD}(?:\s*,\s*{_WORD})?"
# In a table of Markdown the bar has a backslash before it.
_FILTER = rf"\s*\\?\|\s*(?:abs|direction\s*\(\s*{_WORDS}\s*\))"
FIGURE = re.compile(rf"(?<!\\)\{{\{{\s*figures\s*\.\s*({_NAME}(?:{_FILTER})?)\s*\}}\}}")
"""A tag of a figure; an editor may have broken the line inside. Its group is for `figure_tag`.

With a backslash before it, it prints as typed.
"""
_MAYBE = re.compile(r"\{|[\[(<$%#@]\s?%?=?\s?fig\w{0,9}\s?[.:]|\bfigures\.\w+_", re.IGNORECASE)
_EACH_WORD = re.compile(_WORD)
_FIRST_NAME = re.compile(_NAME)


class FigureTag(Struct, frozen=True):
    """A tag, read: the figure's name, whether its sign is left out, and words by its sign.

    `words` are those for numbers above zero, below zero and, perhaps, for zero.
    """

    name: str
    absolute: bool = False
    words: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The tag in one spelling: what is looked up for it."""
        if self.words:
            return f"{self.name} | direction({', '.join(f'“{each}”' for each in self.words)})"
        return f"{self.name} | abs" if self.absolute else self.name


def may_hold_tag(text: str) -> bool:
    """Say whether a text may hold a tag of a figure, also a mistyped one."""
    return bool(_MAYBE.search(text))


def figure_tag(said: str) -> FigureTag:
    """Return what the group of a match of `FIGURE` says."""
    found = _FIRST_NAME.match(said)
    name = found[0] if found else said
    rest = said[len(name) :]
    words = tuple(" ".join(each[1:-1].split()) for each in _EACH_WORD.findall(rest))
    return FigureTag(name, bool(rest.strip()) and not words, words)
