"""Lists whose bullets or letters were typed by hand, made real lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from panel_papers.core import Block, ListBlock, ParagraphBlock, Span, canonical, plain
from panel_papers.inputs.word_sections.numerals import numeral

_BULLET = re.compile(r"[•●○◦▪■□‣⁃∙·]\s{0,8}(?=\S)|[–*-]\s{1,8}(?=\S)")
_LETTER = re.compile(r"\(([a-z]{1,5})\)\s{1,8}(?=\S)")


def with_lists(blocks: Sequence[Block], taken: list[str] | None = None) -> tuple[Block, ...]:
    """Return blocks with typed bullets as lists; with `taken`, those typed (a), (b), (i), too.

    Letters become a list only where they run from (a) on, as the list then prints them; they are
    added to `taken`.
    """
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        bullets = _run(blocks, at)
        items = [] if bullets or taken is None else _letters(blocks, at, "lowerLetter")
        if len(bullets) > 1:
            made.append(_list(bullets, ordered=False))
            at += len(bullets)
        elif len(items) > 1 and taken is not None:
            below = [inner for _, inner in items]
            made.append(_list([each for each, _ in items], ordered=True, inner=below))
            taken += _numerals("lowerLetter", len(items))
            for _, inner in items:
                taken += _numerals("lowerRoman", len(inner))
            at += sum(1 + len(inner) for _, inner in items)
        else:
            made.append(blocks[at])
            at += 1
    return tuple(made)


def _run(blocks: Sequence[Block], at: int) -> list[ParagraphBlock]:
    """Return the paragraphs from one on that begin with the same typed bullet, without it."""
    found: list[ParagraphBlock] = []
    sign = ""
    for block in blocks[at:]:
        mark = _BULLET.match(plain(block.spans)) if isinstance(block, ParagraphBlock) else None
        if mark is None or not isinstance(block, ParagraphBlock) or (sign and mark[0][0] != sign):
            break
        sign = mark[0][0]
        found.append(without_beginning(block, mark.end()))
    return found


def _letters(
    blocks: Sequence[Block], at: int, form: str
) -> list[tuple[ParagraphBlock, list[ParagraphBlock]]]:
    """Return the paragraphs that run on in letters, each with those below it: (i), (ii)."""
    found: list[tuple[ParagraphBlock, list[ParagraphBlock]]] = []
    while at < len(blocks):
        block = blocks[at]
        letter = _LETTER.match(plain(block.spans)) if isinstance(block, ParagraphBlock) else None
        if (
            letter is None
            or not isinstance(block, ParagraphBlock)
            or letter[1] != numeral(form, len(found) + 1)
        ):
            break
        inner: list[ParagraphBlock] = []
        if form == "lowerLetter":
            inner = [each for each, _ in _letters(blocks, at + 1, "lowerRoman")]
        found.append((without_beginning(block, letter.end()), inner))
        at += 1 + len(inner)
    return found


def _numerals(form: str, count: int) -> list[str]:
    return [numeral(form, each) or "" for each in range(1, count + 1)]


def _list(
    items: Sequence[ParagraphBlock],
    *,
    ordered: bool,
    inner: Sequence[Sequence[ParagraphBlock]] = (),
) -> ListBlock:
    below = [*inner, *([()] * (len(items) - len(inner)))]
    made = tuple(
        (item, _list(own, ordered=True)) if own else (item,)
        for item, own in zip(items, below, strict=True)
    )
    return ListBlock(ordered, made, 1, items[0].where)


def without_beginning(block: ParagraphBlock, length: int) -> ParagraphBlock:
    """Return a paragraph without its first letters, as far as `length` says."""
    kept: list[Span] = []
    for span in block.spans:
        kept.append(replace(span, text=span.text[length:]))
        length = max(0, length - len(span.text))
    return replace(block, spans=canonical(kept))
