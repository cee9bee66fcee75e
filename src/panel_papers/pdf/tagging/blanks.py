"""Spaces that are read but not painted: a tab, a line break or a heading's number moves the pen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from panel_papers.pdf.tagging.content import Kind, Unit
from panel_papers.pdf.tagging.elements import Element, Leaf, Paint
from panel_papers.pdf.tagging.wording import Comparable

_MOVES = frozenset("\t\n")


def unpainted_blanks(
    pages: Iterable[Iterable[Unit]],
    leaves: Sequence[Leaf],
    leaf_of: dict[Unit, Leaf],
    comparable: Comparable,
) -> list[Unit]:
    """Return the words after which the document has a blank that is not painted.

    Without it “Date” and “14 March”, a tab between them, would be read as “Date14 March”.
    """
    shown: dict[Leaf, list[Unit]] = defaultdict(list)
    for page in pages:
        for unit in page:
            leaf = leaf_of.get(unit)
            if leaf is not None and leaf.furniture is None and unit.kind is not Kind.IMAGE:
                shown[leaf].append(unit)
    found: list[Unit] = []
    for paragraph in _paragraphs(leaves):
        if any(_moves(leaf) for leaf in paragraph):
            found += _in_paragraph(paragraph, shown, comparable)
    return found


def _moves(leaf: Leaf) -> bool:
    return _is_number(leaf) or bool(_MOVES.intersection(leaf.expected or ""))


def _is_number(leaf: Leaf) -> bool:
    """Return whether a leaf is a label that is in one element with the words behind it."""
    return leaf.paint is Paint.LABEL and leaf.up.role != "Lbl"


def _paragraphs(leaves: Sequence[Leaf]) -> Iterator[list[Leaf]]:
    """Yield the leaves of each paragraph that are in one stream of text, in their order."""
    grouped: dict[tuple[Element, int], list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        grouped[leaf.up.paragraph() or leaf.up, leaf.flow].append(leaf)
    yield from grouped.values()


def _in_paragraph(
    paragraph: Iterable[Leaf], shown: dict[Leaf, list[Unit]], comparable: Comparable
) -> Iterator[Unit]:
    before: Unit | None = None
    blank = False
    for leaf in paragraph:
        for gap, unit in _with_gaps(leaf, shown.get(leaf, []), comparable):
            blank = blank or gap
            if unit is None:
                continue
            if before is not None and blank and not _painted_between(before, unit):
                yield before
            before, blank = unit, False
        blank = blank or (before is not None and _is_number(leaf))


def _painted_between(before: Unit, after: Unit) -> bool:
    return before.text[-1:].isspace() or after.text[:1].isspace()


def _with_gaps(
    leaf: Leaf, units: Sequence[Unit], comparable: Comparable
) -> Iterator[tuple[bool, Unit | None]]:
    """Yield each word of a leaf after whether the document has a blank before it.

    The last pair has no word: it says whether a space is at the leaf's end.
    """
    text, at = leaf.expected or "", 0
    for unit in units:
        start = at
        while at < len(text) and text[at].isspace():
            at += 1
        yield at > start, unit
        wanted = comparable(unit.text)
        said = ""
        while at < len(text) and len(said) < len(wanted):
            said += comparable(text[at])
            at += 1
    yield at < len(text) and text[at:].isspace(), None
