"""The content of a text, whether it was typed in Markdown or in Word: blocks, and spans of words.

Two readers make it (`inputs/word_sections`, `content/markdown/tree.py`); Markdown is written from
it (`inputs/word_sections/markdown.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

MARKS = frozenset({"strong", "em", "s", "sup", "sub", "code"})
"""What can be marked of words; the names are those of Markdown's nodes."""


class Span(Struct, frozen=True):
    """Words that look alike; a line feed in them is a line break.

    `link` is the address that they lead to, `language` that of a passage in another one than the
    document's (BCP 47). With a `note`, the span is the mark of that footnote, and has no words.
    """

    text: str = ""
    marks: frozenset[str] = frozenset()
    link: str = ""
    language: str = ""
    note: int = 0


class ParagraphBlock(Struct, frozen=True):
    """A paragraph; `name` is that of references to it, `where` says its place in words.

    `role` is “caption” or “source” by its style in Word, while a report is imported; else "".
    """

    spans: tuple[Span, ...]
    name: str = ""
    where: str = ""
    role: str = ""


class HeadingBlock(Struct, frozen=True):
    """A heading of a level from 1."""

    level: int
    spans: tuple[Span, ...]
    name: str = ""
    where: str = ""


class ListBlock(Struct, frozen=True):
    """A list; the items of an `ordered` one are numbered from `start`. An item holds blocks."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]
    start: int = 1
    where: str = ""


class QuoteBlock(Struct, frozen=True):
    """A quotation of whole paragraphs."""

    blocks: tuple[Block, ...]
    where: str = ""


class CodeBlock(Struct, frozen=True):
    """Lines that are printed as they are; `info` is what Markdown says after the fence."""

    text: str
    info: str = ""
    where: str = ""


class TableRow(Struct, frozen=True):
    """A row of a table, each cell as spans."""

    cells: tuple[tuple[Span, ...], ...]
    where: str = ""


class TableBlock(Struct, frozen=True):
    """A table whose first row is its header; `alignments` are “left”, “right” or “center”."""

    rows: tuple[TableRow, ...]
    alignments: tuple[str, ...]
    where: str = ""


class PictureBlock(Struct, frozen=True):
    """A picture alone between two paragraphs: the path of its file, its words and its caption."""

    path: str
    alternative_text: str
    caption: str = ""
    where: str = ""


class RuleBlock(Struct, frozen=True):
    """A line across the page."""

    where: str = ""


Block: TypeAlias = (
    ParagraphBlock
    | HeadingBlock
    | ListBlock
    | QuoteBlock
    | CodeBlock
    | TableBlock
    | PictureBlock
    | RuleBlock
)
"""What a text is made of."""


class ProseTree(Struct, frozen=True):
    """A text: its blocks in order, and its footnotes, number 1 first."""

    blocks: tuple[Block, ...]
    notes: tuple[tuple[Block, ...], ...] = ()


def canonical(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in the one form that all readers agree on.

    A space has the marks, link and language that the words on both sides of it share; there is
    none at the ends or beside a line break. Neighbours that look alike are one span.
    """
    kept = _with_shared_looks([sign for span in spans for sign in _signs(span)])
    while kept and not kept[0].note and kept[0].text.isspace():
        kept.pop(0)
    while kept and not kept[-1].note and kept[-1].text.isspace():
        kept.pop()
    return _joined(kept)


def plain(spans: Sequence[Span]) -> str:
    """Return the words of spans."""
    return "".join(each.text for each in spans)


def with_spans(
    blocks: Iterable[Block], change: Callable[[tuple[Span, ...]], tuple[Span, ...]]
) -> tuple[Block, ...]:
    """Return blocks with every line of words changed."""
    return tuple(_changed(each, change) for each in blocks)


def _changed(block: Block, change: Callable[[tuple[Span, ...]], tuple[Span, ...]]) -> Block:
    match block:
        case ParagraphBlock() | HeadingBlock():
            return replace(block, spans=change(block.spans))
        case ListBlock():
            return replace(block, items=tuple(with_spans(each, change) for each in block.items))
        case QuoteBlock():
            return replace(block, blocks=with_spans(block.blocks, change))
        case TableBlock():
            rows = (replace(row, cells=tuple(map(change, row.cells))) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case _:
            return block


def without_places(tree: ProseTree) -> ProseTree:
    """Return a tree that says no places, to be compared with another."""
    return ProseTree(_bare(tree.blocks), tuple(_bare(each) for each in tree.notes))


def _bare(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(_bare_block(each) for each in blocks)


def _bare_block(block: Block) -> Block:
    match block:
        case ListBlock():
            return replace(block, items=tuple(_bare(each) for each in block.items), where="")
        case QuoteBlock():
            return replace(block, blocks=_bare(block.blocks), where="")
        case TableBlock():
            return replace(
                block, rows=tuple(replace(each, where="") for each in block.rows), where=""
            )
        case _:
            return replace(block, where="")


def _signs(span: Span) -> Iterable[Span]:
    """Yield a span for each character of a span."""
    return [span] if span.note else [replace(span, text=each) for each in span.text]


def _with_shared_looks(signs: list[Span]) -> list[Span]:
    """Give each space what the words before and after it share; leave none beside a line break."""
    out: list[Span] = []
    at = 0
    while at < len(signs):
        end = at
        while end < len(signs) and not signs[end].note and signs[end].text.isspace():
            end += 1
        if end == at:
            out.append(signs[at])
            at += 1
            continue
        before = signs[at - 1] if at else Span()
        after = signs[end] if end < len(signs) else Span()
        look = Span(
            "",
            before.marks & after.marks,
            before.link if before.link == after.link else "",
            before.language if before.language == after.language else "",
        )
        breaks = [each for each in signs[at:end] if each.text == "\n"]
        out += [replace(look, text=each.text) for each in breaks or signs[at:end]]
        at = end
    return out


def _joined(signs: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans with neighbours that look alike made one."""
    found: list[tuple[Span, list[str]]] = []
    for each in signs:
        if found and not each.note and _alike(found[-1][0], each):
            found[-1][1].append(each.text)
        else:
            found.append((each, [each.text]))
    return tuple(replace(first, text="".join(texts)) for first, texts in found)


def _alike(one: Span, other: Span) -> bool:
    return not one.note and (one.marks, one.link, one.language) == (
        other.marks,
        other.link,
        other.language,
    )
