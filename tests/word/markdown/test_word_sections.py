"""What the writer makes of Markdown, a section in Word gives back: one tree, two readers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import get_args

import pytest
from msgspec.structs import replace

from panel_papers.content.markdown.parser import Source
from panel_papers.content.markdown.tree import tree_of
from panel_papers.core import Place, Prose, ProseTree, without_places
from panel_papers.core.prose_tree import (
    MARKS,
    Block,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    PictureBlock,
    QuoteBlock,
    Span,
    TableBlock,
)
from panel_papers.inputs.appendices.supplied import Supplied
from panel_papers.inputs.word_sections import read_section
from panel_papers.inputs.word_sections.markdown import to_markdown

from .conftest import Written

EVERYTHING = """\
First words with **bold**, *italic*, ~~struck~~, m^2^, CO~2~, `code` and a \
[link](https://example.org/a?b=c&d=e).[^1] It cost {{ figures.total }}, see {{ ref.costs }}.\\
A second line, **bold with *italic* in it**, and [y *testun*]{lang=cy}.

## What was done

- one
- two

  continued in two

  1. deep
  2. deeper
     - deepest

- three

5. five
6. six

Words between two lists.

1. again[^n]
2. and again

> Quoted *words*.
>
> More of them.

```
code  line
  second
```

| Item | Cost | Share |
|---|--:|:-:|
| Pens **bold** | £5 | 1 |
| A<br>B | {{ figures.x \\| abs }} | 2 |

---

### Third ~~level~~

[^1]: The *note* of a line.

[^n]: Another.
"""
PICTURE = '![What it shows](context.docx/picture-1.png "Its caption")\n'


def _tree(markdown: str) -> ProseTree:
    return tree_of(Source(Prose(markdown, Place("context.md", 1, 1))))


def test_every_block_and_mark_comes_back_from_word_as_from_markdown(
    write: Callable[..., Written],
) -> None:
    document, writer = write(EVERYTHING)
    assert writer.problems == []
    document.save(packed := io.BytesIO())
    place = Place("inputs/paper/context.docx")
    section = read_section(Supplied(packed.getvalue(), place, None, place), "context.docx")
    assert [each.found for each in section.problems] == [
        "Word numbers a list 1., 2., and it is printed as a., b."
    ], "in this document’s own styles, unlike in the house style, inner lists are 1., 2."
    assert section.prose.tree is not None
    assert without_places(section.prose.tree) == _tree(EVERYTHING)


def test_what_is_written_as_markdown_is_read_as_the_same_tree() -> None:
    for markdown in (EVERYTHING, PICTURE):
        tree = _tree(markdown)
        assert _tree(to_markdown(tree)[0]) == tree


def test_the_example_holds_every_kind_of_block_and_mark() -> None:
    trees = (_tree(EVERYTHING), _tree(PICTURE))
    blocks = [each for tree in trees for text in (tree.blocks, *tree.notes) for each in _all(text)]
    assert {type(each) for each in blocks} == set(get_args(Block))
    spans = [span for block in blocks for span in _spans(block)]
    assert {mark for each in spans for mark in each.marks} == MARKS
    plain = Span()
    for name in ("link", "language", "note"):
        assert any(getattr(each, name) != getattr(plain, name) for each in spans), name
    assert {each.ordered for each in blocks if isinstance(each, ListBlock)} == {True, False}


def _all(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        match block:
            case ListBlock():
                for item in block.items:
                    yield from _all(item)
            case QuoteBlock():
                yield from _all(block.blocks)
            case _:
                pass


def _spans(block: Block) -> Iterator[Span]:
    match block:
        case ParagraphBlock() | HeadingBlock():
            yield from block.spans
        case TableBlock():
            for row in block.rows:
                for cell in row.cells:
                    yield from cell
        case _:
            pass


def test_a_tree_that_markdown_does_not_give_back_is_an_error() -> None:
    from panel_papers.content.exactness import inexact

    tree = ProseTree((ParagraphBlock((Span("said"),), where="paragraph 1"),))
    place = Place("inputs/paper/context.docx", 1, 1)
    prose = Prose("said\n", place, spots=("paragraph 1",), tree=tree)
    assert list(inexact([prose])) == []
    (problem,) = inexact([replace(prose, markdown="says\n")])
    assert problem.code == "word-not-exact"
    assert problem.found == "“said” cannot be printed exactly as it is in the Word file"
    assert str(problem.place) == "inputs/paper/context.docx, paragraph 1"


@pytest.mark.parametrize(
    "block",
    [
        ParagraphBlock((Span("(a)", frozenset({"strong"})), Span("b"))),
        ParagraphBlock((Span("a"), Span("(b)", frozenset({"em"})))),
        ParagraphBlock((Span("a", frozenset({"strong"})), Span("b", frozenset({"em"})))),
        ParagraphBlock((Span("a", frozenset({"em"})), Span("b", frozenset({"strong"})))),
        ParagraphBlock((Span("Hurray!"), Span("link", link="https://example.org/"))),
        ParagraphBlock((Span("{{"), Span("bold", frozenset({"strong"})), Span("}}"))),
        ParagraphBlock((Span("a\n1. b\n- c\n---\n# d"),)),
        ParagraphBlock((Span(note=1), Span(": said"))),
        HeadingBlock(2, (Span("C #"),)),
        PictureBlock("maps/a b (c).png", "A [map]", 'The "map"'),
    ],
)
def test_what_markdown_reads_otherwise_is_written_so_that_it_does_not(block: Block) -> None:
    notes = ((ParagraphBlock((Span("note"),)),),) if "note=1" in repr(block) else ()
    tree = ProseTree((block,), notes)
    assert _tree(to_markdown(tree)[0]) == tree
