"""The bytes of a text file as text, or each place where they are not text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from panel_papers.core import InputsError, Place, Problem

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_SAVE_AS_UTF_8 = "open the file in Notepad, choose File › Save as, then Encoding: UTF-8, and save"
# A file in another encoding has a problem in nearly every line; the first few say it all.
_ENOUGH = 20
_MOST_COUNTED = 1_000

# Controls but tab and line ends, surrogates and non-characters: XML 1.0 section 2.2 cannot carry
# most of them, and none of them prints.
_UNPRINTABLE = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\n\t"
# No word or address is as long, and to break such a one into lines takes engines ever longer.
# Chinese and Japanese have no spaces, but their own commas and full stops.
_LONGEST = 10_000
_WORD = r"[^\s,;|\u3001\u3002\uff0c\uff0e\uff1a\uff1b]"
_ENDLESS = re.compile(f"(?<!{_WORD}){_WORD}{{{_LONGEST + 1},}}")
_C0_NAMES = (
    "NULL",
    "START OF HEADING",
    "START OF TEXT",
    "END OF TEXT",
    "END OF TRANSMISSION",
    "ENQUIRY",
    "ACKNOWLEDGE",
    "BELL",
    "BACKSPACE",
    "TABULATION",
    "LINE FEED",
    "LINE TABULATION",
    "FORM FEED",
    "CARRIAGE RETURN",
    "SHIFT OUT",
    "SHIFT IN",
    "DATA LINK ESCAPE",
    "DEVICE CONTROL ONE",
    "DEVICE CONTROL TWO",
    "DEVICE CONTROL THREE",
    "DEVICE CONTROL FOUR",
    "NEGATIVE ACKNOWLEDGE",
    "SYNCHRONOUS IDLE",
    "END OF TRANSMISSION BLOCK",
    "CANCEL",
    "END OF MEDIUM",
    "SUBSTITUTE",
    "ESCAPE",
    "FILE SEPARATOR",
    "GROUP SEPARATOR",
    "RECORD SEPARATOR",
    "UNIT SEPARATOR",
)


def read_text(data: bytes, place: Place) -> str:
    """Return the text of a UTF-8 file, without byte order mark and with line feeds only.

    `place` is the file. Raises InputsError with the places of bytes that are not UTF-8, of
    characters that cannot be printed, and of words without end.
    """
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            found = f"The file’s letters are saved as {encoding}, and only UTF-8 is read"
            raise InputsError([_not_utf_8(Place(place.file, 1, 1), found)])
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        raise InputsError(_undecodable(data, place)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = list(islice(_faults(text, place), _MOST_COUNTED))
    if problems:
        raise InputsError(_first(problems))
    return text


def _faults(text: str, place: Place) -> Iterator[Problem]:
    """Yield the problems with characters and words; a file of nothing else has millions."""
    line, start = 1, 0
    for match in () if _is_printable(text) else _UNPRINTABLE.finditer(text):
        at = match.start()
        line += text.count("\n", start, at)
        start = at
        column = at - text.rfind("\n", 0, at)
        yield unprintable_problem(match.group(), Place(place.file, line, column))
    for match in _ENDLESS.finditer(text) if _has_long_line(text) else ():
        before = text[: match.start()]
        line, column = before.count("\n") + 1, match.start() - before.rfind("\n")
        yield _endless(match[0], Place(place.file, line, column))


def _is_printable(text: str) -> bool:
    """Say whether no character needs to be looked for: a hundred times as fast as a search."""
    if text.isascii():
        return not text.encode("ascii").translate(None, _PRINTABLE)
    return text.replace("\n", "").replace("\t", "").isprintable()


def _has_long_line(text: str) -> bool:
    """Say whether a line is longer than a word may be, by looking at its end only."""
    start = 0
    while (end := text.rfind("\n", start, start + _LONGEST + 1)) >= 0:
        start = end + 1
    return len(text) - start > _LONGEST


def endless_words(text: str, place: Place) -> list[Problem]:
    """Return the problems with words that are too long for the lines of a page."""
    return [_endless(match[0], place) for match in _ENDLESS.finditer(text)]


def unprintable(text: str) -> list[tuple[int, str]]:
    """Return the characters that no document can carry, each with its position from 1."""
    return [(match.start() + 1, match.group()) for match in _UNPRINTABLE.finditer(text)]


def unprintable_problem(character: str, place: Place) -> Problem:
    """Return the problem with one character that no document can carry."""
    return Problem(
        "control-character",
        place,
        f"The text has an invisible character that cannot be printed: U+{ord(character):04X} "
        f"({_character_name(character)})",
        "",
        "delete the line and type it again",
    )


def _endless(word: str, place: Place) -> Problem:
    return Problem(
        "endless-word",
        place,
        f"“{word[:20]}…” has {len(word):,} characters without a space, too many for a line",
        f"words and addresses of at most {_LONGEST:,} characters",
        "delete it, or type spaces between its words",
    )


def _character_name(character: str) -> str:
    point = ord(character)
    if point < len(_C0_NAMES):
        return _C0_NAMES[point]
    if point == 0x7F:
        return "DELETE"
    if unicodedata.category(character) == "Cs":
        return "half of a surrogate pair"
    return "a C1 control" if point < 0xA0 else unicodedata.name(character, "not a character")


def _undecodable(data: bytes, place: Place) -> list[Problem]:
    """Return the first problem in each line that is not UTF-8."""
    problems = []
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    for number, line in enumerate(lines, 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(line[: error.start].decode("utf-8")) + 1
            byte = line[error.start : error.start + 1]
            found = (
                "The file’s letters are not saved as UTF-8, the way that is read: it has the "
                f"byte 0x{byte.hex().upper()} here"
            )
            likely = byte.decode("cp1252", "ignore")
            if likely:
                found += f" (“{likely}” in Windows-1252)"
            problems.append(_not_utf_8(Place(place.file, number, column), found))
    return _first(problems)


def _not_utf_8(place: Place, found: str) -> Problem:
    return Problem("not-utf-8", place, found, "", _SAVE_AS_UTF_8)


def _first(problems: list[Problem]) -> list[Problem]:
    """Return the first problems of one kind; the last of them says how many more there are."""
    if len(problems) <= _ENOUGH:
        return problems
    last = problems[_ENOUGH - 1]
    count = len(problems) - _ENOUGH
    least = "at least " if len(problems) == _MOST_COUNTED else ""
    more = f"{last.found}; there are {least}{count} more like it in this file"
    told = Problem(last.code, last.place, more, last.wanted, last.hint)
    return [*problems[: _ENOUGH - 1], told]


def other_separator(text: str) -> str | None:
    """Return in words what is between the cells of a CSV file if it is not commas.

    Its header then has no comma, and each row as many “;”, tabs or “|” as the header; where a “;”
    is, a comma may be the decimal point.
    """
    rows = [row for row in text.split("\n") if row.strip()]
    for separator, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        counts = {row.count(separator) for row in rows}
        if rows and "," not in rows[0] and len(counts) == 1 and counts != {0}:
            return name
    return None
