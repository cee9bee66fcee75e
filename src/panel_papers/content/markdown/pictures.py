"""A paragraph of Markdown that is one picture."""

from __future__ import annotations

from panel_papers.content.markdown.parser import SyntaxTreeNode


def picture_of(block: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """Return the picture that is all of a paragraph, or None."""
    if block.type != "paragraph" or len(block.children) != 1:
        return None
    parts = [each for each in block.children[0].children if each.type != "text" or each.content]
    return parts[0] if len(parts) == 1 and parts[0].type == "image" else None
