"""Finds out how accessible a part is: whether its tags can be kept, and what stands in the way."""

from msgspec import Struct
from pikepdf import Array, Name, Object, String

from .coverage import Scan, Scanner
from .model import Barrier
from .sources import Source
from .structure import Tree, read_tree, standard_type

ENOUGH = 0.95
"""The share of the painted text that the tags must reach for them to be kept."""


class Examined(Struct, eq=False):
    """A part with its structure tree, walked and mended, and a scan of each page."""

    source: Source
    tree: Tree | None
    """None where the part's tags are not kept."""
    scans: list[Scan]
    coverage: float
    language: str | None
    barriers: list[Barrier]
    """What no validator of the joined PDF can see, and keeps it from being accessible all the same.

    What the part says of itself (pdfuaid:part in its XMP) counts for nothing.
    """


def examine(source: Source) -> Examined:
    """Walk the part's tree, scan its pages and note on the source what is amiss."""
    tree = read_tree(source)
    scanner = Scanner(tree.marks if tree else {})
    scans = [scanner.page(page.obj) for page in source.pdf.pages]
    whole = Scan()
    for scan in scans:
        whole.add(scan)
    coverage = whole.coverage if tree else 0.0
    language = source.part.language or _language(source.root) or _language_of_tree(tree)
    notes, barriers = source.notes, list[Barrier]()
    if tree is None:
        notes.append("it has no tags: each of its pages is tagged as a whole")
        barriers.append(Barrier.UNTAGGED)
    elif coverage < ENOUGH:
        share = int(coverage * 100)
        notes.append(f"its tags reach {share} % of its text: each page is tagged as a whole")
        barriers.append(Barrier.PARTLY_TAGGED)
        tree = None
    unreadable = [str(number) for number, scan in enumerate(scans, 1) if scan.unreadable]
    if unreadable:
        notes.append(f"the content of its page {', '.join(unreadable)} is damaged")
        barriers.append(Barrier.DAMAGED)
    if language is None:
        notes.append("it does not say its language")
        barriers.append(Barrier.NO_LANGUAGE)
    if tree is not None and tree.spaced:
        notes.append("its tags are of PDF 2.0, which PDF/UA-1 does not know")
    if tree is not None and (silent := _undescribed(tree)):
        pictures = "1 picture in it has" if silent == 1 else f"{silent} pictures in it have"
        notes.append(f"{pictures} no alternative text")
    return Examined(source, tree, scans, coverage, language, barriers)


def _language(holder: Object) -> str | None:
    found = holder.get(Name.Lang)
    return str(found).strip() or None if isinstance(found, String) else None


def _language_of_tree(tree: Tree | None) -> str | None:
    """Return the language of a tree's one top element, which holds for all below it."""
    if tree is None or len(tree.root.K if isinstance(tree.root.K, Array) else [0]) != 1:
        return None
    return _language(tree.elements[0][0])


def _undescribed(tree: Tree) -> int:
    """Return how many pictures have no text in their place (ISO 14289-1 7.3)."""
    return sum(
        standard_type(tree, written) == "Figure"
        and Name.Alt not in element
        and Name.ActualText not in element
        for element, written in tree.elements
    )
