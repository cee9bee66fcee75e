"""Says in plain English why a validator gave no verdict on a PDF."""

from __future__ import annotations

import io
import signal
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from panel_papers.pdf.conformance.model import Verdict

MOST_BOOKMARKS = 15_000
"""How many bookmarks one after another page-validation follows, as we ask it to."""


def no_verdict(pdf: bytes, why: str) -> Verdict:
    """Return a verdict that says why there is none: the PDF's bookmarks, or else `why`."""
    longest = _longest_row(pdf)
    if longest <= MOST_BOOKMARKS:
        return Verdict(unread=why)
    return Verdict(
        unread=f"it has {longest:,} bookmarks on one level, and the validator reads "
        f"{MOST_BOOKMARKS:,} at most",
        remedy="put the bookmarks of supplied PDFs below others, such as one for each chapter",
    )


def ending(code: int) -> str:
    """Return how a process ended, by its exit code: below 0, the signal that ended it."""
    if code >= 0:
        return f"it ended with {code}"
    try:
        return f"it crashed with {signal.Signals(-code).name}"
    except ValueError:
        return f"it crashed with signal {-code}"


def _longest_row(pdf: bytes) -> int:
    """Return how many bookmarks there are at most on one level below another."""
    try:
        with Pdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
            return max(_rows(opened.Root.get(Name.Outlines)), default=0)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError):
        return 0  # damage: the validator says so itself


def _rows(outlines: Object | None) -> Iterator[int]:
    """Yield the number of bookmarks directly below each; one that is met again ends its row."""
    waiting, seen = [outlines], set[tuple[int, int]]()
    while waiting:
        above = waiting.pop()
        each = above.get(Name.First) if isinstance(above, Dictionary) else None
        length = 0
        while isinstance(each, Dictionary) and each.objgen not in seen:
            seen.add(each.objgen)
            length += 1
            if Name.First in each:
                waiting.append(each)
            each = each.get(Name.Next)
        yield length
