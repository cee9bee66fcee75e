"""Finds out how accessible a part is: whether its tags can be kept, and its obstacles."""

from collections.abc import Iterator

from msgspec import Struct
from pikepdf import Array, Name, Object, String

from .completing import complete
from .coverage import Scan, Scanner
from .model import Barrier
from .sources import Source
from .structure import Tree, read_tree, standard_type
from .unfinished import finish

ENOUGH = 0.95
"""The share of the painted text that a part's own tags must reach for it to claim PDF/UA-1."""


class Examined(Struct, eq=False):
    """A part with its structure tree, walked and repaired, and a scan of each page."""

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
    trusted = source.part.tags_complete and tree is not None
    scans = [Scan() if trusted else scanner.page(page.obj) for page in source.pdf.pages]
    for index, page in enumerate(source.pdf.pages):
        if scans[index].unfinished:
            finish(source.pdf, page.obj)
            scans[index] = scanner.page(page.obj)
    whole = Scan()
    for scan in scans:
        whole.add(scan)
    coverage = whole.coverage if tree else 0.0
    language = source.part.language or _language(source.root) or _language_of_tree(tree)
    notes, barriers, left = source.notes, list[Barrier](), 0
    if tree is None:
        notes.append("it has no tags: each of its pages is tagged as a whole")
        barriers.append(Barrier.UNTAGGED)
    elif whole.text and not whole.reached:
        notes.append("its tags reach none of its text: each of its pages is tagged as a whole")
        barriers.append(Barrier.UNTAGGED)
        tree = None
    else:
        complete(source, tree, scans, scanner)
        left = sum(scan.missed + scan.images for scan in scans)
        notes += _notes_on(coverage, left)
    unreadable = [str(number) for number, scan in enumerate(scans, 1) if scan.unreadable]
    if unreadable:
        notes.append(f"the content of its page {', '.join(unreadable)} is damaged")
        barriers.append(Barrier.DAMAGED)
    if language is None:
        notes.append("it does not say its language")
        barriers.append(Barrier.NO_LANGUAGE)
    if tree is not None and (coverage < ENOUGH or left):
        barriers.append(Barrier.PARTLY_TAGGED)
    if tree is not None and tree.spaced:
        notes.append("its tags are of PDF 2.0, which PDF/UA-1 does not know")
    if tree is not None and (silent := _undescribed(tree)):
        pictures = "1 picture in it has" if silent == 1 else f"{silent} pictures in it have"
        notes.append(f"{pictures} no alternative text")
    return Examined(source, tree, scans, coverage, language, barriers)


def _notes_on(coverage: float, left: int) -> Iterator[str]:
    """Yield what is to be said of tags that reached a share of the text, and left some for good."""
    if coverage < ENOUGH:
        share = int(coverage * 100)
        yield f"its tags reach {share} % of its text: the rest is tagged page by page"
    if left:
        yield "a part of its content cannot be tagged"


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
