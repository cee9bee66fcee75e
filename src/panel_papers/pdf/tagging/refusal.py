"""The tagger's one error: something in a document cannot be placed exactly."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - the API's own word: the document was refused
    """A document that cannot be tagged exactly; `reason` says why and `where` says in which place.

    Both are worded for a reader who has the Word document open: “under the heading “Costs”, in
    the paragraph “The plan …””.
    """

    def __init__(self, reason: str, where: str) -> None:
        super().__init__(f"{reason} ({where})")
        self.reason = reason
        self.where = where

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str]]:
        """Return what pickle needs: conversions may run in another process."""
        return type(self), (self.reason, self.where)


class NoGlyph(Refused):
    """A document with a character that no font has: it is painted as an empty box."""


class NotPainted(Refused):
    """A document of which the engine paints less than it says: text, a picture, a label is lost."""
