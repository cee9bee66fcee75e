"""Gives headings without a level the level at which they are."""

from pikepdf import Dictionary, Name, Object

from .structure import Tree, standard_type

DEEPEST = 200  # elements within elements


def number_headings(tree: Tree) -> None:
    """Turn /H into /H1 to /H6, by how many sections with a heading are round it.

    A part may use headings without a number throughout (ISO 32000-1 14.8.4.3.2), but a PDF may not
    use both kinds (ISO 14289-1 7.4.4), and another part may number its own.
    """
    spaced = {element.objgen for element in tree.spaced}
    headings = [
        element
        for element, written in tree.elements
        if standard_type(tree, written) == "H" and element.objgen not in spaced
    ]
    sections = {element.P.objgen for element in headings}
    levels = [sum(held.objgen in sections for held in _above(element)) for element in headings]
    for element, level in zip(headings, levels, strict=True):
        element.S = Name(f"/H{min(max(level, 1), 6)}")


def _above(element: Object) -> list[Object]:
    found: list[Object] = []
    held = element.get("/P")
    while isinstance(held, Dictionary) and len(found) < DEEPEST:
        found.append(held)
        held = held.get("/P")
    return found
