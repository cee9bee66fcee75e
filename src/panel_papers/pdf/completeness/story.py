"""What is known while one story of a Word document is read: where it is, and what surrounds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from panel_papers.pdf.completeness.findings import Kind
from panel_papers.pdf.completeness.model import Flow, Line, Place, Story
from panel_papers.pdf.completeness.notes import Notes
from panel_papers.pdf.completeness.numbering import Numbering
from panel_papers.pdf.completeness.ooxml import MC, Element, Part
from panel_papers.pdf.completeness.styles import Styles

_UNDERSTOOD = frozenset((
    "wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16cex", "w16cid", "w16se",
    "w16sdtdh", "cx", "cx1", "cx2", "a14", "am3d", "aink", "v",
))  # fmt: skip


class Around(NamedTuple):
    """What surrounds a block: where it is, and what it takes from there."""

    inside: str = ""
    story: Story = Story.BODY
    table_style: str = ""
    angle: int = 0
    repeats: bool = False
    cut: bool = False
    floats: bool = False  # in a table that text flows around
    gone: bool = False  # deleted, moved away or hidden with all that it holds


class Document(NamedTuple):
    """What all stories of a document share."""

    styles: Styles
    numbering: Numbering
    notes: Notes


@dataclass(slots=True)
class Field:
    """A field that is being read; `form` is its `ffData`, where it is a form's."""

    instruction: str = ""
    has_result: bool = False
    form: Element | None = None

    def name(self) -> str:
        """Return the field's name in capitals: “PAGE”."""
        words = self.instruction.split(None, 1)
        return words[0].upper() if words else ""


Blocks = Callable[["Reading", Element, Around], None]
"""Reads the paragraphs and tables that an element holds."""


class Reading:
    """One story that is being read; `flow` is what has been read of it.

    `blocks` reads what a text box holds, `fields` are those that continue into the next paragraph.
    """

    def __init__(self, document: Document, part: Part, blocks: Blocks) -> None:
        self.document = document
        self.part = part
        self.blocks = blocks
        self.flow = Flow()
        self.section = 0
        self.heading = ""
        self.near = ""
        self.tables = 0
        self.fields: list[Field] = []

    def place(self, around: Around) -> Place:
        """Return the place that has been reached."""
        heading = "" if around.story is Story.FURNITURE else self.heading
        return Place(around.inside, heading, self.near)

    def line(self, around: Around, kind: Kind, story: Story = Story.BOX) -> Line:
        """Return an empty line at the place that has been reached."""
        return Line(self.place(around), story=story, kind=kind, section=self.section)


def choice(alternates: Element) -> Element | None:
    """Return the branch of an AlternateContent that Word shows (ECMA-376 part 3, 7.5)."""
    for each in alternates.iterchildren(f"{MC}Choice"):
        if set((each.get("Requires") or "").split()) <= _UNDERSTOOD:
            return each
    return alternates.find(f"{MC}Fallback")
