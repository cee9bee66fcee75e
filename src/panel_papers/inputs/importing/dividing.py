"""A report's blocks with the headings that divide it, as they are or as bold lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from panel_papers.core import Block, HeadingBlock, ParagraphBlock, Span, plain
from panel_papers.inputs.importing.bold_lines import listed, with_headings
from panel_papers.inputs.importing.captions import with_captions
from panel_papers.inputs.importing.parts import IsCover, Parts, divided
from panel_papers.inputs.importing.table_lines import with_table_lines

_HEADING = "Report"
_SENTENCE = 80
"""How long a paragraph of a report is at least that is no line of its cover sheet."""


class Divided(Struct, frozen=True):
    """The parts of a report, and what is to be said of how they were found."""

    parts: Parts
    said: tuple[str, ...]


def divided_report(blocks: Sequence[Block], known: Mapping[str, str], is_cover: IsCover) -> Divided:
    """Divide a report at its headings, at bold lines where it has none, else below its cover."""
    headed, lines = with_headings(with_table_lines(with_captions(blocks)), known)
    parts = divided(headed, known, is_cover)
    said = [listed(lines)] if lines else []
    if not parts.sections:
        at = _first_text(headed)
        if at is None:
            said.append("The report has no text below its cover sheet: the paper has no sections.")
        else:
            heading = HeadingBlock(1, (Span(_HEADING),))
            parts = divided((*headed[:at], heading, *headed[at:]), {}, lambda _: False)
            said.append(
                "No heading was found: the text is one section, report.md. Divide it, with a "
                "heading for each section, in Word or in “sections” of paper.yaml."
            )
    return Divided(parts, tuple(said))


def _first_text(blocks: Sequence[Block]) -> int | None:
    """Return where the text begins: at the first paragraph that is a sentence."""
    for at, block in enumerate(blocks):
        if isinstance(block, ParagraphBlock):
            words = plain(block.spans).strip()
            if len(words) >= _SENTENCE or (words.endswith(".") and len(words.split()) > 5):
                return at
    return None
