"""What Word shows of a document, as values: lines of text, and things that are no text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from panel_papers.pdf.completeness.findings import Kind
from panel_papers.pdf.completeness.numbering import Label
from panel_papers.pdf.completeness.ooxml import Element
from panel_papers.pdf.completeness.styles import Look

_SHOWN = 50  # characters of a text that a finding quotes


class Form(Enum):
    """How exactly a piece of text must be found on the page."""

    WORDS = auto()  # as it is written
    NUMBER = auto()  # a number that Word calculates
    ANY = auto()  # the result of a field that every program calculates again: a page, a date
    MAYBE = auto()  # may be printed or not
    BOX = auto()  # a tick box or a symbol, printed as some character or drawn with lines


class Piece(NamedTuple):
    """A stretch of text of one look."""

    text: str
    form: Form = Form.WORDS
    look: Look = Look()


class Place(NamedTuple):
    """Where in the Word document something is, for a person who has it open."""

    inside: str = ""  # “table 2, row 3”, “the header”
    heading: str = ""  # the heading before it
    near: str = ""  # the text of its own paragraph, or of one beside it
    own: bool = False  # whether it is that paragraph's text itself

    def __str__(self) -> str:
        """Return the place in words: “in table 2, row 3, after the heading “Costs””."""
        after = f"after the heading “{shortened(self.heading)}”" if self.heading else ""
        if self.inside:
            return f"in {self.inside}" + (f", {after}" if after else "")
        if after:
            return after
        if self.near:
            return f"{'in' if self.own else 'near'} the paragraph “{shortened(self.near)}”"
        return "at the start of the document"


class Story(Enum):
    """The part of a page on which a text is expected."""

    BODY = auto()
    NOTE = auto()
    BOX = auto()  # text boxes, charts, diagrams: placed freely
    FURNITURE = auto()  # headers and footers


@dataclass(slots=True)
class Line:
    """A paragraph as it is shown; `angle` is that of its text in degrees, 0 is level.

    `section` counts from 0. `whole` is false for text that may be printed in any order, such as a
    formula. `rules` is how many lines are drawn above and below it.
    """

    place: Place
    story: Story = Story.BODY
    kind: Kind = Kind.WORDS
    section: int = 0
    angle: int = 0
    label: Label | None = None
    repeats: bool = False
    cut: bool = False  # in a row or a line of an exact height, where Word itself cuts off text
    rules: int = 0
    floats: bool = False  # in a frame or in a table that floats
    thing: Thing | None = None
    pieces: list[Piece] = field(default_factory=list)

    def text(self) -> str:
        """Return the text that must be printed, without what may be printed in another way."""
        free = (Form.MAYBE, Form.BOX)
        return "".join(piece.text for piece in self.pieces if piece.form not in free)


@dataclass(slots=True, eq=False)
class Thing:
    """Something that is no text; sizes in points, the angle in degrees, clockwise as in Word.

    `after` is the index of the line before it in its flow.
    """

    kind: Kind
    name: str
    place: Place
    width: float = 0
    height: float = 0
    angle: float = 0
    after: int = -1
    floating: bool = False
    vector: bool = (
        False  # drawn with lines, or with lines by one program and as a picture by others
    )
    cropped: bool = False
    section: int = 0


@dataclass(slots=True)
class Flow:
    """What one story shows: the body with its notes, one header, one footer."""

    lines: list[Line] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    hidden: list[tuple[str, Place]] = field(default_factory=list)


class Furniture(NamedTuple):
    """One header or footer, with the sections and sorts of pages on which it is shown."""

    flow: Flow
    kind: str  # “header” or “footer”
    shown: tuple[tuple[int, str], ...]  # section from 0, “default”, “first” or “even”


class Section(NamedTuple):
    """What the check asks of a section."""

    properties: Element | None
    first_differs: bool = False
    continuous: bool = False
    borders: bool = False
    column_lines: bool = False


class Expected(NamedTuple):
    """All that Word shows of a document."""

    body: Flow
    furniture: tuple[Furniture, ...]
    sections: tuple[Section, ...]
    even_differs: bool
    page_colour: str | None


def shortened(text: str) -> str:
    """Return a text as a finding quotes it: its spaces single, its end left off."""
    plain = " ".join(text.split())
    if len(plain) <= _SHOWN:
        return plain
    whole = plain[:_SHOWN].rpartition(" ")[0].rstrip(" ,;:")
    return f"{whole} …" if whole else f"{plain[:_SHOWN]}…"  # a word longer than that is cut
