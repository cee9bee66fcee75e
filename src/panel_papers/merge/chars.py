"""The characters of a paragraph with what Markdown can say of them: marks, links, notes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace


class Char(Struct, frozen=True):
    """One character: its marks (“strong”, “em”, “s”, “code_inline”), and where it leads to.

    A mark of a footnote has the note's text in `note`, a picture its alternative text.
    """

    text: str
    marks: frozenset[str] = frozenset()
    link: str = ""
    note: str = ""


def canonical(chars: Sequence[Char]) -> tuple[Char, ...]:
    """Return characters without the marks that nobody sees: those of spaces at their ends.

    Spaces at the ends of the paragraph are left out.
    """
    text = "".join(each.text for each in chars)
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    found = list(chars[first:last])
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and found[end].text.isspace():
            end += 1
        if end > at:
            before, after = found[at - 1], found[end]
            marks = before.marks & after.marks
            link = before.link if before.link == after.link else ""
            for each in range(at, end):
                found[each] = replace(found[each], marks=marks, link=link)
        at = end + 1
    return tuple(found)
