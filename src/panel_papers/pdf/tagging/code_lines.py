"""A paragraph of code: tagged as Code, each of its lines a paragraph of its own."""

from __future__ import annotations

from panel_papers.pdf.tagging.elements import Element, Leaf

Kids = list[Element | Leaf]


def tag_code(block: Element) -> None:
    """Put what a paragraph holds into Code, a line of several into a paragraph of its own each.

    Code is an inline element (ISO 32000-1 14.8.4.4.1), so a paragraph is round it. A line is
    what a run with a line break at its start begins.
    """
    lines: list[Kids] = [[]]
    for kid in block.kids:
        if isinstance(kid, Leaf) and (kid.expected or "").startswith("\n") and lines[-1]:
            lines.append([])
        lines[-1].append(kid)
    block.kids = []
    if len(lines) == 1:
        _fill(block.add("Code"), lines[0])
        return
    block.role = "Div"
    for line in lines:
        _fill(block.add("P").add("Code"), line)


def _fill(code: Element, kids: Kids) -> None:
    code.kids = kids
    for kid in kids:
        kid.up = code
