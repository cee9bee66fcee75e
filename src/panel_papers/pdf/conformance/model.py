"""What a validator finds in a PDF, and the seam behind which a validator is."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct


class Occurrence(Struct, frozen=True):
    """One thing that breaks a rule: the pages where it is, counted from 0, and its name, if any."""

    pages: tuple[int, ...]
    subject: str | None = None


class Failure(Struct, frozen=True):
    """A rule of PDF/UA-1 or of PDF/A-2a that a PDF breaks.

    `rule` is the validator's name of the rule, `message` its own words. `pages` are the pages
    where it is broken, counted from 0, as far as they can be found; `count` says how often it is.
    `subject` names what breaks it (a font, a tag) where that has a name. `occurrences` are each
    thing that breaks it, where the pages of all of them are known.
    """

    rule: str
    message: str
    pages: tuple[int, ...] = ()
    count: int = 1
    subject: str | None = None
    occurrences: tuple[Occurrence, ...] = ()


class Verdict(Struct, frozen=True):
    """What a validator says of a PDF.

    `unread` is why it says nothing: it crashed, took too long or refused the file. A PDF that
    was not read to the end has not passed; `remedy` is what helps, where that is known. `archival`
    is what it says of PDF/A-2a, of a PDF that claims to be that; None where it was not looked at.
    """

    failures: tuple[Failure, ...] = ()
    unread: str | None = None
    archival: Verdict | None = None
    remedy: str | None = None
    withdrawn: bool = False

    @property
    def passed(self) -> bool:
        """Whether the validator read the PDF to the end and every rule of PDF/UA-1 holds."""
        return not self.failures and self.unread is None


class Judge(Protocol):
    """Validates a PDF against PDF/UA-1, and PDF/A-2a if it claims that; never raises."""

    def __call__(self, pdf: bytes) -> Verdict:
        """Return the verdict."""
        ...
