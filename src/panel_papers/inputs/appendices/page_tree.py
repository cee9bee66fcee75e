"""Repairs a PDF's list of pages where readers pass its damage by and qpdf does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
"""What a page takes from the nodes above it (ISO 32000-1 table 30)."""
_MOST_PAGES = 100_000  # a tree whose nodes name each other many times has no end in practice


def rewrite_page_tree(pdf: Pdf) -> int:
    """Write the pages that can be reached as one flat list, and return their number.

    A node that names itself or a node above it is passed by, as readers do (ISO 32000-1 7.7.3
    wants a tree); so is what is no dictionary.
    """
    root = pdf.Root.get(Name.Pages)
    pages = list(_pages(root)) if isinstance(root, Dictionary) else []
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(pages), Kids=Array()))
    for page, inherited in pages:
        for key, value in inherited.items():
            if key not in page:
                page[key] = value
        page.Type = Name.Page
        page.Parent = tree
        tree.Kids.append(page if page.is_indirect else pdf.make_indirect(page))
    pdf.Root.Pages = tree
    return len(pages)


def _pages(root: Object) -> Iterator[tuple[Object, dict[str, Object]]]:
    """Yield each page in order, with what it inherits."""
    waiting: list[tuple[Object, dict[str, Object], frozenset[tuple[int, int]]]] = [
        (root, {}, frozenset())
    ]
    found = 0
    while waiting and found < _MOST_PAGES:
        node, inherited, above = waiting.pop()
        kids = node.get(Name.Kids)
        if not isinstance(kids, Array):
            if node.get(Name.Type) != Name.Pages:
                found += 1
                yield node, inherited
            continue
        above |= {node.objgen}
        passed = {key: node[key] for key in _INHERITED if key in node}
        waiting += [
            (kid, inherited | passed, above)
            for kid in reversed(list(kids))
            if isinstance(kid, Dictionary) and not (kid.is_indirect and kid.objgen in above)
        ]
