"""What an Excel number format shows of a number, and what it does to it.

What a section shows of a number is worked out here digit by
digit, because a paper must know more than the text: its unit, what it was divided by, and whether
the text has lost the number's sign. (The `ssf` package gives texts only, from floats, and has had
no release since 2020.)
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from msgspec import Struct

from panel_papers.inputs.appendices.format_sections import (
    Section,
    Token,
    choose_section,
    read_sections,
)

_CODES = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥"}
_SIGNS = re.compile(r"[£€$¥₹]|\b(?:GBP|EUR|USD|JPY|CHF|SEK|NOK|DKK|PLN|AUD|CAD|NZD)\b")
_POINTS = re.compile(r"\bpp\b|\bpercentage points?\b")
_PENCE = re.compile(r"\s?p(?:ence)?\b")
_SCALE = re.compile(
    r"[\s(]*(?:(?P<bn>bn|billion)|(?P<m>mn?|M|million|,000,000)|(?P<k>[kK]|thousand|[,’']?000s?))"
    r"(?![A-Za-z0-9])"
)
_SURE_SCALE = re.compile(r"[kK]|thousand|million|billion|bn|000")
_SCALE_WORD = re.compile(r"(?:bn|billion|mn?|million|k|thousand)s?", re.IGNORECASE)
# What a table shows for no number at all.
_NOTHING = re.compile(r"(?:[-–—.0]+|nil|none|zero|n/?a|n\.a\.)?", re.IGNORECASE)
_NEGATIVE = re.compile(r"[-−–(]")
# Of the last digit that is shown; what is less is left over by a computer's arithmetic.
_RESIDUE = Decimal("0.001")


class ShownNumber(Struct, frozen=True):
    """A number as its format shows it.

    `value` is the number that the text says: a percentage times 100, divided where the format
    divides, times a thousand where the text says “k”. `divided` is what it was divided by without a
    word of it in the text. `brackets` says that numbers below zero have them. `nothing` says that a
    number prints as zero; `problem` is what the format does to the number, or empty. `in_words`
    says that the text has no digit of the number: “<5”, “overspend”.
    """

    text: str
    value: Decimal
    unit: str
    divided: int = 1
    brackets: bool = False
    nothing: bool = False
    problem: str = ""
    in_words: bool = False


SIGN_LOST = "shows a number below zero without a sign"
SIGN_TURNED = "shows a minus or brackets for a number above zero"
SCALE_DIFFERS = "divides the number for print, and the letter behind it says another divisor"
SHOWN_AS_NOTHING = "shows a number that is not zero as if there were none"


def shown_number(number: Decimal, number_format: str) -> ShownNumber | None:
    """Return what a format shows of a number, or None where that is not known here."""
    sections = read_sections(number_format)
    if sections is None or not number.is_finite():
        return None
    # what a spreadsheet holds has 309 digits at most; Decimal's own arithmetic is exact to 28
    with localcontext(prec=700):
        chosen = choose_section(number, sections)
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


def _shown(
    number: Decimal, section: Section, unsigned: bool, sections: tuple[Section, ...]
) -> ShownNumber:
    tokens = section.tokens
    kinds = [each.kind for each in tokens]
    literal = section.literal
    unit = _unit(literal)
    brackets = any("(" in each.before and ")" in each.literal for each in sections[:2])
    if "general" in kinds or kinds == ["at"]:
        digits = general(abs(number))
        body = "".join(digits if t.kind in ("general", "at") else t.text for t in tokens)
        signed = number < 0 and not unsigned
        text = f"{'-' if signed else ''}{body}".strip()
        text, problem = _with_sign(text, number, section, sections, lost=unsigned)
        return ShownNumber(text, number, unit, brackets=brackets, problem=problem)
    if "digit" not in kinds:
        text = literal.strip()
        text = f"-{text}" if number < 0 and not unsigned and len(sections) == 1 and text else text
        lost = text and number and _NOTHING.fullmatch(text.strip(" £€$%()"))
        problem = SHOWN_AS_NOTHING if lost else ""
        return ShownNumber(
            text, number, unit, brackets=brackets, problem=problem, in_words=bool(number)
        )
    percents = kinds.count("percent")
    divisor = 1000 ** _scaling_commas(tokens)
    scaled = abs(number) * 100**percents / divisor
    body, zero = _body(scaled, tokens)
    decimals = sum(t.kind == "digit" and _after_point(tokens, i) for i, t in enumerate(tokens))
    nothing = zero and scaled >= _RESIDUE.scaleb(-decimals)
    named = _named_scale(tokens, unit, divisor)
    signed = number < 0 and not unsigned and not zero
    text = f"{'-' if signed else ''}{body}".strip()
    text, problem = _with_sign(text, number, section, sections, lost=unsigned and not zero)
    if named > 1 and divisor not in (1, named):
        problem = SCALE_DIFFERS
    value = number * 100**percents / divisor * named
    if not unit and named == 1 and _is_in_pence(tokens):
        value, unit = value / 100, "£"
    return ShownNumber(
        text=text,
        value=value,
        unit=unit,
        divided=divisor if named == 1 else 1,
        brackets=brackets,
        nothing=nothing,
        problem=problem,
    )


def _with_sign(
    text: str, number: Decimal, section: Section, sections: tuple[Section, ...], *, lost: bool
) -> tuple[str, str]:
    """Return a text with the sign that its colour stands for, and what is wrong with its sign.

    `lost` says that the section shows a number below zero as if it were above.
    """
    opposite = choose_section(-number, sections)
    positive = opposite[0] if opposite else None
    if number < 0 and lost and not _says_negative(section, positive):
        if section.colour and (positive is None or section.colour != positive.colour):
            return f"-{text}", ""
        return text, SIGN_LOST
    if number > 0 and _NEGATIVE.search(section.before) and _is_sign(section):
        return text, SIGN_TURNED
    return text, ""


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
    own = bare.sub("", _SCALE_WORD.sub("", section.literal))
    other = "" if positive is None else bare.sub("", _SCALE_WORD.sub("", positive.literal))
    return bool(own) and (positive is None or own != other)


def _unit(literal: str) -> str:
    """Return the unit that the texts of a section say: “%”, “percentage points”, a currency."""
    if "%" in literal:
        return "%"
    if _POINTS.search(literal):
        return "percentage points"
    found = _SIGNS.search(literal)
    return _CODES.get(found[0], found[0]) if found else ""


def _is_in_pence(tokens: tuple[Token, ...]) -> bool:
    """Say whether the text behind the digits is “p” or “pence”."""
    return bool(_PENCE.fullmatch(_behind(tokens).rstrip()))


def _scaling_commas(tokens: tuple[Token, ...]) -> int:
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


def _after_point(tokens: tuple[Token, ...], index: int) -> bool:
    return any(each.kind == "point" for each in tokens[:index])


def _named_scale(tokens: tuple[Token, ...], unit: str, divisor: int) -> int:
    """Return the thousand or million that the text behind the digits names; else 1."""
    found = _SCALE.match(_behind(tokens))
    if not found or unit == "%":
        return 1
    if not (unit or divisor > 1 or _SURE_SCALE.search(found[0])):
        return 1  # “m” may be metres
    return 10**9 if found["bn"] else 10**6 if found["m"] else 10**3


def _behind(tokens: tuple[Token, ...]) -> str:
    """Return the texts behind the last digit."""
    last = max(i for i, each in enumerate(tokens) if each.kind == "digit")
    return "".join(each.text for each in tokens[last + 1 :] if each.kind == "text")


def _body(scaled: Decimal, tokens: tuple[Token, ...]) -> tuple[str, bool]:
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
    digits: str, places: list[int], tokens: tuple[Token, ...], *, grouped: bool
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


def _part(digits: str, places: list[int], tokens: tuple[Token, ...]) -> dict[int, str]:
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
