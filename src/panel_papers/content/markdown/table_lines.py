"""Paragraphs of Markdown that are the typed caption of a table, or the source below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from panel_papers.content.markdown.parser import SyntaxTreeNode
from panel_papers.content.markdown.pictures import picture_of
from panel_papers.core import caption_number, is_source_line

TableLine = Literal["caption", "source"]
_EXHIBITS = frozenset(("table", "chart"))
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def table_lines(blocks: Sequence[SyntaxTreeNode]) -> Mapping[int, TableLine]:
    """Return which paragraphs are captions or sources, by their first lines, from 0.

    A caption is typed right above a table of Markdown (“Table 2: Costs”), a source right below
    a table, chart or picture (“Source: …”).
    """
    found: dict[int, TableLine] = {}
    for above, below in pairwise(blocks):
        if below.type == "table" and caption_number(_text(above)) is not None:
            found[_line(above)] = "caption"
        elif _is_shown(above) and is_source_line(_text(below)):
            found[_line(below)] = "source"
    return found


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] if node.map else -1


def _is_shown(node: SyntaxTreeNode) -> bool:
    is_fence = node.type == "fence" and node.info.strip() in _EXHIBITS
    return node.type == "table" or is_fence or picture_of(node) is not None


def _text(node: SyntaxTreeNode) -> str:
    """Return the words of a paragraph; "" for another block."""
    if node.type != "paragraph":
        return ""
    leaves = (leaf for child in node.children for leaf in child.walk() if not leaf.children)
    return "".join(_BREAKS.get(leaf.type, leaf.content) for leaf in leaves)
