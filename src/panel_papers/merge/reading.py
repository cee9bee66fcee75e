"""A Word file read as its reviewer left it: paragraphs with tracked changes accepted."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

import docx
from docx.document import Document
from docx.oxml.ns import qn
from msgspec import Struct

from panel_papers.merge.chars import Char, canonical
from panel_papers.word import (
    ANCHOR,
    WHOLE,
    Element,
    attribute,
    child,
    children,
    every,
    is_a,
    shown_text,
    stories,
    value_at,
)

_OBJECTS = ("w:drawing", "w:pict", "w:object")
_GONE = ("w:del", "w:moveFrom")
_THROUGH = ("w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:dir")
_MARKS = {"strong": "strong", "emphasis": "em", "code": "code_inline"}
_DIRECT = {"w:b": "strong", "w:i": "em", "w:strike": "s"}
_RAISED = {"superscript": "sup", "subscript": "sub"}
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OBJECT = "\ufffb"
"""A picture, a chart or another object in the text."""
_FIELD = "HYPERLINK"
_LONGEST = 60  # letters of a footnote that name it


class Cell(Struct, frozen=True):
    """Where a paragraph is in a table: the table's number, row and column, each from 1.

    `table` counts through the file; `named` is what people call the table: its caption, or its
    number below its heading.
    """

    table: int
    row: int
    column: int
    columns: int
    named: str = ""

    def __str__(self) -> str:
        """Return the place in words."""
        named = self.named or f"table {self.table}"
        return f"{named}, row {self.row}, column {self.column}"


class Paragraph(Struct, frozen=True, eq=False):
    """One paragraph as it is with all tracked changes accepted.

    `style` is the name of its style in small letters; `list` says that Word numbers it, or gives it
    a bullet: “bullet”, “number” or "", and `level` how deep, from 0. `anchors` are those that begin
    in it.
    """

    chars: tuple[Char, ...]
    style: str
    list: str
    level: int
    anchors: tuple[str, ...]
    cell: Cell | None
    where: str

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(each.text for each in self.chars)

    @property
    def empty(self) -> bool:
        """Whether nothing is in it that can be seen."""
        return not self.text.strip()


class WordFile(Struct, frozen=True, eq=False):
    """A Word file: its paragraphs that show something, and the texts of headers and footers.

    `notes` has the footnotes by what a mark of one says in `Char.note`.
    """

    paragraphs: tuple[Paragraph, ...]
    stationery: tuple[str, ...]
    notes: Mapping[str, Paragraph]
    build: str = ""
    """The name of the build that the file was; "" where a saver has dropped it."""


def read_file(data: bytes) -> WordFile:
    """Return what a Word file holds; the file has passed the gate for supplied ones."""
    document = docx.Document(io.BytesIO(data))
    reader = _Reader(document)
    shown = tuple(each for each in reader.body() if not each.empty)
    names = (attribute(e, "w:name") for e in every(document.element.body, "w:bookmarkStart"))
    build = next((name for name in names if name.startswith(WHOLE)), "")
    return WordFile(shown, tuple(reader.stationery()), reader.noted(), build)


def as_line(paragraph: Paragraph) -> str:
    """Return a paragraph in one line that says all of it: its kind, its words, their looks."""
    kind = paragraph.style
    if paragraph.list:
        kind = f"{paragraph.list} of level {paragraph.level + 1}"  # lists have several styles
    if paragraph.cell is not None:
        kind += f", column {paragraph.cell.column}"
    return f"({kind}) {_with_looks(paragraph)}"


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = {each.style_id: each for each in document.styles if each.style_id}
        default = document.styles.default(1)
        self._default = (default.name or "").lower() if default is not None else "normal"
        self._field: list[str] = []
        self._tables = self._below_heading = 0
        self._caption = ""
        self._heading, self._count = "", 0
        self._rels = document.part.rels
        self._notes: dict[str, Paragraph] = {}
        self._notes = self._read_notes()

    def body(self) -> Iterator[Paragraph]:
        yield from self._blocks(self._document.element.body, None)

    def stationery(self) -> Iterator[str]:
        """Yield the text of each header and footer, without numbers of pages."""
        for story in stories(self._document):
            if story.is_stationery:
                texts = ("".join(c.text for c in self._chars(p)) for p in every(story.root, "w:p"))
                yield " ".join(" ".join(texts).split())

    def noted(self) -> dict[str, Paragraph]:
        """Return the footnotes by what their marks say."""
        return {_with_looks(each): each for each in self._notes.values()}

    def _read_notes(self) -> dict[str, Paragraph]:
        found: dict[str, Paragraph] = {}
        for story in stories(self._document):
            if story.name != "footnotes":
                continue
            for note in every(story.root, "w:footnote"):
                if attribute(note, "w:type"):
                    continue
                self._rels = story.part.rels
                chars = list(self._chars_of_note(note))
                where = f"the footnote “{_short(chars)}”"
                found[attribute(note, "w:id")] = Paragraph(
                    _trimmed(chars), "footnote text", "", 0, (), None, where
                )
        self._rels = self._document.part.rels
        return found

    def _chars_of_note(self, note: Element) -> Iterator[Char]:
        """Yield the letters of a note; its paragraphs become lines, as the build writes them."""
        for number, paragraph in enumerate(every(note, "w:p")):
            if number:
                yield Char("\n")
            yield from self._chars(paragraph)

    def _blocks(self, holder: Element, cell: Cell | None) -> Iterator[Paragraph]:
        """Yield the paragraphs in a body, a cell or a content control."""
        begun: list[Char] = []
        anchors: list[str] = []
        for block in holder:
            if is_a(block, "w:p"):
                here = tuple(self._chars(block))
                kept = [*begun, *here]
                names = [*anchors, *self._anchors(block, here)]
                if _mark_is_gone(block):  # it continues in the next paragraph
                    begun, anchors = kept, names
                    continue
                begun, anchors = [], []
                yield self._paragraph(block, tuple(kept), tuple(names), cell)
            elif is_a(block, "w:tbl"):
                yield from self._table(block)
            elif is_a(block, "w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml"):
                yield from self._blocks(block, cell)
        if begun:  # the last mark of a cell cannot go
            yield self._paragraph(children(holder, "w:p")[-1], tuple(begun), tuple(anchors), cell)

    def _anchors(self, block: Element, chars: tuple[Char, ...]) -> list[str]:
        if not chars and _mark_is_gone(block):
            return []
        names = (attribute(each, "w:name") for each in every(block, "w:bookmarkStart"))
        return [name for name in names if name.startswith(ANCHOR)]

    def _table(self, table: Element) -> Iterator[Paragraph]:
        self._tables += 1
        self._below_heading += 1
        number, row_number = self._tables, 0
        named = self._caption or f"table {self._below_heading}"
        self._caption = ""
        for row in children(table, "w:tr"):
            if child(row, "w:trPr", "w:del") is not None:
                continue
            row_number += 1
            cells = children(row, "w:tc")
            for column, cell in enumerate(cells, 1):
                yield from self._blocks(cell, Cell(number, row_number, column, len(cells), named))

    def _paragraph(
        self, block: Element, chars: tuple[Char, ...], anchors: tuple[str, ...], cell: Cell | None
    ) -> Paragraph:
        identifier = value_at(block, "w:pPr", "w:pStyle")
        style = self._styles.get(identifier)
        name = (style.name or "").lower() if style is not None else self._default
        kind, level = self._list_of(block, identifier)
        text = "".join(each.text for each in chars)
        if cell is None and name.startswith("heading") and text.strip():
            self._heading, self._count = " ".join(text.split()), 0
            self._below_heading = 0
        elif cell is None and text.strip():
            self._count += 1
        if cell is None and text.strip():
            self._caption = f"“{_short(chars)}”" if name == "caption" else ""
        words = f"under the heading “{self._heading}”, " if self._heading else ""
        where = f"{words}{cell}" if cell else f"{words}paragraph {self._count}"
        if cell is None and not self._count and self._heading:
            where = f"the heading “{self._heading}”"
        return Paragraph(chars, name, kind, level, anchors, cell, where)

    def _list_of(self, block: Element, style: str) -> tuple[str, int]:
        """Return whether a paragraph has a bullet or a number, and how deep it is."""
        holders, seen = [child(block, "w:pPr", "w:numPr")], 0
        while style in self._styles and seen < 20:
            element = self._styles[style].element
            holders.append(child(element, "w:pPr", "w:numPr"))
            style, seen = value_at(element, "w:basedOn"), seen + 1
        holder = next((each for each in holders if each is not None), None)
        number = next((n for h in holders if h is not None if (n := value_at(h, "w:numId"))), "")
        if holder is None or not number or number == "0":
            return "", 0
        level = value_at(holder, "w:ilvl") or "0"
        return self._format(number, level), int(level) if level.isdecimal() else 0

    def _format(self, number: str, level: str) -> str:
        try:
            numbering = self._document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return "number"
        instance = next(
            (e for e in every(numbering, "w:num") if attribute(e, "w:numId") == number), None
        )
        abstract = value_at(instance, "w:abstractNumId")
        for each in every(numbering, "w:abstractNum"):
            if attribute(each, "w:abstractNumId") == abstract:
                for one in children(each, "w:lvl"):
                    if attribute(one, "w:ilvl") == level:
                        return "bullet" if value_at(one, "w:numFmt") == "bullet" else "number"
        return "number"

    def _chars(self, paragraph: Element) -> Iterator[Char]:
        self._field = []
        yield from self._inside(paragraph, "")

    def _inside(self, holder: Element, link: str) -> Iterator[Char]:
        for each in holder:
            if is_a(each, "w:r"):
                yield from self._run(each, link)
            elif is_a(each, "w:hyperlink"):
                yield from self._inside(each, self._target(each) or link)
            elif is_a(each, *_THROUGH):
                yield from self._inside(each, link)
            elif each.tag == f"{_CHOICE}AlternateContent":
                yield Char(OBJECT, note=_alternative_text(each))

    def _target(self, link: Element) -> str:
        anchor = attribute(link, "w:anchor")
        relation = self._rels.get(link.get(qn("r:id")) or "")
        if relation is not None and relation.is_external:
            return str(relation.target_ref) + (f"#{anchor}" if anchor else "")
        return f"#{anchor}" if anchor else ""

    def _run(self, run: Element, link: str) -> Iterator[Char]:
        marks = self._marks(run)
        for node in run:
            if is_a(node, "w:fldChar"):
                kind = attribute(node, "w:fldCharType")
                if kind == "begin":
                    self._field.append("")
                elif kind == "end" and self._field:
                    self._field.pop()
                continue
            if is_a(node, "w:instrText") and self._field:
                self._field[-1] += node.text or ""
            elif is_a(node, *_OBJECTS) or node.tag == f"{_CHOICE}AlternateContent":
                yield Char(OBJECT, note=_alternative_text(node))
            elif is_a(node, "w:footnoteReference"):
                yield Char("\ufffc", note=self._note_text(node))
            else:
                address = link or self._field_link()
                for letter in shown_text(node):
                    yield Char(letter, marks, address)

    def _note_text(self, mark: Element) -> str:
        note = self._notes.get(attribute(mark, "w:id"))
        return "" if note is None else _with_looks(note)

    def _field_link(self) -> str:
        for code in reversed(self._field):
            if code.strip().upper().startswith(_FIELD):
                words = code.split('"')
                return words[1] if len(words) > 2 else ""
        return ""

    def _marks(self, run: Element) -> frozenset[str]:
        properties = child(run, "w:rPr")
        found: set[str] = set()
        identifier = value_at(properties, "w:rStyle")
        style = self._styles.get(identifier)
        if style is not None:
            name = (style.name or "").lower()
            if name in _MARKS:
                found.add(_MARKS[name])
        for tag, mark in _DIRECT.items():
            switch = child(properties, tag)
            if switch is not None:
                if attribute(switch, "w:val") in {"0", "false", "off"}:
                    found.discard(mark)
                else:
                    found.add(mark)
        if raised := _RAISED.get(value_at(properties, "w:vertAlign")):
            found.add(raised)
        return frozenset(found)


def _alternative_text(drawing: Element) -> str:
    """Return what a picture or chart says to who cannot see it."""
    texts = (each.get("descr") or "" for each in every(drawing, "wp:docPr"))
    return " ".join(" ".join(texts).split())


def _with_looks(paragraph: Paragraph) -> str:
    """Return the words of a paragraph in one line, with signs where their looks change."""
    said, before = "", ("", "")
    for each in canonical(paragraph.chars):
        look = ", ".join(sorted(each.marks)), each.link.removesuffix("/")
        if look != before:
            said += f"{{{' '.join(filter(None, look))}}}"
        note = f"[{each.note}]" if each.note and each.text != OBJECT else ""
        said, before = said + each.text + note, look
    return " ".join(said.split())


def _trimmed(chars: Sequence[Char]) -> tuple[Char, ...]:
    """Return the letters of a note without the spaces at its ends."""
    text = "".join(each.text for each in chars)
    return tuple(chars[len(text) - len(text.lstrip()) : len(text.rstrip())])


def _short(chars: Sequence[Char]) -> str:
    text = " ".join("".join(each.text for each in chars).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _mark_is_gone(paragraph: Element) -> bool:
    """Say whether the end of a paragraph is deleted, so that the next one continues it."""
    properties = child(paragraph, "w:pPr", "w:rPr")
    return any(child(properties, each) is not None for each in _GONE)
