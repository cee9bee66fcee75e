"""Comparing what is painted with what the document says, and what a font could not show."""

from __future__ import annotations

import unicodedata

from panel_papers.pdf.tagging.glyphs import MISSING

# What Word's tab leaders are made of: dots, hyphens, lines, middle dots.
LEADERS = frozenset(".-_·")


class Comparable:
    """Text without what an engine may rightly change: case, spaces, hyphens, ligatures.

    Called with a text; words come again and again, so answers are kept.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """Return the text's letters, digits and signs in one form."""
        found = self._known.get(text)
        if found is None:
            if text.isascii():  # most words are, and need no look at each character
                found = "".join(text.lower().split()).replace("-", "")
            else:
                plain = unicodedata.normalize("NFKC", text).casefold()
                found = "".join(c for c in plain if not c.isspace() and not _passing(c))
            self._known[text] = found
        return found


def _passing(character: str) -> bool:
    """Return whether a character is a hyphen, or has no look of its own (soft hyphen, joiners)."""
    return unicodedata.category(character) in {"Pd", "Cf"} and character not in "–—"


def is_leader(text: str) -> bool:
    """Return whether a painted text is nothing but one sign of a tab leader, repeated."""
    signs = set(text.strip())
    return len(signs) == 1 and signs <= LEADERS


def right_to_left(text: str) -> bool:
    """Return whether a text holds letters that are written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text)


def lacking(painted: str, expected: str | None) -> str:
    """Return, quoted, the characters that were painted as empty boxes; “” where none was."""
    if MISSING not in painted:
        return ""
    lost = dict.fromkeys(c for c in expected or "" if c not in painted and not c.isspace())
    return " ".join(f"“{c}” (U+{ord(c):04X})" for c in lost) or "of a list label"
