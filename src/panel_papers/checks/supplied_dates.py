"""The days that a supplied file names at its head, such as that of the meeting it is of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from panel_papers.checks.protocol import Subject
from panel_papers.checks.shared.amounts import amounts_in
from panel_papers.checks.words import Origin, words_of

_HEAD = 1_000
"""Characters: the head of minutes says body, day and place."""


def dates_at_head(subject: Subject, file: str) -> tuple[date, ...]:
    """Return the days that a supplied Word file or PDF names at its head, in their order."""
    return tuple(_dates("\n".join(_texts(subject, file))[:_HEAD]))


def _texts(subject: Subject, file: str) -> Iterator[str]:
    for words in words_of(subject):
        if words.origin in (Origin.WORD, Origin.PDF) and words.place(0).file == file:
            yield words.text


def _dates(text: str) -> Iterator[date]:
    for amount in sorted(amounts_in(text), key=lambda each: each.at):
        if amount.kind == "date":
            with suppress(ValueError):  # “31 February”
                yield date.fromisoformat(amount.key)
