"""Sentences too long to be taken in at one reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.wording import prose_of, sentences
from panel_papers.content import Kind
from panel_papers.core import Level, Problem

LONGEST = 40
LONG = Rule(
    "long-sentence",
    Level.SUGGESTION,
    f"A sentence has more than {LONGEST} words",
    "Half of what is said in so long a sentence is lost on most readers. GOV.UK asks for 25.",
    "A sentence that sets out a fact, and then another, with a list of names, and a reason …",
    "One fact in each sentence.",
    "GOV.UK content design: sentence length",
)
RULES: tuple[Rule, ...] = (LONG,)

_WORD = re.compile(r"[^\W_][\w’'.,-]*")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each sentence of prose with too many words; cells and headings are not sentences."""
    for passage in prose_of(subject, Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTATION, Kind.NOTE):
        for start, sentence in sentences(passage.text):
            count = len(_WORD.findall(sentence))
            if count > LONGEST:
                opening = " ".join(sentence.split()[:6])
                yield LONG.problem(
                    passage.place(start),
                    f"A sentence has {count} words: “{opening} …”",
                    f"at most {LONGEST} words, 25 or fewer for most readers",
                    "split it into shorter sentences; if it is a list or a table, write it as one",
                )
