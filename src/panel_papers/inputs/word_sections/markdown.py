"""A content tree written as Markdown, with the place of each line."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    TableBlock,
)
from panel_papers.inputs.word_sections.escaping import escaped, line_begun
from panel_papers.inputs.word_sections.spans import inline

Lines = list[tuple[str, str]]
"""Lines of Markdown, each with its place in words."""
_DASHES = {"left": "---", "right": "--:", "center": ":-:"}


def to_markdown(tree: ProseTree) -> tuple[str, tuple[str, ...]]:
    """Return the Markdown of a tree, and for each of its lines its place in words."""
    lines = _blocks(tree.blocks)
    for number, note in enumerate(tree.notes, 1):
        inner = _blocks(note)
        first = inner[0] if inner else ("", "")
        lines += [("", ""), (f"[^{number}]: {first[0]}", first[1])]
        lines += [(f"    {text}" if text else "", where) for text, where in inner[1:]]
    return "\n".join(text for text, _ in lines) + "\n", tuple(where for _, where in lines)


def _blocks(blocks: Sequence[Block]) -> Lines:
    """Return blocks with an empty line between two; lists that follow each other differ in mark."""
    lines: Lines = []
    before: Block | None = None
    turned = False
    for block in blocks:
        joins = (
            isinstance(block, ListBlock)
            and isinstance(before, ListBlock)
            and block.ordered == before.ordered
        )
        turned = joins and not turned
        if lines:
            lines.append(("", lines[-1][1]))
        lines += _block(block, turned=turned)
        before = block
    return lines


def _block(block: Block, *, turned: bool) -> Lines:
    match block:
        case ListBlock():
            return _list(block, turned=turned)
        case QuoteBlock():
            return [(f"> {text}" if text else ">", where) for text, where in _blocks(block.blocks)]
        case TableBlock():
            return _table(block)
        case ParagraphBlock():
            lines = _paragraph(block)
        case CodeBlock():
            lines = _code(block)
        case HeadingBlock():
            lines = [_heading(block)]
        case PictureBlock():
            lines = [_picture(block)]
        case RuleBlock():
            lines = ["---"]
    return [(line, block.where) for line in lines]


def _paragraph(block: ParagraphBlock) -> list[str]:
    text = inline(block.spans, line_break="\\\n") + _name(block.name)
    return [line_begun(line) for line in text.split("\n")]


def _heading(block: HeadingBlock) -> str:
    text = inline(block.spans, line_break="<br>")
    begin = text.rstrip("#")
    text = begin + "\\#" * (len(text) - len(begin))
    return f"{'#' * block.level} {text}{_name(block.name)}"


def _name(name: str) -> str:
    return f" {{#{name}}}" if name else ""


def _list(block: ListBlock, *, turned: bool) -> Lines:
    lines: Lines = []
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}{')' if turned else '.'}" if block.ordered else ("*" if turned else "-")
        inner = _item(item)
        indent = " " * (len(mark) + 1)
        for at, (text, where) in enumerate(inner):
            begin = indent if at else f"{mark} "
            lines.append((f"{begin}{text}" if text else begin.rstrip(), where))
    return lines


def _item(blocks: Sequence[Block]) -> Lines:
    """Return what an item holds; a list right below its words needs no empty line before it."""
    lines = _blocks(blocks)
    inner = blocks[1] if len(blocks) > 1 else None
    if isinstance(inner, ListBlock) and (not inner.ordered or inner.start == 1):
        at = next((at for at, (text, _) in enumerate(lines) if not text), None)
        if at is not None:
            del lines[at]
    return lines


def _code(block: CodeBlock) -> list[str]:
    runs = re.findall(r"`{3,}", block.text)
    fence = "`" * max(3, *(len(each) + 1 for each in runs), 3)
    return [f"{fence}{block.info}", *block.text.split("\n"), fence]


def _table(block: TableBlock) -> Lines:
    lines: Lines = []
    for number, row in enumerate(block.rows):
        cells = (inline(cell, line_break="<br>").replace("|", "\\|") for cell in row.cells)
        lines.append((f"| {' | '.join(cells)} |", row.where))
        if not number:
            dashes = (_DASHES[each] for each in block.alignments)
            lines.append((f"| {' | '.join(dashes)} |", row.where))
    return lines


def _picture(block: PictureBlock) -> str:
    words = " ".join(block.alternative_text.split())
    title = " ".join(block.caption.split())
    for sign in ("\\", '"'):
        title = title.replace(sign, f"\\{sign}")
    address = f"<{block.path}>" if re.search(r"[\s()<>]", block.path) else block.path
    caption = f' "{title}"' if title else ""
    return f"![{escaped(words)}]({address}{caption})"
