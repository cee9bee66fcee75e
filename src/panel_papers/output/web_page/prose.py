"""Prose and templates of one document as HTML, with the numbers that its Word document prints."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from markupsafe import Markup, escape
from msgspec.structs import replace

from panel_papers.content import (
    HtmlWriter,
    SyntaxTreeNode,
    html_element,
    link,
    parse,
    safe_address,
    table_lines,
)
from panel_papers.core import (
    RECOMMENDATIONS,
    Exhibit,
    Leaf,
    Link,
    Missing,
    Picture,
    Prose,
    Reference,
    Table,
    caption_number,
)
from panel_papers.output.web_page.exhibits import ExhibitWriter
from panel_papers.output.web_page.lists import Block, in_lists, labelled
from panel_papers.output.web_page.names import Anchors, Labels
from panel_papers.output.web_page.pictures import picture
from panel_papers.output.web_page.references import Places, linked as with_links
from panel_papers.output.web_page.tables import data_table, download, scrolling
from panel_papers.word import Grid, Line, OutlinePart, Run


class DocumentWriter:
    """Writes one document: its templates with the values in them, then its footnotes.

    `prefix` is in the names of its places, “” for the report. `below` is the level of heading
    under which the document is: its title is of the next one. `known` are the places to which
    references may lead; `places` are those of this document, once it is written. Where
    `paragraphs_numbered`, as the body has it, a number makes a paragraph no item of a list.
    """

    def __init__(
        self,
        labels: Labels,
        anchors: Anchors,
        references: Sequence[Reference],
        *,
        prefix: str = "",
        below: int = 0,
        known: Places = MappingProxyType({}),
        bullets: Labels | None = None,
        paragraphs_numbered: bool = False,
    ) -> None:
        self.labels, self.anchors, self.prefix = labels, anchors, prefix
        self.bullets = bullets or Labels([])
        self.paragraphs_numbered = paragraphs_numbered
        self.below, self.last_level = below, below
        self.notes: list[Markup] = []
        self.headings: list[tuple[str, str]] = []
        """The name and the words of each heading of the first level below the title."""
        self.title = ""
        """The name of the document's title."""
        self.known = known
        self.places: dict[tuple[str, str], str] = {}
        self.exhibits = ExhibitWriter(anchors, prefix, self.places)
        self.recommends = False
        """Whether what is written is the section of recommendations."""
        self._references = tuple(references)

    def part(self, part: OutlinePart) -> Markup:
        """Return what one filled template says."""
        self.recommends = part.template == RECOMMENDATIONS
        return in_lists(each for block in part.blocks for each in self._block(block))

    def notes_list(self) -> Markup:
        """Return the footnotes in order, each with a link back; nothing where there are none."""
        if not self.notes:
            return Markup("")
        items = Markup("").join(
            html_element(
                "li",
                labelled(str(number), note) + self._back(number),
                id=f"{self.prefix}note-{number}",
            )
            for number, note in enumerate(self.notes, 1)
        )
        return html_element("ol", items, class_="notes printed")

    def _back(self, number: int) -> Markup:
        mark = f"#{self.prefix}mark-{number}"
        words = Markup('<span aria-hidden="true">↩</span>')
        return html_element(
            "a",
            words,
            href=mark,
            class_="extra ours back",
            aria_label=f"Back to the mark of note {number}",
        )

    def _block(self, block: Line | Grid) -> list[Block]:
        if isinstance(block, Line) and isinstance(block.alone, Prose):
            return ProseWriter(self, self._known(block.alone)).write()
        if isinstance(block, Line) and block.level is None and _is_words(block.alone):
            return [self._paragraph(Markup("").join(self._run(run) for run in block.runs))]
        return [Block(self._whole(block))]

    def _whole(self, block: Line | Grid) -> Markup:
        """Return what is no paragraph: a table, a picture, a heading."""
        if isinstance(block, Grid):
            return self._grid(block)
        alone = block.alone
        if isinstance(alone, Table):
            return data_table(alone) + download(alone, "this table")
        if isinstance(alone, Picture):
            return html_element("figure", picture(alone))
        return self.heading(Markup("").join(self._run(run) for run in block.runs), block.level or 0)

    def _paragraph(self, words: Markup) -> Block:
        """Return a paragraph of a template, an item where its style has a number or a bullet."""
        label = self.labels.take(words)
        if label is None:
            bullet = self.bullets.take(words)
            return Block(html_element("p", words)) if bullet is None else Block(words, bullet)
        if self.paragraphs_numbered:
            return Block(html_element("p", labelled(label, words)))
        return Block(words, label, counted=True)

    def heading(self, words: Markup, level: int, name: str = "") -> Markup:
        """Return a heading with its number; `level` is 0 for a document's title."""
        level = min(self.below + level + 1, self.last_level + 1, 6)
        self.last_level = level
        text = words.striptags()
        anchor = name or self.anchors.new(self.prefix + text)
        label = self.labels.take(words)
        if level == self.below + 1:
            self.title = self.title or anchor
        elif level == self.below + 2:
            if label is not None:
                self.places.setdefault(("section", label.rstrip(".")), anchor)
            self.headings.append((anchor, f"{label} {text}" if label else text))
        inner = words if label is None else labelled(label, words)
        return html_element(f"h{level}", inner, id=anchor)

    def _grid(self, grid: Grid) -> Markup:
        """Return a template's table: names and facts where it has two columns."""
        cells = [
            [
                Markup("<br>").join(
                    Markup("").join(self._run(run) for run in line.runs) for line in cell
                )
                for cell in row
            ]
            for row in grid.rows
        ]
        if all(len(row) == 2 for row in cells):
            facts = Markup("").join(
                html_element("div", html_element("dt", name) + html_element("dd", fact))
                for name, fact in cells
            )
            return html_element("dl", facts, class_="facts")
        rows = Markup("").join(
            html_element("tr", Markup("").join(html_element("td", cell) for cell in row))
            for row in cells
        )
        return html_element("table", html_element("tbody", rows))

    def _run(self, run: Run) -> Markup:
        words = self._value(run.value)
        if run.url:
            words = link(words.striptags(), run.url)
        return html_element("strong", words) if run.strong else words

    def _value(self, value: Leaf) -> Markup:
        match value:
            case Missing():
                return html_element("mark", escape(str(value)))
            case Link(text, url):
                return link(text, url)
            case Prose():
                return ProseWriter(self, self._known(value)).line()
            case str():
                return escape(value).replace("\n", Markup("<br>\n"))
            case _:
                return Markup("")  # refused where the Word document is written

    def _known(self, prose: Prose) -> Prose:
        return replace(prose, references=self._references) if self._references else prose


class ProseWriter(HtmlWriter):
    """Writes one piece of prose into a document."""

    def __init__(self, document: DocumentWriter, prose: Prose) -> None:
        super().__init__(parse(prose), 0, 0)
        self._document = document
        self._exhibits = {each.line: each for each in prose.exhibits}
        self._beside_tables = table_lines(self.source.blocks)
        self._nested = False
        self._linked = False
        self._marks: list[tuple[int, str]] = []
        self.kinds |= {
            "blockquote": self._quote,
            "bullet_list": self._bullet_list,
            "image": self._image,
            "text": self._text,
        }

    def write(self) -> list[Block]:
        """Return the blocks; their footnotes go to the document."""
        out = [self._block(node) for node in self.source.blocks]
        self._write_notes()
        return out

    def line(self) -> Markup:
        """Return prose that is inside a sentence."""
        inlines = [n for block in self.source.blocks for n in block.walk() if n.type == "inline"]
        out = Markup(" ").join(self.all(each.children) for each in inlines)
        self._write_notes()
        return out

    def _block(self, node: SyntaxTreeNode) -> Block:
        """Return a block; a paragraph is an item where the style of its place has a bullet."""
        return self._paragraph(node) if node.type == "paragraph" else Block(self.node(node))

    def _write_notes(self) -> None:
        for number, label in self._marks:
            blocks = (self.all(each.children) for each in self.source.notes[label])
            self._document.notes[number - 1] = Markup("<br>\n").join(blocks)

    def paragraph(self, node: SyntaxTreeNode) -> Markup:
        """Return a paragraph with its number, or the exhibit that is in its place."""
        return in_lists([self._paragraph(node)])

    def _paragraph(self, node: SyntaxTreeNode) -> Block:
        exhibit = self._exhibit_at(node)
        if exhibit is not None:
            return Block(self._document.exhibits.write(exhibit))
        beside = self._beside_tables.get(node.map[0]) if node.map else None
        inner = self._unlinked(node) if beside == "caption" else self.all(node.children)
        if node.hidden or beside:
            return Block(self._beside_table(node, inner) if beside else inner)
        label = None if self._nested else self._document.labels.take(inner)
        anchor = str(node.meta["name"]) if node.meta.get("name") else None
        if label is not None:
            number = label.strip("().")
            place = self._named(anchor or f"p-{number}")
            self._document.places.setdefault(("paragraph", number), place)
            if self._document.paragraphs_numbered:
                words = labelled(label, inner)
                return Block(html_element("p", words, id=place, class_="numbered"))
            return Block(inner, label, counted=True, name=place)
        if anchor is not None:
            return Block(html_element("p", inner, id=self._named(anchor)))
        bullet = None if self._nested else self._document.bullets.take(inner)
        return Block(html_element("p", inner)) if bullet is None else Block(inner, bullet)

    def _beside_table(self, node: SyntaxTreeNode, words: Markup) -> Markup:
        """Return a typed caption, to which references lead, or the source below a table."""
        anchor = self._named(str(node.meta["name"])) if node.meta.get("name") else None
        number = caption_number(str(words.striptags()))
        if number is None:
            return html_element("p", words, id=anchor, class_="source")
        place = anchor or self._document.anchors.new(f"{self._document.prefix}table-{number}")
        self._document.places.setdefault(("table", str(number)), place)
        return html_element("p", html_element("strong", words), id=place)

    def heading(self, node: SyntaxTreeNode) -> Markup:
        """Return a heading with its number; what it refers to is no link, as in Word."""
        words = self._unlinked(node)
        name = self._named(str(node.meta["name"])) if node.meta.get("name") else ""
        return self._document.heading(words, int(node.tag[1]), name)

    def ordered_list(self, node: SyntaxTreeNode) -> Markup:
        """Return a numbered list, each item with the number that Word prints."""
        items = Markup("").join(self._item(item) for item in node.children)
        return html_element("ol", items, class_="printed")

    def _bullet_list(self, node: SyntaxTreeNode) -> Markup:
        """Return a bulleted list, its bullets taken so that the next item finds its own."""
        items = Markup("").join(self._item(item, bulleted=True) for item in node.children)
        return html_element("ul", items)

    def _item(self, item: SyntaxTreeNode, *, bulleted: bool = False) -> Markup:
        nested, self._nested = self._nested, True
        begins = 1 if item.children and item.children[0].type == "paragraph" else 0
        first = self.all(item.children[:begins])
        labels = self._document.bullets if bulleted else self._document.labels
        taken = labels.take(first)
        label = None if bulleted else taken
        inner = first + self.all(item.children[begins:])
        self._nested = nested
        place = None
        if label and self._document.recommends and not nested:
            place = self._document.anchors.new(f"{self._document.prefix}recommendation-{label}")
            self._document.places.setdefault(("recommendation", label.strip("().")), place)
        return html_element("li", labelled(label, inner) if label else inner, id=place)

    def item_in_cell(self, words: Markup, number: int | None) -> Markup:
        """Return an item of a list in a cell of a table, with the number that Word prints."""
        labels = self._document.bullets if number is None else self._document.labels
        labels.take(words)
        return super().item_in_cell(words, number)

    def _quote(self, node: SyntaxTreeNode) -> Markup:
        nested, self._nested = self._nested, True
        inner = self.all(node.children)
        self._nested = nested
        return html_element("blockquote", inner)

    def code_block(self, node: SyntaxTreeNode) -> Markup:
        """Return lines of code, or the table or chart that they ask for."""
        exhibit = self._exhibit_at(node)
        return (
            super().code_block(node) if exhibit is None else self._document.exhibits.write(exhibit)
        )

    def table(self, node: SyntaxTreeNode) -> Markup:
        """Return a table that scrolls by itself where it is too wide."""
        return scrolling(super().table(node), "Table")

    def link(self, node: SyntaxTreeNode) -> Markup:
        """Return a link; its words lead to nothing else."""
        address = safe_address(str(node.attrs.get("href", "")))
        if address is None:
            return self.all(node.children)
        return html_element("a", self._unlinked(node), href=address)

    def _unlinked(self, node: SyntaxTreeNode) -> Markup:
        """Return what a node holds, without links in it."""
        linked, self._linked = self._linked, True
        words = self.all(node.children)
        self._linked = linked
        return words

    def _text(self, node: SyntaxTreeNode) -> Markup:
        return (
            escape(node.content) if self._linked else with_links(node.content, self._document.known)
        )

    def reference(self, node: SyntaxTreeNode) -> Markup:
        """Return a reference by name as a link to its place."""
        return html_element(
            "a", escape(node.content), href=f"#{self._named(str(node.meta['name']))}"
        )

    def footnote(self, node: SyntaxTreeNode) -> Markup:
        """Return the mark of a footnote as a link; each mark has a note of its own, as in Word."""
        label = str(node.meta["label"])
        if label not in self.source.notes:
            return escape(f"[^{label}]")
        self._document.notes.append(Markup(""))
        number, prefix = len(self._document.notes), self._document.prefix
        self._marks.append((number, label))
        mark = html_element(
            "a",
            escape(str(number)),
            href=f"#{prefix}note-{number}",
            aria_label=f"Note {number}",
        )
        return html_element("sup", mark, id=f"{prefix}mark-{number}", class_="note-mark")

    def _named(self, name: str) -> str:
        return f"{self._document.prefix}{name}"

    def _image(self, node: SyntaxTreeNode) -> Markup:
        return self.all(node.children)

    def _exhibit_at(self, node: SyntaxTreeNode) -> Exhibit | None:
        return None if self._nested or not node.map else self._exhibits.get(node.map[0] + 1)


def _is_words(alone: Leaf | None) -> bool:
    return not isinstance(alone, Table | Picture)
