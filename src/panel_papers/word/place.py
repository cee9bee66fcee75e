"""The values put in the place of their marks, in every story of a composed document."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from lxml import etree

from panel_papers.core import (
    Link,
    Missing,
    Picture,
    Place,
    Problem,
    Prose,
    Table,
    TemplatesError,
)
from panel_papers.word.blocks.markdown import BlockWriter
from panel_papers.word.blocks.names import Names
from panel_papers.word.blocks.pictures import picture_paragraph
from panel_papers.word.elements import element as element_of, run_properties
from panel_papers.word.filling.link_tags import ADDRESS, in_address, settle_addresses
from panel_papers.word.filling.slots import MARK, Slot, Slots
from panel_papers.word.origins import Origin, Value, values_origin
from panel_papers.word.runs import element_run, highlighted, runs_with_gaps, text_runs
from panel_papers.word.story import Story, holds_only, own_text, stories
from panel_papers.word.xml import (
    Element,
    as_base,
    as_run,
    attribute,
    child,
    children,
    every,
    is_a,
    own,
    paragraphs,
    remove,
    set_attribute,
    within,
)

_ADDRESS = qn(ADDRESS)
_ALONE = "in Word, cut the tag and paste it into an empty paragraph of its own"


class Placer:
    """Puts the values of `slots` into one document and gathers what does not fit."""

    def __init__(self, document: Document, slots: Slots, house: Place) -> None:
        self._document, self._slots = document, slots
        self._writer = BlockWriter(document, house)
        self._own: list[Problem] = []
        self.placed: list[tuple[Slot, list[Element]]] = []
        """What each value became, in order; nothing where it is in an attribute."""

    @property
    def template_problems(self) -> list[Problem]:
        """What was found wrong in the templates."""
        return [*self._own, *self._writer.template_problems]

    @property
    def input_problems(self) -> list[Problem]:
        """What was found wrong in the inputs: in Markdown, or for a content control."""
        return [*dict.fromkeys(self._slots.unfit), *self._writer.problems]

    @property
    def names(self) -> Names:
        """The names that the prose gives and refers to."""
        return self._writer.names

    def origins(self) -> list[tuple[Element, Origin]]:
        """Return where each paragraph of the body was typed that prints something of the inputs."""
        body = self._document.element.body
        blocks: dict[Element, Origin] = dict(self._writer.traced)
        owners = {
            each: Value(slot.value, slot.tag) for slot, placed in self.placed for each in placed
        }
        found: list[tuple[Element, Origin]] = []
        for paragraph in paragraphs(body):
            origin = blocks.get(paragraph) or values_origin(paragraph, owners)
            if origin is not None:
                found.append((paragraph, origin))
        return found

    def place(self) -> None:
        """Put every value in its place; a value whose mark is nowhere is a problem."""
        for story in list(stories(self._document)):
            # Attributes first: a value that is placed is not looked through for marks.
            self._place_in_attributes(story)
            for paragraph in paragraphs(story.root):
                self._place_in(story, paragraph)
            settle_addresses(story)
            story.keep()
        self._own += [
            Problem(
                "value-lost",
                slot.place,
                f"“{slot.tag}” was filled, but its text is not in the document",
                "",
                "move the tag to a paragraph of its own, as Word drops text where it is now",
            )
            for slot in self._slots.lost()
        ]
        try:
            self._writer.finish()
        except TemplatesError as fault:  # reported with what else is wrong in the templates
            self._own += fault.problems

    def _place_in(self, story: Story, paragraph: CT_P) -> None:
        text = own_text(paragraph).strip()
        if not MARK.search(text):
            return
        _free_controls(paragraph)
        if MARK.fullmatch(text) and holds_only(paragraph, text):
            slot = next((s for s in self._slots.split(text) if isinstance(s, Slot)), None)
            blocks = None if slot is None else self._blocks(story, slot, paragraph)
            if slot is not None and blocks is not None:
                self.placed.append((slot, blocks))
                for block in blocks:
                    paragraph.addprevious(block)
                remove(paragraph)
                return
        for run in list(own(paragraph, "w:r", of="w:p")):
            if any(MARK.search(node.text or "") for node in children(run, "w:t")):
                self._place_in_run(story, as_run(run))

    def _blocks(self, story: Story, slot: Slot, host: CT_P) -> list[Element] | None:
        """Return the blocks that stand for a value alone in its paragraph; None for plain text."""
        match slot.value:
            case Prose():
                return list(self._writer.blocks(slot.value, host, story.part))
            case Table():
                return list(self._writer.table(slot.value, host))
            case Picture() if story.part is self._document.part:
                return [picture_paragraph(self._document, slot.value, host)]
            case _:
                return None

    def _place_in_run(self, story: Story, run: CT_R) -> None:
        """Put runs and links in the place of a run that holds marks, beside what else it holds."""
        look = cast("CT_RPr | None", child(run, "w:rPr"))
        pieces: list[Element] = []
        for held in run:
            if is_a(held, "w:rPr"):
                continue
            if not is_a(held, "w:t") or not MARK.search(held.text or ""):
                pieces.append(element_run(as_base(copy.deepcopy(held)), look))
                continue
            for piece in self._slots.split(held.text or ""):
                if isinstance(piece, Slot):
                    inline = self._inline(story, piece, run, look)
                    self.placed.append((piece, inline))
                    pieces += inline
                else:
                    pieces += text_runs(piece, look)
        for element in pieces:
            run.addprevious(element)
        remove(run)

    def _inline(self, story: Story, slot: Slot, run: CT_R, look: CT_RPr | None) -> list[Element]:
        match slot.value:
            case str() as text:
                return list(runs_with_gaps(text, look))
            case Missing() as missing:
                return [highlighted(piece) for piece in text_runs(str(missing), look)]
            case Prose() as prose:
                return list(self._writer.inline(prose, look, story.part))
            case Link() as link if within(run, "w:hyperlink") is None:
                return [self._link(story.part, link, look)]
            case Link() as link:
                self._refuse(slot, "link", "is inside a link", "take the link off the tag")
                return list(text_runs(link.text, look))
            case _:
                what = "table" if isinstance(slot.value, Table) else "picture"
                self._refuse(slot, what, "is in a line of text", _ALONE)
                return []

    def _refuse(self, slot: Slot, what: str, stands: str, hint: str) -> None:
        wanted = f"a paragraph of the body that holds nothing but “{slot.tag}”"
        if what == "link":
            wanted = f"“{slot.tag}” as plain text: it brings its own link"
        found = f"“{slot.tag}” is a {what} and {stands}"
        self._own.append(Problem(f"misplaced-{what}", slot.place, found, wanted, hint))

    def _link(self, part: Part, link: Link, look: CT_RPr | None) -> Element:
        element = element_of("w:hyperlink")
        set_attribute(element, "r:id", part.relate_to(link.url, RT.HYPERLINK, is_external=True))
        looks = run_properties() if look is None else copy.deepcopy(look)
        style = self._writer.styles.character("Hyperlink")
        if style is not None:  # LibreOffice makes no link of a run without this style
            looks.style = attribute(style, "w:styleId")
        element.extend(text_runs(link.text, looks))
        return element

    def _place_in_attributes(self, story: Story) -> None:
        """Put values into attributes, such as the alternative text of a picture."""
        for element in every(story.root):
            for name, text in element.attrib.items():
                if MARK.search(str(text)):
                    pieces = list(self._slots.split(str(text)))
                    if name == _ADDRESS:
                        element.set(name, "".join(self._in_address(pieces)))
                        continue
                    element.set(name, "".join(self._as_attribute(piece) for piece in pieces))

    def _in_address(self, pieces: list[str | Slot]) -> Iterator[str]:
        for piece in pieces:
            if isinstance(piece, Slot):
                self.placed.append((piece, []))
                if isinstance(piece.value, Table | Picture):
                    what = "table" if isinstance(piece.value, Table) else "picture"
                    self._refuse(piece, what, "is in the address of a link", _ALONE)
            yield in_address(piece, alone=len(pieces) == 1)

    def _as_attribute(self, piece: str | Slot) -> str:
        if isinstance(piece, Slot):
            self.placed.append((piece, []))
        match piece.value if isinstance(piece, Slot) else piece:
            case str() | Missing() | Prose() as text:
                return str(text)
            case Link() as link:
                return link.text
            case value:
                if isinstance(piece, Slot):
                    what = "table" if isinstance(value, Table) else "picture"
                    self._refuse(piece, what, "is in the description of a picture", _ALONE)
                return ""


def _free_controls(paragraph: Element) -> None:
    """Let the content controls around a value keep it.

    Word would show the control's own data instead, or take the text for a prompt to type over.
    """
    inner = (c for c in paragraph.iter() if is_a(c, "w:sdt"))
    outer = (c for c in paragraph.iterancestors() if is_a(c, "w:sdt"))
    for control in [*inner, *outer]:
        for setting in [e for p in children(control, "w:sdtPr") for e in p]:
            if etree.QName(setting).localname in {"dataBinding", "showingPlcHdr"}:
                remove(setting)
