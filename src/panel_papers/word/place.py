"""The values put in the place of their marks, in every story of a composed document."""

from __future__ import annotations

import copy

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.text.run import CT_R
from lxml import etree

from panel_papers.errors import Place, Problem
from panel_papers.model import Link, Missing, Picture, Prose, Table
from panel_papers.word.elements import run_properties
from panel_papers.word.markdown import BlockWriter
from panel_papers.word.pictures import picture_paragraph
from panel_papers.word.runs import element_run, text_runs
from panel_papers.word.slots import MARK, Slot, Slots
from panel_papers.word.story import Story, own_text, stories
from panel_papers.word.tables import keep_tables_apart, plain_table, text_width


class Placer:
    """Puts the values of `slots` into one document and gathers what does not fit."""

    def __init__(self, document: Document, slots: Slots, house: Place) -> None:
        self._document, self._slots = document, slots
        self._writer = BlockWriter(document, house)
        self._own: list[Problem] = []

    @property
    def template_problems(self) -> list[Problem]:
        """What was found wrong in the templates."""
        return [*self._own, *self._writer.template_problems]

    @property
    def input_problems(self) -> list[Problem]:
        """What was found wrong in the Markdown."""
        return list(self._writer.problems)

    def place(self) -> None:
        """Put every value in its place; a value whose mark is nowhere is a problem."""
        for story in list(stories(self._document)):
            for paragraph in list(story.root.iter(qn("w:p"))):
                self._place_in(story, paragraph)
            self._place_in_attributes(story)
            story.keep()
        self._own += [
            Problem(
                "value-lost",
                slot.place,
                f"“{slot.tag}” was filled, but its text is not in the document",
                "every value in the document",
                "the tag stands where Word drops text: move it to a paragraph of its own",
            )
            for slot in self._slots.lost()
        ]
        self._writer.finish()

    def _place_in(self, story: Story, paragraph: etree._Element) -> None:
        text = own_text(paragraph)
        if not MARK.search(text):
            return
        if MARK.fullmatch(text.strip()):
            (slot,) = (s for s in self._slots.split(text.strip()) if isinstance(s, Slot))
            blocks = self._blocks(story, slot, paragraph)
            if blocks is not None:
                for block in blocks:
                    paragraph.addprevious(block)
                paragraph.getparent().remove(paragraph)
                return
        for run in list(paragraph.iter(qn("w:r"))):
            if any(MARK.search(node.text or "") for node in run.findall(qn("w:t"))):
                self._place_in_run(story, run)

    def _blocks(
        self, story: Story, slot: Slot, host: etree._Element
    ) -> list[etree._Element] | None:
        """Return the blocks that stand for a value alone in its paragraph; None for plain text."""
        match slot.value:
            case Prose():
                return list(self._writer.blocks(slot.value, host, story.part))
            case Table():
                table = plain_table(slot.value, self._writer.styles, width=text_width(host))
                return list(keep_tables_apart([table], host, self._writer.styles))
            case Picture():
                return [picture_paragraph(self._document, slot.value, host)]
            case _:
                return None

    def _place_in_run(self, story: Story, run: CT_R) -> None:
        """Put runs and links in the place of a run that holds marks, beside what else it holds."""
        pieces: list[etree._Element] = []
        for child in run:
            if child.tag == qn("w:rPr"):
                continue
            if child.tag != qn("w:t") or not MARK.search(child.text or ""):
                pieces.append(element_run(copy.deepcopy(child), run.rPr))
                continue
            for piece in self._slots.split(child.text):
                if isinstance(piece, Slot):
                    pieces += self._inline(story, piece, run)
                else:
                    pieces += text_runs(piece, run.rPr)
        for piece in pieces:
            run.addprevious(piece)
        run.getparent().remove(run)

    def _inline(self, story: Story, slot: Slot, run: etree._Element) -> list[etree._Element]:
        match slot.value:
            case str() as text:
                return list(text_runs(text, run.rPr))
            case Missing() as missing:
                return [_marked(piece) for piece in text_runs(str(missing), run.rPr)]
            case Link() as link:
                return [self._link(story, link, run)]
            case Prose() as prose:
                return list(self._writer.inline(prose, run.rPr, story.part))
            case _:
                what = "table" if isinstance(slot.value, Table) else "picture"
                self._own.append(
                    Problem(
                        "block-in-line",
                        slot.place,
                        f"“{slot.tag}” is a {what} and stands in a line of text",
                        f"a paragraph that holds nothing but “{slot.tag}”",
                    )
                )
                return []

    def _link(self, story: Story, link: Link, run: etree._Element) -> etree._Element:
        element = OxmlElement("w:hyperlink")
        rel_id = story.part.relate_to(link.url, RT.HYPERLINK, is_external=True)
        element.set(qn("r:id"), rel_id)
        look = run_properties() if run.rPr is None else copy.deepcopy(run.rPr)
        style = self._writer.styles.character("Hyperlink")
        if style is not None:  # LibreOffice makes no link of a run without this style
            look.style = style.get(qn("w:styleId"))
        element.extend(text_runs(link.text, look))
        return element

    def _place_in_attributes(self, story: Story) -> None:
        """Put values into attributes, such as the alternative text of a picture."""
        for element in story.root.iter(etree.Element):
            for name, text in element.attrib.items():
                if MARK.search(text):
                    pieces = self._slots.split(text)
                    element.set(
                        name, "".join(p if isinstance(p, str) else str(p.value) for p in pieces)
                    )


def _marked(run: etree._Element) -> etree._Element:
    """Make a run bold on yellow: what a draft does without must not be overlooked."""
    font = run.get_or_add_rPr()
    font.get_or_add_b()
    font.get_or_add_highlight().set(qn("w:val"), "yellow")
    return run
