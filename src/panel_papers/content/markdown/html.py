"""Markdown as safe HTML: only elements that are written here, and every text escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from panel_papers.content.markdown.parser import Source, SyntaxTreeNode, parse
from panel_papers.content.markdown.plain import plain_text
from panel_papers.core import Prose

_SAFE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_DEEPEST_HEADING = 6


def safe_address(url: str | None) -> str | None:
    """Return an address of the web or of a mailbox, or None for any other."""
    return url if url and _SAFE.fullmatch(url) else None


def link(text: str, url: str | None) -> Markup:
    """Return a link, or the plain words where the address is none that a page may hold."""
    address = safe_address(url)
    return _element("a", escape(text), href=address) if address else escape(text)


def prose_html(prose: Prose, *, heading: int, labels: Sequence[tuple[str, str]] = ()) -> Markup:
    """Return Markdown as HTML, verbatim as the report has it.

    Its uppermost heading becomes one of level `heading`, and no level is skipped below that.
    A picture becomes its alternative text, a link that leads nowhere its words. `labels` are the
    numbered paragraphs of the report in order, each with its printed number: where a template
    numbers a list differently from 1., 2., 3., the list here has the printed numbers.
    """
    return _Writer(parse(prose), heading, labels).write()


class _Writer:
    """Writes one piece of prose; footnotes are gathered at its end."""

    def __init__(self, source: Source, heading: int, labels: Sequence[tuple[str, str]]) -> None:
        self._source = source
        self._labels = [(_letters(text), label) for text, label in labels]
        levels = [int(n.tag[1]) for b in source.blocks for n in b.walk() if n.type == "heading"]
        self._shift = heading - min(levels, default=1)
        self._last_level = heading - 1
        self._notes: list[str] = []
        self._kinds: dict[str, Callable[[SyntaxTreeNode], Markup]] = {
            "paragraph": self._paragraph,
            "heading": self._heading,
            "bullet_list": lambda node: _element("ul", self._all(node.children)),
            "ordered_list": self._ordered_list,
            "list_item": lambda node: _element("li", self._all(node.children)),
            "blockquote": lambda node: _element("blockquote", self._all(node.children)),
            "fence": _code_block,
            "code_block": _code_block,
            "hr": lambda _node: Markup("<hr>\n"),
            "table": self._table,
            "footnote_reference": lambda _node: Markup(""),  # printed where it is referred to
            "em": lambda node: _element("em", self._all(node.children)),
            "span": lambda node: _element(
                "span", self._all(node.children), lang=str(node.attrs["lang"])
            ),
            "strong": lambda node: _element("strong", self._all(node.children)),
            "s": lambda node: _element("s", self._all(node.children)),
            "sup": lambda node: _element("sup", self._all(node.children)),
            "sub": lambda node: _element("sub", self._all(node.children)),
            "code_inline": lambda node: _element("code", escape(node.content)),
            "figure": _figure,
            "link": self._link,
            "softbreak": lambda _node: Markup("\n"),
            "hardbreak": lambda _node: Markup("<br>\n"),
            "footnote_ref": self._footnote,
        }

    def write(self) -> Markup:
        """Return the blocks, then the notes that they and other notes refer to."""
        out = self._all(self._source.blocks)
        notes = Markup("")
        for label in self._notes:  # grows while a note refers to another
            notes += _element("li", self._all(self._source.notes[label]))
        return out + _element("ol", notes, class_="notes") if notes else out

    def _all(self, nodes: Sequence[SyntaxTreeNode]) -> Markup:
        return Markup("").join(self._node(node) for node in nodes)

    def _node(self, node: SyntaxTreeNode) -> Markup:
        kind = self._kinds.get(node.type)
        if kind is not None:
            return kind(node)
        return self._all(node.children) if node.children else escape(node.content)

    def _paragraph(self, node: SyntaxTreeNode) -> Markup:
        inner = self._all(node.children)
        return inner if node.hidden else _element("p", inner)

    def _heading(self, node: SyntaxTreeNode) -> Markup:
        level = min(int(node.tag[1]) + self._shift, self._last_level + 1, _DEEPEST_HEADING)
        self._last_level = level
        return _element(f"h{level}", self._all(node.children))

    def _ordered_list(self, node: SyntaxTreeNode) -> Markup:
        start = int(node.attrs.get("start", 1))
        printed = self._printed(node.children)
        if printed and printed != [f"{start + index}." for index in range(len(printed))]:
            items = Markup("").join(
                _element(
                    "li",
                    _element("span", escape(label), class_="label")
                    + " "
                    + self._all(item.children),
                )
                for label, item in zip(printed, node.children, strict=True)
            )
            return _element("ol", items, class_="printed")
        first = None if start == 1 else str(start)
        return _element("ol", self._all(node.children), start=first)

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

    def _table(self, node: SyntaxTreeNode) -> Markup:
        header, *rows = (list(r.children) for r in node.walk() if r.type == "tr")
        labels = [plain_text([cell]) for cell in header]
        head = Markup("").join(
            _element("th", self._all(cell.children), scope="col") for cell in header
        )
        body = Markup("").join(
            _element(
                "tr",
                Markup("").join(
                    _element("td", self._all(cell.children), data_label=label)
                    for label, cell in zip(labels, row, strict=True)
                ),
            )
            for row in rows
        )
        return _element(
            "table",
            _element("thead", _element("tr", head)) + (_element("tbody", body) if rows else ""),
        )

    def _link(self, node: SyntaxTreeNode) -> Markup:
        words = self._all(node.children)
        address = safe_address(str(node.attrs.get("href", "")))
        return _element("a", words, href=address) if address else words

    def _footnote(self, node: SyntaxTreeNode) -> Markup:
        label = node.meta["label"]
        if label not in self._source.notes:
            return escape(f"[^{label}]")
        if label not in self._notes:
            self._notes.append(label)
        return _element("sup", escape(f"[{self._notes.index(label) + 1}]"))


_INLINE = frozenset({"a", "code", "em", "mark", "s", "span", "strong", "sub", "sup"})


def _letters(text: str) -> str:
    return "".join(text.split())


def _element(name: str, inner: Markup, **attributes: str | None) -> Markup:
    """Return an element; an attribute that is None is left out, `data_label` is `data-label`."""
    told = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None
    )
    end = Markup("") if name in _INLINE else Markup("\n")
    return Markup("<{0}{1}>{2}</{0}>{3}").format(name, told, inner, end)


def _figure(node: SyntaxTreeNode) -> Markup:
    """Return what a figure prints; in a draft, the mark of one that is missing."""
    return _element("mark", escape(node.content)) if node.meta["missing"] else escape(node.content)


def _code_block(node: SyntaxTreeNode) -> Markup:
    return _element("pre", _element("code", escape(node.content)))
