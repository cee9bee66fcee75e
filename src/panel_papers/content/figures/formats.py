"""Numbers printed like an example: `905`, `3,755`, `£86m`, `5.9%`, `+1.5`, `twenty`."""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct

from panel_papers.content.figures.words import MOST, from_words, in_words

_SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
_EXAMPLE = re.compile(
    r"(?P<sign>[-−+])?(?P<currency>[£€$])?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)"
    r"(?:\.(?P<decimals>\d+))?(?P<gap>[ \u00a0]?)"
    r"(?:(?P<scale>k|thousand|million|m|billion|bn)|(?P<percent>%|per cent|percentage points?))?"
)
WANTED = "an example of how to print it, such as 905, 3,755, £86m, 5.9%, +1.5 or twenty"


class Format(Struct, frozen=True):
    """How a number prints.

    `grouped` puts commas between thousands; `scale` is what it is divided by; `tail` what stands
    behind it. `minus` is the sign of numbers below nought, `plus` says whether others have one.
    With `words`, the number is spelled, with a capital if `capital`.
    """

    currency: str = ""
    decimals: int = 0
    grouped: bool = True
    scale: int = 1
    tail: str = ""
    minus: str = "-"
    plus: bool = False
    words: bool = False
    capital: bool = False

    @property
    def unit(self) -> str:
        """The unit that it prints: a currency, “%”, or none."""
        return self.currency or ("%" if "%" in self.tail or "per cent" in self.tail else "")

    def rounded(self, value: Fraction) -> Fraction:
        """Return the number that is printed: rounded half up, halves away from nought."""
        step = Fraction(self.scale, 10**self.decimals)
        steps = int(abs(value) / step + Fraction(1, 2))
        return steps * step if value >= 0 else -steps * step

    def printed(self, value: Fraction) -> str:
        """Return the number as it prints. Raises ValueError where it is too great for words."""
        number = self.rounded(value)
        if self.words:
            text = in_words(int(number))
            return text[0].upper() + text[1:] if self.capital else text
        steps = abs(number) * 10**self.decimals / self.scale
        digits = str(int(steps)).rjust(self.decimals + 1, "0")
        whole = digits[: len(digits) - self.decimals]
        if self.grouped:
            whole = f"{int(whole):,}"
        decimals = f".{digits[len(digits) - self.decimals :]}" if self.decimals else ""
        sign = self.minus if number < 0 else "+" if self.plus and number > 0 else ""
        return f"{sign}{self.currency}{whole}{decimals}{self.tail}"


def read_format(example: str) -> Format | None:
    """Return how numbers like the example print; None where it is no such example."""
    example = " ".join(example.split(" "))
    if (number := from_words(example)) is not None and abs(number) < MOST:
        return Format(words=True, capital=example[:1].isupper())
    found = _EXAMPLE.fullmatch(example)
    if not found or (found["gap"] and not (found["scale"] or found["percent"])):
        return None
    if found["currency"] and found["percent"]:
        return None
    whole = found["whole"]
    return Format(
        currency=found["currency"] or "",
        decimals=len(found["decimals"] or ""),
        # an example of three digits shows nothing of thousands; papers part them with commas
        grouped="," in whole or len(whole) <= 3,
        scale=_SCALES.get(found["scale"] or "", 1),
        tail=f"{found['gap']}{found['scale'] or found['percent'] or ''}",
        minus=found["sign"] if found["sign"] in ("-", "−") else "-",
        plus=found["sign"] == "+",
    )


def plain_format(value: Fraction, unit: str) -> Format | None:
    """Return how a number prints of which no example is given; None if it has no end."""
    decimals = len(plain_number(value).partition(".")[2])
    if plain_number(value).endswith("…"):
        return None
    money = unit if unit != "%" else ""
    return Format(currency=money, decimals=decimals, tail="%" if unit == "%" else "")


def plain_number(value: Fraction) -> str:
    """Return all digits of a number; one that goes on for ever ends in “…” after twenty."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    decimals = 20
    if denominator == 1:
        decimals = next(n for n in range(10_000) if (value * 10**n).denominator == 1)
    digits = str(int(abs(value) * 10**decimals)).rjust(decimals + 1, "0")
    whole, rest = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    sign, end = "-" if value < 0 else "", "" if denominator == 1 else "…"
    return f"{sign}{whole}.{rest}{end}" if decimals else f"{sign}{whole}"
