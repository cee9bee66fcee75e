"""Finds characters that make a text say something else than it shows: unseen or turning its order.

What writing needs passes: marks of direction in Arabic and Hebrew lines, joiners in Indic, Arabic
and Mongolian words and in emoji, flags of nations, breaks between words of Thai and Khmer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from panel_papers.content.alphabets import script, words_of_two_alphabets

# Unicode Standard Annex 9, table 4 (embeddings, overrides, isolates) and the marks of 2.6.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_MARKS = "\u200e\u200f\u061c"
_TURNING_ONES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" + _MARKS)
_UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SUSPECT = re.compile(f"[{_TURNING}{_MARKS}{_UNSEEN}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
# The flags of England, Scotland, Wales: UTS 51, ED-14a.
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
# ISO 15924 names of scripts whose letters change their shape by joiners (Unicode 23.2).
_JOINED = re.compile(
    "Adlm|Arab|Beng|Deva|Gran|Gujr|Guru|Khmr|Knda|Kthi|Mand|Mlym|Mong|Mymr|Nkoo|Orya|Phag|Rohg|Sidd"
    "|Sinh|Syrc|Taml|Telu|Thaa|Tibt|Tirh"
)
_WITHOUT_SPACES = re.compile("Hani|Hira|Kana|Bopo|Khmr|Laoo|Mymr|Thai|Tibt|Lana|Talu")
_SHOWN = 4


class Deception(Struct, frozen=True):
    """What was found from an offset of a text on: in words, with code points and names."""

    start: int
    found: str


def deceptions(text: str, *, strict: bool = False) -> list[Deception]:
    """Return what in a text is not as it shows, in order; lines are judged by themselves.

    With `strict`, a soft hyphen counts too, which is ordinary in prose.
    """
    found = [*_unseen(text, strict=strict), *_mixed(text)]
    return sorted(found, key=lambda each: each.start)


def _mixed(text: str) -> Iterator[Deception]:
    for each in words_of_two_alphabets(text):
        letters = _named(each.foreign)
        yield Deception(each.start, f"“{each.word}” mixes letters of two alphabets, with {letters}")


def _unseen(text: str, *, strict: bool) -> Iterator[Deception]:
    if _SUSPECT.search(text) is None:
        return
    flags = {at for flag in _FLAG.finditer(text) for at in range(*flag.span())}
    start = 0
    for line in text.split("\n"):
        is_right_to_left = _RIGHT_TO_LEFT.search(line) is not None
        odd = [
            match.start()
            for match in _SUSPECT.finditer(line)
            if start + match.start() not in flags
            and not _is_needed(line, match.start(), is_right_to_left, strict=strict)
        ]
        turning = [at for at in odd if line[at] in _TURNING_ONES]
        if turning:
            what = "which changes the order of the text"
            yield _of_characters([line[at] for at in turning], start + turning[0], what)
        for run in _runs([at for at in odd if line[at] not in _TURNING_ONES]):
            what = "which no page shows"
            yield _of_characters([line[at] for at in run], start + run[0], what)
        start += len(line) + 1


def _runs(places: list[int]) -> Iterator[list[int]]:
    """Yield places that follow each other together."""
    run: list[int] = []
    for at in places:
        if run and run[-1] != at - 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _of_characters(characters: list[str], start: int, what: str) -> Deception:
    many = "s" * (len(characters) > 1)
    verb = what.replace("changes", "change") if many else what
    return Deception(
        start, f"The text has the invisible character{many} {_named(characters)}, {verb}"
    )


def _named(characters: Iterable[str]) -> str:
    """Return code points with their names, of many the first."""
    each = list(dict.fromkeys(characters))
    named = [f"U+{ord(c):04X} ({unicodedata.name(c, 'without a name')})" for c in each[:_SHOWN]]
    more = f" and {len(each) - _SHOWN} others" if len(each) > _SHOWN else ""
    return ", ".join(named) + more


def _is_needed(line: str, at: int, is_right_to_left: bool, *, strict: bool) -> bool:
    """Say whether a character belongs where it is."""
    character = line[at]
    before, after = line[at - 1] if at else "", line[at + 1 : at + 2]
    needed = False
    if character in _MARKS:
        needed = is_right_to_left
    elif character == "\u00ad":
        needed = not strict and not (before.isdigit() and after.isdigit())
    elif character == "\u200b":
        needed = _is_between(_WITHOUT_SPACES, before, after)
    elif character in "\u200c\u200d":
        joins = character == "\u200d" and _is_emoji(before) and _is_emoji(after)
        needed = joins or _is_between(_JOINED, before, after)
    elif "\ufe00" <= character <= "\ufe0f":
        needed = _varies(before, after)
    elif "\U000e0100" <= character <= "\U000e01ef":
        needed = before != "" and script(before) == "Hani"
    elif "\u180b" <= character <= "\u180f":
        needed = _is_between(re.compile("Mong"), before, after)
    return needed


def _is_between(scripts: re.Pattern[str], before: str, after: str) -> bool:
    return any(scripts.match(script(each)) for each in (before, after) if each)


def _is_emoji(character: str) -> bool:
    """Say whether a character is a pictograph, or what varies one (UTS 51)."""
    if not character:
        return False
    return (
        unicodedata.category(character) == "So"
        or character in "\ufe0f\U0001f3fb\U0001f3fc"
        or ("\U0001f3fd" <= character <= "\U0001f3ff")
    )


def _varies(before: str, after: str) -> bool:
    """Say whether a variation selector has something to vary: a symbol, a keycap, a Han sign."""
    if not before or before.isspace() or _SUSPECT.match(before):
        return False
    if before in "0123456789#*":
        return after == "\u20e3"
    return script(before) not in ("Latn", "Grek", "Cyrl")
