"""What a way to leak is: where it was read of, how it is planted, and how the build must end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_HEADS = ("B", "D", "F", "G", "K", "M", "P", "R", "S", "T", "V", "Z")
_VOWELS = ("a", "e", "i", "o", "u")
_MIDDLES = ("b", "d", "f", "g", "k", "lm", "m", "nd", "p", "rv", "st", "v", "x", "z")
_TAILS = ("k", "m", "p", "sk", "x", "zz")

# Colours that lie far apart, none of them grey, and none of the pictures' own green.
_STEPS = (0, 85, 170, 255)
COLOURS = [
    (r, g, b)
    for r in _STEPS
    for g in _STEPS
    for b in _STEPS
    if len({r, g, b}) > 1 and (r, g, b) != (0, 170, 0)
]


class Ends(StrEnum):
    """How a paper with this way in it must end.

    Cleaned: the paper is built, and the secret is in no public file; every Word file has such
    things, so that to refuse it would stop innocent papers. Stopped: a problem names the file. Any:
    either is right.
    """

    CLEANED = "cleaned"
    STOPPED = "stopped"
    ANY = "any"


@dataclass(frozen=True)
class Secret:
    """The word, or where the way hides a picture the colour, that must not come out."""

    word: str
    colour: tuple[int, int, int] | None = None

    def __str__(self) -> str:
        return self.word


@dataclass(frozen=True)
class Way:
    """One way to leak: its name, the kind of write-up it comes from, how to end, how to plant."""

    name: str
    source: str
    ends: Ends
    plant: Callable[..., Any]
    painted: bool = False
    keys: str = ""
    """What else paper.yaml says of the appendix."""
    alone: bool = False
    """Whether the way changes what the whole file shows."""

    @property
    def secret(self) -> Secret:
        """A word of its own that no dictionary has, and a colour of its own."""
        digest = hashlib.sha256(self.name.encode()).digest()

        def pick(choices: tuple[str, ...], number: int) -> str:
            return choices[digest[number] % len(choices)]

        word = pick(_HEADS, 0) + pick(_VOWELS, 1)
        word += pick(_MIDDLES, 2) + pick(_VOWELS, 3) + pick(_MIDDLES, 4) + pick(_VOWELS, 5)
        word += pick(_MIDDLES, 6) + pick(_VOWELS, 7) + pick(_TAILS, 8)
        number = int.from_bytes(digest[9:13], "big") % len(COLOURS)
        return Secret(word, COLOURS[number] if self.painted else None)


# The write-ups that the ways come from; each is a kind of failure that was published.
MANAFORT = "Manafort filing, 2019: black marks over words that can be copied"
TSA = "TSA screening manual, 2009: boxes over words, and what lies behind them"
ASTRAZENECA = "AstraZeneca contract, 2021: redacted words in the bookmarks"
NYT = "Snowden slide, 2014: a name under a box, and recognised words under it"
PACER = "Studying the frequency of redaction failures in PACER, 2011"
NSA = "NSA, Redacting with Confidence and Hidden Data in PDF: kinds of hidden data"
PSNI = "PSNI, 2023: a hidden worksheet in an answer to a request for information"
ICO = "ICO, How to disclose information safely: hiding in plain sight, pivot tables, charts"
DOSSIER = "Iraq dossier, 2003: the Word file's log, authors and paths"
SCO = "SCO complaint, 2004: tracked changes and names of earlier defendants"
INSPECTOR = "Microsoft, Remove hidden data: what the Document Inspector looks for"
CAMERA = "Photographs that told a place: EXIF, thumbnails that were never cropped"
CROPPED = "Acropalypse, 2023, and cropped pictures in Office files: what was cut is still there"
GUIDANCE = "ICO, Disclosing documents to the public securely: checklists, 2025"
CARELESS = "A careless author's files: notes, markers and leftovers in source text"
QUOTED = "Exempt appendices quoted in the open report, in other letters, forms or files"
