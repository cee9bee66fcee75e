"""A paper as one frozen value: what the inputs said, checked, with no trace of files or formats.

Text is data from here on. A plain `str` prints as typed. The other kinds of value that a template
can be given (`Prose`, `Table`, `Picture`, `Link`, `Missing`) are placed in the Word document as
what they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from panel_papers.core.body import Beside, Body
from panel_papers.core.figure_tags import FIGURE, figure_tag
from panel_papers.core.problems import Place
from panel_papers.core.prose_tree import ProseTree
from panel_papers.core.reference_tags import Reference


class Prose(Struct, frozen=True):
    """Markdown text and where its first character is, so that a problem can name its line.

    The Markdown is as typed, `{{ figures.NAME }}` and all; `figures` says what each tag prints.
    `exhibits` are the tables and charts that its fences `table` and `chart` ask for. `references`
    are what its references by name stand for, once the paper is in Word, which numbers it.

    Prose that was written in Word has its Markdown written from its `tree`; `spots` are the places
    of its lines in words that a user of Word understands.
    """

    markdown: str
    place: Place
    figures: Figures = ()
    exhibits: tuple[Exhibit, ...] = ()
    references: tuple[Reference, ...] = ()
    spots: tuple[str, ...] = ()
    tree: ProseTree | None = None

    def at(self, line: int, column: int | None = None) -> Place:
        """Return the place of a line of the Markdown, in words where it was written in Word."""
        if not self.spots:
            return self.place.at(line, column)
        where = self.spots[min(line, len(self.spots)) - 1]
        return Place(self.place.file, where=where or None)

    def __str__(self) -> str:
        """Return the Markdown, its figures printed, for a template that joins it to other text."""
        return with_figures(self.markdown, self.figures)


class PlacedText(str):
    """Text of an appendix that knows where it was typed; otherwise an ordinary `str`.

    The text has its figures printed; `markdown` is as typed, and `figures` says what each prints.
    """

    place: Place
    markdown: str
    figures: Figures

    def __new__(
        cls, text: str, place: Place, markdown: str | None = None, figures: Figures = ()
    ) -> PlacedText:
        """Return `text` with its place."""
        placed = super().__new__(cls, text)
        placed.place = place
        placed.markdown = str(text) if markdown is None else markdown
        placed.figures = figures
        return placed

    def __getnewargs__(self) -> tuple[str, Place, str, Figures]:  # type: ignore[override]  # str's own forgets them
        """Return what a copy is made from, so that the place survives pickling."""
        return str(self), self.place, self.markdown, self.figures

    @property
    def prose(self) -> Prose:
        """The text as Markdown."""
        return Prose(self.markdown, self.place, self.figures)


def with_figures(text: str, figures: Figures) -> str:
    """Return text with figures in the place of their tags; a tag of another name stays."""
    printed = dict(figures)
    return FIGURE.sub(lambda tag: str(printed.get(figure_tag(tag[1]).key, tag[0])), text)


class CellMark(Struct, frozen=True):
    """The look of one cell of a table, by the indices of its row and column.

    `look` is “bold”, or the colour of a rating: “red”, “amber”, “green” or “blue”. `symbol` prints
    before the text and says nothing that the text does not.
    """

    row: int
    column: int
    look: str
    symbol: str = ""


class Table(Struct, frozen=True):
    """A table of text: a header row, then rows of as many cells; `numeric` columns align right.

    A cell that was typed with a tag of a figure is a `PlacedText`. `lines` are the numbers of the
    lines or rows in its file, the header's first, and `letters` those of its columns; empty where
    the table is no file's.
    `row_headers` says that the first column names the rows; `totals` are the indices of the rows
    that hold totals, which are set apart. `pictures` are in cells without text, each with the
    indices of its row and column; `marks` are the looks of single cells.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    place: Place
    row_headers: bool = False
    totals: tuple[int, ...] = ()
    pictures: tuple[tuple[int, int, Picture], ...] = ()
    marks: tuple[CellMark, ...] = ()
    lines: tuple[int, ...] = ()
    letters: tuple[str, ...] = ()


class Picture(Struct, frozen=True):
    """A PNG or JPEG picture with its alternative text.

    Where it was drawn here, `outlines` is the same picture as a PDF of one page without text, and
    `svg` the same as SVG, without text too.
    """

    data: bytes
    alternative_text: str
    place: Place
    outlines: bytes | None = None
    svg: bytes | None = None


class AddsUp(Struct, frozen=True):
    """A total that was compared with its parts, and is their sum.

    `name` is that of its row, None for a column of totals; `headings` are those of its numbers and
    `parts` says what was added up (“rows 3 to 8”). `printed` is the number, where it is one;
    `is_whole` says that it is 100%, the sum of percentages.
    """

    name: str | None
    headings: tuple[str, ...]
    parts: str
    printed: str | None = None
    is_whole: bool = False


class Exhibit(Struct, frozen=True):
    """A table, or the picture of a chart, made from data and numbered through its document.

    `line` is that of its fence in the Markdown, from 1. `notes` and then `source_line` are printed
    under it; `data` is the table of a chart's values, where it is printed, `values` where its
    alternative text gives them all instead. `figures` are those that its texts print; `computed`
    are the numbers that no file holds, calculated from its cells.
    `sums` are its totals that add up; `name` is that of references to it.
    """

    line: int
    caption: str
    content: Table | Picture
    source_line: str | None
    data: Table | None
    place: Place
    notes: tuple[str, ...] = ()
    figures: Figures = ()
    computed: tuple[Figure, ...] = ()
    sums: tuple[AddsUp, ...] = ()
    name: str = ""
    values: Table | None = None


class Link(Struct, frozen=True):
    """Text that leads somewhere: a web address or a mailbox (`mailto:`)."""

    text: str
    url: str

    def __str__(self) -> str:
        """Return the words, for a template that joins them to other text."""
        return self.text


class Missing(Struct, frozen=True):
    """A required value that a draft does without; prints as marked text: `[[name missing]]`."""

    name: str

    def __str__(self) -> str:
        """Return the mark that a draft prints."""
        return f"[[{self.name} missing]]"


Text = str | Missing
"""Text of a required field: as typed, or in a draft the mark of its absence."""

Figures = tuple[tuple[str, Text], ...]
"""What each tag of a figure in a text prints, by its key; in a draft perhaps a mark of absence."""

Leaf = str | Missing | Link | Prose | Table | Picture
"""What can be at one place of a document."""

Value = Leaf | Sequence["Value"] | Mapping[str, "Value"] | None
"""What a template's field can hold; None is a field that the inputs leave out."""


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


class FigureSource(Struct, frozen=True):
    """Cells that a figure is taken from: the file in the paper's folder, its sheet, the cells."""

    file: str
    sheet: str | None
    cells: str


class Period(Struct, frozen=True):
    """The time that a figure is about: in words, and its days where they are known."""

    text: str
    first: date | None = None
    last: date | None = None


class Figure(Struct, frozen=True):
    """A figure that the paper prints: as printed, unrounded, and where it comes from.

    `value` has all its digits (one without end stops at “…”), `unit` is “£”, “%” or the like.
    `formula` says how it was calculated and `compared` the periods of what a formula sets against
    each other. `place` is its entry in figures.yaml, `uses` are the places where it is printed.
    """

    name: str
    label: str
    printed: Text
    value: str
    unit: str
    formula: str
    sources: tuple[FigureSource, ...]
    period: Period | None
    compared: tuple[Period, ...]
    source_note: str
    place: Place
    uses: tuple[Place, ...]


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
