"""The words and signs for scales: “£000”, “£'000s”, “£m”, “£0.0m”, “k£”, “GBP thousand”, “£bn”."""

from __future__ import annotations

import re

_QUOTE = "[’'‘`´′″]"
CURRENCIES = {"gbp": "£", "eur": "€", "usd": "$", "pound": "£", "euro": "€", "dollar": "$"}
_CURRENCY = r"[£€$]|\b(?:gbp|eur|usd)\b|\b(?:gbp|eur|usd)(?=k\b|m\b|bn\b)"
# “£000,000” is a million pounds, and “£,000” a thousand
_MILLIONS = (
    rf"{_QUOTE}?000[,\s{_QUOTE[1:-1]}]?000(?:{_QUOTE}?s)?|(?:0(?:\.0+)?\s?)?(?:m(?:n|m|ln|il|ill|io)?"
    rf"(?:{_QUOTE}?s)?|millions?)"
)
_THOUSANDS = (
    rf"(?:[x×]\s?)?[,{_QUOTE[1:-1]}]?\s?000(?:{_QUOTE}?s)?|[x×]\s?1,?000|1,?000{_QUOTE}?s"
    rf"|(?:0(?:\.0+)?\s?)?{_QUOTE}?k(?:{_QUOTE}?s)?|thousands?|thou|ths?"
)
_BILLIONS = rf"(?:0(?:\.0+)?\s?)?bn(?:{_QUOTE}?s)?|billions?"
SIZE = rf"(?:(?P<m>{_MILLIONS})|(?P<bn>{_BILLIONS})|(?P<k>{_THOUSANDS}))(?![\w%]|[,.]\d)"
"""A size; the group that matched says which."""
AMOUNT = rf"(?P<currency>{_CURRENCY})(?P<gap>\)\s?\(|[\s,(]{{0,2}})(?:in )?{SIZE}"
"""A currency and its size: “£000”, “£ (thousands)”, “GBP million”."""
TURNED = (
    r"(?<![\w,.])(?<!\d\s)(?:(?P<k>[’'‘]?000s?|k|thousands?)|(?P<m>millions?|mn?)|(?P<bn>billions?|bn))"
    r"\s?(?:of )?(?P<currency>[£€$]|gbp\b|eur\b|usd\b|pounds?\b|euros?\b|dollars?\b)(?!\s?\d)"
)
"""A size before its currency: “K£”, “thousand pounds”, “millions of pounds”."""
BARE_CURRENCY = rf"(?P<currency>[£€$])(?:{_QUOTE}?s\b)?(?!\w|[.,]\S)|\b(?P<code>gbp|eur|usd)\b"
"""A currency that no size follows: “Budget (£)”."""
# “£00”, “£0000”, “£10,000s”: an amount that is a scale, and nobody knows which
UNCLEAR = re.compile(
    rf"[£€$]\s?(?:{_QUOTE}?0(?:[0,{_QUOTE[1:-1]}]*0)?{_QUOTE}?s?(?![\w.])|x\s?\d[\d,]*|\d+0*,?0*{_QUOTE}?s\b"
    r"|hundreds?\b|tens of \w+|tn\b|trillions?\b|lakhs?\b|crores?\b)"
    # “Budget £1000”, “Budget (×£1,000)”, “tenths of £m”, “Budget (hundreds)”
    r"|[x×*]\s?[£€$]\s?1,?000\b|(?<=\()[£€$]\s?1,?000(?=\))|(?<=\()hundreds(?=\))"
    r"|\b10[³⁶3-69^]{1,2}\s?[£€$]|(?<=\bbudget )[£€$]\s?1,?000$",
    re.IGNORECASE,
)
"""What looks like a scale and is none that is known."""
PART_OF = re.compile(
    r"\b(?:tens|tenths|hundreds|hundredths) of (?:thousands|millions|[£€$]\s?\w{1,3})",
    re.IGNORECASE,
)
"""A scale that is a part or a multiple of one that is known."""


def size_of(found: re.Match[str]) -> int:
    """Return what 1 stands for by the groups of a match."""
    return 10**9 if found["bn"] else 10**6 if found["m"] else 10**3 if found["k"] else 1


def currency_of(text: str | None) -> str:
    """Return the sign of a currency: “£” for “GBP” and “pounds”."""
    said = (text or "").casefold().rstrip("s")
    return CURRENCIES.get(said, (text or "")[:1])


def written(unit: str, scale: int) -> str:
    """Return how a heading says a unit and scale: “£000”."""
    return unit + {10**3: "000", 10**6: "m", 10**9: "bn"}.get(scale, "")
