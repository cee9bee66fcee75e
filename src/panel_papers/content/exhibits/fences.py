"""The fenced blocks of prose that ask for a table or a chart, each with the YAML that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.markdown.parser import EXHIBITS, Source, SyntaxTreeNode, parse
from panel_papers.core import InputsError, Place, Problem, Prose
from panel_papers.inputs import YamlText, read_yaml

# Most prose has none: it need not be parsed once more.
_PERHAPS = re.compile(rf"(?:`{{3}}|~{{3}})[ \t]*(?:{'|'.join(EXHIBITS)})\b")


class Fence(Struct, frozen=True):
    """One fenced block: `kind` is “table” or “chart”, `line` its line in the Markdown, from 1."""

    kind: str
    line: int
    place: Place
    content: str
    inside: bool

    def read(self) -> YamlText:
        """Return the block's YAML with the places in the file of prose.

        Raises InputsError where it cannot be read, or does not stand in the text itself.
        """
        if self.inside:
            raise InputsError([self._inside()])
        if not self.content.strip():
            raise InputsError([self._empty()])
        above = "\n" * (self.place.line or 1)  # so that the lines count as in the file
        try:
            return read_yaml(above + self.content, self.place.file)
        except InputsError as fault:
            first = (self.place.line or 1) + 1
            told = [
                replace(p, place=Place(p.place.file, first, 1))
                if (p.place.line or 0) < first
                else p
                for p in fault.problems
            ]
            raise InputsError(told) from None

    def _inside(self) -> Problem:
        found = f"A {self.kind} from data is inside a list, a quotation or a footnote"
        hint = (
            "delete the spaces or “>” before “```” in this line and the lines of the block below it"
        )
        return Problem("exhibit-inside", self.place, found, "", hint)

    def _empty(self) -> Problem:
        found, wanted = (
            f"The block that begins “```{self.kind}” has no line in it",
            "at least “source:” and “caption:”",
        )
        return Problem("exhibit-empty", self.place, found, wanted, _HINT)


_HINT = (
    "type these two lines below this one, and a line “```” below them; for text that is to "
    "print as typed, begin with “```” alone"
)


def fences_of(prose: Prose) -> Iterator[Fence]:
    """Yield the fences that ask for tables and charts, in the order of their lines.

    A block whose first line says anything else is code, which prints as typed.
    """
    if not _PERHAPS.search(prose.markdown):
        return
    source = parse(prose)
    lines = prose.markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    notes = [node for definition in source.notes.values() for node in definition]
    for block in [*source.blocks, *notes]:
        for node in block.walk():
            if node.type == "fence" and node.info.strip() in EXHIBITS and node.map:
                inside = node is not block or block in notes
                yield _fence(node, source, lines, inside)


def _fence(node: SyntaxTreeNode, source: Source, lines: list[str], inside: bool) -> Fence:
    first = (node.map or (0, 0))[0] + 1
    count = node.content.count("\n")
    # The lines as typed: the parser takes the fence's own indentation off them.
    content = "".join(f"{line}\n" for line in lines[first : first + count])
    return Fence(node.info.strip(), first, source.place(node), content, inside)
