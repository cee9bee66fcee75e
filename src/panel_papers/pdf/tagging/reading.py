"""What all readers of one document share: its styles, numberings, notes, leaves and place."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from panel_papers.pdf.tagging.elements import Element, Leaf, where
from panel_papers.pdf.tagging.numbering import Numberings
from panel_papers.pdf.tagging.package import Relationship, WordPackage
from panel_papers.pdf.tagging.styles import Styles
from panel_papers.pdf.tagging.wordxml import W, XmlElement, value


class Field(Struct):
    """A field that has begun: its instruction so far, its runs, and whether its result has begun.

    `links` holds the link that a HYPERLINK field makes in each paragraph it reaches.
    """

    instruction: str = ""
    in_result: bool = False
    runs: list[XmlElement] = field(default_factory=list)
    links: list[tuple[Element, Element]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The field's kind in capitals."""
        return (self.instruction.split() or [""])[0].upper()


class Reader:
    """The state of one reading; `blocks` reads all blocks of a body, cell, note or text box.

    `charts` says that the engine paints charts, each by itself.
    """

    def __init__(
        self,
        package: WordPackage,
        language: str,
        blocks: Callable[[Reader, XmlElement, Element, int], None],
        *,
        charts: bool = False,
    ) -> None:
        self.package = package
        self.language = language
        self.charts = charts
        self.part = package.document
        self.styles = Styles(_only(package, "styles"))
        self.numberings = Numberings(_only(package, "numbering"), self.styles)
        self.leaves: list[Leaf] = []
        self.fields: list[Field] = []
        self.heading = ""
        self.remarks: list[str] = []
        self.notes = {**_notes(package, "footnote"), **_notes(package, "endnote")}
        self.cited = {"footnote": 0, "endnote": 0}
        self._note_formats = _note_formats(package)
        self._blocks = blocks
        self._flows = 0
        self._arrows: dict[str, dict[str, Relationship]] = {}

    def blocks(self, parent: XmlElement, up: Element, flow: int) -> None:
        """Read what is in `parent` into kids of `up`."""
        self._blocks(self, parent, up, flow)

    def apart(self, parent: XmlElement, up: Element, flow: int, part: str) -> None:
        """Read a stream of text of its own: no field reaches into it from outside."""
        outer = self.part, self.fields
        self.part, self.fields = part, []
        self.blocks(parent, up, flow)
        self.part, self.fields = outer

    def new_flow(self) -> int:
        """Return the number of a new stream of text; the body's is 0."""
        self._flows += 1
        return self._flows

    def relationship(self, identifier: str | None) -> Relationship | None:
        """Return an arrow from the part that is being read."""
        if self.part not in self._arrows:
            arrows = self.package.relationships(self.part)
            self._arrows[self.part] = {arrow.identifier: arrow for arrow in arrows}
        return self._arrows[self.part].get(identifier or "")

    def note_format(self, kind: str) -> str:
        """Return the format of the numbers of footnotes or endnotes, in Word's word."""
        return self._note_formats[kind]

    def remark(self, what: str, element: Element) -> None:
        """Note something for the author; what is wrong with furniture reaches no reader."""
        if not element.is_furniture():
            self.remarks.append(f"{what}: {where(element)}")

    def keep(self, leaf: Leaf) -> None:
        """Give a leaf its code and its place below its element."""
        self.leaves.append(leaf)
        leaf.code = len(self.leaves)
        leaf.furniture = leaf.up.nearest_furniture()
        leaf.up.kids.append(leaf)


def _only(package: WordPackage, kind: str) -> XmlElement | None:
    parts = package.related(kind)
    return package.tree(parts[0]) if parts else None


def _note_formats(package: WordPackage) -> dict[str, str]:
    """Return the numbers' format of each kind of notes: the first section's, or the settings'."""
    settings = _only(package, "settings")
    holders = [*package.body().iter(W + "sectPr"), *([] if settings is None else [settings])]
    found = {"footnote": "decimal", "endnote": "lowerRoman"}
    said = {kind: [value(holder, f"{kind}Pr/numFmt") for holder in holders] for kind in found}
    return {kind: next(filter(None, said[kind]), usual) for kind, usual in found.items()}


def _notes(package: WordPackage, kind: str) -> dict[tuple[str, str], tuple[str, XmlElement]]:
    """Return the notes of a kind with their part, by kind and number; separators left out."""
    return {
        (kind, note.get(W + "id", "")): (part, note)
        for part in package.related(f"{kind}s")
        if (root := package.tree(part)) is not None
        for note in root.iter(W + kind)
        if note.get(W + "type") in {None, "normal"}
    }
