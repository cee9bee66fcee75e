"""Parsed Markdown as a content tree, the same as a Word file of the same content gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink
from msgspec.structs import replace

from panel_papers.content.markdown.parser import Source, SyntaxTreeNode
from panel_papers.content.markdown.pictures import picture_of
from panel_papers.core import (
    Block,
    CodeBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    PictureBlock,
    ProseTree,
    QuoteBlock,
    RuleBlock,
    Span,
    TableBlock,
    TableRow,
    canonical,
)

_MARKS = frozenset({"strong", "em", "s", "sup", "sub"})
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def tree_of(source: Source) -> ProseTree:
    """Return the content tree of parsed Markdown; its tags of figures are as typed."""
    return _Reader(source).tree()


class _Reader:
    """Reads one text; its notes have the numbers of their first marks."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._numbers: dict[str, int] = {}

    def tree(self) -> ProseTree:
        blocks = self._blocks(self._source.blocks, top=True)
        notes: list[tuple[Block, ...]] = []
        while len(notes) < len(self._numbers):  # a note may hold the mark of another
            label = list(self._numbers)[len(notes)]
            notes.append(self._blocks(self._source.notes.get(label, [])))
        return ProseTree(blocks, tuple(notes))

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], *, top: bool = False) -> tuple[Block, ...]:
        return tuple(self._block(each, top=top) for each in nodes if each.type in _KINDS)

    def _block(self, node: SyntaxTreeNode, *, top: bool) -> Block:
        if top and (picture := picture_of(node)):
            return _picture(picture)
        return _KINDS[node.type](self, node)

    def _heading(self, node: SyntaxTreeNode) -> Block:
        return HeadingBlock(int(node.tag[1]), self._line(node), _name(node))

    def _list(self, node: SyntaxTreeNode) -> Block:
        ordered = node.type == "ordered_list"
        start = int(str(node.attrs.get("start", 1))) if ordered else 1
        return ListBlock(
            ordered, tuple(self._blocks(item.children) for item in node.children), start
        )

    def _quote(self, node: SyntaxTreeNode) -> Block:
        return QuoteBlock(self._blocks(node.children))

    def _code(self, node: SyntaxTreeNode) -> Block:
        return CodeBlock(node.content.removesuffix("\n"), node.info.strip())

    def _rule(self, _node: SyntaxTreeNode) -> Block:
        return RuleBlock()

    def _paragraph(self, node: SyntaxTreeNode) -> Block:
        return ParagraphBlock(self._line(node), _name(node))

    def _table(self, node: SyntaxTreeNode) -> Block:
        rows = [each for each in node.walk() if each.type == "tr"]
        found = tuple(TableRow(tuple(self._line(cell) for cell in row.children)) for row in rows)
        return TableBlock(found, tuple(_alignment(cell) for cell in rows[0].children))

    def _line(self, node: SyntaxTreeNode) -> tuple[Span, ...]:
        return canonical(
            span
            for inner in node.children
            if inner.type == "inline"
            for span in self._spans(inner.children, Span())
        )

    def _spans(self, nodes: Sequence[SyntaxTreeNode], look: Span) -> Iterator[Span]:
        for node in nodes:
            if node.type in _MARKS:
                yield from self._spans(node.children, replace(look, marks=look.marks | {node.type}))
            elif node.type == "link":
                address = str(node.attrs.get("href", ""))
                yield from self._spans(node.children, replace(look, link=address))
            elif node.type == "span":
                language = str(node.attrs["lang"])
                yield from self._spans(node.children, replace(look, language=language))
            elif node.type == "image":  # where none can be printed, its words are
                yield from self._spans(node.children, look)
            elif node.type == "footnote_ref":
                label = str(node.meta["label"])
                number = self._numbers.setdefault(label, len(self._numbers) + 1)
                yield replace(look, note=number)
            elif node.type == "code_inline":
                yield replace(look, text=node.content, marks=look.marks | {"code"})
            else:
                typed = str(node.meta.get("typed", node.content))
                yield replace(look, text=_BREAKS.get(node.type, typed))


_KINDS: Mapping[str, Callable[[_Reader, SyntaxTreeNode], Block]] = {
    "paragraph": _Reader._paragraph,
    "heading": _Reader._heading,
    "bullet_list": _Reader._list,
    "ordered_list": _Reader._list,
    "blockquote": _Reader._quote,
    "fence": _Reader._code,
    "code_block": _Reader._code,
    "table": _Reader._table,
    "hr": _Reader._rule,
}
"""What each kind of node becomes; a footnote’s definition is read where it is referred to."""


def _name(node: SyntaxTreeNode) -> str:
    return str(node.meta.get("name", ""))


def _picture(node: SyntaxTreeNode) -> PictureBlock:
    words = "".join(_typed(each) for each in node.children).strip()
    path, caption = str(node.attrs.get("src", "")), str(node.attrs.get("title", "")).strip()
    return PictureBlock(unquote(path), words, caption)


def _typed(node: SyntaxTreeNode) -> str:
    if "typed" in node.meta:
        return str(node.meta["typed"])
    if node.type.endswith("break"):
        return " "
    return node.content or "".join(_typed(each) for each in node.children or ())


def _alignment(cell: SyntaxTreeNode) -> str:
    style = str(cell.attrs.get("style", ""))
    return "right" if "right" in style else "center" if "center" in style else "left"


def address(url: str) -> str:
    """Return an address in the form that the parser gives it."""
    return normalizeLink(url)
