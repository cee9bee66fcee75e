"""Which painted unit belongs to which leaf, by the colours of the coded copy: exact, or refused.

Four things must agree before a unit is placed: both PDFs paint the same units in the same places;
the unit's colour is a leaf's code; the text painted for a leaf is the text that the document gives
it; and on each page a stream of text is painted in the document's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from panel_papers.pdf.tagging.blanks import unpainted_blanks
from panel_papers.pdf.tagging.checking import (
    Pages,
    check_order,
    check_texts,
    drawn_leaders,
    refuse_unpainted,
    refuse_unplaced,
)
from panel_papers.pdf.tagging.coding import code_of
from panel_papers.pdf.tagging.content import Kind, Painted, Unit
from panel_papers.pdf.tagging.elements import Element, Leaf, Paint, Structure
from panel_papers.pdf.tagging.numbers import place_numbers
from panel_papers.pdf.tagging.refusal import Refused
from panel_papers.pdf.tagging.wording import Comparable

# Where the coded copy may paint a word, in points: a rounding apart, never a space apart.
_TOLERANCE = 0.05


class Placement(Struct):
    """The leaf of each unit that belongs to one; all others are artifacts.

    `meant` says what a word reads that is painted otherwise: with a soft hyphen, or without the
    blank that a tab or a line break after it stands for. `characters`
    counts what is painted and not blank, `by_colour` and `by_number` how much of it was placed
    in which way.
    """

    leaf_of: dict[Unit, Leaf] = field(default_factory=dict)
    meant: dict[Unit, str] = field(default_factory=dict)
    characters: int = 0
    by_colour: int = 0
    by_number: int = 0


def match(plain: list[Painted], coded: list[Painted], structure: Structure) -> Placement:
    """Return the leaf of each painted unit of the plain PDF.

    Raises Refused where any painted word or picture has no place, or a leaf is not painted as
    the document says.
    """
    comparable, leaves = Comparable(), structure.leaves
    leaf_of = _by_colour(plain, coded, leaves)
    refuse_unpainted(leaves, set(leaf_of.values()))
    pages = [[unit for unit in units(page) if unit.kind is not Kind.PATH] for page in plain]
    by_number = place_numbers(pages, leaves, leaf_of, comparable)
    drawn = drawn_leaders(pages, leaves, leaf_of)
    refuse_unplaced(pages, leaf_of, drawn)
    check_order(pages, leaf_of)
    meant = check_texts(pages, leaves, leaf_of, comparable)
    _set_repeats_aside(pages, leaves, leaf_of)
    leaf_of = _without_blanks(leaf_of)
    for unit in unpainted_blanks(pages, leaves, leaf_of, comparable):
        meant[unit] = meant.get(unit, unit.text) + " "
    characters = sum(len(comparable(unit.text)) for page in pages for unit in page)
    # What neither colour nor number had placed was refused above.
    return Placement(leaf_of, meant, characters, characters - by_number, by_number)


def units(page: Painted) -> Iterator[Unit]:
    """Yield what a page paints."""
    return (piece for piece in page if isinstance(piece, Unit))


def _by_colour(
    plain: list[Painted], coded: list[Painted], leaves: Sequence[Leaf]
) -> dict[Unit, Leaf]:
    if len(plain) != len(coded):
        raise Refused(
            f"the coded copy has {len(coded)} pages, the document {len(plain)}", "in the document"
        )
    found: dict[Unit, Leaf] = {}
    for number, (mine, other) in enumerate(zip(plain, coded, strict=True), 1):
        for unit, twin in _paired(list(units(mine)), list(units(other)), number):
            code = code_of(twin.colour)
            if code is not None and code <= len(leaves):
                leaf = leaves[code - 1]
                is_picture = unit.kind is Kind.IMAGE
                if leaf.paint is Paint.CHART or (leaf.paint is Paint.PICTURE) == is_picture:
                    found[unit] = leaf
    return found


def _paired(mine: list[Unit], other: list[Unit], page: int) -> Iterator[tuple[Unit, Unit]]:
    """Yield each unit with its twin in the coded copy.

    Words and pictures must agree one for one. Paths are rules and underlines: their colours may
    join or part them, so they are paired only where as many are between the same words.
    """
    firm = [unit for unit in mine if unit.kind is not Kind.PATH]
    twins = [unit for unit in other if unit.kind is not Kind.PATH]
    if len(firm) != len(twins):
        raise Refused(
            f"the coded copy paints {len(twins)} words and pictures, the document {len(firm)}",
            f"page {page}",
        )
    for unit, twin in zip(firm, twins, strict=True):
        if (unit.x, unit.y, unit.text) == (twin.x, twin.y, twin.text) and unit.kind is twin.kind:
            continue  # as nearly all do
        moved = abs(unit.x - twin.x) > _TOLERANCE or abs(unit.y - twin.y) > _TOLERANCE
        if unit.kind is not twin.kind or unit.text != twin.text or moved:
            said = f"“{unit.text.strip()}”" if unit.text.strip() else "a picture"
            raise Refused(f"the coded copy paints {said} otherwise", f"page {page}")
    yield from zip(firm, twins, strict=True)
    for paths, others in zip(_paths_between(mine), _paths_between(other), strict=True):
        if len(paths) == len(others):
            yield from zip(paths, others, strict=True)


def _paths_between(page: list[Unit]) -> list[list[Unit]]:
    """Return the paths before the first word or picture, after it, and so on."""
    gaps: list[list[Unit]] = [[]]
    for unit in page:
        if unit.kind is Kind.PATH:
            gaps[-1].append(unit)
        else:
            gaps.append([])
    return gaps


def _set_repeats_aside(pages: Pages, leaves: Sequence[Leaf], leaf_of: dict[Unit, Leaf]) -> None:
    """Make artifacts of header rows painted again (ISO 14289-1 7.5: the first is the row)."""
    rows = {leaf: [e for e in leaf.up.above() if e.repeats] for leaf in leaves}
    if not any(rows.values()):
        return
    first: dict[Element, int] = {}
    for number, page in enumerate(pages, 1):
        for unit in page:
            leaf = leaf_of.get(unit)
            if leaf and any(first.setdefault(row, number) != number for row in rows[leaf]):
                del leaf_of[unit]


def _without_blanks(leaf_of: dict[Unit, Leaf]) -> dict[Unit, Leaf]:
    """Leave out paragraphs of spaces only: typed for their height, they say nothing."""
    home = {leaf: leaf.up.paragraph() for leaf in set(leaf_of.values())}
    shown = {home[leaf] for leaf in home if leaf.expected is None or leaf.expected.strip()}
    blank = {leaf for leaf in home if home[leaf] not in shown}
    return {u: leaf for u, leaf in leaf_of.items() if leaf not in blank} if blank else leaf_of
