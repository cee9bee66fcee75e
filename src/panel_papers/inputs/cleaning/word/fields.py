"""Finds the fields of a Word document: what they ask Word to do, and the marks that make them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct, field

from panel_papers.inputs.cleaning.word.names import n

_TARGET = re.compile(r'HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))', re.IGNORECASE)


class Field(Struct, eq=False):
    """A field (ECMA-376 part 1, 17.16): its instruction and the elements that are not its text."""

    start: etree._Element
    marks: list[etree._Element] = field(default_factory=list)
    instruction: str = ""
    shows_result: bool = False

    @property
    def name(self) -> str:
        """Return the field's name in capitals (“INCLUDETEXT”)."""
        words = self.instruction.split()
        return words[0].upper() if words else ""

    @property
    def address(self) -> str | None:
        """Return where a HYPERLINK field leads; None for a place in the document itself."""
        found = _TARGET.match(self.instruction.strip())
        return (found[1] or found[2]) if found else None

    def freeze(self) -> None:
        """Turn the field into the text that it shows."""
        if self.start.tag == n("w:fldSimple"):
            parent = self.start.getparent()
            if parent is not None:
                index = parent.index(self.start)
                for offset, child in enumerate(list(self.start)):
                    parent.insert(index + offset, child)
                parent.remove(self.start)
            return
        for mark in self.marks:
            run = mark.getparent()
            if run is not None:
                run.remove(mark)


def fields(root: etree._Element) -> Iterator[Field]:
    """Yield the fields of a story, inner ones before the field around them."""
    open_fields: list[Field] = []
    found: list[Field] = []
    wanted = (n("w:fldSimple"), n("w:fldChar"), n("w:instrText"))
    for element in root.iter(*wanted):
        if element.tag == n("w:fldSimple"):
            found.append(Field(element, [element], str(element.get(n("w:instr"), ""))))
        elif element.tag == n("w:instrText"):
            if open_fields and not open_fields[-1].shows_result:
                open_fields[-1].instruction += element.text or ""
                open_fields[-1].marks.append(element)
        else:
            kind = element.get(n("w:fldCharType"))
            if kind == "begin":
                open_fields.append(Field(element, [element]))
            elif open_fields:
                open_fields[-1].marks.append(element)
                open_fields[-1].shows_result = True
                if kind == "end":
                    found.append(open_fields.pop())
    yield from found
    yield from open_fields
