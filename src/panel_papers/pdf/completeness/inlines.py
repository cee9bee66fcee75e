"""One paragraph read: runs with their looks, fields, notes, formulas, drawings."""

from __future__ import annotations

from collections.abc import Callable

from panel_papers.pdf.completeness.drawings import read_drawing
from panel_papers.pdf.completeness.findings import Kind
from panel_papers.pdf.completeness.model import Form, Line, Piece, Story
from panel_papers.pdf.completeness.ooxml import MC, W14, Element, M, W, number, value
from panel_papers.pdf.completeness.story import Around, Field, Reading, choice
from panel_papers.pdf.completeness.styles import Look
from panel_papers.pdf.completeness.vml import read_vml

# Fields that a program calculates again when it lays the document out, so that Word's last result
# need not be what is printed (ISO/IEC 29500-1 17.16.5).
_CALCULATED = frozenset((
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "NOTEREF", "DATE", "TIME",
    "PRINTDATE", "SAVEDATE", "CREATEDATE", "EDITTIME", "FILENAME", "FILESIZE", "NUMWORDS",
    "NUMCHARS", "STYLEREF", "AUTHOR", "TITLE", "SUBJECT", "KEYWORDS", "COMMENTS", "LASTSAVEDBY",
    "REVNUM", "TEMPLATE", "USERNAME", "USERINITIALS", "USERADDRESS", "INFO", "DOCPROPERTY",
    "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT",
))  # fmt: skip
_SPACES = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
_TYPED = {f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}
_DATES = frozenset(
    f"{W}{name}"
    for name in ["dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"]
)
_TEXTS = frozenset({f"{W}t"})
_WRAPPERS = frozenset(
    f"{W}{name}"
    for name in ["hyperlink", "ins", "moveTo", "smartTag", "customXml", "bdo", "dir", "sdtContent"]
)
_LEFT_OUT = frozenset(f"{W}{name}" for name in ["del", "moveFrom"])


class Inlines:
    """Reads what a paragraph holds into its line; fields may continue into the next paragraph."""

    def __init__(self, reading: Reading, line: Line, style: str, around: Around) -> None:
        self.reading = reading
        self.line = line
        self.around = around
        self._style = style
        self._fields: list[Field] = reading.fields
        self._hidden: list[str] = []
        self._after: list[Callable[[int], None]] = []
        self._shown = False

    @property
    def only_hidden(self) -> bool:
        """Return whether all text of the paragraph is hidden, so that Word shows no number."""
        return bool(self._hidden) and not self._shown

    def read(self, parent: Element) -> None:
        """Read the runs of a paragraph or of what wraps them."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child)
            elif tag in _WRAPPERS:
                self.read(child)
            elif tag == f"{W}sdt":
                self._control(child)
            elif tag == f"{W}fldSimple":
                self._fields.append(Field(child.get(f"{W}instr", ""), has_result=True))
                self.read(child)
                self._fields.pop()
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                self._formula(child)
            elif tag in _LEFT_OUT:
                self._hidden += [t.text or "" for t in child.iter(f"{W}t", f"{W}delText")]
            elif tag == f"{MC}AlternateContent" and (chosen := choice(child)) is not None:
                self.read(chosen)

    def finish(self, index: int) -> None:
        """Read what is anchored in the paragraph; `index` is that of its line in the flow."""
        hidden = " ".join("".join(self._hidden).split())
        if hidden:
            self.reading.flow.hidden.append((hidden, self.line.place))
        for read in self._after:
            read(index)

    def _run(self, run: Element) -> None:
        look = self.reading.document.styles.look(
            run.find(f"{W}rPr"), self._style, self.around.table_style
        )
        self._content(run, look)

    def _content(self, run: Element, look: Look) -> None:
        for child in run:
            tag = child.tag
            if tag in _TEXTS:
                self._add(child.text or "", look)
            elif tag in _SPACES:
                self._add(_SPACES[tag], look)
            elif tag in _TYPED:
                self._add(_TYPED[tag], look)
            elif tag == f"{W}fldChar":
                self._mark_of_field(child, look)
            elif tag == f"{W}instrText":
                if self._fields and not self._fields[-1].has_result:
                    self._fields[-1].instruction += child.text or ""
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                if not look.hidden and not self._in_instruction() and not self.around.gone:
                    self._anchored(child)
            elif tag == f"{MC}AlternateContent":
                if (chosen := choice(child)) is not None:
                    self._content(chosen, look)
            else:
                self._other(child, look)

    def _other(self, child: Element, look: Look) -> None:
        tag = child.tag
        notes = self.reading.document.notes
        if tag == f"{W}sym":
            self._add_as("\ue000", Form.BOX, look)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            if not look.hidden and not self._in_instruction() and not self.around.gone:
                kind = tag[len(W) :].removesuffix("Reference")
                mark = notes.refer(child, kind, self.reading.section)
                self._add_mark(mark, look)
        elif tag in (f"{W}footnoteRef", f"{W}endnoteRef") and notes.current is not None:
            self._add_mark(notes.current.mark, look)
        elif tag == f"{W}pgNum" or tag in _DATES:
            self._add_as("1", Form.ANY, look)
        elif tag == f"{W}ruby":
            for part, form in ((f"{W}rt", Form.MAYBE), (f"{W}rubyBase", Form.WORDS)):
                for text in child.iterfind(f"{part}//{W}t"):
                    self._add_as(text.text, form, look)
        elif tag == f"{W}delText":
            self._hidden.append(child.text or "")

    def _add_mark(self, mark: str | None, look: Look) -> None:
        if mark is None:
            self._add_as("1", Form.ANY, look)
        else:
            self._add_as(mark, Form.NUMBER, look)

    def _add(self, text: str, look: Look) -> None:
        calculated = any(field.name() in _CALCULATED for field in self._fields)
        self._add_as(text, Form.ANY if calculated else Form.WORDS, look)

    def _add_as(self, text: str | None, form: Form, look: Look) -> None:
        if not text or self._in_instruction():
            return
        if look.hidden or self.around.gone:
            self._hidden.append(text)
            return
        self._shown = self._shown or not text.isspace()
        pieces = self.line.pieces
        if pieces and pieces[-1].form is form and pieces[-1].look == look:
            pieces[-1] = Piece(pieces[-1].text + text, form, look)
        else:
            pieces.append(Piece(text, form, look))

    def _in_instruction(self) -> bool:
        return any(not field.has_result for field in self._fields)

    def _mark_of_field(self, mark: Element, look: Look) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(Field(form=mark.find(f"{W}ffData")))
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.form is not None:
                self._answer(ended, look)

    def _answer(self, field: Field, look: Look) -> None:
        """Add what a form field shows that is in no run: its tick box, its choice from a list."""
        form = field.form
        if form is None:
            return
        box, choices = form.find(f"{W}checkBox"), form.find(f"{W}ddList")
        if box is not None:
            self._add_as("☐", Form.BOX, look)
        elif choices is not None and not field.has_result:
            entries = [each.get(f"{W}val", "") for each in choices.findall(f"{W}listEntry")]
            chosen = number(value(choices, "result") or value(choices, "default"))
            if chosen < len(entries):
                self._add_as(entries[chosen], Form.WORDS, look)

    def _control(self, control: Element) -> None:
        content = control.find(f"{W}sdtContent")
        if content is not None:
            self.read(content)
        elif (box := control.find(f"{W}sdtPr/{W14}checkbox")) is not None:
            self._add_as("☒" if box is not None else "", Form.MAYBE, Look())

    def _formula(self, formula: Element) -> None:
        words = [t.text or "" for t in formula.iter(f"{M}t") if (t.text or "").strip()]
        if not words or self.around.gone:
            return
        self._shown = True
        self._add_as("\t", Form.WORDS, Look())

        def read(index: int) -> None:
            line = self.reading.line(self.around, Kind.FORMULA, Story.BODY)
            line.place = self.line.place
            line.pieces = [Piece(f"{word} ") for word in words]
            self.reading.flow.lines.append(line)

        self._after.append(read)

    def _anchored(self, element: Element) -> None:
        read = read_drawing if element.tag == f"{W}drawing" else read_vml
        self._shown = True
        self._after.append(lambda index: read(self.reading, element, self.around, index))
