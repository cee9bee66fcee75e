"""What a check calculated and found right, for the hand-over sheet."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class ConfirmedKind(StrEnum):
    """The kinds of things that are calculated and found right, as a heading names them."""

    TOTAL = "Totals that add up"
    WHOLE = "Percentages that sum to 100"
    ASSERTION = "Assertions of figures.yaml that hold"


class Confirmed(Struct, frozen=True):
    """One thing that was calculated in this build and is right, in words.

    `assertion` is the text of one, and `figures` are the names in it.
    """

    kind: ConfirmedKind
    words: str
    assertion: str | None = None
    figures: frozenset[str] = frozenset()
