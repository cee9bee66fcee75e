"""Markdown as safe HTML: only elements that are written here, and every text escaped."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from panel_papers.content.markdown.parser import Source, SyntaxTreeNode, parse
from panel_papers.content.markdown.plain import plain_text
from panel_papers.core import Prose, cell_lines

_SAFE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_DEEPEST_HEADING = 6


def safe_address(url: str | None) -> str | None:
    """Return an address of the web or of a mailbox, or None for any other."""
    return url if url and _SAFE.fullmatch(url) else None


def link(text: str, url: str | None) -> Markup:
    """Return a link, or the plain words where the address is none that a page may hold."""
    address = safe_address(url)
    return html_element("a", escape(text), href=address) if address else escape(text)


def item_in_cell(words: Markup, number: int | None) -> Markup:
    """Return an item of a list in a cell, with its number, which counts from 1 in each list."""
    if number is None:
        return html_element("li", words)
    return html_element(
        "li", html_element("span", escape(f"{number}."), class_="label") + " " + words
    )


def lists_in_cell(
    texts: Sequence[str],
    write: Callable[[int, int], Markup],
    item: Callable[[Markup, int | None], Markup],
    typed: Callable[[int, int], bool] = lambda _index, _mark: True,
) -> Markup | None:
    """Return the lines of a cell with their lists as HTML; None where none of them is an item.

    `write` gives a line by its index without that number of characters at its beginning, `item`
    makes an item of it, and `typed` says whether those characters can be taken off.
    """
    blocks = cell_lines(texts)
    marks = [pair for block in blocks for pair in zip(block.lines, block.marks, strict=True)]
    if not any(mark for _, mark in marks) or not all(typed(*pair) for pair in marks if pair[1]):
        return None
    out = Markup("")
    for block in blocks:
        lines = [write(*pair) for pair in zip(block.lines, block.marks, strict=True)]
        if block.kind is None:
            out += Markup("<br>\n").join(lines)
        elif block.kind == "bullets":
            out += html_element("ul", Markup("").join(item(line, None) for line in lines))
        else:
            numbered = Markup("").join(item(line, number) for number, line in enumerate(lines, 1))
            out += html_element("ol", numbered, class_="printed")
    return out


def prose_html(prose: Prose, *, heading: int, labels: Sequence[tuple[str, str]] = ()) -> Markup:
    """Return Markdown as HTML, verbatim as the report has it.

    Its uppermost heading becomes one of level `heading`, and no level is skipped below that.
    A picture becomes its alternative text, a link that leads nowhere its words. `labels` are the
    numbered paragraphs of the report in order, each with its printed number: where a template
    numbers a list differently from 1., 2., 3., the list here has the printed numbers.
    """
    return _HandoverWriter(parse(prose), heading, labels).write()


class HtmlWriter(ABC):
    """Writes one piece of prose as HTML, each kind of node by a method that a page may replace.

    Headings are shifted by `shift` levels, and no level is skipped below `last_level`.
    """

    def __init__(self, source: Source, shift: int, last_level: int) -> None:
        self.source = source
        self._shift = shift
        self._last_level = last_level
        self.kinds: dict[str, Callable[[SyntaxTreeNode], Markup]] = {
            "paragraph": self.paragraph,
            "heading": self.heading,
            "bullet_list": lambda node: html_element("ul", self.all(node.children)),
            "ordered_list": self.ordered_list,
            "list_item": lambda node: html_element("li", self.all(node.children)),
            "blockquote": lambda node: html_element("blockquote", self.all(node.children)),
            "fence": self.code_block,
            "code_block": self.code_block,
            "hr": lambda _node: Markup("<hr>\n"),
            "table": self.table,
            "footnote_reference": lambda _node: Markup(""),  # printed where it is referred to
            "em": lambda node: html_element("em", self.all(node.children)),
            "span": lambda node: html_element(
                "span", self.all(node.children), lang=str(node.attrs["lang"])
            ),
            "strong": lambda node: html_element("strong", self.all(node.children)),
            "s": lambda node: html_element("s", self.all(node.children)),
            "sup": lambda node: html_element("sup", self.all(node.children)),
            "sub": lambda node: html_element("sub", self.all(node.children)),
            "code_inline": lambda node: html_element("code", escape(node.content)),
            "figure": _figure,
            "link": self.link,
            "reference": self.reference,
            "softbreak": lambda _node: Markup("\n"),
            "hardbreak": lambda _node: Markup("<br>\n"),
            "footnote_ref": self.footnote,
        }

    def all(self, nodes: Sequence[SyntaxTreeNode]) -> Markup:
        """Return nodes in order."""
        return Markup("").join(self.node(node) for node in nodes)

    def node(self, node: SyntaxTreeNode) -> Markup:
        """Return one node; of a kind that has no method, what it holds."""
        kind = self.kinds.get(node.type)
        if kind is not None:
            return kind(node)
        return self.all(node.children) if node.children else escape(node.content)

    def paragraph(self, node: SyntaxTreeNode) -> Markup:
        """Return a paragraph; in a list whose items are close together, its words alone."""
        inner = self.all(node.children)
        return inner if node.hidden else html_element("p", inner)

    def heading(self, node: SyntaxTreeNode) -> Markup:
        """Return a heading."""
        return html_element(f"h{self.level(node)}", self.all(node.children))

    def level(self, node: SyntaxTreeNode) -> int:
        """Return the level of the next heading."""
        level = min(int(node.tag[1]) + self._shift, self._last_level + 1, _DEEPEST_HEADING)
        self._last_level = level
        return level

    def ordered_list(self, node: SyntaxTreeNode) -> Markup:
        """Return a numbered list."""
        start = int(node.attrs.get("start", 1))
        return html_element("ol", self.all(node.children), start=None if start == 1 else str(start))

    def code_block(self, node: SyntaxTreeNode) -> Markup:
        """Return lines of code."""
        return html_element("pre", html_element("code", escape(node.content)))

    def table(self, node: SyntaxTreeNode) -> Markup:
        """Return a table, each cell with the heading of its column for narrow screens."""
        header, *rows = (list(r.children) for r in node.walk() if r.type == "tr")
        labels = [plain_text([cell]) for cell in header]
        head = Markup("").join(
            html_element("th", self.all(cell.children), scope="col", class_=_alignment(cell))
            for cell in header
        )
        body = Markup("").join(self.row(row, labels) for row in rows)
        inner = html_element("thead", html_element("tr", head))
        return html_element("table", inner + (html_element("tbody", body) if rows else ""))

    def row(self, cells: Sequence[SyntaxTreeNode], labels: Sequence[str]) -> Markup:
        """Return a row of a table."""
        return html_element(
            "tr",
            Markup("").join(
                html_element("td", self.cell(cell), data_label=label, class_=_alignment(cell))
                for label, cell in zip(labels, cells, strict=True)
            ),
        )

    def cell(self, node: SyntaxTreeNode) -> Markup:
        """Return what is in a cell below the header; lines that are items are lists."""
        lines: list[list[SyntaxTreeNode]] = [[]]
        for each in node.children[0].children if node.children else ():
            if each.type == "hardbreak":
                lines.append([])
            else:
                lines[-1].append(each)

        def write(index: int, mark: int) -> Markup:
            first, *rest = lines[index]
            return escape(first.content[mark:]) + self.all(rest) if mark else self.all(lines[index])

        def typed(index: int, mark: int) -> bool:
            return lines[index][0].type == "text" and len(lines[index][0].content) >= mark

        texts = [plain_text(line) for line in lines]
        found = lists_in_cell(texts, write, self.item_in_cell, typed)
        return self.all(node.children) if found is None else found

    def item_in_cell(self, words: Markup, number: int | None) -> Markup:
        """Return an item of a list in a cell; `number` is that of a numbered list."""
        return item_in_cell(words, number)

    def link(self, node: SyntaxTreeNode) -> Markup:
        """Return a link, or its words where its address is none that a page may hold."""
        words = self.all(node.children)
        address = safe_address(str(node.attrs.get("href", "")))
        return html_element("a", words, href=address) if address else words

    def reference(self, node: SyntaxTreeNode) -> Markup:
        """Return what a reference by name prints."""
        return escape(node.content)

    @abstractmethod
    def footnote(self, node: SyntaxTreeNode) -> Markup:
        """Return the mark of a footnote: each page numbers and gathers its notes in its own way."""


class _HandoverWriter(HtmlWriter):
    """Writes prose for the hand-over sheet; footnotes are gathered at its end."""

    def __init__(self, source: Source, heading: int, labels: Sequence[tuple[str, str]]) -> None:
        levels = [int(n.tag[1]) for b in source.blocks for n in b.walk() if n.type == "heading"]
        super().__init__(source, heading - min(levels, default=1), heading - 1)
        self._labels = [(_letters(text), label) for text, label in labels]
        self._notes: list[str] = []

    def write(self) -> Markup:
        """Return the blocks, then the notes that they and other notes refer to."""
        out = self.all(self.source.blocks)
        notes = Markup("")
        for label in self._notes:  # grows while a note refers to another
            notes += html_element("li", self.all(self.source.notes[label]))
        return out + html_element("ol", notes, class_="notes") if notes else out

    def footnote(self, node: SyntaxTreeNode) -> Markup:
        """Return the mark of a footnote, whose number is that of its label."""
        label = str(node.meta["label"])
        if label not in self.source.notes:
            return escape(f"[^{label}]")
        if label not in self._notes:
            self._notes.append(label)
        return html_element("sup", escape(f"[{self._notes.index(label) + 1}]"))

    def ordered_list(self, node: SyntaxTreeNode) -> Markup:
        """Return a numbered list with the numbers of the report."""
        start = int(node.attrs.get("start", 1))
        printed = self._printed(node.children)
        if not printed or printed == [f"{start + index}." for index in range(len(printed))]:
            return super().ordered_list(node)
        items = Markup("").join(
            html_element(
                "li",
                html_element("span", escape(label), class_="label") + " " + self.all(item.children),
            )
            for label, item in zip(printed, node.children, strict=True)
        )
        return html_element("ol", items, class_="printed")

    def _printed(self, items: Sequence[SyntaxTreeNode]) -> list[str]:
        """Return the printed number of each item; nothing where one of them is not found."""
        found, at = [], 0
        for item in items:
            text = _letters(plain_text(item.children[:1]))
            at = next((n for n in range(at, len(self._labels)) if self._labels[n][0] == text), -1)
            if at < 0:
                return []
            found.append(self._labels[at][1])
            at += 1
        return found


_INLINE = frozenset({"a", "code", "em", "mark", "s", "span", "strong", "sub", "sup"})


def _letters(text: str) -> str:
    return "".join(text.split())


def html_element(name: str, inner: Markup, **attributes: str | None) -> Markup:
    """Return an element; an attribute that is None is left out, `data_label` is `data-label`."""
    told = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None
    )
    end = Markup("") if name in _INLINE else Markup("\n")
    return Markup("<{0}{1}>{2}</{0}>{3}").format(name, told, inner, end)


def _alignment(cell: SyntaxTreeNode) -> str | None:
    """Return the class of a cell whose column is aligned right, as columns of numbers are."""
    return "number" if "right" in str(cell.attrs.get("style", "")) else None


def _figure(node: SyntaxTreeNode) -> Markup:
    """Return what a figure prints; in a draft, the mark of one that is missing."""
    return (
        html_element("mark", escape(node.content)) if node.meta["missing"] else escape(node.content)
    )
