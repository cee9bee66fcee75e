"""A paper as one frozen value: what the inputs said, checked, with no trace of files or formats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from panel_papers.core.body import Beside, Body
from panel_papers.core.problems import Place
from panel_papers.core.values import Figure, Missing, PlacedText, Prose, Text, Value


class Contact(Struct, frozen=True):
    """Whom to ask about the paper."""

    name: Text
    role: Text
    email: Text


class BackgroundPaper(Struct, frozen=True):
    """A document the report relies on (LGA 1972 s100D); `url` is None where the link is dead."""

    title: str
    link_text: str | None
    url: str | None


class FromTemplate(Struct, frozen=True):
    """An appendix that we make in Word: the template's name and what its fields hold.

    `named_at` is where the inputs name the template; None where they do not.
    """

    template: str
    fields: Mapping[str, Value]
    named_at: Place | None = None


class WordFile(Struct, frozen=True):
    """An appendix supplied as a Word document, taken as it is."""

    data: bytes


AlternativeText = str | Mapping[int, str]
"""The words for one picture, or those for each page of a PDF that is one, by its number from 1."""


class PdfFile(Struct, frozen=True):
    """An appendix supplied as a PDF, taken as it is.

    `alternative_text` is what the author says of its pages that are pictures: a text alone is for
    the only one. `annotations` and `signature` are what paper.yaml says of what was put onto its
    pages (“print”, “remove”) and of a digital signature (“print”); None where it says nothing.
    """

    data: bytes
    alternative_text: AlternativeText | None = None
    annotations: str | None = None
    signature: str | None = None


class Restriction(Struct, frozen=True):
    """Why an appendix is exempt (LGA 1972 s100I), and all that the public may know of it.

    `paragraphs` are those of Schedule 12A, in order; `reason` says why withholding outweighs
    publication.
    """

    paragraphs: tuple[int, ...]
    reason: str
    public_title: str


class Withheld(Struct, frozen=True):
    """What the public gets in the place of a restricted appendix: the reason, not the content."""

    restriction: Restriction


Content = FromTemplate | WordFile | PdfFile | Withheld


class Appendix(Struct, frozen=True):
    """One appendix: its number from 1, its title, what it holds, and the file it came from.

    A withheld one has its public title, and its place is that of its entry in paper.yaml.
    `restriction` is why it is restricted, also where its content is at hand. `letter` is what
    readers know it by, where the body has letters for its appendices, `name` that of references.
    """

    number: int
    title: str
    content: Content
    place: Place
    restriction: Restriction | None = None
    letter: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """What readers know it by: “1”, or “A” where the body has letters."""
        return self.letter or str(self.number)

    @property
    def heading(self) -> str:
        """Its label and title, as the contents page has them."""
        return f"Appendix {self.label} – {self.title}"


RECOMMENDATIONS = "recommendations"
"""The name of the section that asks for decisions."""


class Section(Struct, frozen=True):
    """One section of the report: `name` is that of its Markdown file and of its Word template.

    `heading` is what the inputs call it; a section without a template of its own needs one.
    `listed_at` is where the inputs name it, None where it is one of the usual sections.
    """

    name: str
    prose: Prose | Missing
    heading: PlacedText | Missing | None = None
    listed_at: Place | None = None


class CoverRow(Struct, frozen=True):
    """A row that is added to the cover sheet: last, `first`, or `beside` one of the usual rows.

    One that is the body's `own` field is no row: templates print it where they name it.
    """

    name: str
    label: str
    text: Text
    first: bool = False
    own: bool = False
    beside: Beside | None = None


class InputFile(Struct, frozen=True):
    """One file that was read: its path in its folder, with forward slashes, and its bytes.

    The bytes are None where even their checksum would say much: who knows all of paper.yaml but the
    title of a restricted appendix could try titles until the checksum agrees.
    """

    path: str
    data: bytes | None


class Acceptance(Struct, frozen=True):
    """A problem that the author answers for: its code, why it may stay, and since when.

    With `about`, only a finding whose words or place hold that text is accepted; an error needs it.
    """

    code: str
    reason: str
    date: date
    about: str | None
    place: Place


class PackOptions(Struct, frozen=True):
    """How the pack is numbered and divided, where a paper wants it other than usual.

    `first_page` is the number of its first page; with `odd_starts` each part begins on an odd
    page, for printing on both sides; `dividers` puts a sheet before each appendix. `prefix` is
    printed before each number: “R” for pages that are numbered apart from the public ones.
    """

    first_page: int = 1
    odd_starts: bool = False
    dividers: bool = False
    prefix: str = ""


class Lateness(Struct, frozen=True):
    """Why a report that comes late must be taken all the same (LGA 1972 s100B(4)(b)), and why late.

    `urgency` is the reason of the urgency, `lateness` that of the delay.
    """

    urgency: str
    lateness: str


class Paper(Struct, frozen=True):
    """Everything that a paper says; `name` is its folder's name, `date` the day of the meeting.

    `nation` is where the meeting is held: its law counts the days and lists what is exempt. `body`
    is the profile of the body that it names, `late` marks a late report, and `figures` are those of
    figures.yaml that it prints, in the order of that file. `cover` are the rows that the body or
    the paper adds to the cover sheet, and its own fields; `blank_fields` are the names of those
    that it does not fill in. `places` has the place of each value and
    each name of paper.yaml by its path (`("appendices", 0, "title")`); none where a part of the
    paper is withheld.
    """

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
    pack: PackOptions = PackOptions()
    nation: str = "England"
    accepted: tuple[Acceptance, ...] = ()
    body: Body | None = None
    late: Lateness | None = None
    figures: tuple[Figure, ...] = ()
    cover: tuple[CoverRow, ...] = ()
    blank_fields: tuple[str, ...] = ()
    places: Mapping[tuple[str | int, ...], Place] = field(default_factory=dict)

    def label_of(self, number: int) -> str:
        """Return what readers know an appendix by, from its number."""
        return next((each.label for each in self.appendices if each.number == number), str(number))

    @property
    def withheld(self) -> tuple[tuple[Appendix, Restriction], ...]:
        """The appendices whose content this value does not hold, each with the reason."""
        return tuple(
            (each, each.content.restriction)
            for each in self.appendices
            if isinstance(each.content, Withheld)
        )
