"""Figures stay figures: a merge may not type out the number that a tag prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from panel_papers.core import Paper
from panel_papers.merge.reading import WordFile
from panel_papers.merge.refusals import Refusal


def typed_out(
    paper: Paper,
    files: Mapping[str, tuple[bytes, bytes]],
    built: WordFile,
    edited: WordFile,
) -> Iterator[Refusal]:
    """Yield each figure whose tag is gone from the inputs while its number is still in the file.

    So it is where words were cut and pasted at another place: they come without what they were.
    """
    for figure in paper.figures:
        tag = re.compile(rf"figures\s*\.\s*{re.escape(figure.name)}\b".encode())
        gone = sum(len(tag.findall(old)) - len(tag.findall(new)) for old, new in files.values())
        printed = str(figure.printed)
        fewer = _count(built, printed) - _count(edited, printed)
        if gone > 0 and fewer < gone:
            found = f"The figure “{printed}” ({figure.name}) would become a number that is typed"
            hint = f"move the words with “{{{{ figures.{figure.name} }}}}” in the inputs yourself"
            yield Refusal("merge-figure", "", found, hint)


def _count(file: WordFile, printed: str) -> int:
    """Return how often a number is in a file, not as a part of another."""
    number = re.compile(rf"(?<![\d.,]){re.escape(printed)}(?![.,]?\d)")
    return sum(len(number.findall(each.text)) for each in file.paragraphs)
