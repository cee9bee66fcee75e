"""What a body asks of its papers beyond the law, as one value: its profile."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

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


class Body(Struct, frozen=True):
    """A body's profile, `templates/bodies/<key>.yaml`.

    `days_of_notice` are clear days, at least those of the law of its `nation`. `sections` and
    `implications` are names of sections; each implication needs text or a nil with its reason.
    `statutory_texts` print at the end of every report. `upload_name` is the pattern of the names
    under which the clerk uploads the files; `most_words` the limit of the report's sections.
    `path` and `data` are the profile's file, the path as a fault names it. `language` is that of
    papers that name none.
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
    statutory_texts: tuple[str, ...] = ()
    upload_name: str | None = None
    numbered_paragraphs: bool = False
    most_words: int | None = None
    language: str | None = None
