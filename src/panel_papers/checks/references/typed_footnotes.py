"""Footnotes typed by hand: “[1]” or “¹” in the text, and a paragraph that begins with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.wording import prose_of
from panel_papers.content import Kind
from panel_papers.core import Level, Problem

TYPED = Rule(
    "footnote-typed",
    Level.WARNING,
    "A footnote is typed by hand",
    "Nothing leads from the mark to the note: it is printed in the text, on another page perhaps, "
    "and a screen reader does not find it.",
    "The options[1] were costed. … [1] See the report.",
    "The options[^1] were costed. … [^1]: See the report.",
    "WCAG 2.2, 1.3.1 Info and Relationships",
)
RULES: tuple[Rule, ...] = (TYPED,)

_RAISED = "¹²³⁴⁵⁶⁷⁸⁹⁰"
_MARK = rf"(?:\[\d{{1,2}}\]|[{_RAISED}]{{1,2}})"
_NOTE = re.compile(rf"(?P<mark>{_MARK})\s*(?P<text>\w.*)", re.DOTALL)
_UNIT = re.compile(r"\b(?:[a-zA-Z]|[cdkm]m|ft)$")  # m², km³, x²
_SHOWN = 40
_DIGITS = str.maketrans(_RAISED, "1234567890")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each note that a mark in another paragraph of the same file is about, at the mark."""
    passages = [each for each in prose_of(subject) if each.start.file.endswith(".md")]
    named: set[tuple[str, int]] = set()
    for note in passages:
        found = _NOTE.match(note.text) if note.kind is Kind.PARAGRAPH else None
        if found is None:
            continue
        mark = found["mark"]
        used = re.compile(rf"(?<=[\w.,;:)”’'\"])\s?{re.escape(mark)}(?![\w{_RAISED}])")
        for other in (each for each in passages if each.start.file == note.start.file):
            if other is note:
                continue
            at = next(
                (m for m in used.finditer(other.text) if not _UNIT.search(other.text[: m.start()])),
                None,
            )
            if at is not None:
                number = int(mark.strip("[]").translate(_DIGITS))
                while (note.start.file, number) in named:  # “[1]” and “¹” in one file
                    number += 1
                named.add((note.start.file, number))
                text = found["text"]
                yield TYPED.problem(
                    other.place(at.end() - len(mark)),
                    f"“{mark}” and “{note.text[:_SHOWN]}…” are a footnote typed by hand"
                    if len(note.text) > _SHOWN
                    else f"“{mark}” and “{note.text}” are a footnote typed by hand",
                    "",
                    f"write “[^{number}]” here, and “[^{number}]: {text.split()[0]} …” in a "
                    "paragraph of its own below",
                )
                break
