"""Punctuation kept on the line of its link: the brackets of “(appendix 1)”, on the way to the pack.

dxpdf 0.8 may break a line at either end of a hyperlink, whatever is there, and rdocx 0.16 between
any two runs of which neither has a space. So brackets, quotation marks and stops that touch a link
go into its own first or last run, and look like the link. It is done for the pack alone; Word
breaks such lines as they should be.
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
        if len(link) and is_text(link[0]) and before is not None and is_text(before):
            _write(link[0], _cut(before, _BEFORE) + as_run(link[0]).text)
        if len(link) and is_text(link[-1]) and behind is not None and is_text(behind):
            _write(link[-1], as_run(link[-1]).text + _cut(behind, _BEHIND, at_start=True))


def _cut(run: Element, wanted: re.Pattern[str], *, at_start: bool = False) -> str:
    """Take what is wanted out of a run, and return it."""
    words, look = as_run(run).text, as_run(run).rPr
    found = wanted.match(words) if at_start else wanted.search(words)
    if found is None:
        return ""
    for piece in text_runs(words[: found.start()] + words[found.end() :], look):
        run.addprevious(piece)
    remove(run)
    return found[0]


def _write(run: Element, text: str) -> None:
    """Write another text into a run, in the run's look."""
    if text == as_run(run).text:
        return
    for piece in text_runs(text, as_run(run).rPr):
        run.addprevious(piece)
    remove(run)
