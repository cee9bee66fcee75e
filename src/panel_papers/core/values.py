"""What one place of a document can hold: prose, tables, pictures, links, figures, and gaps.

Text is data from here on. A plain `str` prints as typed. The other kinds of value that a template
can be given (`Prose`, `Table`, `Picture`, `Link`, `Missing`) are placed in the Word document as
what they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

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
