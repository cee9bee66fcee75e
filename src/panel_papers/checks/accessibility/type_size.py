"""Body text in small print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.accessibility.word_format import shown_runs, size_of
from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import Block, WordText, documents_of, shortened
from panel_papers.core import Level, Problem

SMALL = Rule(
    "small-print",
    Level.WARNING,
    "Body text is smaller than 12 points",
    "Many members read on paper; at less than 12 points a good part of them cannot.",
    "body text in Calibri 11",
    "body text in Arial 12",
    "GOV.UK, Publishing accessible documents: “a minimum size of 12 points”",
)
RULES: tuple[Rule, ...] = (SMALL,)

_LEAST = 12
_SHORT = 25  # letters: a label or a name, and no text to read
_NOT_BODY = re.compile(
    r"caption|source|code|note|footer|header|foot line|page number|toc|table|small|preformatted"
)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield a document once, at its first paragraph of body text in small print.

    Tables, captions, notes, headers and footers are no body text.
    """
    for document in documents_of(subject):
        small = [block for block in document.body if _is_small(document, block)]
        if small:
            sizes = sorted({_size(document, block) for block in small})
            count = "1 paragraph" if len(small) == 1 else f"{len(small)} paragraphs"
            yield SMALL.problem(
                document.place(small[0].where),
                f"{count} of body text {'is' if len(small) == 1 else 'are'} in small print "
                f"({', '.join(f'{s:g}' for s in sizes)} points), first "
                f"“{shortened(small[0].text)}”",
                f"at least {_LEAST} points",
                "set the size of the style Normal to 12 in Word: Home › Styles, right-click "
                "Normal › Modify",
            )


def _is_small(document: WordText, block: Block) -> bool:
    if block.in_table or block.level or len(block.text.strip()) < _SHORT:
        return False
    if _NOT_BODY.search(document.style_name(block.style)):
        return False
    return bool(shown_runs(block)) and _size(document, block) < _LEAST


def _size(document: WordText, block: Block) -> float:
    """Return the size of most letters: a raised note mark is no small print."""
    letters: dict[float, int] = {}
    for run in shown_runs(block):
        size = size_of(document, block, run)
        letters[size] = letters.get(size, 0) + sum(len(t.text or "") for t in run.iter("{*}t"))
    return max(letters, key=lambda size: (letters[size], size))
