"""Where a reviewer's file looks different from the document of the new inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from panel_papers.merge.looks import EQUATION, NOTE, PICTURE, Look, looks
from panel_papers.merge.proof import Difference

_NAMES = {
    PICTURE: "a picture",
    NOTE: "the mark of a note",
    EQUATION: "an equation",
    "\u00a0": "a space that does not break",
    "\f": "the break to a new page",
}
_OBJECTS = (PICTURE, NOTE, EQUATION)


class Unlike(Struct, frozen=True):
    """One difference: its place in the reviewer's file, in words, and the lines that differ.

    `by_looks` says that what is said may be the same or follow from a change, but not its looks.
    """

    where: str
    what: str
    lines: Difference
    by_looks: bool = False


def unlikes(theirs: bytes, ours: bytes, *, numbered: bool) -> list[Unlike]:
    """Return where two Word files look different, tracked changes accepted.

    Compared are what is said with its symbols, pictures and equations; the numbers and bullets that
    Word prints; styles, alignment and new pages; and superscripts, subscripts, hidden, underlined,
    coloured, struck out and capital letters. Without `numbered`, only whether there is a number,
    for inputs that have changed meanwhile. Raises ValueError for a file that cannot be read.
    """
    return list(_unlikes(looks(theirs), looks(ours), numbered=numbered))


def _unlikes(theirs: Sequence[Look], ours: Sequence[Look], *, numbered: bool) -> Iterator[Unlike]:
    one, other = [each.text for each in theirs], [each.text for each in ours]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            lines = Difference(tuple(one[i1:i2]), tuple(other[j1:j2]))
            near = theirs[min(i1, len(theirs) - 1)].where if theirs else ""
            yield Unlike(near, _said(lines), lines)
        if i2 - i1 == j2 - j1:
            for a, b in zip(theirs[i1:i2], ours[j1:j2], strict=True):
                if what := "; ".join(_compared(a, b, numbered=numbered)):
                    yield Unlike(a.where, what, Difference((a.text,), (b.text,)), by_looks=True)


def _said(lines: Difference) -> str:
    theirs, ours = " / ".join(lines.theirs), " / ".join(lines.ours)
    for sign, name in _NAMES.items():
        if theirs.count(sign) != ours.count(sign):
            verb = "would not print" if theirs.count(sign) > ours.count(sign) else "would print"
            return f"{verb} {name} in “{_short(theirs or ours)}”"
    if not "".join(lines.theirs + lines.ours):
        return "would not print the same empty list items"
    return f"would print “{_short(ours) or 'nothing'}” where the file has “{_short(theirs)}”"


def _compared(one: Look, other: Look, *, numbered: bool) -> Iterator[str]:
    """Yield what is different in the looks of two paragraphs that say the same."""
    a, b = (one.number, other.number) if numbered else (bool(one.number), bool(other.number))
    if a != b:
        has, would = one.number or "no number", other.number or "no number"
        yield f"would print {would} before “{_short(one.text)}”, which has {has}"
    if one.kind != other.kind:
        yield f"would print “{_short(one.text)}” in the style “{other.kind}”, not “{one.kind}”"
    for each in sorted(one.block ^ other.block):
        is_not = "" if each in other.block else "not "
        yield f"would {is_not}print “{_short(one.text)}” {each}"
    if one.text == other.text:
        for words, look, kept in _stretches(one, other):
            yield f"would {'not ' if kept else ''}print “{_short(words)}” {_as(look)}"
    else:
        for look in sorted(_all(one) - _all(other)):
            yield f"would not print words of “{_short(one.text)}” {_as(look)}"


def _all(look: Look) -> frozenset[str]:
    return frozenset().union(*look.letters)


def _as(look: str) -> str:
    return f"as {look}" if look.startswith("a ") else look


def _stretches(one: Look, other: Look) -> Iterator[tuple[str, str, bool]]:
    """Yield the words, a look that only one file gives them, and whether the reviewer's does."""
    pairs = list(zip(one.text, one.letters, other.letters, strict=True))
    for look in sorted(_all(one) | _all(other)):
        marked = [n for n, (_, a, b) in enumerate(pairs) if (look in a) != (look in b)]
        if marked:
            end = marked[0]
            while end < len(pairs) and (end in marked or one.text[end].isspace()):
                end += 1
            words = one.text[marked[0] : end]
            yield words, look, look in pairs[marked[0]][1]


def _short(text: str) -> str:
    for sign in _OBJECTS:
        text = text.replace(sign, f" [{_NAMES[sign]}] ")
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"
