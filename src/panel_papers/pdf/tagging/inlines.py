"""The runs of one paragraph, read into leaves: text, links, notes, pictures, fields."""

from __future__ import annotations

import re
from typing import NoReturn

from panel_papers.pdf.tagging.drawings import Drawing, read_drawing
from panel_papers.pdf.tagging.elements import Element, Leaf, Paint, where
from panel_papers.pdf.tagging.numerals import Unwritable, numeral
from panel_papers.pdf.tagging.reading import Field, Reader
from panel_papers.pdf.tagging.refusal import Refused
from panel_papers.pdf.tagging.signs import sign_of
from panel_papers.pdf.tagging.wordxml import R, W, XmlElement, hexadecimal, local, switched_on

# Fields that the engine works out itself; of all others it paints the result in the document.
COMPUTED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
UNREADABLE = {
    "oMath": "a formula",
    "oMathPara": "a formula",
    "ruby": "text with its reading above it",
    "pgNum": "an old-style page number",
    "ffData": "a form field",
}
CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}


def read_paragraph(reader: Reader, paragraph: XmlElement, block: Element, flow: int) -> None:
    """Read a paragraph's runs into kids of `block`.

    Raises Refused for what cannot be matched with the engine's answer.
    """
    inlines = _Inlines(reader, paragraph, block, flow)
    inlines.children(paragraph, block)
    _lift_language(block)


class _Inlines:
    """Reads one paragraph."""

    def __init__(self, reader: Reader, paragraph: XmlElement, block: Element, flow: int) -> None:
        self.reader = reader
        self.paragraph = paragraph
        self.block = block
        self.flow = flow
        self.beside = 0

    def children(self, parent: XmlElement, owner: Element) -> None:
        for child in parent:
            name = local(child)
            if name == "r":
                self.run(child, owner)
            elif name == "hyperlink":
                self.children(child, self.link(child, owner))
            elif name == "fldSimple":
                self.simple_field(child, owner)
            elif name in {"ins", "moveTo", "smartTag", "customXml", "dir", "bdo"}:
                self.children(child, owner)
            elif name == "sdt" and (content := child.find(W + "sdtContent")) is not None:
                self.children(content, owner)
            elif name in UNREADABLE:
                self.refuse(UNREADABLE[name])

    def refuse(self, what: str) -> NoReturn:
        raise Refused(f"{what} cannot be tagged", where(self.block))

    def run(self, run: XmlElement, owner: Element) -> None:
        fields = self.reader.fields
        for open_field in fields:
            open_field.runs.append(run)
        text: str | None = None
        for child in run:
            name = local(child)
            if name == "t" or name in CHARACTERS:
                piece = (child.text or "") if name == "t" else CHARACTERS[name]
                text = (text or "") + piece
            elif name == "sym":
                code = hexadecimal(child.get(W + "char"), 0xFFFD)
                text = (text or "") + (sign_of(child.get(W + "font"), code) or chr(code))
            elif name == "fldChar":
                self.field_mark(child, run, owner)
            elif name == "instrText" and fields:
                fields[-1].instruction += child.text or ""
            elif name in {"footnoteReference", "endnoteReference"}:
                self.note(child, name.removesuffix("Reference"), self.owner(owner))
            elif name in {"drawing", "pict", "object", "AlternateContent"}:
                for drawing in read_drawing(child):
                    self.drawing(drawing, self.owner(owner))
            elif name in UNREADABLE:
                self.refuse(UNREADABLE[name])
        shown = all(f.in_result and f.name not in COMPUTED for f in fields)
        if text is not None and shown:
            self.text(run, text, self.owner(owner))

    def text(self, run: XmlElement, text: str, owner: Element) -> None:
        styles = self.reader.styles
        target = owner
        if self.is_decoration(run, text):
            target = owner.add("Artifact")
            target.furniture = ""
        elif text.strip():
            target = self.in_language(run, owner)
        leaf = Leaf(Paint.TEXT, target, text, self.flow, self.reader.part, [run])
        leaf.hidden = switched_on(styles.run_property(run, self.paragraph, "vanish"))
        leaf.leader = "\t" in text
        self.reader.keep(leaf)

    def is_decoration(self, run: XmlElement, text: str) -> bool:
        """Say whether a text is a symbol alone, marked as one that has no language (zxx).

        What it says is said beside it in words, as in ratings of tables.
        """
        if any(character.isalnum() for character in text) or not text.strip():
            return False
        marked = self.reader.styles.run_property(run, self.paragraph, "lang")
        return marked is not None and marked.get(W + "val") == "zxx"

    def in_language(self, run: XmlElement, owner: Element) -> Element:
        """Return where a run is: in a Span of its own if its language is another one."""
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

    def link(self, hyperlink: XmlElement, owner: Element) -> Element:
        link = owner.add("Link")
        arrow = self.reader.relationship(hyperlink.get(R + "id"))
        anchor = hyperlink.get(W + "anchor")
        link.target = arrow.target if arrow is not None else anchor and f"#{anchor}"
        link.tip = hyperlink.get(W + "tooltip") or None
        return link

    def simple_field(self, simple: XmlElement, owner: Element) -> None:
        self.reader.fields.append(Field(simple.get(W + "instr", ""), in_result=True))
        self.children(simple, owner)
        self.end_field(owner)

    def field_mark(self, mark: XmlElement, run: XmlElement, owner: Element) -> None:
        fields, kind = self.reader.fields, mark.get(W + "fldCharType")
        if mark.find(W + "ffData") is not None:
            self.refuse(UNREADABLE["ffData"])
        if kind == "begin":
            fields.append(Field())
            fields[-1].runs.append(run)
        elif kind == "separate" and fields:
            fields[-1].in_result = True
        elif kind == "end" and fields:
            self.end_field(owner)

    def end_field(self, owner: Element) -> None:
        """Close a field; one that the engine works out is one leaf, with all its runs."""
        ended = self.reader.fields.pop()
        if ended.name in COMPUTED and all(f.in_result for f in self.reader.fields):
            up = self.owner(owner)
            leaf = Leaf(Paint.TEXT, up, None, self.flow, self.reader.part, ended.runs)
            self.reader.keep(leaf)

    def owner(self, owner: Element) -> Element:
        """Return the link that an open HYPERLINK field makes in this paragraph, else the owner."""
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

    def note(self, mark: XmlElement, kind: str, owner: Element) -> None:
        """Read a citation and its note; the note is after the paragraph, not in its middle."""
        reader = self.reader
        if mark.get(W + "customMarkFollows") in {"1", "true", "on"}:
            self.refuse("a note with a mark of its own")
        part, xml = reader.notes.pop((kind, mark.get(W + "id", "")), ("", None))
        if xml is None:
            raise Refused(f"a {kind} is missing, or cited twice", where(self.block))
        reader.cited[kind] += 1
        number = reader.cited[kind]
        label = self.note_label(kind, number)
        name = f"{kind}-{number}"
        to_note = owner.add("Reference").add("Link")
        reader.keep(Leaf(Paint.NUMBER, to_note, label, self.flow, reader.part, []))
        note = Element("Note", identifier=name)
        self.put_beside(note)
        flow = reader.new_flow()
        back = note.add("Lbl").add("Link")
        to_note.identifier = back.identifier = name
        reader.keep(Leaf(Paint.NUMBER, back, label, flow, part, []))
        reader.apart(xml, note, flow, part)

    def note_label(self, kind: str, number: int) -> str:
        """Return a note's number as its format says it (ECMA-376 part 1, 17.11.17)."""
        form = self.reader.note_format(kind)
        try:
            return numeral(number, form)
        except Unwritable:
            self.refuse(f"a {kind} numbered in the format {form}")

    def drawing(self, drawing: Drawing, owner: Element) -> None:
        """Read a drawing: a figure in the paragraph, text boxes after it."""
        reader = self.reader
        # In a header it could only be an artifact; painted text or pictures are still placed.
        charts = drawing.charts if reader.charts else ()
        if drawing.unreadable and not charts and not self.block.is_furniture():
            self.refuse(drawing.unreadable)
        for path in drawing.art if self.block.is_furniture() else ():
            shape = path.getparent()
            said = path.get("string", "")
            if shape is not None:
                leaf = Leaf(Paint.TEXT, owner, said, reader.new_flow(), reader.part, [shape])
                leaf.hidden = True
                reader.keep(leaf)
        for box in drawing.boxes:
            division = Element("Div")
            self.put_beside(division)
            reader.apart(box, division, reader.new_flow(), reader.part)
        if not (drawing.pictures or charts):
            return
        figure = owner.add("Figure")
        figure.alt = drawing.description
        figure.furniture = "" if drawing.decorative else None
        if not (drawing.description or drawing.decorative):
            reader.remark("a picture has no alternative text", self.block)
        for blip in drawing.pictures:
            leaf = Leaf(Paint.PICTURE, figure, None, self.flow, reader.part, [blip])
            leaf.floating = drawing.floating
            reader.keep(leaf)
        for chart in charts:
            leaf = Leaf(Paint.CHART, figure, None, self.flow, reader.part, [chart])
            leaf.floating = True
            reader.keep(leaf)

    def put_beside(self, element: Element) -> None:
        """Put a note or a text box after this paragraph, behind those already there."""
        block = self.block
        while block.up is not None and block.up.role in {"TOCI", "TOC"}:
            block = block.up
        assert block.up is not None  # noqa: S101 - a paragraph is in something
        self.beside += 1
        block.up.insert(block.up.kids.index(block) + self.beside, element)


def _lift_language(block: Element) -> None:
    """Let a paragraph wholly in another language say so itself, in place of its spans."""
    shown = [
        kid
        for kid in block.kids
        if isinstance(kid, Element) or kid.expected is None or kid.expected.strip()
    ]
    spans = [kid for kid in shown if isinstance(kid, Element) and kid.role == "Span"]
    languages = {span.language for span in spans}
    if not spans or len(spans) < len(shown) or len(languages) > 1:
        return
    block.language = languages.pop()
    lifted: list[Element | Leaf] = []
    for kid in block.kids:
        for leaf in kid.leaves() if isinstance(kid, Element) else [kid]:
            leaf.up = block
            lifted.append(leaf)
    block.kids = lifted
