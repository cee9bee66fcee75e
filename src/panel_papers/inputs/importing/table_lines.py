"""The captions of a report's tables above them, the notes and sources below them as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from panel_papers.core import (
    Block,
    ParagraphBlock,
    PictureBlock,
    Span,
    TableBlock,
    canonical,
    caption_number,
    is_source_line,
    plain,
)
from panel_papers.inputs.importing.typed_lists import without_beginning

_LABEL = re.compile(r"Table\s{0,3}(\d{1,3})\s{0,3}[:.–—-]?\s{1,8}(?=\S)", re.IGNORECASE)


def with_table_lines(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks in which a table's caption is right above it, and its source right below.

    A caption is in that style or says “Table 2: …”; one below a table goes above it, unless it is
    right above another or the table has one. Notes and sources become the lines of one paragraph.
    """
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        block = _captioned(blocks[at])
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        if _is_caption(block) and not isinstance(below, TableBlock) and _has_room(made):
            made.insert(len(made) - 1, block)
            at += 1
        elif (
            made
            and isinstance(made[-1], TableBlock | PictureBlock)
            and (run := _sources(blocks, at))
        ):
            made.append(_joined(run))
            at += len(run)
        else:
            made.append(block)
            at += 1
    return tuple(replace(e, role="") if isinstance(e, ParagraphBlock) else e for e in made)


def beside_tables(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the indices of paragraphs that print as the caption or source of a table."""
    found = set[int]()
    for at, (above, below) in enumerate(pairwise(blocks)):
        if _is_caption(above) and isinstance(below, TableBlock):
            found.add(at)
        elif isinstance(above, TableBlock | PictureBlock) and _is_source(below):
            found.add(at + 1)
    return frozenset(found)


def _is_caption(block: Block) -> bool:
    return isinstance(block, ParagraphBlock) and caption_number(plain(block.spans)) is not None


def _is_source(block: Block) -> bool:
    return isinstance(block, ParagraphBlock) and is_source_line(plain(block.spans))


def _captioned(block: Block) -> Block:
    """Return a paragraph in the style of captions with its label as it is printed: “Table 2: ”."""
    if not isinstance(block, ParagraphBlock) or block.role != "caption" or _is_caption(block):
        return block
    label = _LABEL.match(plain(block.spans))
    if label is None:
        return block
    rest = without_beginning(block, label.end())
    marks = frozenset.intersection(*(each.marks for each in rest.spans))
    spans = canonical((Span(f"Table {int(label[1])}: ", marks), *rest.spans))
    named = replace(rest, spans=spans)
    return named if _is_caption(named) else block


def _has_room(made: Sequence[Block]) -> bool:
    """Say whether the last block is a table without a caption above it."""
    table = bool(made) and isinstance(made[-1], TableBlock)
    return table and not (len(made) > 1 and _is_caption(made[-2]))


def _sources(blocks: Sequence[Block], at: int) -> list[ParagraphBlock]:
    """Return the paragraphs from one on that are the notes and the source of a table."""
    run: list[ParagraphBlock] = []
    for block in blocks[at:]:
        if not isinstance(block, ParagraphBlock) or block.name:
            break
        if block.role != "source" and not (not run and _is_source(block)):
            break
        run.append(block)
    while run and not is_source_line(plain(_joined(run).spans)):
        run.pop()
    return run


def _joined(run: Sequence[ParagraphBlock]) -> ParagraphBlock:
    spans = [span for each in run for span in (Span("\n"), *each.spans)]
    return replace(run[0], spans=canonical(spans[1:]))
