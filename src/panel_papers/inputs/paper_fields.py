"""What paper.yaml may hold: its names, what each means, and the shape of its value."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct, field

from panel_papers.core import AlternativeText
from panel_papers.inputs.restrictions import NATION, PARAGRAPHS
from panel_papers.inputs.sections import (
    DEFAULT_SECTIONS,
    SECTIONS,
    SectionEntry,
)
from panel_papers.inputs.yaml.document import Path
from panel_papers.inputs.yaml.schema import (
    ANY_TEXT,
    Shape,
    list_of,
    names_of,
    record,
    text_of,
)
from panel_papers.inputs.yaml.value_types import (
    ALTERNATIVE,
    ANNOTATIONS,
    CHOICE,
    DATE,
    EMAIL,
    LANGUAGE,
    LINE,
    PAGE_NUMBER,
    REFERENCE_NAME,
    ROW_NUMBER,
    SAFE_NAME,
    SIGNATURE,
    WEB_ADDRESS,
)

REQUIRED: tuple[Path, ...] = (
    ("title",),
    ("report_to",),
    ("author",),
    ("date",),
    ("for",),
    ("enquiries_to",),
    ("enquiries_to", "name"),
    ("enquiries_to", "role"),
    ("enquiries_to", "email"),
)
"""What a paper cannot do without, and a draft can: so these are optional in the schema below."""


class Enquiries(Struct, frozen=True):
    """Whom to ask; required in a clean build."""

    name: str | None = None
    """The name of the team or the officer; it is published."""
    role: str | None = None
    """The role or the team, such as “Policy and Performance”."""
    email: str | None = None
    """The email address, such as officer@example.org."""


class BackgroundEntry(Struct, frozen=True):
    """One background paper; `url` is None where the link is dead."""

    title: str
    """The title of the background paper."""
    link_text: str | None = None
    """The words of the link, which make sense when they are read aloud alone."""
    url: str | None = None
    """The address: https://…, http://… or mailto:…."""


class RestrictionEntry(Struct, frozen=True):
    """Why an appendix is exempt (LGA 1972 s100I and Schedule 12A)."""

    paragraph: list[str]
    """The paragraph that describes the exempt information, such as 3, or a list."""
    reason: str
    """Why the information is exempt; it is published."""
    public_title: str | None = None
    """The title in public documents, where the title itself is exempt."""


class AppendixEntry(Struct, frozen=True):
    """One appendix and the file that holds it."""

    title: str
    """The title of the appendix."""
    file: str
    """Its file in this paper's folder, such as appendices/progress.yaml."""
    name: str | None = None
    """The name by which the text refers to it: {{ ref.NAME }}."""
    restricted: RestrictionEntry | None = None
    """Why the appendix is not for publication; leave it out for a public one."""
    alt: AlternativeText | None = None
    """What a picture shows, to be read aloud; for a PDF, page numbers with texts."""
    annotations: str | None = None
    """Whether what somebody typed or drew onto a PDF is printed or removed."""
    signature: str | None = None
    """“print” shows what the signature of a signed PDF looks like."""
    row_headers: bool | None = None
    """Whether the first column of a table names its rows."""
    sheet: str | None = None
    """The sheet of a workbook."""
    header_row: int | None = None
    """The row of a sheet that holds the names of the columns."""
    range: str | None = None
    """The cells of a workbook: B4:H20, a named range or an Excel table."""


class AcceptedEntry(Struct, frozen=True):
    """A warning that the author answers for."""

    code: str
    """The code of the warning, as it is in square brackets."""
    reason: str
    """Why the warning is accepted."""
    date: datetime.date
    """The day on which it was accepted, such as 2024-03-07."""
    about: str | None = None
    """What the warning names, where only that one is accepted."""


class PackFields(Struct, frozen=True):
    """How the pack is numbered and divided."""

    first_page: int = 1
    """The number of the pack's first page."""
    odd_starts: bool = False
    """Whether each part begins on a right-hand page."""
    dividers: bool = False
    """Whether a page with its title comes before each appendix."""


class LateEntry(Struct, frozen=True):
    """What a report that comes late must say (LGA 1972 s100B(4)(b))."""

    urgency: str
    """Why the report cannot wait for the next meeting."""
    lateness: str
    """Why the report was not ready in time."""


class PaperFields(Struct, frozen=True, rename={"report_for": "for"}):
    """The fields of paper.yaml."""

    title: str | None = None
    """The title, as it is on the cover sheet and in the contents."""
    short_title: str | None = None
    """A shorter title, for the header of the pages."""
    report_to: str | None = None
    """The body that meets."""
    author: str | None = None
    """Whose report it is: an office."""
    date: datetime.date | None = None
    """The day of the meeting: 2024-03-14 or 14 March 2024."""
    report_for: str | None = None
    """What the meeting is asked for: Noting, Decision or Information."""
    enquiries_to: Enquiries | None = None
    """Whom to ask; all of it is published."""
    divisions_affected: str | None = None
    """The divisions or wards that the report is about."""
    body: str | None = None
    """The profile of the body, a file in templates/bodies without “.yaml”."""
    nation: str = "England"
    """The nation whose law applies."""
    language: str = "en-GB"
    """The language of the paper, such as en-GB or cy-GB."""
    sections: list[SectionEntry] = field(
        default_factory=lambda: [SectionEntry(name) for name in DEFAULT_SECTIONS]
    )
    """The sections in their order, each with a text beside this file (purpose.md); one without a
    Word template of its own has its heading: {risk: Risk management}."""
    cover: dict[str, str] = {}
    """Further rows of the cover sheet, such as agenda_item: 7; the body's profile lists them."""
    fields: dict[str, str] = {}
    """The body's own fields, such as ward_member; its profile lists them."""
    background_papers: list[BackgroundEntry] = []
    """The documents that the report relies on, each a title or names with values."""
    appendices: list[AppendixEntry] = []
    """The appendices, numbered in this order."""
    accepted: list[AcceptedEntry] = []
    """Warnings that the author has looked at and accepts."""
    pack: PackFields = PackFields()
    """How the pack is numbered and divided."""
    late: LateEntry | None = None
    """What a report that comes late must say (LGA 1972 s100B(4)(b))."""


_ENQUIRIES = record(
    Enquiries, {"name": LINE, "role": LINE, "email": EMAIL}, needed=("name", "role", "email")
)
_BACKGROUND = record(BackgroundEntry, {"title": LINE, "link_text": LINE, "url": WEB_ADDRESS})
_NONE = re.compile(r"\W*(?:none|n/?a|not applicable)\W*", re.IGNORECASE)
_BACKGROUND_OR_TITLE = Shape(
    lambda tree, path, faults: _BACKGROUND.read(
        # “None” beside other papers is a slip
        {"title": tree} if isinstance(tree, str) and not _NONE.fullmatch(tree) else tree,
        path,
        faults,
    ),
    lambda describe: {
        "if": {"type": "object"},  # with “anyOf”, editors would underline the whole item
        "then": _BACKGROUND.schema(describe),
        "else": ANY_TEXT,
    },
)
_RESTRICTION = record(
    RestrictionEntry, {"paragraph": PARAGRAPHS, "reason": LINE, "public_title": LINE}
)
_APPENDIX = record(
    AppendixEntry,
    {
        "title": LINE,
        "file": text_of(),
        "name": REFERENCE_NAME,
        "restricted": _RESTRICTION,
        "alt": ALTERNATIVE,
        "annotations": ANNOTATIONS,
        "signature": SIGNATURE,
        "row_headers": CHOICE,
        "sheet": LINE,
        "header_row": ROW_NUMBER,
        "range": LINE,
    },
)
ACCEPTED = record(AcceptedEntry, {"code": LINE, "reason": LINE, "date": DATE, "about": LINE})
_PACK = record(PackFields, {"first_page": PAGE_NUMBER, "odd_starts": CHOICE, "dividers": CHOICE})
_LATE = record(LateEntry, {"urgency": LINE, "lateness": LINE})
PAPER = record(
    PaperFields,
    {
        "title": LINE,
        "short_title": LINE,
        "report_to": LINE,
        "author": LINE,
        "date": DATE,
        "for": LINE,
        "enquiries_to": _ENQUIRIES,
        "divisions_affected": LINE,
        "body": SAFE_NAME,
        "nation": NATION,
        "language": LANGUAGE,
        "sections": SECTIONS,
        "cover": names_of(LINE),
        "fields": names_of(LINE),
        "background_papers": list_of(_BACKGROUND_OR_TITLE),
        "appendices": list_of(_APPENDIX),
        "accepted": list_of(ACCEPTED),
        "pack": _PACK,
        "late": _LATE,
    },
    needed=[str(name) for name, *below in REQUIRED if not below],
)
