"""A report's blocks, divided into its cover sheet, its sections and its closing lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import Block, HeadingBlock, ListBlock, QuoteBlock, TableBlock, plain

_NUMBER = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Z][.)])\s+(?=\S)")
_CLOSING = {
    "background": ("background papers", "background documents", "list of background papers"),
    "appendices": ("appendices", "list of appendices", "appendices and annexes", "attachments"),
    "both": ("background papers and appendices", "appendices and background papers"),
}
_RECOMMENDATIONS = frozenset(
    ("recommendation", "recommendations", "recommendation(s)", "recommended", "decision requested")
)


class Part(Struct, frozen=True):
    """A section of a report: its file's name, its heading if it needs one, and its blocks.

    `typed` is the heading as the report has it.
    """

    name: str
    heading: str | None
    typed: str
    blocks: tuple[Block, ...]


class Parts(Struct):
    """A report divided: what is before its first section, its sections, its closing lists."""

    cover: list[Block]
    sections: list[Part]
    background: list[Block]
    appendices: list[Block]
    closing: list[str]


def divided(blocks: Sequence[Block], known: Mapping[str, str]) -> Parts:
    """Divide the blocks of a report at the headings of its sections.

    `known` has the names of sections by their templates' headings, in small letters.
    """
    level = _level(blocks)
    parts = Parts([], [], [], [], [])
    into = parts.cover
    for heading, own in _at_headings(blocks, level):
        if heading is None:
            parts.cover += own
            continue
        kind = _closing_kind(heading)
        if kind == "both":
            _closing_lists(parts, heading, own)
        elif kind:
            into = parts.background if kind == "background" else parts.appendices
            parts.closing.append(plain(heading.spans))
            into += own
        else:
            parts.sections.append(_section(heading, own, level, known, parts.sections))
    return parts


def _closing_lists(parts: Parts, heading: HeadingBlock, own: Sequence[Block]) -> None:
    """Take the two lists below one heading, each below a heading of its own."""
    parts.closing.append(plain(heading.spans))
    into = parts.background
    for block in own:
        kind = _closing_kind(block) if isinstance(block, HeadingBlock) else None
        if kind and isinstance(block, HeadingBlock):
            into = parts.background if kind == "background" else parts.appendices
            parts.closing.append(plain(block.spans))
        else:
            into.append(block)


def _level(blocks: Sequence[Block]) -> int:
    """Return the level of the sections' headings: the highest that is there more than once."""
    found = [each.level for each in blocks if isinstance(each, HeadingBlock)]
    counts = Counter(found)
    several = sorted(level for level, count in counts.items() if count > 1)
    first = blocks[0] if blocks else None
    if several:
        return several[0]
    below = [each for each in sorted(counts) if not _is_title(first, each)]
    return below[0] if below else 1


def _is_title(first: Block | None, level: int) -> bool:
    return isinstance(first, HeadingBlock) and first.level == level


def _at_headings(
    blocks: Sequence[Block], level: int
) -> list[tuple[HeadingBlock | None, list[Block]]]:
    found: list[tuple[HeadingBlock | None, list[Block]]] = [(None, [])]
    for at, block in enumerate(blocks):
        begins = isinstance(block, HeadingBlock) and block.level <= level
        title = begins and len(found) == 1 and _before_cover(blocks[at + 1 :])
        if begins and not title and isinstance(block, HeadingBlock):
            found.append((block, []))
        else:
            found[-1][1].append(block)
    return found


def _before_cover(following: Sequence[Block]) -> bool:
    """Say whether a heading is the title: the table of the cover sheet comes before the next."""
    for block in following:
        if isinstance(block, HeadingBlock):
            return False
        if isinstance(block, TableBlock):
            labels = [plain(row.cells[0]).strip() for row in block.rows if row.cells]
            return sum(each.endswith(":") for each in labels) * 2 >= len(labels) > 0
    return False


def _closing_kind(heading: HeadingBlock) -> str | None:
    text = _bare(plain(heading.spans))
    return next((kind for kind, names in _CLOSING.items() if text in names), None)


def _section(
    heading: HeadingBlock,
    own: Sequence[Block],
    level: int,
    known: Mapping[str, str],
    before: Sequence[Part],
) -> Part:
    typed = plain(heading.spans).replace("\n", " ").strip()
    bare = _bare(typed)
    taken = {each.name for each in before}
    name = "recommendations" if bare in _RECOMMENDATIONS else known.get(bare)
    blocks = tuple(_raised(each, level) for each in own)
    if name is not None and name not in taken:
        return Part(name, None, typed, blocks)
    stem = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].strip("-") or "section"
    name, number = stem, 1
    while name in taken or name in known.values():
        number += 1
        name = f"{stem}-{number}"
    return Part(name, typed, typed, blocks)


def _bare(heading: str) -> str:
    """Return a heading in small letters, without its number and its colon."""
    return " ".join(_NUMBER.sub("", heading).strip(" :.").lower().split())


def _raised(block: Block, level: int) -> Block:
    """Return a block with its headings' levels counted from those of sections."""
    match block:
        case HeadingBlock():
            return replace(block, level=max(2, block.level - level + 1))
        case ListBlock() | QuoteBlock():
            return block
        case _:
            return block
