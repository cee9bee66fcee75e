"""A report's blocks, divided into its cover sheet, its sections and its closing lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.core import Block, HeadingBlock, plain
from panel_papers.inputs.importing.known_headings import (
    bare,
    closing_kind,
    is_known,
    section_of,
)
from panel_papers.inputs.sections import DEFAULT_SECTIONS

_HIGHEST_COVER = 6
_FIRST = frozenset(DEFAULT_SECTIONS)
IsCover = Callable[[Sequence[Block]], bool]


class Part(Struct, frozen=True):
    """A section of a report: its file's name, its heading if it needs one, and its blocks.

    `typed` is the heading as the report has it.
    """

    name: str
    heading: str | None
    typed: str
    blocks: tuple[Block, ...]
    where: str = ""
    """The place of the heading."""


class Parts(Struct):
    """A report divided: what is before its first section, its sections, its closing lists.

    `level` is that of the sections' headings; `starts` are the places of the headings at which it
    is divided, in their order.
    """

    cover: list[Block]
    sections: list[Part]
    background: list[Block]
    appendices: list[Block]
    closing: list[str]
    level: int = 1
    starts: list[str] = field(default_factory=list)


def divided(blocks: Sequence[Block], known: Mapping[str, str], is_cover: IsCover) -> Parts:
    """Divide the blocks of a report at the headings of its sections.

    `known` has the names of sections by their templates' headings, in small letters; `is_cover`
    says whether blocks are those of a cover sheet.
    """
    level = _level(blocks, known)
    parts = Parts([], [], [], [], [], level)
    into = parts.cover
    for heading, own in _at_headings(blocks, level, known, is_cover):
        if heading is None:
            parts.cover += own
            continue
        parts.starts.append(heading.where)
        kind = closing_kind(plain(heading.spans))
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
        kind = closing_kind(plain(block.spans)) if isinstance(block, HeadingBlock) else None
        if kind and isinstance(block, HeadingBlock):
            into = parts.background if kind == "background" else parts.appendices
            parts.closing.append(plain(block.spans))
        else:
            into.append(block)


def _level(blocks: Sequence[Block], known: Mapping[str, str]) -> int:
    """Return the level of the sections' headings.

    It is that of the sections which most reports begin with, else the highest that is there more
    than once.
    """
    headings = [each for each in blocks if isinstance(each, HeadingBlock)]
    found = [each.level for each in headings]
    usual = [each.level for each in headings if section_of(plain(each.spans), known) in _FIRST]
    if usual:
        return min(usual)
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
    blocks: Sequence[Block], level: int, known: Mapping[str, str], is_cover: IsCover
) -> list[tuple[HeadingBlock | None, list[Block]]]:
    found: list[tuple[HeadingBlock | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if isinstance(block, HeadingBlock) and block.level <= level:
            found.append((block, []))
        else:
            found[-1][1].append(block)
    end = _end_of_cover(found, known, is_cover)
    cover: list[Block] = []
    for heading, own in found[:end]:
        cover += own if heading is None else [heading, *own]
    return [(None, cover), *found[end:]]


def _end_of_cover(
    found: Sequence[tuple[HeadingBlock | None, list[Block]]],
    known: Mapping[str, str],
    is_cover: IsCover,
) -> int:
    """Return how many of the first headings are above the cover sheet: the title, the council."""
    if is_cover(found[0][1]):
        return 1
    for end, (heading, own) in enumerate(found[1:_HIGHEST_COVER], 2):
        if heading is not None and is_known(plain(heading.spans), known):
            break
        if is_cover(own):
            return end
    first = found[1] if len(found) > 2 else None
    if first and first[0] is not None and not found[0][1] and not first[1]:
        return 2 if not is_known(plain(first[0].spans), known) else 1
    return 1


def _section(
    heading: HeadingBlock,
    own: Sequence[Block],
    level: int,
    known: Mapping[str, str],
    before: Sequence[Part],
) -> Part:
    typed = plain(heading.spans).replace("\n", " ").strip()
    words = bare(typed)
    taken = {each.name for each in before}
    name = section_of(typed, known)
    blocks = tuple(_raised(each, level) for each in own)
    if name is not None and name not in taken:
        return Part(name, None, typed, blocks, heading.where)
    stem = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:60].strip("-") or "section"
    name, number = stem, 1
    while name in taken or name in known.values():
        number += 1
        name = f"{stem}-{number}"
    return Part(name, typed, typed, blocks, heading.where)


def _raised(block: Block, level: int) -> Block:
    """Return a block with its heading's level counted from that of sections."""
    if isinstance(block, HeadingBlock):
        return replace(block, level=max(2, block.level - level + 1))
    return block
