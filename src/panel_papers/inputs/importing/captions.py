"""The captions of a report's pictures, in whatever style they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from panel_papers.core import Block, ParagraphBlock, PictureBlock, plain

_LABEL = re.compile(
    r"(?:Figure|Fig\.?|Picture|Chart|Image|Map|Photo)\s{0,3}\d{1,3}\s{0,3}[:.–—-]?\s{1,8}(?=\S)",
    re.IGNORECASE,
)


def with_captions(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks in which a line such as “Figure 2: The site” is the caption of its picture.

    It is that of the picture above it, or else below it, unless that has a caption already or a
    word of the line has a look or a link.
    """
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        words = _caption(blocks[at])
        above = made[-1] if made else None
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        if words and isinstance(above, PictureBlock) and not above.caption:
            made[-1] = replace(above, caption=words)
        elif words and isinstance(below, PictureBlock) and not below.caption:
            made.append(replace(below, caption=words))
            at += 1
        else:
            made.append(blocks[at])
        at += 1
    return tuple(made)


def _caption(block: Block) -> str:
    if not isinstance(block, ParagraphBlock):
        return ""
    if any(each.marks - {"strong", "em"} or each.link or each.note for each in block.spans):
        return ""
    text = plain(block.spans).replace("\n", " ").strip()
    found = _LABEL.match(text)
    return text[found.end() :] if found and len(text) < 300 else ""
