"""Lines of text that belong to a table: “Table 2: Costs” above it, “Source: …” below it."""

from __future__ import annotations

import re

_CAPTION = re.compile(r"Table (\d{1,3})(?::|\.| ?[–—-]) (?=\S)")
_SOURCE = re.compile(r"Sources?:\s", re.IGNORECASE)
_LONGEST = 300


def caption_number(text: str) -> int | None:
    """Return the number of a typed caption such as “Table 2: Costs”, or None for other text."""
    found = _CAPTION.match(text)
    if found is None or len(text) > _LONGEST or "\n" in text:
        return None
    is_sentence = found[0].rstrip().endswith(".") and text.rstrip().endswith(".")
    return None if is_sentence else int(found[1])


def is_source_line(text: str) -> bool:
    """Say whether a text names a source, in its first or its last line."""
    lines = text.split("\n")
    return len(text) <= _LONGEST and any(_SOURCE.match(each) for each in (lines[0], lines[-1]))
