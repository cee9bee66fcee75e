"""The values that go into a join, and those that come out."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from enum import StrEnum
from typing import Literal

from msgspec import Struct

STAMP_SIZE = 9.5
"""Points of what is printed on pages, where nothing else is asked for."""


class Part(Struct, frozen=True):
    """One PDF to join: `title` names it in the bookmarks and in the structure tree."""

    title: str
    pdf: bytes
    language: str | None = None
    """The part's language (BCP 47), where it is known better than the part itself says it."""
    bookmark_headings: bool = True
    """Whether the part's own bookmarks are beneath the part's."""
    continues: bool = False
    """Whether it belongs to the part before it: to its bookmark, and to its place in the tree."""
    group: str | None = None
    """The bookmark above the part's own; parts of one group, one after the other, share it."""
    link_offset: int = 0
    """What is added to the number of the part that one of its links leads to."""
    mark: str | None = None
    """What is printed at the head of each of the part's pages, such as NOT FOR PUBLICATION …

    A listener hears it once, behind the heading. Raises ValueError for a character that the
    stamp's font (Windows code page 1252) lacks.
    """
    heading: str | None = None
    """What the part's one heading of the first level says; its other headings come below it.

    It is printed at the head of the part's first page where no line there says it. None leaves the
    part's headings as they are.
    """

    tags_complete: bool = False
    """Whether its maker vouches that every page is marked throughout and its content balanced.

    Then it is not looked through again.
    """
    pictures: Mapping[int, str] = {}
    """The words for pages that are one picture or drawing, by their numbers from 1."""
    working: Callable[[], AbstractContextManager[None]] = nullcontext
    """Entered while the part is read and copied: for a caller who limits what one part takes."""

    def __post_init__(self) -> None:
        _check_printable(self.mark or "")


class Stamp(Struct, frozen=True):
    """What is printed on every page.

    `{page}` in the text becomes the page's number, `{pages}` that of the last page.

    Raises ValueError for a character that the stamp's font (Windows code page 1252) lacks.
    """

    text: str = "Page {page}"
    where: Literal["bottom left", "bottom centre", "bottom right"] = "bottom right"
    watermark: str | None = None
    """A word such as DRAFT, large and grey from corner to corner, behind the text of each page."""
    watermark_colour: str = "0.87"
    """Its colour, each channel from 0 to 1: one number for a grey, three for red, green, blue."""
    size: float = STAMP_SIZE
    """Points of the number, and of what is printed at the head of pages."""

    def __post_init__(self) -> None:
        for text in (self.text, self.watermark or ""):
            _check_printable(text)


def _check_printable(text: str) -> None:
    if not text.isprintable():
        raise ValueError(f"“{text!r}” cannot be printed on a page")
    try:
        text.encode("cp1252")
    except UnicodeEncodeError as error:
        wanting = text[error.start]
        raise ValueError(f"the stamp's font has no “{wanting}” (in “{text}”)") from None


class Options(Struct, frozen=True, kw_only=True):
    """What is true of the joined PDF as a whole."""

    title: str
    language: str
    created: date
    """The date the PDF gives as its own: from the inputs, never from the clock."""
    author: str | None = None
    subject: str | None = None
    identifier: str | None = None
    """What names this PDF in its metadata (`dc:identifier`)."""
    first_page: int = 1
    """The number printed on the first page."""
    prefix: str = ""
    """What is printed before each number, such as R."""
    last_page: int | None = None
    """The number printed on the last page; the join counts it where the stamp says it."""
    odd_starts: bool = False
    """Whether each part begins on an odd number, after a page left blank where it must."""
    stamp: Stamp | None = None
    repairs: bool = False
    """Whether parts are repaired where they break PDF/UA-1 and there is one right way to do it."""
    link_base: str | None = None
    """Links to this address followed by `part/2` lead to the first page of the second part.

    `part/2#name` leads to what part 2 calls `name` (its named destinations).
    """


class PageRange(Struct, frozen=True):
    """The printed numbers of a part's first and last page."""

    first: int
    last: int


class Barrier(StrEnum):
    """What of a part keeps the joined PDF from being accessible, and no validator of it can see."""

    UNTAGGED = "it has no tags"
    PARTLY_TAGGED = "its tags reach too little of its text"
    DAMAGED = "a page of it cannot be read to its end"
    NO_LANGUAGE = "it does not say its language"


class PartReport(Struct, frozen=True):
    """How accessible a part was found: whether its own tags were kept, and what to know of it."""

    tagged: bool
    coverage: float
    """The share of the painted text (0 to 1) that the part's own tags reach."""
    notes: tuple[str, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    """What of it keeps the joined PDF from being accessible, as far as the join knows.

    That there is nothing does not make it accessible: a validator has to read the joined PDF.
    """


class Joined(Struct, frozen=True):
    """The joined PDF, with what a manifest says of it.

    It does not say of itself that it is PDF/UA-1: `claim_pdf_ua` returns one that does.
    """

    pdf: bytes
    pages: int
    ranges: tuple[PageRange, ...]
    reports: tuple[PartReport, ...]


class JoinError(Exception):
    """A part cannot be joined; `part` is its index in the parts given, `reason` says why."""

    def __init__(self, part: int, reason: str) -> None:
        super().__init__(f"part {part + 1}: {reason}")
        self.part = part
        self.reason = reason
