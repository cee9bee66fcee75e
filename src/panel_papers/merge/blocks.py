"""The blocks of a piece of Markdown, each with its characters and where each was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content import SyntaxTreeNode, parse
from panel_papers.core import FIGURE, REFERENCE, Prose
from panel_papers.merge.chars import Char

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BREAK = re.compile(r"(?:\\|(?<! )[ ]{2,})?\n|<br\s{0,9}/?>\s{0,10}", re.IGNORECASE)
_LINK_END = re.compile(r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)|\]\[[^\]]*\]|\]")
_NOTE = re.compile(r"\[\^[^\s\[\]]+\]")


class Typed(Struct, frozen=True):
    """One character of a block: what it prints, and from where to where it was typed.

    `figure` is the tag of the figure or the reference that it belongs to, as typed, and `first`
    says that it is the first of that; `label` is that of a footnote's mark.
    """

    char: Char
    start: int
    end: int
    figure: str = ""
    first: bool = False
    label: str = ""


class Block(Struct, frozen=True, eq=False):
    """One block of Markdown that prints a paragraph, or one cell of a table.

    `kind` says what it is (“paragraph”, “heading 2”, “item bullet 1”, “cell”); `first` and `end`
    are its lines in the text, from 0. `content` is what was typed in it without the marks that make
    it a block, and `spans` are its lines: the line's number, and from where to where the content is
    in it. `typed` is empty where it could not be found what was typed.
    """

    kind: str
    line: int
    cell: int | None
    first: int
    end: int
    node: SyntaxTreeNode
    content: str
    chars: tuple[Char, ...]
    labels: tuple[str, ...]
    typed: tuple[Typed, ...]
    spans: tuple[tuple[int, int, int], ...]


def blocks_of(prose: Prose) -> list[Block]:
    """Return the blocks of Markdown that print something, in order, without those of notes."""
    source = parse(prose)
    lines = prose.markdown.split("\n")
    found: list[Block] = []
    for block in source.blocks:
        for node in block.walk():
            if node.type in {"fence", "code_block", "hr"}:
                found.append(_whole(node))
            elif node.type == "tr":
                found += [_block(each, node, lines, n) for n, each in enumerate(node.children)]
            elif node.type not in {"th", "td"} and _inline_of(node) is not None:
                found.append(_block(node, node, lines, None))
    return found


def notes_of(prose: Prose) -> dict[str, Block]:
    """Return the footnotes that are one paragraph, by their labels."""
    lines = prose.markdown.split("\n")
    return {
        label: _block(nodes[0], nodes[0], lines, None)
        for label, nodes in parse(prose).notes.items()
        if len(nodes) == 1 and nodes[0].type == "paragraph" and _inline_of(nodes[0]) is not None
    }


def _inline_of(node: SyntaxTreeNode) -> SyntaxTreeNode | None:
    return node.children[0] if node.children and node.children[0].type == "inline" else None


def _whole(node: SyntaxTreeNode) -> Block:
    """Return a block whose text is not changed in Word: code, a chart, a rule."""
    first, end = node.map or (0, 0)
    chars = tuple(Char(each) for each in node.content.removesuffix("\n"))
    return Block(node.type, first + 1, None, first, end, node, node.content, chars, (), (), ())


def _block(
    node: SyntaxTreeNode, holder: SyntaxTreeNode, lines: list[str], cell: int | None
) -> Block:
    first, end = holder.map or (0, 0)
    inline = node.children[0]
    typed = list(_chars(inline.children, frozenset(), ""))
    chars = tuple(each.char for each in typed)
    spans = _cell_span(lines, first, cell) if cell is not None else _spans(inline, lines, first)
    content = _content(lines, spans)
    placed = _placed(typed, content) if spans else None
    labels = tuple(each.label for each in typed if each.label)
    return Block(
        _kind(node, holder),
        first + 1,
        cell,
        first,
        end,
        node,
        content,
        chars,
        labels,
        placed or (),
        spans,
    )


def _kind(node: SyntaxTreeNode, holder: SyntaxTreeNode) -> str:
    if holder.type == "tr":
        return "header cell" if node.type == "th" else "cell"
    if node.type == "heading":
        return f"heading {node.tag[1]}"
    depth, kind = 0, node.type
    above = node.parent
    inner = node
    while above is not None and not above.is_root:
        if above.type == "blockquote":
            kind = "quote" if kind == "paragraph" else f"quote {kind}"
        if above.type in {"bullet_list", "ordered_list"}:
            depth += 1
            if depth == 1:
                is_first = inner.children[0] is node
                kind = f"{'item' if is_first else 'more of item'} {above.type.partition('_')[0]}"
        inner = above
        above = above.parent
    return f"{kind} {depth}" if depth else kind


def _chars(nodes: list[SyntaxTreeNode], marks: frozenset[str], link: str) -> Iterator[Typed]:
    for node in nodes:
        if node.type == "softbreak":
            yield Typed(Char(" ", marks, link), 0, 0, label="")
        elif node.type == "hardbreak":
            yield Typed(Char("\n", marks, link), 0, 0)
        elif node.type in {"figure", "reference"}:
            for number, each in enumerate(node.content):
                yield Typed(Char(each, marks, link), 0, 0, node.meta["typed"], first=number == 0)
        elif node.type == "code_inline":
            yield from (Typed(Char(c, marks | {node.type}, link), 0, 0) for c in node.content)
        elif node.type in {"strong", "em", "s", "sup", "sub"}:
            yield from _chars(node.children, marks | {node.type}, link)
        elif node.type == "link":
            yield from _chars(node.children, marks, str(node.attrs.get("href", "")))
        elif node.type == "footnote_ref":
            yield Typed(Char("\ufffc"), 0, 0, label=str(node.meta["label"]))
        elif node.children:
            yield from _chars(node.children, marks, link)
        else:
            yield from (Typed(Char(c, marks, link), 0, 0) for c in node.content)


def _spans(
    inline: SyntaxTreeNode, lines: list[str], first: int
) -> tuple[tuple[int, int, int], ...]:
    """Return where the lines of a block's content are in the lines of the text."""
    found = []
    for number, each in enumerate(inline.content.split("\n"), first):
        at = lines[number].find(each) if number < len(lines) else -1
        if at < 0:
            return ()
        found.append((number, at, at + len(each)))
    return tuple(found)


def _cell_span(lines: list[str], first: int, cell: int) -> tuple[tuple[int, int, int], ...]:
    """Return where the content of a cell is in its row: between bars without a backslash."""
    row = lines[first]
    bars = [m.start() for m in re.finditer(r"(?<!\\)\|", row)]
    edges = [-1, *bars, len(row)]
    if bars and not row[: bars[0]].strip(" >-*+\t"):
        edges = edges[1:]
    if cell + 1 >= len(edges):
        return ()
    start, end = edges[cell] + 1, edges[cell + 1]
    text = row[start:end]
    begin = start + len(text) - len(text.lstrip())
    return ((first, begin, max(begin, start + len(text.rstrip()))),)


def _content(lines: list[str], spans: tuple[tuple[int, int, int], ...]) -> str:
    return "\n".join(lines[number][start:end] for number, start, end in spans)


def _placed(typed: list[Typed], content: str) -> tuple[Typed, ...] | None:
    """Return the characters with where each was typed; None where that cannot be found.

    A wrong guess does no harm: what is made of it is read again and compared.
    """
    found: list[Typed] = []
    at, last = 0, ""
    for number, each in enumerate(typed):
        if last and each.char.link != last and (end := _LINK_END.search(content, at)):
            at = end.end() if content[at - 1 : at] != ">" else at
        last = each.char.link
        span = _span(each, content, at)
        if each.figure and not each.first:
            span = found[-1].start, found[-1].end
        if span is None:
            return None
        found.append(replace(each, start=span[0], end=span[1]))
        at = span[1]
        del number
    return tuple(found)


def _span(each: Typed, content: str, at: int) -> tuple[int, int] | None:
    """Return from where to where a character was typed, searched for from a place on."""
    if each.figure:
        tag = (FIGURE if FIGURE.match(each.figure) else REFERENCE).search(content, at)
        return tag.span() if tag else None
    if each.label:
        start = content.find(f"[^{each.label}]", at)
        return (start, start + len(each.label) + 3) if start >= 0 else None
    letter = each.char.text
    if letter == "\n":
        found = _BREAK.search(content, at)
        return found.span() if found else None
    for here in range(at, len(content)):
        if length := _typed_here(letter, content, here):
            return here, here + length
    return None


def _typed_here(letter: str, content: str, at: int) -> int:
    """Return how many characters at a place were typed for a letter; 0 where it is not there."""
    here = content[at]
    if here == letter or (letter == " " and here == "\n"):
        return 1
    if here == "\\" and content[at + 1 : at + 2] == letter:
        return 2
    entity = _ENTITY.match(content, at) if here == "&" else None
    return len(entity[0]) if entity and unescape(entity[0]) == letter else 0
