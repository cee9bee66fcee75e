"""Whether the Markdown of a section from Word says exactly what its Word file holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from msgspec.structs import replace

from panel_papers.content.markdown.parser import parse
from panel_papers.content.markdown.tree import address, tree_of
from panel_papers.core import (
    Block,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    Place,
    Problem,
    Prose,
    ProseTree,
    QuoteBlock,
    Span,
    TableBlock,
    without_places,
)


def inexact(prose: Iterable[Prose]) -> Iterator[Problem]:
    """Yield an error for each block of a Word file that its Markdown would print otherwise.

    The parser reads the Markdown, and what it reads is compared with what was read in Word.
    """
    for each in prose:
        if each.tree is None:
            continue
        plain = replace(each, figures=(), references=(), exhibits=())
        expected, found = _addressed(each.tree), tree_of(parse(plain))
        texts = zip_longest(
            (expected.blocks, *expected.notes), (found.blocks, *found.notes), fillvalue=()
        )
        for theirs, ours in (pair for text in texts for pair in zip_longest(*text)):
            if _bare(theirs) != _bare(ours):
                where = theirs.where if theirs is not None else ""
                yield _problem(Place(each.place.file, where=where or None))
                break


def _bare(block: Block | None) -> ProseTree | None:
    return None if block is None else without_places(ProseTree((block,)))


def _problem(place: Place) -> Problem:
    return Problem(
        "word-not-exact",
        place,
        "What is here in the Word file cannot be printed exactly as it is",
        "",
        "in Word, write it again with less mixed formatting: select it, press Ctrl+Space, and make "
        "bold or italic again what matters",
    )


def _addressed(tree: ProseTree) -> ProseTree:
    """Return a tree whose links have their addresses as the parser gives them."""
    return ProseTree(_blocks(tree.blocks), tuple(_blocks(each) for each in tree.notes))


def _blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(_block(each) for each in blocks)


def _block(block: Block) -> Block:
    match block:
        case ParagraphBlock() | HeadingBlock():
            return replace(block, spans=_spans(block.spans))
        case ListBlock():
            return replace(block, items=tuple(_blocks(each) for each in block.items))
        case QuoteBlock():
            return replace(block, blocks=_blocks(block.blocks))
        case TableBlock():
            rows = (
                replace(row, cells=tuple(_spans(each) for each in row.cells)) for row in block.rows
            )
            return replace(block, rows=tuple(rows))
        case _:
            return block


def _spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(replace(each, link=address(each.link)) if each.link else each for each in spans)
