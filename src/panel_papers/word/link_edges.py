"""Punctuation kept on the line of its link: the brackets of “(appendix 1)”, on the way to the pack.

The embedded engine (dxpdf 0.8) may break a line at either end of a hyperlink, whatever stands
there, though never inside one. So brackets, quotation marks and stops that touch a link go into it,
in their own look. It is done for the pack alone; Word breaks such lines as they should be.
"""

from __future__ import annotations

import re

from docx.document import Document

from panel_papers.word.elements import Element
from panel_papers.word.runs import is_text, text_runs
from panel_papers.word.xml import as_run, every, remove

_BEFORE = re.compile(r"[(\[“‘\"']+$")
_BEHIND = re.compile(r"[)\]”’\"'.,;:!?…]+")


def keep_punctuation(document: Document) -> None:
    """Take the punctuation that touches a link of the text into that link."""
    for link in every(document.element.body, "w:hyperlink"):
        before, behind = link.getprevious(), link.getnext()
        if before is not None and is_text(before):
            link[:0] = _cut(before, _BEFORE)
        if behind is not None and is_text(behind):
            link.extend(_cut(behind, _BEHIND, at_start=True))


def _cut(run: Element, wanted: re.Pattern[str], *, at_start: bool = False) -> list[Element]:
    """Take what is wanted out of a run, and return it as runs of the same look."""
    words, look = as_run(run).text, as_run(run).rPr
    found = wanted.match(words) if at_start else wanted.search(words)
    if found is None:
        return []
    for piece in text_runs(words[: found.start()] + words[found.end() :], look):
        run.addprevious(piece)
    remove(run)
    return text_runs(found[0], look)
