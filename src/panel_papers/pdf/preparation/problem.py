"""The one problem that preparation reports: a document that prints less than it holds."""

from __future__ import annotations


class NotPrepared(Exception):  # noqa: N818 - says what happened, like the tagger's Refused
    """A document that cannot be prepared without a loss; the reason is worded for its author.

    `reason` is what was found, `hint` what to do about it.
    """

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(f"{reason}; {hint}")
        self.reason = reason
        self.hint = hint

    def __reduce__(self) -> tuple[type[NotPrepared], tuple[str, str]]:
        """Return what pickle needs: documents may be prepared in another process."""
        return type(self), (self.reason, self.hint)
