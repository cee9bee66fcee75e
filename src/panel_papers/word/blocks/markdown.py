"""Markdown prose turned into Word blocks in the house document's own styles."""

from __future__ import annotations

import re
from collections.abc import Callable

from docx.document import Document
from docx.opc.part import Part
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.paragraph import CT_P
from msgspec.structs import replace

from panel_papers.content import NAMES, Source, SyntaxTreeNode, parse, picture_of, table_lines
from panel_papers.core import Level, Place, Problem, Prose, Stage, Table, working_on
from panel_papers.word.blocks.anchors import Anchors
from panel_papers.word.blocks.boxes import box_together
from panel_papers.word.blocks.cell_lists import put_lists
from panel_papers.word.blocks.exhibits import ExhibitWriter
from panel_papers.word.blocks.footnotes import FootnoteWriter
from panel_papers.word.blocks.frame import Frame
from panel_papers.word.blocks.hosts import Host, style_properties
from panel_papers.word.blocks.inline import InlineWriter, Line
from panel_papers.word.blocks.landscape import Turning
from panel_papers.word.blocks.lead_ins import keep_lead_ins
from panel_papers.word.blocks.names import Names
from panel_papers.word.blocks.spacing import widen
from panel_papers.word.blocks.table_lines import TableLines
from panel_papers.word.blocks.tables import (
    alignment_of,
    first_column_names,
    keep_tables_apart,
    plain_table,
    table_element,
    text_width,
    texts_of,
)
from panel_papers.word.blocks.traces import Traces, data_origin
from panel_papers.word.elements import Element, element, put_borders
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.notes import renumber
from panel_papers.word.numbering import Numbering, number
from panel_papers.word.origins import DataOrigin, Origin
from panel_papers.word.runs import text_runs
from panel_papers.word.xml import every

_DEEPEST_LIST = 3
_DEEPEST_HEADING = 3
_MOST_COLUMNS = 12
_BROKEN = "leave columns out, or give them shorter headings; until then words are broken"
_HOUSE = Place("house.docx")

Blocks = list[Element]


class BlockWriter:
    """Writes prose into one document, with the document's own styles, lists and footnotes.

    Place all prose first, then call `finish` once. `problems` are those of the prose (for an
    `InputsError`); `template_problems` are those of the house document (for a `TemplatesError`).
    Text is never dropped for a problem: what cannot be placed is plain text, so that a draft
    shows it.
    """

    def __init__(self, document: Document, house: Place = _HOUSE) -> None:
        self._document = document
        self._house = house
        self.styles = HouseStyles(document, house)
        self._problems: list[Problem] = []
        self._numbering = Numbering(document, self.styles)
        self._anchors = Anchors(document, self.styles)
        self.names = Names()
        self._inline = InlineWriter(self.styles, self._anchors, self.names, self._problems)
        self._turning = Turning(document, self.styles)
        self._exhibits = ExhibitWriter(
            document, self.styles, self._numbering, self._turning, self._problems
        )
        self._table_lines = TableLines(self.styles, self._turning)
        self._footnotes = FootnoteWriter(document, self.styles, self._inline, self._problems)
        self._traces = Traces()

    @property
    def problems(self) -> list[Problem]:
        """Return the problems in the prose, each once, in the order found."""
        return list(dict.fromkeys(self._problems))

    @property
    def traced(self) -> list[tuple[Element, Origin]]:
        """Return each paragraph that was written, and where it was typed."""
        return self._traces.all

    @property
    def template_problems(self) -> list[Problem]:
        """Return the problems in the house document, each once, in the order found."""
        return self.styles.problems

    def blocks(self, prose: Prose, host: CT_P, part: Part | None = None) -> Blocks:
        """Return the `w:p` and `w:tbl` elements to put in the place of the host paragraph.

        The host must still be in its document: its style is the body style, and its cell or
        section gives the tables' width. `part` is the package part that holds it, the document's
        main part unless said. A rule (`---`) becomes an empty paragraph with a line under it;
        code is in “Code Block”, its lines parted by line breaks.
        """
        with working_on(prose.place, Stage.WRITING, size=len(prose.markdown)):
            return self._blocks(prose, host, part)

    def _blocks(self, prose: Prose, host: CT_P, part: Part | None) -> Blocks:
        source = self._read(prose)
        receiver = Host(host, self.styles, self._numbering)
        line = self._line(source, receiver.look, part)
        exhibits = {each.line: each for each in prose.exhibits}
        lines = table_lines(source.blocks)
        frame = Frame(line, receiver, text_width(host), receiver.depth, host, exhibits, lines)
        if receiver.depth and source.blocks and source.blocks[0].type != "paragraph":
            self._tell(
                frame,
                source.blocks[0],
                "list-item-without-text",
                "This text is printed as an item of a list, so it has to begin with a sentence",
                "delete the “- ”, “1. ”, “#” or “|” at the beginning of the text",
            )
        written = [(node.type, list(self._block(node, frame))) for node in source.blocks]
        out = [each for _, elements in written for each in elements]
        self._table_lines.settle(out)
        first = source.blocks[0] if source.blocks else None
        shown = first is not None and first.map and first.map[0] + 1 in exhibits
        beside = bool(out) and self._table_lines.holds(out[0])
        if first is not None and first.type == "paragraph" and not (shown or beside):
            out[0].replace(out[0][0], receiver.first_properties())
        keep_lead_ins(written)
        box_together(out, host, self.styles)
        return receiver.settle(keep_tables_apart(out, host, self.styles))

    def table(self, table: Table, host: CT_P) -> Blocks:
        """Return the elements to put in the place of the host paragraph for a table of text.

        Where its words do not fit side by side, its columns are closer together, or else it gets
        a landscape page; a warning says where they do not fit even so, and are broken.
        """
        room = self._turning.room([table.header, *table.rows], host, text_width(host))
        if not room.enough:
            self._problems.append(room.problem(table.place, _BROKEN, Level.WARNING))
        drawn = plain_table(table, self.styles, self._numbering, width=room.width, tight=room.tight)
        if room.turned:
            self._turning.add([drawn])
        self._traces.made_of(DataOrigin(table.place), drawn)
        receiver = Host(host, self.styles, self._numbering)
        return receiver.settle(keep_tables_apart([drawn], host, self.styles))

    def inline(self, prose: Prose, rpr: CT_RPr | None, part: Part | None = None) -> Blocks:
        """Return the runs and hyperlinks of prose inside a sentence, in the look of `rpr`.

        Lists, headings, tables or a second paragraph are a problem.
        """
        source = self._read(prose)
        line = self._line(source, rpr, part)
        wrong = [node for node in source.blocks if node.type != "paragraph"] or source.blocks[1:]
        if wrong:
            self._problems.append(
                Problem(
                    "one-line-only",
                    source.place(wrong[0]),
                    f"The text has {NAMES[wrong[0].type]}, but the template has room for one line",
                    "",
                    "write it as one line, or, if the template is yours to change, put this "
                    "field’s tag into a paragraph of its own in Word",
                )
            )
        out: Blocks = []
        for node in (inner for block in source.blocks for inner in block.walk()):
            if node.type == "inline":
                out += text_runs(" ", rpr) if out else []
                out += self._inline.write(node.children, line)
            elif node.type in {"fence", "code_block"}:
                out += text_runs(node.content, rpr)
        return out

    def finish(self) -> None:
        """Tie the links to headings, turn the pages of what is wide, put all footnotes in order.

        To be called once all prose is placed.
        """
        self._problems += self._anchors.tie()
        self._turning.turn()
        renumber(self._document, self._house)

    def _read(self, prose: Prose) -> Source:
        source = parse(prose)
        self._problems += source.problems
        return source

    def _line(self, source: Source, look: CT_RPr | None, part: Part | None) -> Line:
        main = self._document.part
        if part is not None and part is not main:
            return Line(source, part, look, None, "is in a page header or footer")
        return Line(source, main, look, lambda label: self._footnotes.write(source, label))

    def _block(self, node: SyntaxTreeNode, frame: Frame) -> Blocks:
        kinds: dict[str, Callable[[SyntaxTreeNode, Frame], Blocks]] = {
            "paragraph": self._paragraph,
            "heading": self._heading,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "blockquote": self._quote,
            "fence": self._code,
            "code_block": self._code,
            "table": self._table,
            "hr": self._rule,
            "footnote_reference": lambda _node, _frame: [],  # printed where it is referred to
        }
        return kinds[node.type](node, frame)

    def _paragraph(self, node: SyntaxTreeNode, frame: Frame) -> Blocks:
        exhibit = frame.exhibits.get(node.map[0] + 1) if node.map else None
        inside = frame.in_item or frame.in_quote
        if exhibit is not None and not inside:
            properties = frame.properties(self.styles)
            blocks = self._exhibits.write(exhibit, frame.marker, properties, frame.width)
            self._traces.exhibit(blocks, exhibit, frame.line.source.prose, self._exhibits, None)
            return blocks
        picture = None if inside else picture_of(node)
        if picture is not None:  # why it is not printed, those report who look for its file
            words = self._inline.write(picture.children, frame.line)
            return [element("w:p", [frame.properties(self.styles), *words])]
        kind = frame.beside_tables.get(node.map[0]) if node.map else None
        own = None if inside or frame.depth else self._table_lines.properties(kind)
        if own is None:
            return [self._written(node, frame.properties(self.styles), frame)]
        plain = replace(frame, line=replace(frame.line, look=None))
        return [self._table_lines.add(self._written(node, own, plain))]

    def _heading(self, node: SyntaxTreeNode, frame: Frame) -> Blocks:
        level = int(node.tag[1])
        if frame.in_item or frame.in_quote:
            self._tell(
                frame,
                node,
                "heading-inside",
                f"A heading is inside a {'list' if frame.in_item else 'quotation'}",
                "delete the spaces or “>” before the “#”; or, to keep it in the list, write "
                "it as **bold words** without “#”",
            )
        if level > _DEEPEST_HEADING:
            self._tell(
                frame,
                node,
                "heading-too-deep",
                f"A heading is of level {level}, and only levels 1 to {_DEEPEST_HEADING} exist",
                f"use “{'#' * _DEEPEST_HEADING}”",
            )
        style = self.styles.paragraph(f"Heading {min(level, _DEEPEST_HEADING)}")
        plain = replace(frame, line=replace(frame.line, look=None))
        return [self._written(node, style_properties(style), plain)]

    def _list(self, node: SyntaxTreeNode, frame: Frame) -> Blocks:
        if frame.in_quote:
            self._tell(
                frame,
                node,
                "list-in-quotation",
                "A list is inside a quotation, which can hold paragraphs only",
                "delete the “>” before the lines of the list, and leave an empty line above them",
            )
        if frame.depth == _DEEPEST_LIST:
            self._tell(
                frame,
                node,
                "list-too-deep",
                f"Lists are nested too deeply: at most {_DEEPEST_LIST} levels are allowed",
                "write the items that are indented most as a sentence in the item above them",
            )
        depth = min(frame.depth + 1, _DEEPEST_LIST)
        ordered = node.type == "ordered_list"
        name = "List Number" if ordered else "List Bullet"
        style = self.styles.paragraph(name if depth == 1 else f"{name} {depth}")
        start = int(str(node.attrs.get("start", 1))) if ordered else None
        numbers = self._numbering.new_list(style, start)
        inner = replace(frame, depth=depth, in_item=True)
        out: Blocks = []
        for item in node.children:
            properties = style_properties(style)
            if numbers is not None:
                number(properties, numbers)
            out += self._item(item, properties, inner)
        if not frame.depth and isinstance(out[-1], CT_P):
            widen(out[-1], "after", self.styles)  # list styles hold their items close together
        return out

    def _item(self, item: SyntaxTreeNode, properties: Element, frame: Frame) -> Blocks:
        children = item.children
        if children and children[0].type == "paragraph":
            first = self._written(children[0], properties, frame)
            children = children[1:]
        else:  # the number is alone before a list, a table or nothing
            first = element("w:p", [properties])
        return [first, *(e for child in children for e in self._block(child, frame))]

    def _quote(self, node: SyntaxTreeNode, frame: Frame) -> Blocks:
        if frame.in_quote:
            self._tell(
                frame,
                node,
                "quotation-in-quotation",
                "A quotation is inside another quotation",
                "write one “>” at the beginning of each line, and put the inner quotation in "
                "quotation marks",
            )
        inner = replace(frame, in_quote=True)
        return [e for child in node.children for e in self._block(child, inner)]

    def _code(self, node: SyntaxTreeNode, frame: Frame) -> Blocks:
        exhibit = frame.exhibits.get(node.map[0] + 1) if node.map else None
        if exhibit is not None:
            properties = frame.properties(self.styles)
            blocks = self._exhibits.write(exhibit, frame.marker, properties, frame.width)
            if exhibit.name:
                caption = next(each for each in blocks if self._exhibits.is_caption(each))
                self.names.add(exhibit.name, caption, exhibit.place)
            prose, rest = frame.line.source.prose, data_origin(exhibit)
            self._traces.exhibit(blocks, exhibit, prose, self._exhibits, rest)
            return blocks
        properties = frame.indented("Code Block", self.styles)
        # A run for each line, which tags can then keep apart.
        lines = re.split(r"(?=\n)", node.content.removesuffix("\n"))
        code = element("w:p", [properties, *(run for line in lines for run in text_runs(line))])
        self._traces.block(code, node, frame.line.source.prose)
        return [code]

    def _rule(self, _node: SyntaxTreeNode, frame: Frame) -> Blocks:
        properties = frame.properties(self.styles)
        line = element("w:bottom", val="single", sz=6, space=1, color="auto")
        put_borders(properties, element("w:pBdr", [line]))
        return [element("w:p", [properties])]

    def _table(self, node: SyntaxTreeNode, frame: Frame) -> Blocks:
        if frame.in_quote:
            self._tell(
                frame,
                node,
                "table-in-quotation",
                "A table is inside a quotation, which can hold paragraphs only",
                "delete the “>” before the lines of the table, and leave an empty line above them",
            )
        rows = [row for row in node.walk() if row.type == "tr"]
        columns = rows[0].children
        if len(columns) > _MOST_COLUMNS:
            self._tell(
                frame,
                node,
                "table-too-wide",
                f"The table has {len(columns)} columns, and at most {_MOST_COLUMNS} fit on a page",
                "make two tables of it, or put it into an Excel workbook (.xlsx) and list "
                "that below “appendices:” in paper.yaml",
            )
        line = replace(frame.line, look=None)
        cells = [
            [self._inline.write(cell.children[0].children, line) for cell in row.children]
            for row in rows
        ]
        indent = frame.item_indent(self.styles)
        width, tight = frame.width - indent, False
        if not (indent or frame.in_quote):
            room = self._turning.room([*map(texts_of, cells)], frame.marker, width)
            width, tight = room.width, room.tight
            if not room.enough and len(columns) <= _MOST_COLUMNS:
                place = frame.line.source.place(node)
                self._problems.append(room.problem(place, _BROKEN, Level.WARNING))
        table = table_element(
            cells[0],
            cells[1:],
            [alignment_of(cell) for cell in columns],
            self.styles,
            width=width,
            indent=indent,
            tight=tight,
            row_headers=first_column_names(cells[1:]),
        )
        for drawn, row in zip(every(table, "w:tr"), rows, strict=True):
            for column, (paragraph, _) in enumerate(
                zip(every(drawn, "w:p"), row.children, strict=False)
            ):
                self._traces.block(paragraph, row, frame.line.source.prose, column)
        if replaced := put_lists(table, self.styles, self._numbering):
            self._traces.lists_in_cells(table, replaced, rows, frame.line.source)
        if width > frame.width:
            self._table_lines.turn(table)
        return [table]

    def _written(self, node: SyntaxTreeNode, properties: Element, frame: Frame) -> Element:
        runs = self._inline.write(node.children[0].children, frame.line)
        written = element("w:p", [properties, *runs])
        if name := node.meta.get("name"):
            self.names.add(name, written, frame.line.source.place(node))
        self._traces.block(written, node, frame.line.source.prose)
        return written

    def _tell(self, frame: Frame, node: SyntaxTreeNode, code: str, found: str, hint: str) -> None:
        """Add a problem of a block that is where it cannot be printed."""
        place = frame.line.source.place(node)
        self._problems.append(Problem(code, place, found, "", hint))
