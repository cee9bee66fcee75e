"""With how many examples a property is tried."""

from __future__ import annotations

from hypothesis import settings


def tries(steady: int) -> int:
    """Return so many for a run of the suite, which has the same examples each time.

    With --hypothesis-profile=wild, which looks for new ones, it is eight times as many.
    """
    return steady if settings().derandomize else 8 * steady
