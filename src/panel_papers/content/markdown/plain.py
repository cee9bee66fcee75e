"""Markdown without its marks."""

from __future__ import annotations

from panel_papers.content.markdown.parser import SyntaxTreeNode


def plain_text(nodes: list[SyntaxTreeNode]) -> str:
    """Return the text of inline nodes without their marks."""
    leaves = (leaf for node in nodes for leaf in node.walk() if not leaf.children)
    return "".join(" " if leaf.type.endswith("break") else leaf.content for leaf in leaves)
