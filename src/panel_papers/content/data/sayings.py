"""What the text of a cell of a CSV file says: what it means, and what the layout asks of it."""

from __future__ import annotations

from msgspec import Struct

from panel_papers.content.data.cells import Fault, Meaning, meaning
from panel_papers.content.data.indented_rows import indent_of
from panel_papers.content.data.model import DataCell
from panel_papers.content.data.scaling import is_year
from panel_papers.core import Place
from panel_papers.inputs import NUMBER


class Said(Struct, frozen=True, gc=False):
    """What one text of a cell says: itself, outer blanks off, what it means, and its indent.

    `kind` is what the layout of the table asks for: the text, or that it is a number.
    """

    text: str
    told: Meaning | Fault
    kind: str
    indent: int = 0


def said_of(typed: str) -> Said:
    """Return what a text says, as it is typed in the file."""
    text = typed.strip()
    told = meaning(text)
    kind = NUMBER if text and not is_year(text) else text
    if isinstance(told, Meaning) and isinstance(told.value, str):
        text = kind = told.value
    indent = indent_of(typed) if text and typed[0] != text[0] else 0
    return Said(text, told, kind, indent)


class Sayings(dict[str, Said]):
    """What each text says: the cells of a column say the same again and again."""

    def __missing__(self, typed: str) -> Said:
        said = self[typed] = said_of(typed)
        return said


def data_cell(said: Said, ref: str, place: Place) -> DataCell:
    """Return a cell; one that means nothing for certain holds its text."""
    told = Meaning(said.text) if isinstance(said.told, Fault) else said.told
    brackets = said.text.startswith("(")
    return DataCell(
        said.text, told.value, told.unit, ref, place, brackets=brackets, indent=said.indent
    )
