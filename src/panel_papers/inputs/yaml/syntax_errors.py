"""What is wrong with a text that is not YAML, in the words of someone who never heard of YAML."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from panel_papers.core import Place, Problem

_QUOTES = 'put the whole value in quotes: “title: "Plan: part 2"”'
_UNKNOWN = (
    "This line, or the line above it, cannot be read",
    "lines such as “name: value” or “- value”",
    "write both lines as “name: value”, the name at the left edge, with a space after the "
    'colon and quotes (") around text that has a colon or bracket',
)
_ESCAPE = re.compile(r"\\[xuU]?$")
_SPECIAL = {
    "&": "Text that begins with “&” has no quotes around it",
    "*": "Text that begins with “*” has no quotes around it",
    "@": "Text that begins with “@” has no quotes around it",
    "`": "Text that begins with “`” has no quotes around it",
    "%": "Text that begins with “%” has no quotes around it",
    "!": "Text that begins with “!” has no quotes around it",
    "|": "Text that begins with “|” has no quotes around it",
    ">": "Text that begins with “>” has no quotes around it",
}


def place_of(text: str, index: int, file: str) -> Place:
    """Return the line and column of the character at `index`."""
    starts = _line_starts(text)
    line = bisect_right(starts, index)
    return Place(file, line, index - starts[line - 1] + 1)


@lru_cache(maxsize=4)  # each value of a file asks for its place
def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def syntax_problem(text: str, index: int | None, opened: int | None, file: str) -> Problem:
    """Return the problem at which reading stopped.

    `index` is the character that could not be read where that is known, `opened` the one that
    began what was being read. Judged from the text itself: no library's wording is relied on.
    """
    if index is None:
        return Problem("yaml-syntax", Place(file, 1, 1), *_UNKNOWN)
    index = min(index, len(text))
    found, hint = None, None
    if opened is not None and opened < len(text):
        found, hint = _begun(text, index, opened)
        if found:
            index = opened
    if not found:
        found, hint = _at(text, index)
    return Problem("yaml-syntax", place_of(text, index, file), found, "", hint)


def _begun(text: str, index: int, opened: int) -> tuple[str | None, str | None]:
    """Return what is wrong with what began at `opened`, and what to do; None if that is not it."""
    first = text[opened]
    if first in "\"'" and index >= len(text.rstrip()):
        return "A quotation mark is never closed", f"close it with another {first}"
    if first in "[{" and text[index : index + 1] not in ("\t", "@", "`"):
        close = {"[": "]", "{": "}"}[first]
        hint = f'close it with “{close}”, or put double quotes (") around it if it is text'
        return f"The list that begins with “{first}” is not closed, or lacks a comma", hint
    if first in "&*" and index > opened + 1:
        return _SPECIAL[first], _QUOTES
    return None, None


def _at(text: str, index: int) -> tuple[str, str]:
    """Return what is at `index` that cannot be read, and what to do about it."""
    character = text[index : index + 1]
    before = text[text.rfind("\n", 0, index) + 1 : index]
    blank = not before.strip()
    cases = [
        (
            re.search(r":\s+[>|]$", before) and character.strip(),
            f"Text that begins with “{before[-1:]}” has no quotes around it",
            f'put the whole value in quotes: “"{before[-1:]}{character} …"”',
        ),
        (
            blank and "\t" in before + character,
            "The line begins with a tab",
            "use spaces instead of the tab",
        ),
        (
            character == ":" and re.search(r":\s", before),
            "The line has a second colon, and its text has no quotes",
            _QUOTES,
        ),
        (
            character == ":",
            "The colon does not follow a name",
            "write a name before the colon, as in “title: Budget”; or, if the line above has "
            "a name only, type a colon behind that",
        ),
        (character and character in "]}", f"The bracket “{character}” was never opened", _QUOTES),
        (character in _SPECIAL, _SPECIAL.get(character, ""), _QUOTES),
        (
            character == "\\" or _ESCAPE.search(before),
            "A backslash cannot be used in this way between double quotes",
            "put single quotes (') around the text in place of double ones",
        ),
        (
            before.rstrip().endswith(("'", '"')),
            "There is text after the closing quotation mark",
            "type a quotation mark inside quotes twice, or put the whole value in quotes",
        ),
        (
            text[max(index - 1, 0) : index] in ("&", "*"),
            "Text that begins with “&” or “*” has no quotes around it",
            _QUOTES,
        ),
        (
            blank and character and text[:index].rstrip().rpartition("\n")[2] == "...",
            "This line follows “...”, which ends the file’s text",
            "delete the line “...”, or quote it where it is text",
        ),
        (
            blank and character.strip(),
            "This line does not fit the lines above it",
            "give it the same indentation as its neighbours, and a name with “:” or a “- ”",
        ),
    ]
    for applies, found, hint in cases:
        if applies:
            return found, hint
    found, _, hint = _UNKNOWN
    return found, hint
