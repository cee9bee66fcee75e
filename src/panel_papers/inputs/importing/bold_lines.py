"""The bold lines of a report without heading styles, taken for its headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    Block,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    Span,
    TableBlock,
    canonical,
    plain,
)
from panel_papers.inputs.importing.cover_dates import dated
from panel_papers.inputs.importing.known_headings import is_known, number_of

_LONGEST = 110
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:\.0)?[.):]?")


class _Line(Struct, frozen=True):
    """A bold line: the block's place in the report, its words without bold."""

    at: int
    spans: tuple[Span, ...]
    where: str

    @property
    def text(self) -> str:
        return plain(self.spans).strip()


def with_headings(
    blocks: Sequence[Block], known: Mapping[str, str]
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return blocks with bold lines as headings where a report has no heading styles, and those.

    A single heading is the title of such a report, as long as it comes before the bold lines.
    """
    styled = [at for at, each in enumerate(blocks) if isinstance(each, HeadingBlock)]
    lines = [each for at, block in enumerate(blocks) for each in _line(at, block)]
    lines = _below_cover(lines, blocks, known)
    if not lines or len(styled) > 1 or (styled and styled[0] > lines[0].at):
        return tuple(blocks), ()
    levels = _levels(lines, known)
    made: list[Block] = list(blocks)
    for line in lines:
        made[line.at] = HeadingBlock(levels[line.at], line.spans, "", line.where)
    return tuple(made), tuple(each.text for each in lines)


def _line(at: int, block: Block) -> list[_Line]:
    """Return the bold line that a paragraph is, or the only item of a numbered list."""
    number = ""
    if isinstance(block, ListBlock) and block.ordered and len(block.items) == 1:
        inner = block.items[0]
        number = f"{block.start}. "
        block = inner[0] if len(inner) == 1 else block
    if not isinstance(block, ParagraphBlock):
        return []
    text = plain(block.spans).strip()
    is_bold = all("strong" in each.marks for each in block.spans if each.text.strip())
    is_line = 0 < len(text) <= _LONGEST and "\n" not in text and not text.endswith((".", ";", ","))
    if not is_bold or not is_line or not any(each.isalpha() for each in text):
        return []
    own = (replace(each, marks=each.marks - {"strong"}) for each in block.spans)
    return [_Line(at, canonical((Span(number), *own)), block.where)]


def _below_cover(
    lines: Sequence[_Line], blocks: Sequence[Block], known: Mapping[str, str]
) -> list[_Line]:
    """Return the lines from the first that is a section's heading."""
    usual = [each.at for each in lines if is_known(each.text, known)]
    numbered = sorted(_numbered(lines))
    tables = [at for at, each in enumerate(blocks[:20]) if isinstance(each, TableBlock)]
    after = [each.at for each in lines if tables and each.at > tables[0]]
    texts = [each.at for each in lines if _is_text(blocks, each.at + 1)]
    first = min([*usual[:1], *numbered[:1]], default=None)
    if first is None:
        first = next(iter(after or texts), None)
    return [] if first is None else [each for each in lines if each.at >= first]


def _numbered(lines: Sequence[_Line]) -> set[int]:
    """Return the lines whose numbers run from 1 on."""
    found: set[int] = set()
    for line in lines:
        number = number_of(line.text)
        if _PLAIN_NUMBER.fullmatch(number) and not dated(line.text):
            value = int(number.rstrip(".):").removesuffix(".0"))
            if value == len(found) + 1:
                found.add(line.at)
    return found


def _is_text(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at] if at < len(blocks) else None
    return isinstance(block, ParagraphBlock) and len(plain(block.spans)) > 60


def _levels(lines: Sequence[_Line], known: Mapping[str, str]) -> dict[int, int]:
    """Return the level of each line: numbered ones or those in capitals are above the others."""
    numbered = _numbered(lines)
    capitals = {each.at for each in lines if each.text.isupper()}
    usual = {each.at for each in lines if is_known(each.text, known)}
    for above in (numbered, capitals):
        if 1 < len(above) < len(lines):
            return {each.at: 1 if each.at in above | usual else 2 for each in lines}
    return dict.fromkeys((each.at for each in lines), 1)


def listed(headings: Sequence[str]) -> str:
    """Return what is said of the lines that were taken for headings."""
    some = "; ".join(f"“{each}”" for each in headings)
    return (
        f"The report has no heading styles: {len(headings)} bold lines are taken for headings, "
        f"look whether they are: {some}"
    )
