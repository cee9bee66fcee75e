"""Finds out how accessible a part is: whether its tags can be kept, and what it may claim."""

import re

import pikepdf
from msgspec import Struct
from pikepdf import Array, Name, Object, Stream, String

from .coverage import Scan, Scanner
from .sources import Source
from .structure import Tree, read_tree, standard_type
from .unfinished import finish

ENOUGH = 0.95
"""The share of the painted text that the tags must reach for them to be kept."""
_CLAIM = re.compile(r"pdfuaid:part\s*(?:>|=\s*[\"'])\s*1\b")


class Examined(Struct, eq=False):
    """A part with its structure tree, walked and mended, and a scan of each page."""

    source: Source
    tree: Tree | None
    """None where the part's tags are not kept."""
    scans: list[Scan]
    coverage: float
    language: str | None
    accessible: bool
    """Whether the part deserves a place in a PDF that says it is PDF/UA-1.

    It does where it says so itself (pdfuaid:part 1 in its XMP), its tags reach at least 95 % of its
    text, every page can be read, its language is known, each of its pictures has an alternative
    text, and it needs nothing newer than PDF 1.7.
    """


def examine(source: Source) -> Examined:
    """Walk the part's tree, scan its pages and note on the source what is amiss."""
    tree = read_tree(source)
    scanner = Scanner(tree.marks if tree else {})
    scans = [scanner.page(page.obj) for page in source.pdf.pages]
    for index, page in enumerate(source.pdf.pages):
        if scans[index].unfinished:
            finish(source.pdf, page.obj)
            scans[index] = scanner.page(page.obj)
    whole = Scan()
    for scan in scans:
        whole.add(scan)
    coverage = whole.coverage if tree else 0.0
    language = source.part.language or _language(source.root) or _language_of_tree(tree)
    notes = source.notes
    if tree is None:
        notes.append("it has no tags: each of its pages is tagged as a whole")
    elif coverage < ENOUGH:
        share = int(coverage * 100)
        notes.append(f"its tags reach {share} % of its text: each page is tagged as a whole")
        tree = None
    unreadable = [str(number) for number, scan in enumerate(scans, 1) if scan.unreadable]
    if unreadable:
        notes.append(f"the content of its page {', '.join(unreadable)} is damaged")
    if language is None:
        notes.append("it does not say its language")
    deserves = tree is not None and not unreadable and language is not None
    if tree is not None and tree.spaced:
        notes.append("its tags are of PDF 2.0, which PDF/UA-1 does not know")
        deserves = False
    if tree is not None and (silent := _undescribed(tree)):
        pictures = "1 picture in it has" if silent == 1 else f"{silent} pictures in it have"
        notes.append(f"{pictures} no alternative text")
        deserves = False
    if tree is not None and not _claims(source):
        notes.append("it does not say that it is PDF/UA-1")
        deserves = False
    return Examined(source, tree, scans, coverage, language, deserves)


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


def _claims(source: Source) -> bool:
    """Tell whether the part's XMP says that it is PDF/UA-1 (ISO 14289-1 clause 5)."""
    found = source.root.get(Name.Metadata)
    if not isinstance(found, Stream):
        return False
    try:
        return bool(_CLAIM.search(found.read_bytes().decode("utf-8", "replace")))
    except (pikepdf.PdfError, RuntimeError, NotImplementedError):
        return False
