"""Numbered lists that lost their first item: the item that is now first takes its number.

In Markdown the first marker decides what a list begins with; in Word the list itself does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_papers.content import SyntaxTreeNode
from panel_papers.merge.blocks import Block

_MARKER = re.compile(r"(?<!\d)\d{1,9}(?=[.)]\s{1,99}(?:\[.\]\s{1,99})?$)")


def with_starts(text: str, before: Sequence[Block | None], after: Sequence[Block]) -> str:
    """Return a text whose lists begin with the numbers that they had.

    `after` has the blocks of the text, and `before` the block that each one was; None for new ones.
    """
    lines = text.split("\n")
    seen: set[int] = set()
    for ordered, numbers in _lists(after):
        olds = [old for n in numbers if (each := before[n]) and (old := _list_of(each))]
        home = next((each for each in olds), None)
        if home is None or id(home) in seen:
            continue
        seen.add(id(home))
        first = after[numbers[0]]
        if _start(home) != _start(ordered) and first.spans:
            line, at, _ = first.spans[0]
            prefix = _MARKER.sub(str(_start(home)), lines[line][:at])
            lines[line] = prefix + lines[line][at:]
    return "\n".join(lines)


def _lists(blocks: Sequence[Block]) -> Iterator[tuple[SyntaxTreeNode, list[int]]]:
    """Yield each numbered list, and the numbers of the blocks in it."""
    found: dict[int, tuple[SyntaxTreeNode, list[int]]] = {}
    for number, block in enumerate(blocks):
        ordered = _list_of(block)
        if ordered is not None:
            found.setdefault(id(ordered), (ordered, []))[1].append(number)
    yield from found.values()


def _list_of(block: Block) -> SyntaxTreeNode | None:
    """Return the numbered list that a block is in; None for one in a list with bullets."""
    above = block.node.parent
    while above is not None and not above.is_root:
        if above.type in {"bullet_list", "ordered_list"}:
            return above if above.type == "ordered_list" else None
        above = above.parent
    return None


def _start(ordered: SyntaxTreeNode) -> int:
    return int(ordered.attrs.get("start", 1))
