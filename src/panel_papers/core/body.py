"""What a body asks of its papers beyond the law, as one value: its profile."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.core.problems import Place

LABELS: Mapping[str, str] = {
    "report_to": "Report to",
    "author": "Report author",
    "date": "Date",
    "for": "For",
    "enquiries_to": "Enquiries to",
    "divisions_affected": "County Divisions affected",
    "late": "Late report",
}
"""What the cover sheet calls its rows, where a body does not call them otherwise."""


class Heading(Struct, frozen=True):
    """The heading that a profile gives to a section, and its place there."""

    text: str
    place: Place


class Beside(Struct, frozen=True):
    """The usual row of the cover sheet, by its key in LABELS, below which a row is, or above it."""

    row: str
    above: bool = False


class CoverField(Struct, frozen=True):
    """A row that a body adds to the cover sheet.

    `name` is that of its value in paper.yaml; `default` is printed where a paper says nothing. A
    row that comes `first` is above the usual rows, any other below them, or where `beside` says.
    `place` is in the profile.
    """

    name: str
    label: str
    place: Place
    required: bool = False
    default: str | None = None
    first: bool = False
    beside: Beside | None = None


class OwnField(Struct, frozen=True):
    """A field that a body adds for its templates, which print it as {{ fields.NAME }}.

    `default` is what it is where a paper says nothing; `place` is in the profile.
    """

    name: str
    meaning: str
    place: Place
    example: str = ""
    required: bool = False
    default: str | None = None

    def of_all(self, *, required: bool) -> OwnField:
        """Return the field as it is for the papers of several bodies."""
        return replace(self, required=required)


class Body(Struct, frozen=True):
    """A body's profile, `templates/bodies/<key>.yaml`.

    `days_of_notice` are clear days, at least those of the law of its `nation`. `sections` and
    `implications` are names of sections, `headings` those of the sections that have no template of
    their own; each implication needs text or “none” with its reason. `cover` are the rows that it
    adds to the cover sheet, `fields` what it adds for tags of its templates.
    `statutory_texts` print at the end of every report. `upload_name` is the pattern of the names
    under which the clerk uploads the files; `most_words` the limit of the report's sections.
    `lettered_appendices` says that they are A, B; `numbered_recommendations` is “1”, “(1)” or “1.1”
    where the body says how they are numbered.
    `path` and `data` are the profile's file, the path as a problem names it. `language` is
    that of papers that name none. `standing_items` are those that the agenda of a new meeting
    begins with, by their names. `executive` says that it is an executive (a cabinet) or its
    committee, which gives notices of its own.
    """

    key: str
    name: str
    nation: str
    path: str
    data: bytes
    days_of_notice: int | None = None
    labels: Mapping[str, str] = field(default_factory=lambda: LABELS)
    sections: tuple[str, ...] = ()
    implications: tuple[str, ...] = ()
    headings: Mapping[str, Heading] = field(default_factory=dict)
    cover: tuple[CoverField, ...] = ()
    fields: tuple[OwnField, ...] = ()
    statutory_texts: tuple[str, ...] = ()
    upload_name: str | None = None
    numbered_paragraphs: bool = False
    lettered_appendices: bool = False
    numbered_recommendations: str | None = None
    most_words: int | None = None
    language: str | None = None
    standing_items: tuple[str, ...] = ()
    executive: bool = False
