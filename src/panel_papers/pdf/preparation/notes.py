"""Footnotes and endnotes: identifiers in the order in which the notes are cited.

Identifiers are never printed, and say nothing of the order (ECMA-376 part 1, 17.11.2 and 17.11.10).
But LibreOffice gives the first citation the note with the lowest identifier, and dxpdf does so with
endnotes, and leaves out the endnote with the identifier 1, which it takes for a separator.
"""

from __future__ import annotations

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import XmlElement, n

_FIRST = {"footnote": 1, "endnote": 2}


def order_notes(parts: WordParts) -> None:
    """Give the notes of each kind identifiers in the order in which they are cited."""
    for kind, first in _FIRST.items():
        part = parts.related(f"{kind}s")
        root = parts.tree(part)
        if root is not None:
            _order(parts, part, root, kind, first)


def _order(parts: WordParts, part: str, root: XmlElement, kind: str, first: int) -> None:
    notes = {note.get(n("w:id"), ""): note for note in root.iterchildren(n(f"w:{kind}"))}
    normal = [i for i, note in notes.items() if note.get(n("w:type"), "normal") == "normal"]
    cited = [i for i in _cited(parts, kind) if i in normal]
    order = [*cited, *(i for i in normal if i not in cited)]
    if len(notes) < sum(1 for _ in root.iterchildren(n(f"w:{kind}"))):
        return  # two with one identifier: nobody knows which is cited
    numbers = [_number(i) for i in cited]
    if all(a < b for a, b in zip([first - 1, *numbers], numbers, strict=False)):
        return
    others = {_number(i) for i in notes if i not in normal}
    free = (number for number in range(first, 10**9) if number not in others)
    new_names = {old: str(next(free)) for old in order}
    for old, name in new_names.items():
        notes[old].set(n("w:id"), name)
        root.append(notes[old])  # behind the separators, in order
    parts.touch(part)
    for story in parts.stories():
        for mark in story.root.iter(n(f"w:{kind}Reference")):
            if mark.get(n("w:id")) in new_names:
                mark.set(n("w:id"), new_names[mark.get(n("w:id"), "")])
                parts.touch(story.part)


def _cited(parts: WordParts, kind: str) -> list[str]:
    """Return the identifiers of the notes that the document cites, in order, each once."""
    root = parts.tree(parts.main)
    marks = () if root is None else root.iter(n(f"w:{kind}Reference"))
    return list(dict.fromkeys(mark.get(n("w:id"), "") for mark in marks))


def _number(identifier: str) -> int:
    """Return an identifier as a number; one that is none comes before all others."""
    digits = identifier.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        return -(10**10)
    return int(identifier)
