"""Runs: text in a paragraph that shares one look."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import cast

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.run import CT_R
from docx.text.font import Font

from panel_papers.core import Missing, PlacedText
from panel_papers.word.elements import Element, empty_run, put_right_to_left
from panel_papers.word.xml import is_a, qn

_BREAK = re.compile(r"[\t\r\n]")
_RTL_LETTER = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
# Word sets the spaces between two right-to-left words from left to right, and so swaps the words,
# unless the run says `w:rtl`.
_RTL_TEXT = re.compile(f"({_RTL_LETTER}+(?:[\\s.,:;!?'\"()\u2010-\u201f-]+{_RTL_LETTER}+)*)")


def text_runs(text: str, look: CT_RPr | None = None) -> list[Element]:
    """Return runs that print `text` as typed, each with its own copy of the run properties.

    A tab and a line end become Word's tab and line break. Right-to-left words are in runs of
    their own, marked `w:rtl`. Raises ValueError for characters that XML cannot hold.
    """
    return [_run(piece, look, rtl) for piece, rtl in _by_direction(text)]


def runs_with_gaps(text: str, look: CT_RPr | None = None) -> Iterator[Element]:
    """Yield the runs of a text, the marks of missing figures highlighted."""
    figures = text.figures if isinstance(text, PlacedText) else ()
    gaps = {str(printed) for _, printed in figures if isinstance(printed, Missing)}
    pieces = re.split(f"({'|'.join(map(re.escape, gaps))})", text) if gaps else [str(text)]
    for piece in pieces:
        runs = text_runs(piece, look)
        yield from (highlighted(run) for run in runs) if piece in gaps else runs


def is_text(element: Element) -> bool:
    """Say whether an element is a run of one text and nothing else."""
    content = [each for each in element if not is_a(each, "w:rPr")]
    return is_a(element, "w:r") and len(content) == 1 and is_a(content[0], "w:t")


def element_run(child: Element, look: CT_RPr | None = None) -> CT_R:
    """Return a run that holds one element, such as a note's mark."""
    run = _run_like(look)
    run.append(child)
    return run


def highlighted(run: Element) -> Element:
    """Make a run bold on yellow: what a draft does without must not be overlooked."""
    look = Font(cast("CT_R", run))
    look.bold = True
    look.highlight_color = WD_COLOR_INDEX.YELLOW
    return run


def _by_direction(text: str) -> Iterator[tuple[str, bool]]:
    for index, piece in enumerate(_RTL_TEXT.split(text)):
        if piece:
            yield piece, index % 2 == 1


def _run_like(look: CT_RPr | None) -> CT_R:
    run = empty_run()
    if look is not None and len(look):
        run.append(copy.deepcopy(look))
    return run


def _run(text: str, look: CT_RPr | None, rtl: bool) -> CT_R:
    run = _run_like(look)
    if _BREAK.search(text):
        run.text = text
    else:  # python-docx would go through it letter by letter
        run.add_t(text)
    for child in run.iterfind(qn("w:t")):
        child.set(qn("xml:space"), "preserve")
    if rtl:
        put_right_to_left(run.get_or_add_rPr())
    return run
