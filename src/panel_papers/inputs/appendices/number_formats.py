"""An Excel number format, read whole: its sections, signs, colours, divisors, units and words.

ECMA-376 part 1, 18.8.30 and 18.8.31. What a section shows of a number is worked out here digit by
digit, because a paper must know more than the text: its unit, what it was divided by, and whether
the text has lost the number's sign. (The `ssf` package gives texts only, from floats, and has had
no release since 2020.)
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from msgspec import Struct

_LONGEST = 255  # characters of a format, as Excel has it
_COLOURS = {"black", "white", "red", "green", "blue", "yellow", "magenta", "cyan"}
_COLOUR = re.compile(r"color ?\d{1,2}", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_CODES = {"GBP": "£", "EUR": "€", "USD": "$"}
_SIGNS = re.compile(r"[£€$]|\b(?:GBP|EUR|USD)\b")
_SCALE = re.compile(
    r"\s*(?:(?P<bn>bn|billion)|(?P<m>mn?|M|million)|(?P<k>[kK]|thousand|[’']?000s?))(?![A-Za-z0-9])"
)
_SURE_SCALE = re.compile(r"thousand|million|billion|bn|000")
_NEGATIVE = re.compile(r"[-−–(]")
# Of the last digit that is shown; what is less is left over by a computer's arithmetic.
_RESIDUE = Decimal("0.001")
_KEYWORD = re.compile(r"general", re.IGNORECASE)


class _Token(Struct, frozen=True):
    """A piece of a section: `kind` is “text”, “digit”, “point”, “comma”, “percent” or “general”."""

    kind: str
    text: str


class Section(Struct, frozen=True):
    """One section of a format; it is not `known` where it shows what is not worked out here."""

    tokens: tuple[_Token, ...]
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


class ShownNumber(Struct, frozen=True):
    """A number as its format shows it.

    `value` is the number that the text says: a percentage times 100, divided where the format
    divides, times a thousand where the text says “k”. `divided` is what it was divided by without a
    word of it in the text. `brackets` says that numbers below zero have them. `nothing` says that a
    number prints as zero; `problem` is what the format does to the number, or empty.
    """

    text: str
    value: Decimal
    unit: str
    divided: int = 1
    brackets: bool = False
    nothing: bool = False
    problem: str = ""


SIGN_LOST = "shows a number below zero without a sign"
SIGN_TURNED = "shows a minus or brackets for a number above zero"
SCALE_DIFFERS = "divides by one number and names another"


@lru_cache(maxsize=512)
def read_sections(number_format: str) -> tuple[Section, ...] | None:
    """Return the sections of a format, or None where it is none."""
    if len(number_format) > _LONGEST:
        return None
    sections = [_section(each) for each in _split(number_format)]
    return tuple(sections) if sections and len(sections) <= 4 else None


def shown_number(number: Decimal, number_format: str) -> ShownNumber | None:
    """Return what a format shows of a number, or None where that is not known here."""
    sections = read_sections(number_format)
    if sections is None or not number.is_finite():
        return None
    # what a spreadsheet holds has 309 digits at most; Decimal's own arithmetic is exact to 28
    with localcontext(prec=700):
        chosen = _choose(number, sections)
        if chosen is None or not chosen[0].known:
            return None
        return _shown(number, *chosen, sections)


def shown_text(text: str, number_format: str) -> str:
    """Return a text as the fourth section of a format shows it: `"Ref "@`."""
    sections = read_sections(number_format)
    if sections is None:
        return text
    section = sections[3] if len(sections) == 4 else sections[-1]
    places = [each for each in section.tokens if each.kind == "at"]
    if not places:
        return text
    return "".join(text if each.kind == "at" else each.text for each in section.tokens).strip()


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

    tokens: list[_Token] = []
    condition: tuple[str, Decimal] | None = None
    colour: str = ""
    known: bool = True

    def bracketed(self, inside: str) -> None:
        """Take in what square brackets hold: a currency, a condition or a colour."""
        if inside.startswith("$"):
            self.tokens.append(_Token("text", inside[1:].partition("-")[0]))
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
        self.tokens.append(_Token(kind, character))


def _section(typed: str) -> Section:
    reading = _Reading()
    at = 0
    while at < len(typed):
        character, held = typed[at], typed[at + 1 : at + 2]
        if character == '"':
            end = typed.find('"', at + 1)
            end = len(typed) if end < 0 else end
            reading.tokens.append(_Token("text", typed[at + 1 : end]))
            at = end
        elif character in "\\_*":
            if character != "*":  # a fill repeats its letter; a padding is as wide as its letter
                reading.tokens.append(_Token("text", held if character == "\\" else " "))
            at += 1
        elif character == "[" and "]" in typed[at:]:
            end = typed.index("]", at)
            reading.bracketed(typed[at + 1 : end])
            at = end
        elif keyword := _KEYWORD.match(typed, at):
            reading.tokens.append(_Token("general", ""))
            at = keyword.end() - 1
        else:
            reading.character(character)
        at += 1
    tokens = tuple(reading.tokens)
    if not any(each.kind in ("digit", "general", "at") for each in tokens):
        tokens = tuple(_Token("text", each.text) for each in tokens)
    return Section(tokens, reading.condition, reading.colour, reading.known)


def _choose(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool] | None:
    """Return the section that shows a number, and whether it shows it without its own sign."""
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
            only_below = condition in (("<", Decimal(0)), ("<=", Decimal(0)))
            rest_below = (
                condition is None
                and conditions[0] in ((">=", Decimal(0)), (">", Decimal(0)))
                and len(sections) == 2
            )
            return section, (only_below or rest_below) and number < 0
    return None


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


def _shown(
    number: Decimal, section: Section, unsigned: bool, sections: tuple[Section, ...]
) -> ShownNumber:
    tokens = section.tokens
    kinds = [each.kind for each in tokens]
    literal = section.literal
    unit = "%" if "%" in literal else _currency(literal)
    brackets = any("(" in each.before and ")" in each.literal for each in sections[:2])
    if "general" in kinds or kinds == ["at"]:
        digits = general(abs(number))
        body = "".join(digits if t.kind in ("general", "at") else t.text for t in tokens)
        signed = number < 0 and not unsigned
        text = f"{'-' if signed else ''}{body}".strip()
        problem = SIGN_LOST if number < 0 and unsigned and not _says_negative(section) else ""
        return ShownNumber(text, number, unit, brackets=brackets, problem=problem)
    if "digit" not in kinds:
        text = literal.strip()
        text = f"-{text}" if number < 0 and not unsigned and len(sections) == 1 and text else text
        return ShownNumber(text, number, unit, brackets=brackets)
    percents = kinds.count("percent")
    divisor = 1000 ** _scaling_commas(tokens)
    scaled = abs(number) * 100**percents / divisor
    body, zero = _body(scaled, tokens)
    decimals = sum(t.kind == "digit" and _after_point(tokens, i) for i, t in enumerate(tokens))
    nothing = zero and scaled >= _RESIDUE.scaleb(-decimals)
    named = _named_scale(tokens, unit, divisor)
    signed = number < 0 and not unsigned and not zero
    text = f"{'-' if signed else ''}{body}".strip()
    problem = ""
    opposite = _choose(-number, sections)
    positive = opposite[0] if opposite else None
    if number < 0 and unsigned and not zero and not _says_negative(section, positive):
        problem = SIGN_LOST
        if section.colour and (positive is None or section.colour != positive.colour):
            text, problem = f"-{text}", ""  # the sign that the colour stood for
    elif number > 0 and _NEGATIVE.search(section.before) and _is_sign(section):
        problem = SIGN_TURNED
    if named > 1 and divisor not in (1, named):
        problem = SCALE_DIFFERS
    value = number * 100**percents / divisor * named
    return ShownNumber(
        text=text,
        value=value,
        unit=unit,
        divided=divisor if named == 1 else 1,
        brackets=brackets,
        nothing=nothing,
        problem=problem,
    )


def _is_sign(section: Section) -> bool:
    """Say whether what is before the digits is a minus, or brackets that close behind them."""
    before = section.before.strip()
    if before.count("(") > before.count(")"):
        return section.literal.rstrip().endswith(")")
    return before[:1] in ("-", "−", "–") or before[-1:] in ("-", "−", "–")


def _says_negative(section: Section, positive: Section | None = None) -> bool:
    """Say whether a section's own texts show that its numbers are below zero."""
    if _NEGATIVE.search(section.literal):
        return True
    bare = re.compile(r"[\s)£€$%,.]")
    own = bare.sub("", section.literal)
    return bool(own) and (positive is None or own != bare.sub("", positive.literal))


def _currency(literal: str) -> str:
    found = _SIGNS.search(literal)
    return _CODES.get(found[0], found[0]) if found else ""


def _scaling_commas(tokens: tuple[_Token, ...]) -> int:
    """Return how often a format divides by a thousand: the commas behind the last digit."""
    count, behind_digit = 0, False
    whole_ends = max(
        (i for i, t in enumerate(tokens) if t.kind == "digit" and not _after_point(tokens, i)),
        default=-1,
    )
    for index, token in enumerate(tokens):
        if token.kind == "digit":
            behind_digit = True
        elif token.kind == "comma":
            count += behind_digit and index > whole_ends
        else:
            behind_digit = False
    return count


def _after_point(tokens: tuple[_Token, ...], index: int) -> bool:
    return any(each.kind == "point" for each in tokens[:index])


def _named_scale(tokens: tuple[_Token, ...], unit: str, divisor: int) -> int:
    """Return the thousand or million that the text behind the digits names; else 1."""
    last = max(i for i, each in enumerate(tokens) if each.kind == "digit")
    behind = "".join(each.text for each in tokens[last + 1 :] if each.kind == "text")
    found = _SCALE.match(behind)
    if not found or unit == "%":
        return 1
    if not (unit or divisor > 1 or _SURE_SCALE.search(found[0])):
        return 1  # “m” may be metres
    return 10**9 if found["bn"] else 10**6 if found["m"] else 10**3


def _body(scaled: Decimal, tokens: tuple[_Token, ...]) -> tuple[str, bool]:
    """Return the texts and digits of a section, and whether no digit but 0 is among them."""
    point = next((i for i, each in enumerate(tokens) if each.kind == "point"), len(tokens))
    whole_at = [i for i, each in enumerate(tokens) if each.kind == "digit" and i < point]
    part_at = [i for i, each in enumerate(tokens) if each.kind == "digit" and i > point]
    rounded = scaled.quantize(Decimal(1).scaleb(-len(part_at)), ROUND_HALF_UP)
    whole, _, part = format(rounded, "f").partition(".")
    commas = [i for i, each in enumerate(tokens) if each.kind == "comma"]
    grouped = any(whole_at and whole_at[0] < i < whole_at[-1] for i in commas)
    shown = {**_whole(whole, whole_at, tokens, grouped=grouped), **_part(part, part_at, tokens)}
    optional = all(tokens[at].text == "#" for at in part_at)
    bare = bool(part_at) and optional and not any(shown[at] for at in part_at)
    out = ""
    for index, each in enumerate(tokens):
        if each.kind == "digit":
            out += shown[index]
        elif each.kind == "comma" or (each.kind == "point" and bare):
            continue
        elif each.kind == "point" and not whole_at:
            out += whole.lstrip("0") + "."
        else:
            out += each.text
    return out, not rounded


def _whole(
    digits: str, places: list[int], tokens: tuple[_Token, ...], *, grouped: bool
) -> dict[int, str]:
    """Return the digits at each place of the whole number, those without a place at the first."""
    digits = digits.lstrip("0")
    needed = next((n for n, at in enumerate(places) if tokens[at].text == "0"), len(places))
    least = len(places) - needed
    if len(digits) < least:
        digits = digits.rjust(least, "0")
    found: dict[int, str] = {}
    count = 0
    for order, at in enumerate(reversed(places)):
        is_first = order == len(places) - 1
        taken = digits if is_first else digits[-1:]
        digits = digits[: len(digits) - len(taken)]
        text = ""
        for digit in reversed(taken):
            text = digit + ("," if grouped and count and count % 3 == 0 else "") + text
            count += 1
        found[at] = text or (" " if tokens[at].text == "?" else "")
    return found


def _part(digits: str, places: list[int], tokens: tuple[_Token, ...]) -> dict[int, str]:
    kept = len(digits.rstrip("0"))
    return {
        at: digits[n]
        if n < kept or any(tokens[later].text == "0" for later in places[n:])
        else (" " if tokens[at].text == "?" else "")
        for n, at in enumerate(places)
    }


def general(number: Decimal) -> str:
    """Return a number as the format “General” shows it: eleven digits at most."""
    text = format(Decimal(f"{number:.11g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
