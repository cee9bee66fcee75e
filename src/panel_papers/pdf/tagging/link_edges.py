"""Punctuation that is painted with a link and does not belong to it, as in “(appendix 1).” here.

An engine paints a link's last word and the full stop behind it in one piece, where a line must not
break between them. A listener is to hear “appendix 1” as the link's words.
"""

from __future__ import annotations

import re

from panel_papers.pdf.tagging.content import Kind, Painted, Unit
from panel_papers.pdf.tagging.elements import Element, Leaf, Paint
from panel_papers.pdf.tagging.glyphs import Glyphs
from panel_papers.pdf.tagging.matching import Placement, units

_STOPS = ".,;:"
_PAIRS = {"(": ")", "[": "]", "“": "”", "‘": "’"}
_OPENING = {right: left for left, right in _PAIRS.items()}
_SHOWN = re.compile(rb"^(?:\[[^\]]*\] TJ|(?:[-.\d]+ [-.\d]+ Td )?<[0-9A-Fa-f]*> Tj)$")
_PIECE = re.compile(rb"<([0-9A-Fa-f]*)>|[-.\d]+")


def part_punctuation(pages: list[Painted], placement: Placement, document: Element) -> None:
    """Put the punctuation at the edges of links beside them, in the tree and on the pages."""
    links = [e for e in document.walk() if e.role == "Link" and e.up is not None]
    wanted = {link: edges(link.text()) for link in links}
    if not any(map(any, wanted.values())):
        return
    painted: dict[Leaf, list[tuple[int, Unit]]] = {}
    for number, page in enumerate(pages):
        for unit in units(page):
            leaf = placement.leaf_of.get(unit)
            if leaf is not None and unit.kind is Kind.TEXT and unit.text.strip():
                painted.setdefault(leaf, []).append((number, unit))
    for link, (before, behind) in wanted.items():
        shown = [each for leaf in link.leaves() for each in painted.get(leaf, ())]
        if behind and shown:
            _part(pages, placement, link, shown[-1], behind, first=False)
        if before and shown:
            _part(pages, placement, link, shown[0], before, first=True)


def edges(words: str) -> tuple[str, str]:
    """Return the punctuation before and behind the words of a link that is none of it.

    A bracket or quotation mark is, where it has no partner within, or where the two stand round
    all of the words. The stop at the end of several sentences is theirs.
    """
    text = words.strip()
    before = behind = ""
    while len(text) > 1:
        first, last = text[0], text[-1]
        if last in _STOPS and f"{last} " not in text:
            behind, text = last + behind, text[:-1]
        elif _PAIRS.get(first) == last and last not in text[:-1]:
            before, behind, text = before + first, last + behind, text[1:-1]
        elif first in _PAIRS and _PAIRS[first] not in text:
            before, text = before + first, text[1:]
        elif last in _OPENING and _OPENING[last] not in text:
            behind, text = last + behind, text[:-1]
        else:
            break
    return before, behind


def _part(
    pages: list[Painted],
    placement: Placement,
    link: Element,
    shown: tuple[int, Unit],
    mark: str,
    *,
    first: bool,
) -> None:
    """Give the first or last letters of a link's words a place of their own beside it."""
    number, unit = shown
    inner = placement.leaf_of[unit]
    up = link.up
    if up is None or inner.paint is not Paint.TEXT:
        return
    letters = unit.text.strip()
    whole = letters == mark
    if not whole and not (letters.startswith(mark) if first else letters.endswith(mark)):
        return
    pieces = [unit] if whole else _cut(unit, mark, first=first)
    if not pieces:
        return
    leaf = Leaf(Paint.TEXT, up, mark, inner.flow, inner.part, [])
    up.kids.insert(up.kids.index(link) + (0 if first else 1), leaf)
    own = pieces[0] if first else pieces[-1]
    if whole:
        placement.leaf_of[unit] = leaf
        return
    one, two = pieces
    for piece in pieces:
        placement.leaf_of[piece] = leaf if piece is own else inner
    meant = placement.meant.pop(unit, None)
    if meant == f"{unit.text} ":
        placement.meant[two] = f"{two.text} "
    begin, end = _frame(unit)
    place = pages[number].index(unit)
    pages[number][place : place + 1] = [begin, one, two, end]


def _frame(unit: Unit) -> tuple[bytes, bytes]:
    """Return what begins and what ends the text object of a word."""
    lines = unit.raw.split(b"\n")
    return b"\n".join(line for line in lines[:-1] if not _SHOWN.match(line)), lines[-1]


def _cut(unit: Unit, mark: str, *, first: bool) -> list[Unit]:
    """Return a word in two pieces, of which one paints the mark; none where it is none of both.

    Only a word in one string or array is cut: that is how engines write all that have such marks.
    """
    lines = unit.raw.split(b"\n")
    shown = [line for line in lines if _SHOWN.match(line)]
    if unit.glyphs is None or len(shown) != 1 or lines[-1] != b"ET" or lines[-2] != shown[0]:
        return []
    parts = _glyphs_of(shown[0], unit.glyphs)
    text = "".join(said for said, _ in parts)
    at = text.index(mark) + len(mark) if first else text.rindex(mark)
    count = length = 0
    for said, _ in parts:
        if length >= at:
            break
        length += len(said)
        count += bool(said)
    if length != at:
        return []  # a ligature over the edge
    split = _index_of(parts, count)
    pieces = []
    for some, said in ((parts[:split], text[:at]), (parts[split:], text[at:])):
        raw = b"[" + b" ".join(operand for _, operand in some) + b"] TJ"
        piece = Unit(unit.kind, raw, unit.colour, said, unit.x, unit.y)
        piece.glyphs = unit.glyphs
        pieces.append(piece)
    return pieces


def _index_of(parts: list[tuple[str, bytes]], count: int) -> int:
    """Return where in the parts the glyphs behind the first `count` begin."""
    seen = 0
    for index, (said, _) in enumerate(parts):
        if seen == count:
            return index
        seen += bool(said)
    return len(parts)


def _glyphs_of(shown: bytes, glyphs: Glyphs) -> list[tuple[str, bytes]]:
    """Return the operands of a shown word, a glyph each with what it says, and kerning with “”."""
    digits = 2 * glyphs.size
    found: list[tuple[str, bytes]] = []
    for piece in _PIECE.finditer(shown.partition(b" Td ")[2] or shown):
        if piece[1] is None:
            found.append(("", piece[0]))
            continue
        codes = [piece[1][i : i + digits] for i in range(0, len(piece[1]), digits)]
        found += [(glyphs.read(code), b"<" + code + b">") for code in codes]
    return found
