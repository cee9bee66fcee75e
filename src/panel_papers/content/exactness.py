"""Whether the Markdown of a section from Word says exactly what its Word file holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from msgspec.structs import replace

from panel_papers.content.markdown.parser import parse
from panel_papers.content.markdown.tree import address, tree_of
from panel_papers.core import (
    Block,
    Place,
    Problem,
    Prose,
    ProseTree,
    Span,
    plain,
    with_spans,
    without_places,
)

_SHOWN = 60


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
                yield _problem(Place(each.place.file, where=where or None), theirs or ours)
                break


def _bare(block: Block | None) -> ProseTree | None:
    return None if block is None else without_places(ProseTree((block,)))


def _problem(place: Place, block: Block | None) -> Problem:
    words = " ".join(_words(block).split())
    begins = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
    what = f"“{begins}”" if begins else "What is here"
    return Problem(
        "word-not-exact",
        place,
        f"{what} cannot be printed exactly as it is in the Word file",
        "",
        "in Word, write it again with less mixed formatting: select it, press Ctrl+Space, and make "
        "bold or italic again what matters",
    )


def _words(block: Block | None) -> str:
    """Return the words of a block, cell by cell."""
    found: list[str] = []

    def noted(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        found.append(plain(spans))
        return spans

    with_spans((block,) if block is not None else (), noted)
    return " ".join(found)


def _addressed(tree: ProseTree) -> ProseTree:
    """Return a tree whose links have their addresses as the parser gives them."""
    notes = tuple(with_spans(each, _spans) for each in tree.notes)
    return ProseTree(with_spans(tree.blocks, _spans), notes)


def _spans(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(replace(each, link=address(each.link)) if each.link else each for each in spans)
