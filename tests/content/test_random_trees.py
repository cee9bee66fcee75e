"""Content trees made of chance: written as Markdown and read again they are the same."""

from __future__ import annotations

import random

import pytest

from panel_papers.content.markdown.parser import Source
from panel_papers.content.markdown.tree import tree_of
from panel_papers.core import Place, Prose, ProseTree
from panel_papers.core.prose_tree import (
    Block,
    CodeBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    PictureBlock,
    QuoteBlock,
    RuleBlock,
    Span,
    TableBlock,
    TableRow,
    canonical,
    plain,
)
from panel_papers.inputs.word_sections.markdown import to_markdown

# Words and signs of reports, and whatever Markdown has a use for.
SIGNS = [
    *"abcXY12 .,;:()[]{}<>*_~^`|\\#-+=!?&'\"£é–“”/@%$…",
    *("  ", "The budget ", "of 2026 ", "£1.5m", "{{ figures.total }}", "{{ ref.costs }}", "&amp;"),
    *("http://a_b.org/x_y", "<b>", "<!-- x -->", "^2^", "~~", "**", "1. ", "(a) ", "- ", "# "),
    *("[^1]", "==x==", "{{ x }}", "{#n} x", "{lang=cy}", "--- ", "{% if %}", "\n", "\n- "),
    *("\n1. ", "\n---", "\n# x"),
]


class Chance:
    """Makes trees from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.notes = 0

    def tree(self) -> ProseTree:
        blocks = tuple(self.block() for _ in range(self.random.randint(1, 5)))
        notes = tuple((ParagraphBlock(self.line(notes=False)),) for _ in range(self.notes))
        return ProseTree(blocks, notes)

    def text(self) -> str:
        return "".join(self.random.choice(SIGNS) for _ in range(self.random.randint(1, 10)))

    def line(self, *, notes: bool = True) -> tuple[Span, ...]:
        while True:
            spans = canonical(self.span(notes=notes) for _ in range(self.random.randint(1, 5)))
            if plain(spans).strip():
                return spans
            self.notes -= sum(1 for each in spans if each.note)

    def span(self, *, notes: bool) -> Span:
        chance = self.random.random
        if notes and chance() < 0.06:
            self.notes += 1
            return Span(note=self.notes)
        if chance() < 0.06:
            return Span(self.text().replace("\n", " "), frozenset({"code"}))
        marks = {mark for mark in ("strong", "em", "s") if chance() < 0.3}
        if chance() < 0.15:
            marks.add(self.random.choice(["sup", "sub"]))
        link = "https://example.org/a(b)_c" if chance() < 0.1 else ""
        return Span(self.text(), frozenset(marks), link, "cy" if chance() < 0.05 else "")

    def block(self, depth: int = 0) -> Block:
        kinds = [self.paragraph, self.paragraph, self.list, self.code]
        if not depth:
            kinds += [self.heading, self.quote, self.table, self.picture, self.rule]
        return self.random.choice(kinds if depth < 3 else [self.paragraph])(depth)

    def paragraph(self, _depth: int = 0) -> Block:
        return ParagraphBlock(self.line(), "costs" if self.random.random() < 0.05 else "")

    def heading(self, _depth: int) -> Block:
        return HeadingBlock(self.random.randint(1, 3), self.line())

    def list(self, depth: int) -> Block:
        ordered = self.random.random() < 0.5
        items = tuple(
            (
                self.paragraph(),
                *(self.block(depth + 1) for _ in range(self.random.choice([0, 0, 1]))),
            )
            for _ in range(self.random.randint(1, 4))
        )
        return ListBlock(ordered, items, self.random.choice([1, 1, 3]) if ordered else 1)

    def quote(self, _depth: int) -> Block:
        return QuoteBlock(tuple(self.paragraph() for _ in range(self.random.randint(1, 2))))

    def code(self, _depth: int) -> Block:
        return CodeBlock(self.text().strip() or "x")

    def table(self, _depth: int) -> Block:
        columns = range(self.random.randint(1, 3))
        rows = tuple(
            TableRow(tuple(self.line() for _ in columns)) for _ in range(self.random.randint(1, 3))
        )
        return TableBlock(
            rows, tuple(self.random.choice(["left", "right", "center"]) for _ in columns)
        )

    def picture(self, _depth: int) -> Block:
        return PictureBlock("maps/a b.png", " ".join(self.text().split()) or "x", "The “map”")

    def rule(self, _depth: int) -> Block:
        return RuleBlock()


@pytest.mark.parametrize("seed", range(120))
def test_a_tree_written_as_markdown_is_read_again(seed: int) -> None:
    tree = Chance(seed).tree()
    markdown, spots = to_markdown(tree)
    assert len(spots) == markdown.count("\n")
    assert tree_of(Source(Prose(markdown, Place("x.md", 1, 1)))) == tree
