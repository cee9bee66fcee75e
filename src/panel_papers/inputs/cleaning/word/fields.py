"""Finds the fields of a Word document: what they ask Word to do, and the marks that make them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct, field

from panel_papers.inputs.cleaning.word.names import n

_NAME = re.compile(r"[^\W\d_]+|=")
_TOKEN = re.compile(r'"([^"]*)"?|(\\\\\S*|[^\s"\\]\S*)|\\(\w?)')
_WITH_VALUE = frozenset("lost")  # switches of HYPERLINK: bookmark, tip, target frame
_BEFORE_FIELDS = frozenset(["", "=", "IF", "COMPARE", "QUOTE", "REF", "PAGEREF", "SEQ", "ADVANCE"])
"""Names that people write another field right behind: {={PAGE}-1}."""
_INNER = "\ufffc"
"""What is put in an instruction where another field makes up a piece of it."""


class Field(Struct, eq=False):
    """A field (ECMA-376 part 1, 17.16): its instruction and the elements that are not its text."""

    start: etree._Element
    marks: list[etree._Element] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    shows_result: bool = False

    @property
    def instruction(self) -> str:
        """Return what the field asks Word to do."""
        return "".join(self.code)

    @property
    def name(self) -> str:
        """Return the field's name in capitals (“INCLUDETEXT”)."""
        found = _NAME.match(self.instruction.strip().lstrip(_INNER))
        return found[0].upper() if found else ""

    @property
    def is_computed(self) -> bool:
        """Say whether another field makes up the field's name, or a piece of it."""
        begun = self.instruction.lstrip()
        if begun.startswith(_INNER):
            return True
        found = _NAME.match(begun)
        name = found[0] if found else ""
        return begun.startswith(_INNER, len(name)) and name.upper() not in _BEFORE_FIELDS

    @property
    def address(self) -> str | None:
        """Return where a HYPERLINK field leads; None for a place in the document itself."""
        if self.name != "HYPERLINK":
            return None
        skip = False
        for quoted, word, switch in _TOKEN.findall(self.instruction.strip()[len(self.name) :]):
            if switch:
                skip = switch.lower() in _WITH_VALUE
            elif skip:
                skip = False
            elif quoted or word:
                return str(quoted or word)
        return None

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
    wanted = ("w:fldSimple", "w:fldChar", "w:instrText", "w:delInstrText", "w:t")
    for element in root.iter(*map(n, wanted)):
        if element.tag == n("w:fldSimple"):
            found.append(Field(element, [element], [str(element.get(n("w:instr"), ""))]))
        elif element.tag != n("w:fldChar"):  # Word reads plain text in a field's code as its code
            if open_fields and not open_fields[-1].shows_result:
                open_fields[-1].code.append(element.text or "")
                if element.tag != n("w:t"):
                    open_fields[-1].marks.append(element)
        else:
            kind = element.get(n("w:fldCharType"))
            if kind == "begin":
                if open_fields and not open_fields[-1].shows_result:
                    open_fields[-1].code.append(_INNER)
                open_fields.append(Field(element, [element]))
            elif open_fields:
                open_fields[-1].marks.append(element)
                open_fields[-1].shows_result = True
                if kind == "end":
                    found.append(open_fields.pop())
    yield from found
    yield from open_fields
