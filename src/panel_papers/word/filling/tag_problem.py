"""Say what is wrong with a tag."""

from __future__ import annotations

from panel_papers.core import Problem
from panel_papers.word.filling.tags import Tag

_SHOWN = 200  # characters of a tag that a message repeats


def problem_of(tag: Tag, code: str, found: str, wanted: str, hint: str | None) -> Problem:
    """Return a problem at the place of a tag, with the tag before what was found."""
    if hint is None and code == "unknown-field":
        hint = "in Word, write one of these names in the tag, or delete the tag"
    return Problem(code, tag.place, f"“{_begun(tag.text)}” {found}", wanted, hint)


def _begun(text: str) -> str:
    """Return a tag, of a long one how it begins."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
