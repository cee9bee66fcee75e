"""Which painted unit belongs to which leaf, by the colours of the coded copy: exact, or refused.

Four things must agree before a unit is placed: both PDFs paint the same units in the same places;
the unit's colour is a leaf's code; the text painted for a leaf is the text that the document gives
it; and on each page a stream of text is painted in the document's order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from panel_papers.tagging.coding import code_of
from panel_papers.tagging.content import Kind, Painted, Unit
from panel_papers.tagging.elements import Element, Leaf, Paint, Structure, where
from panel_papers.tagging.glyphs import MISSING
from panel_papers.tagging.numbers import place_numbers
from panel_papers.tagging.refusal import Refused
from panel_papers.tagging.wording import Comparable, is_leader, lacking, right_to_left

# Where the coded copy may paint a word, in points: a rounding apart, never a space apart.
_TOLERANCE = 0.05
# Blanks, and characters without a look: soft hyphen, joiners, byte order mark.
_LOOKLESS = "\u00ad \t\n\r\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\ufeff"


@dataclass
class Placement:
    """The leaf of each unit that belongs to one; all others are artifacts.

    `characters` counts what is painted and not blank, `by_colour` and `by_number` how much of it
    was placed in which way.
    """

    leaf_of: dict[Unit, Leaf] = field(default_factory=dict)
    characters: int = 0
    by_colour: int = 0
    by_number: int = 0


def match(plain: list[Painted], coded: list[Painted], structure: Structure) -> Placement:
    """Return the leaf of each painted unit of the plain PDF.

    Raises Refused where any painted word or picture has no place, or a leaf is not painted as
    the document says.
    """
    comparable = Comparable()
    placement = Placement()
    _by_colour(plain, coded, structure.leaves, placement)
    placement.by_colour = sum(len(comparable(unit.text)) for unit in placement.leaf_of)
    _refuse_unpainted(structure.leaves, placement)
    pages = [[unit for unit in units(page) if unit.kind is not Kind.PATH] for page in plain]
    placement.by_number = place_numbers(pages, structure.leaves, placement.leaf_of, comparable)
    _refuse_unplaced(pages, placement)
    placement.characters = sum(len(comparable(unit.text)) for page in pages for unit in page)
    _check_order(pages, placement)
    _check_texts(pages, structure.leaves, placement, comparable)
    _set_repeats_aside(pages, structure.leaves, placement)
    return placement


def units(page: Painted) -> Iterator[Unit]:
    """Yield what a page paints."""
    return (piece for piece in page if isinstance(piece, Unit))


def _by_colour(
    plain: list[Painted], coded: list[Painted], leaves: Sequence[Leaf], placement: Placement
) -> None:
    if len(plain) != len(coded):
        raise Refused(
            f"the coded copy has {len(coded)} pages, the document {len(plain)}", "in the document"
        )
    for number, (mine, other) in enumerate(zip(plain, coded, strict=True), 1):
        for unit, twin in _paired(list(units(mine)), list(units(other)), number):
            code = code_of(twin.colour)
            if code is not None and code <= len(leaves):
                leaf = leaves[code - 1]
                if (leaf.paint is Paint.PICTURE) == (unit.kind is Kind.IMAGE):
                    placement.leaf_of[unit] = leaf


def _paired(mine: list[Unit], other: list[Unit], page: int) -> Iterator[tuple[Unit, Unit]]:
    """Yield each unit with its twin in the coded copy.

    Words and pictures must agree one for one. Paths are rules and underlines: their colours may
    join or part them, so they are paired only where as many stand between the same words.
    """
    firm = [unit for unit in mine if unit.kind is not Kind.PATH]
    twins = [unit for unit in other if unit.kind is not Kind.PATH]
    if len(firm) != len(twins):
        raise Refused(
            f"the coded copy paints {len(twins)} words and pictures, the document {len(firm)}",
            f"page {page}",
        )
    for unit, twin in zip(firm, twins, strict=True):
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


def _refuse_unplaced(pages: list[list[Unit]], placement: Placement) -> None:
    for number, page in enumerate(pages, 1):
        before: Leaf | None = None
        for unit in page:
            leaf = placement.leaf_of.get(unit)
            if leaf is None and MISSING in unit.text:
                raise Refused("no font has a character that is painted", f"page {number}")
            if leaf is None and (unit.kind is Kind.IMAGE or unit.text.strip()):
                what = f"“{unit.text.strip()}”" if unit.text.strip() else "a picture"
                after = f", after what stands {where(before.up)}" if before else ""
                raise Refused(
                    f"{what} is painted, but the document does not say where it belongs",
                    f"page {number}{after}",
                )
            before = leaf or before


def _check_order(pages: list[list[Unit]], placement: Placement) -> None:
    """Check that each page paints each stream of text in the document's order.

    Pictures may float and are left out. A row broken over pages goes back to its first cell, but
    on the next page.
    """
    for number, page in enumerate(pages, 1):
        last: dict[int, Leaf] = {}
        for unit in page:
            leaf = placement.leaf_of.get(unit)
            if leaf is None or leaf.paint is Paint.PICTURE or not unit.text.strip():
                continue
            if leaf.flow in last and leaf.code < last[leaf.flow].code:
                raise Refused(
                    f"“{unit.text.strip()}” is painted out of order",
                    f"page {number}, {where(leaf.up)}",
                )
            last[leaf.flow] = leaf


def _check_texts(
    pages: list[list[Unit]], leaves: Sequence[Leaf], placement: Placement, comparable: Comparable
) -> None:
    # Furniture and repeated rows are painted whole, once a page; all else once.
    again = {leaf for leaf in leaves if _repeated(leaf)}
    painted: dict[tuple[Leaf, int], list[Unit]] = defaultdict(list)
    for number, page in enumerate(pages, 1):
        for unit in page:
            leaf = placement.leaf_of.get(unit)
            if leaf is not None:
                painted[leaf, number if leaf in again else 0].append(unit)
    for (leaf, _), shown in painted.items():
        _check_text(leaf, shown, placement, comparable)


def _repeated(leaf: Leaf) -> bool:
    return leaf.furniture is not None or any(e.repeats for e in leaf.up.above())


def _refuse_unpainted(leaves: Sequence[Leaf], placement: Placement) -> None:
    """Refuse a document of which something is not painted.

    Headers and footers may be of pages that never come; an empty item may go without its label.
    """
    painted = set(placement.leaf_of.values())
    for leaf in leaves:
        if leaf in painted or leaf.hidden or leaf.paint is Paint.NUMBER:
            continue
        if leaf.furniture is not None:
            continue
        if leaf.paint is Paint.PICTURE:
            raise Refused("a picture is not painted", where(leaf.up))
        if leaf.paint is Paint.LABEL:
            labelled = leaf.up.up if leaf.up.role == "Lbl" and leaf.up.up else leaf.up
            if labelled.text().strip():
                said = labelled.text().strip()[:40]
                raise Refused(f"the list label of “{said}” is not painted", where(leaf.up))
            continue
        if leaf.expected is None or leaf.expected.strip(_LOOKLESS):
            text = (leaf.expected or "").strip()[:40] or "the number of a page"
            raise Refused(f"“{text}” is not painted", where(leaf.up))


def _check_text(
    leaf: Leaf, shown: list[Unit], placement: Placement, comparable: Comparable
) -> None:
    """Check that a leaf's words are the document's, and set tab leaders aside."""
    text = "".join(unit.text for unit in shown)
    if right_to_left(text) or right_to_left(leaf.expected or ""):
        raise Refused("right-to-left text is painted back to front", where(leaf.up))
    missing = lacking(text, leaf.expected)
    if missing:
        raise Refused(f"no font has the character {missing}", where(leaf.up))
    if leaf.expected is None:
        if leaf.paint is Paint.TEXT and len(comparable(text)) > 8:
            raise Refused(f"“{text[:40]}” is painted for a page number", where(leaf.up))
        return
    rest = comparable(leaf.expected)
    for unit in shown:
        word = comparable(unit.text)
        if leaf.leader and is_leader(unit.text) and not (word and rest.startswith(word)):
            del placement.leaf_of[unit]
        elif rest.startswith(word):
            rest = rest[len(word) :]
        else:
            rest = word
            break
    if rest:
        raise Refused(
            f"“{text.strip()[:40]}” is painted where the document says “{leaf.expected[:40]}”",
            where(leaf.up),
        )


def _set_repeats_aside(
    pages: list[list[Unit]], leaves: Sequence[Leaf], placement: Placement
) -> None:
    """Make artifacts of header rows painted again (ISO 14289-1 7.5: the first is the row)."""
    rows = {leaf: [e for e in leaf.up.above() if e.repeats] for leaf in leaves}
    first: dict[Element, int] = {}
    for number, page in enumerate(pages, 1):
        for unit in page:
            leaf = placement.leaf_of.get(unit)
            if leaf and any(first.setdefault(row, number) != number for row in rows[leaf]):
                del placement.leaf_of[unit]
