"""A paper as one frozen value: what the inputs said, checked, with no trace of files or formats.

Text is data from here on. A plain `str` prints as typed. The other kinds of value that a template
can be given (`Prose`, `Table`, `Picture`, `Link`, `Missing`) are placed in the Word document as
what they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from panel_papers.errors import Place


@dataclass(frozen=True)
class Prose:
    """Markdown text and where its first character stands, so that a fault can name its line."""

    markdown: str
    place: Place


@dataclass(frozen=True)
class Table:
    """A table of text: one header row, then rows of as many cells; True in `numeric` aligns right."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    place: Place


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG picture with the alternative text that stands for it."""

    data: bytes
    alternative_text: str
    place: Place


@dataclass(frozen=True)
class Link:
    """Text that leads somewhere: a web address or a mailbox (`mailto:`)."""

    text: str
    url: str


@dataclass(frozen=True)
class Missing:
    """A required value that a draft does without; prints as marked text: `[[name missing]]`."""

    name: str


Text = str | Missing
"""Text of a required field: as typed, or in a draft the mark of its absence."""

Value = str | Missing | Link | Prose | Table | Picture | Sequence["Value"] | Mapping[str, "Value"] | None
"""What a template's field can hold; None is a field that the inputs leave out."""


@dataclass(frozen=True)
class Contact:
    """Whom to ask about the paper."""

    name: Text
    role: Text
    email: Text


@dataclass(frozen=True)
class BackgroundPaper:
    """A document the report relies on (LGA 1972 s100D); `url` is None where the link is dead."""

    title: str
    link_text: str | None
    url: str | None


@dataclass(frozen=True)
class FromTemplate:
    """An appendix that we make in Word: the template's name and what its fields hold."""

    template: str
    fields: Mapping[str, Value]


@dataclass(frozen=True)
class WordFile:
    """An appendix supplied as a Word document, taken as it is."""

    data: bytes


@dataclass(frozen=True)
class PdfFile:
    """An appendix supplied as a PDF, taken as it is."""

    data: bytes


Content = FromTemplate | WordFile | PdfFile


@dataclass(frozen=True)
class Appendix:
    """One appendix: its number from 1, its title, what it holds, and the file it came from."""

    number: int
    title: str
    content: Content
    place: Place


@dataclass(frozen=True)
class Section:
    """One section of the report: `name` names both its Markdown and its Word template."""

    name: str
    prose: Prose | Missing


@dataclass(frozen=True)
class InputFile:
    """One file that was read: its path in the paper's folder, with forward slashes, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True)
class Paper:
    """Everything that a paper says; `name` is its folder's name, `date` the day of the meeting."""

    name: str
    title: Text
    short_title: Text
    report_to: Text
    author: Text
    date: date | Missing
    report_for: Text
    enquiries_to: Contact | Missing
    divisions_affected: str | None
    language: str
    sections: tuple[Section, ...]
    background_papers: tuple[BackgroundPaper, ...]
    appendices: tuple[Appendix, ...]
    files: tuple[InputFile, ...]
