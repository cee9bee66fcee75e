"""The sections of an Excel number format: their digits, texts, conditions and colours.

ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

_LONGEST = 255  # characters of a format, as Excel has it
_COLOURS = {"black", "white", "red", "green", "blue", "yellow", "magenta", "cyan"}
_COLOUR = re.compile(r"color ?\d{1,2}", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
# The first two of eight digits of a language are numerals, 01 being ours (18.8.31).
_NUMERALS = re.compile(r"(?!0*1)[0-9a-f]{1,2}[0-9a-f]{6}", re.IGNORECASE)
_KEYWORD = re.compile(r"general", re.IGNORECASE)


class Token(Struct, frozen=True):
    """A piece of a section: `kind` is “text”, “digit”, “point”, “comma”, “percent” or “general”."""

    kind: str
    text: str


class Section(Struct, frozen=True):
    """One section of a format; it is not `known` where it shows what is not worked out here."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    colour: str
    known: bool

    @property
    def literal(self) -> str:
        """All its texts."""
        return "".join(each.text for each in self.tokens if each.kind in ("text", "percent"))

    @property
    def before(self) -> str:
        """The texts before its first digit."""
        found = ""
        for each in self.tokens:
            if each.kind in ("digit", "point", "general"):
                break
            found += each.text if each.kind == "text" else ""
        return found


@lru_cache(maxsize=512)
def read_sections(number_format: str) -> tuple[Section, ...] | None:
    """Return the sections of a format, or None where it is none."""
    if len(number_format) > _LONGEST:
        return None
    sections = [_section(each) for each in _split(number_format)]
    return tuple(sections) if sections and len(sections) <= 4 else None


def _split(number_format: str) -> list[str]:
    """Return the sections as typed; a semicolon in quotes or behind a backslash parts none."""
    parts, start, at = [], 0, 0
    while at < len(number_format):
        character = number_format[at]
        if character == '"':
            end = number_format.find('"', at + 1)
            at = len(number_format) if end < 0 else end
        elif character in "\\_*":
            at += 1
        elif character == ";":
            parts.append(number_format[start:at])
            start = at + 1
        at += 1
    return [*parts, number_format[start:]]


class _Reading(Struct):
    """One section on its way in."""

    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    colour: str = ""
    known: bool = True

    def bracketed(self, inside: str) -> None:
        """Take in what square brackets hold: a currency, a condition or a colour."""
        if inside.startswith("$"):
            currency, _, language = inside[1:].partition("-")
            self.tokens.append(Token("text", currency))
            self.known = self.known and not _NUMERALS.fullmatch(language)
        elif found := _CONDITION.fullmatch(inside.replace(" ", "")):
            self.condition = found[1], Decimal(found[2])
        elif inside.lower() in _COLOURS or _COLOUR.fullmatch(inside):
            self.colour = inside.lower().replace(" ", "")
        else:
            self.known = False  # hours beyond a day, numerals of another script

    def character(self, character: str) -> None:
        """Take in a character that is neither quoted nor in brackets."""
        kinds = {".": "point", ",": "comma", "%": "percent", "@": "at"}
        kind = "digit" if character in "0#?" else kinds.get(character, "text")
        # letters are parts of dates, or of nothing that is known; a stroke is a fraction's
        self.known = self.known and not (
            kind == "text" and (character == "/" or character.isalpha())
        )
        self.tokens.append(Token(kind, character))


def _section(typed: str) -> Section:
    reading = _Reading()
    at = 0
    while at < len(typed):
        character, held = typed[at], typed[at + 1 : at + 2]
        if character == '"':
            end = typed.find('"', at + 1)
            end = len(typed) if end < 0 else end
            reading.tokens.append(Token("text", typed[at + 1 : end]))
            at = end
        elif character in "\\_*":
            if character != "*":  # a fill repeats its letter; a padding is as wide as its letter
                reading.tokens.append(Token("text", held if character == "\\" else " "))
            at += 1
        elif character == "[" and "]" in typed[at:]:
            end = typed.index("]", at)
            reading.bracketed(typed[at + 1 : end])
            at = end
        elif keyword := _KEYWORD.match(typed, at):
            reading.tokens.append(Token("general", ""))
            at = keyword.end() - 1
        else:
            reading.character(character)
        at += 1
    tokens = tuple(reading.tokens)
    if not any(each.kind in ("digit", "general", "at") for each in tokens):
        tokens = tuple(Token("text", each.text) for each in tokens)
    return Section(tokens, reading.condition, reading.colour, reading.known)


def choose_section(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool] | None:
    """Return the section that shows a number, and whether it shows it without its own sign.

    None where no condition holds.
    """
    numeric = sections[:3]
    if len(sections) == 1 and sections[0].condition is None:
        return sections[0], False
    if any(each.condition for each in numeric):
        return _by_condition(number, numeric)
    if number < 0:
        return numeric[1], True
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], False


def _by_condition(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool] | None:
    standard = [(">", Decimal(0)), ("<", Decimal(0)), None]
    first = sections[0].condition
    conditions = [each.condition for each in sections]
    if len(sections) > 1 and first is not None and conditions[1] is None and len(sections) > 2:
        conditions[1] = standard[1]
    if first is None:
        conditions[0] = standard[0] if len(sections) > 2 else (">=", Decimal(0))
    for section, condition in zip(sections, conditions, strict=True):
        if condition is None or _holds(number, condition):
            rest_below = (
                condition is None and len(sections) == 2 and _leaves_only_negatives(conditions[0])
            )
            return section, (_is_only_negative(condition) or rest_below) and number < 0
    return None


def _is_only_negative(condition: tuple[str, Decimal] | None) -> bool:
    """Say whether no number above zero meets a condition; Excel then writes no sign of its own."""
    if condition is None:
        return False
    sign, limit = condition
    return (sign in ("<", "<=") and limit <= 0) or (sign == "=" and limit < 0)


def _leaves_only_negatives(condition: tuple[str, Decimal] | None) -> bool:
    return condition is not None and condition[0] in (">", ">=") and condition[1] <= 0


def _holds(number: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[sign]
