"""Background papers and the list of appendices at the end of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from panel_papers.core import (
    Block,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    Span,
    TableBlock,
    plain,
)
from panel_papers.inputs.yaml.value_types import SAYS_NONE

_APPENDIX = re.compile(r"(?:Appendix|Annex|Annexe)\s+(\w{1,3})\s*[:.–—-]?\s*(.*)", re.IGNORECASE)


class Cited(Struct, frozen=True):
    """A background paper: its title, the words of its link and where that leads."""

    title: str
    link_text: str = ""
    url: str = ""


def lines_of(blocks: Sequence[Block]) -> Iterator[tuple[Span, ...]]:
    """Yield the lines of a list, a table or paragraphs, but those that say that there are none.

    Of a table it is each row below the header, its cells apart.
    """
    for block in blocks:
        match block:
            case ParagraphBlock() | HeadingBlock():
                if not says_none(block.spans):
                    yield block.spans
            case TableBlock():
                for row in block.rows[1:]:
                    cells = [cell for cell in row.cells if plain(cell).strip()]
                    apart = [(Span(" – "), *cell) for cell in cells]
                    if spans := tuple(span for cell in apart for span in cell)[1:]:
                        yield spans
            case ListBlock():
                for item in block.items:
                    yield from lines_of(item)
            case _:
                pass


def says_none(spans: Sequence[Span]) -> bool:
    """Say whether a line says that there are none."""
    return SAYS_NONE.fullmatch(plain(spans).strip()) is not None


def cited(spans: Sequence[Span]) -> Cited:
    """Return the background paper that a line names: “Title (link)”, or a title that is a link."""
    text = plain(spans).strip()
    linked = [each for each in spans if each.link]
    if not linked:
        return Cited(text)
    words, url = "".join(each.text for each in linked).strip(), linked[0].link
    before, found, after = text.partition(f"({words})")
    if found and not after.strip(" .") and before.strip():
        return Cited(before.strip(), words, url)
    return Cited(text, "" if words == text else words, url)


def appendix_of(spans: Sequence[Span]) -> tuple[str, str]:
    """Return what a line of the list of appendices calls one, and its title."""
    found = _APPENDIX.fullmatch(plain(spans).strip())
    return (found[1], found[2].strip()) if found else ("", plain(spans).strip())
