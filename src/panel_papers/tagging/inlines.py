"""The runs of one paragraph, read into leaves: text, links, notes, pictures, fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panel_papers.tagging import drawings
from panel_papers.tagging.elements import Element, Leaf, Paint, where
from panel_papers.tagging.refusal import Refused
from panel_papers.tagging.wordxml import R, W, XmlElement, local, switched_on, whole

if TYPE_CHECKING:
    from panel_papers.tagging.blocks import Reader

# Fields that the engine works out itself; of all others it paints the result in the document.
COMPUTED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
UNREADABLE = {
    "oMath": "a formula",
    "oMathPara": "a formula",
    "ruby": "text with a reading above it",
    "pgNum": "an old-style page number",
}
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class Field:
    """A field that has begun: its instruction, and the links its result makes, by paragraph."""

    instruction: str = ""
    in_result: bool = False
    links: list[tuple[Element, Element]] = field(default_factory=list)
    leaf: Leaf | None = None

    @property
    def name(self) -> str:
        """The field's kind in capitals."""
        return (self.instruction.split() or [""])[0].upper()


class Inlines:
    """Reads one paragraph; `block` is the element that its text stands in."""

    def __init__(self, reader: Reader, paragraph: XmlElement, block: Element, flow: int) -> None:
        self.reader = reader
        self.paragraph = paragraph
        self.block = block
        self.flow = flow
        self.boxes = 0

    def read(self) -> None:
        """Read all runs; a paragraph wholly in another language says so itself."""
        self._children(self.paragraph, self.block)
        parts = [kid for kid in self.block.kids if isinstance(kid, Element) or _shows(kid)]
        spans = [kid for kid in parts if isinstance(kid, Element) and kid.role == "Span"]
        languages = {span.language for span in spans}
        if parts and len(spans) == len(parts) and len(languages) == 1:
            self.block.language = languages.pop()
            self.block.kids = [leaf for span in spans for leaf in span.kids]
            for leaf in self.block.kids:
                leaf.up = self.block

    def _children(self, parent: XmlElement, owner: Element) -> None:
        for child in parent:
            name = local(child)
            if name == "r":
                self._run(child, owner)
            elif name == "hyperlink":
                self._children(child, self._link(child, owner))
            elif name == "fldSimple":
                self._simple_field(child, owner)
            elif name == "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    self._children(content, owner)
            elif name in {"ins", "moveTo", "smartTag", "customXml", "dir", "bdo"}:
                self._children(child, owner)
            elif name in UNREADABLE:
                raise Refused(f"{UNREADABLE[name]} cannot be tagged", where(self.block))

    def _link(self, hyperlink: XmlElement, owner: Element) -> Element:
        link = owner.add("Link")
        arrow = self.reader.relationship(hyperlink.get(R + "id"))
        anchor = hyperlink.get(W + "anchor")
        link.target = arrow.target if arrow is not None else anchor and f"#{anchor}"
        link.tip = hyperlink.get(W + "tooltip") or None
        return link

    def _simple_field(self, simple: XmlElement, owner: Element) -> None:
        self.reader.fields.append(Field(simple.get(W + "instr", ""), in_result=True))
        self._children(simple, owner)
        self.reader.fields.pop()

    def _field_mark(self, mark: XmlElement) -> None:
        fields, kind = self.reader.fields, mark.get(W + "fldCharType")
        if kind == "begin":
            if mark.find(W + "ffData") is not None:
                raise Refused("a form field cannot be tagged", where(self.block))
            fields.append(Field())
        elif kind == "separate" and fields:
            fields[-1].in_result = True
        elif kind == "end" and fields:
            fields.pop()

    def _field_owner(self, owner: Element) -> Element:
        """Return the link that a HYPERLINK field makes in this paragraph, else the owner."""
        for open_field in reversed(self.reader.fields):
            if open_field.name == "HYPERLINK" and open_field.in_result:
                for block, link in open_field.links:
                    if block is self.block:
                        return link
                link = owner.add("Link")
                address = re.search(r'(\\l\s+)?"([^"]*)"', open_field.instruction)
                if address:
                    link.target = ("#" if address[1] else "") + address[2]
                open_field.links.append((self.block, link))
                return link
        return owner

    def _run(self, run: XmlElement, owner: Element) -> None:
        text, painted = "", False
        for child in run:
            name = local(child)
            piece = run_text(child)
            if piece is not None:
                text, painted = text + piece, True
            elif name == "fldChar":
                self._computed(run)
                self._field_mark(child)
                self._computed(run)
            elif name == "instrText" and self.reader.fields:
                self.reader.fields[-1].instruction += child.text or ""
                self._computed(run)
            elif name in {"footnoteReference", "endnoteReference"}:
                self._note(child, name.removesuffix("Reference"), self._field_owner(owner))
            elif name in {"drawing", "pict", "object", "AlternateContent"}:
                drawings.read(self, child, self._field_owner(owner))
            elif name in UNREADABLE:
                raise Refused(f"{UNREADABLE[name]} cannot be tagged", where(self.block))
        if painted and not any(not f.in_result for f in self.reader.fields):
            self._text(run, text, self._field_owner(owner))

    def _computed(self, run: XmlElement) -> None:
        """Give all runs of a computed field one colour: the engine chooses one of them."""
        open_field = self.reader.fields[-1] if self.reader.fields else None
        if open_field is not None and open_field.leaf is not None:
            open_field.leaf.holders.append(run)

    def _text(self, run: XmlElement, text: str, owner: Element) -> None:
        computing = next((f for f in self.reader.fields if f.name in COMPUTED), None)
        if computing is not None and computing.leaf is not None:
            computing.leaf.holders.append(run)
            return
        target = self._in_language(run, owner) if text.strip() else owner
        leaf = Leaf(
            Paint.TEXT,
            target,
            None if computing is not None else text,
            self.flow,
            self.reader.part,
            [run],
            hidden=switched_on(self.reader.styles.run_property(run, self.paragraph, "vanish")),
            leader="\t" in text,
        )
        self.reader.leaf(leaf)
        if computing is not None:
            computing.leaf = leaf

    def _in_language(self, run: XmlElement, owner: Element) -> Element:
        """Return where a run stands: in a Span of its own if its language is another one."""
        marked = self.reader.styles.run_property(run, self.paragraph, "lang")
        language = None if marked is None else marked.get(W + "val")
        if not language or language in {"x-none", "zxx"}:
            return owner
        if language.partition("-")[0] == self.reader.language.partition("-")[0]:
            return owner
        last = owner.kids[-1] if owner.kids else None
        if isinstance(last, Element) and last.role == "Span" and last.language == language:
            return last
        span = owner.add("Span")
        span.language = language
        return span

    def _note(self, mark: XmlElement, kind: str, owner: Element) -> None:
        """Read a citation and its note; the note stands after the paragraph, not in its middle."""
        reader = self.reader
        if switched_on(mark) and mark.get(W + "customMarkFollows") in {"1", "true"}:
            raise Refused("a note with a mark of its own cannot be tagged", where(self.block))
        found = reader.notes.pop((kind, mark.get(W + "id", "")), None)
        if found is None:
            raise Refused(f"a {kind} is missing or cited twice", where(self.block))
        reader.cited[kind] += 1
        number = reader.cited[kind]
        label = str(number) if kind == "footnote" else roman(number)
        reference = owner.add("Reference")
        reader.leaf(Leaf(Paint.NUMBER, reference, label, self.flow, reader.part, []))
        note = Element("Note", identifier=f"{kind}-{number}")
        self.beside(note)
        flow, part, outer = reader.new_flow(), reader.part, reader.fields
        reader.part, reader.fields = found[0], []
        reader.leaf(Leaf(Paint.NUMBER, note.add("Lbl"), label, flow, found[0], []))
        reader.blocks(found[1], note, flow)
        reader.part, reader.fields = part, outer

    def beside(self, element: Element) -> None:
        """Put a note or a text box after this paragraph, behind those already there."""
        block = self.block
        while block.up is not None and block.up.role in {"TOCI", "TOC"}:
            block = block.up
        assert block.up is not None  # noqa: S101 - a paragraph stands in something
        self.boxes += 1
        block.up.insert(block.up.kids.index(block) + self.boxes, element)


def _shows(leaf: Leaf) -> bool:
    return leaf.expected is None or bool(leaf.expected.strip())


def run_text(child: XmlElement) -> str | None:
    """Return what one part of a run puts on the page as text; None for what is no text."""
    name = local(child)
    if name == "t":
        return child.text or ""
    if name == "sym":
        return chr(whole(str(int(child.get(W + "char", "0") or "0", 16))))
    return {
        "tab": "\t",
        "ptab": "\t",
        "br": " ",
        "cr": " ",
        "noBreakHyphen": "-",
        "softHyphen": "\u00ad",
    }.get(name)


def roman(number: int) -> str:
    """Return a number in small Roman numerals."""
    text = ""
    for size, letters in ROMAN:
        count, number = divmod(number, size)
        text += letters * count
    return text
